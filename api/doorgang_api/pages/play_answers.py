"""Answers in a play: the real form, filled in with something invented. No file is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_forms import html_names

from .filling_in import Typed, empty_form, read_typed, shown, with_errors_before

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_forms.view_model import FormView

INVENTED_FILE = "voorbeeldbijlage"  # stands for any file that was chosen, and is not read
_SENT = f"-{html_names.UPLOAD}"


def answered(definition: Mapping[str, Any] | None) -> Typed:
    """Return what was typed in a form; nothing where no form is asked."""
    if definition is None:
        return Typed()
    return read_typed(definition, [_invented(*one) for one in request.form.items(multi=True)])


def _invented(name: str, value: str) -> tuple[str, str]:
    """Return a field as it was sent; of a file only its name was, and another stands for it."""
    if value and name.endswith(_SENT):
        return name.removesuffix(_SENT), INVENTED_FILE
    return name, value


def shown_answers(
    definition: Mapping[str, Any] | None,
    typed: Typed,
    errors: Mapping[str, Sequence[str]],
    variables: Mapping[str, Any],
    *,
    name: str,
) -> FormView:
    """Return a form as it is shown in a play; ``name`` is of the step, where nothing is asked."""
    if definition is None:
        texts = [text for found in errors.values() for text in found]
        return with_errors_before(empty_form(name), [("inhoud", text) for text in texts])
    return shown(definition, values=typed.values, errors=errors, variables=variables)
