"""A form on a page: as it is shown, as it is sent, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from doorgang_api.forms_adapter import form_of
from doorgang_forms import html_names
from doorgang_forms.html_input import read_post
from doorgang_forms.view import view
from doorgang_forms.view_model import ErrorView, FormView
from doorgang_forms.words import NL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FORM = "_form"
NO_FILES = (
    "Bestanden kunt u in deze versie nog niet toevoegen. Het bestand is niet verstuurd en staat "
    "alleen op uw eigen apparaat."
)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was typed in a form; ``focus`` is where to go on after a button for a row."""

    values: dict[str, Any] = field(default_factory=dict)
    row_action: bool = False
    focus: str = ""
    refused_files: tuple[str, ...] = ()  # names of the fields

    @property
    def may_be_sent(self) -> bool:
        """Whether this is a form to be judged, and not one that only gets a row more."""
        return not self.row_action and not self.refused_files

    @property
    def file_errors(self) -> dict[str, list[str]]:
        """What is wrong with the files, by the path of the field."""
        return {html_path(name): [NO_FILES] for name in self.refused_files}


def read_typed(definition: Mapping[str, Any], pairs: Iterable[tuple[str, str]]) -> Typed:
    """Return what was posted for a form."""
    pairs = list(pairs)
    posted = read_post(form=form_of(definition), pairs=pairs)
    upload = f"-{html_names.UPLOAD}"
    refused = tuple(n.removesuffix(upload) for n, v in pairs if v and n.endswith(upload))
    return Typed(
        values=posted.values,
        row_action=posted.row_action,
        focus=posted.focus,
        refused_files=refused,
    )


def html_path(name: str) -> str:
    """Return the path of a field (``ouders.0.bewijs``) from its name in a post."""
    return name.replace("-", ".")


def shown(
    definition: Mapping[str, Any],
    *,
    values: Mapping[str, Any],
    errors: Mapping[str, Sequence[str]],
    variables: Mapping[str, Any],
) -> FormView:
    """Return a form as it is to be shown."""
    return view(form=form_of(definition), values=values, errors=errors, variables=variables)


def empty_form(title: str) -> FormView:
    """Return a form without questions, for a step that only has to be confirmed."""
    return FormView(
        key="",
        lang="nl",
        title=title,
        intro="",
        sections=(),
        errors=(),
        has_files=False,
        action_name=html_names.ACTION,
        words=NL,
    )


def with_errors_before(form: FormView, errors: Iterable[tuple[str, str]]) -> FormView:
    """Return a form with errors of the page's own fields (id and text) at the top."""
    own = tuple(ErrorView(href=f"#{target}", text=text) for target, text in errors)
    return replace(form, errors=(*own, *form.errors))
