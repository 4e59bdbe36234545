"""A form of questions on a page: shown, read, judged; long choices as a list to pick from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from doorgang_api.languages import gettext as _
from doorgang_forms.html_input import Posted, read_post
from doorgang_forms.parsing import parse_form
from doorgang_forms.submission import validate
from doorgang_forms.view import view
from doorgang_forms.view_model import FieldView, FormView, OptionView, RowView

from .asking import MOST_BUTTONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from doorgang_forms.errors import SubmissionInvalid

    from .asking import Raw


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """Questions, and how the page shows them."""

    asking: Raw
    today: date

    def read(self, pairs: Iterable[tuple[str, str]]) -> Posted:
        """Return what was posted."""
        return read_post(form=parse_form(raw=self.asking), pairs=pairs)

    def judged(self, values: Mapping[str, Any]) -> Raw:
        """Return the answers, clean.

        :raises SubmissionInvalid: with what is wrong, per question.
        """
        form = parse_form(raw=self.asking)
        return validate(form=form, data=dict(values), variables={}, today=self.today).data

    def shown(
        self, values: Mapping[str, Any], errors: Mapping[str, Sequence[str]] | None = None
    ) -> FormView:
        """Return the questions as the page shows them, with what was typed."""
        form = parse_form(raw=self.asking)
        return with_lists(view(form=form, values=values, errors=errors or {}, variables={}))


def with_lists(form: FormView) -> FormView:
    """Return a form in which a choice of many answers is a list to pick from."""
    sections = tuple(
        replace(one, fields=tuple(_field(field) for field in one.fields)) for one in form.sections
    )
    lists = {f"#{one.options[0].id}": f"#{one.id}" for one in _all(form) if _is_long(one)}
    errors = tuple(replace(one, href=lists.get(one.href, one.href)) for one in form.errors)
    return replace(form, sections=sections, errors=errors)


def _all(form: FormView) -> Iterable[FieldView]:
    waiting = [field for one in form.sections for field in one.fields]
    while waiting:
        field = waiting.pop()
        yield field
        waiting += [*field.fields, *(inner for row in field.rows for inner in row.fields)]


def _is_long(field: FieldView) -> bool:
    return field.widget == "radios" and len(field.options) > MOST_BUTTONS


def _field(field: FieldView) -> FieldView:
    field = replace(
        field,
        fields=tuple(_field(one) for one in field.fields),
        rows=tuple(_row(one) for one in field.rows),
    )
    if not _is_long(field):
        return field
    chosen = any(one.checked for one in field.options)
    empty = OptionView(id=f"{field.id}-0", value="", label=_("Kies"), checked=not chosen)
    answers = [one for one in field.options if one.value]
    return replace(field, widget="select", focus_id=field.id, options=(empty, *answers))


def _row(row: RowView) -> RowView:
    return replace(row, fields=tuple(_field(one) for one in row.fields))


def errors_of(refused: SubmissionInvalid) -> dict[str, list[str]]:
    """Return what is wrong, per question."""
    return {path: list(texts) for path, texts in refused.fields.items()}
