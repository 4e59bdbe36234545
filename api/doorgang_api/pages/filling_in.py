"""A form on a page: as it is shown, as it is sent, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from doorgang_api.forms_adapter import form_of
from doorgang_api.languages import lazy_gettext as _l
from doorgang_forms import html_names
from doorgang_forms.html_input import read_post
from doorgang_forms.view import view
from doorgang_forms.view_model import ErrorView, FieldView, FormView, OptionView
from doorgang_forms.words import NL

from .organisation_lookup import with_lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FORM = "_form"
NOT_SENT = _l("Het bestand is niet meegestuurd. Kies het opnieuw.")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was typed in a form; ``focus`` is where to go on after a button for a row."""

    values: dict[str, Any] = field(default_factory=dict)
    row_action: bool = False
    focus: str = ""
    file_errors: Mapping[str, list[str]] = field(default_factory=dict)  # by path of the field

    @property
    def may_be_sent(self) -> bool:
        """Whether this is a form to be judged, and not one that only gets a row more."""
        return not self.row_action and not self.file_errors


def read_typed(
    definition: Mapping[str, Any],
    pairs: Iterable[tuple[str, str]],
    *,
    refused: Mapping[str, list[str]] | None = None,
) -> Typed:
    """Return what was posted for a form; ``refused`` says what is wrong with its files."""
    pairs = list(pairs)
    posted = read_post(form=form_of(definition), pairs=pairs)
    upload = f"-{html_names.UPLOAD}"
    named = [name for name, value in pairs if value and name.endswith(upload)]
    lost = {html_path(name.removesuffix(upload)): [str(NOT_SENT)] for name in named}
    return Typed(
        values=posted.values,
        row_action=posted.row_action,
        focus=posted.focus,
        file_errors={**lost, **(refused or {})},
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
    files: Mapping[str, str] | None = None,
) -> FormView:
    """Return a form as it is to be shown; ``files`` are the names of its files by id."""
    form = form_of(definition)
    made = view(
        form=form,
        values=values,
        errors=errors,
        variables=variables,
        files=files or {},
    )
    return with_lookup(made, form)


def with_choice(
    form: FormView, *, path: str, options: Sequence[tuple[str, str]], empty: str
) -> FormView:
    """Return a form of which one field is chosen from a list: of values and their names.

    What was typed and is not in the list stays in it, so that nothing is changed unseen.
    """

    def chosen(field: FieldView) -> FieldView:
        if field.path != path:
            return field
        known = [("", empty), *options]
        if field.value and field.value not in dict(known):
            known.append((field.value, field.value))
        made = tuple(
            OptionView(
                id=f"{field.id}-{at}", value=value, label=name, checked=value == field.value
            )
            for at, (value, name) in enumerate(known)
        )
        return replace(field, widget="select", options=made)

    sections = tuple(
        replace(section, fields=tuple(chosen(field) for field in section.fields))
        for section in form.sections
    )
    return replace(form, sections=sections)


def with_notes(form: FormView, notes: Mapping[str, str]) -> FormView:
    """Return a form with, by path of a field, where its answer comes from."""

    def noted(field: FieldView) -> FieldView:
        inner = tuple(noted(one) for one in field.fields)
        if field.path not in notes:
            return replace(field, fields=inner)
        note_id = f"{field.id}-herkomst"
        return replace(
            field,
            fields=inner,
            note=notes[field.path],
            note_id=note_id,
            described_by=f"{field.described_by} {note_id}".strip(),
        )

    sections = tuple(
        replace(section, fields=tuple(noted(field) for field in section.fields))
        for section in form.sections
    )
    return replace(form, sections=sections)


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
