"""Looking a school or organisation up in the register of the region, beside the field for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doorgang_engine.terms.moments import local_day
from doorgang_forms import html_names
from doorgang_forms.definition import placed_fields
from doorgang_forms.view_model import FieldView, FormView, OptionView, RowView

from . import visit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doorgang_engine.model import Organisation
    from doorgang_forms.definition import Form

FAMILY = "gezin"
TYPE = "organisation"
#: More than these are no help; then more has to be typed.
MOST_FOUND = 8
_SHORTEST = 2  # letters that say something


def with_lookup(shown: FormView, form: Form) -> FormView:
    """Return a form whose fields for an organisation say whom a BRIN means, and whom else.

    Organisations are looked up only when the form asks for one.
    """
    free = {path for path, one in placed_fields(form=form).items() if one.field.free}
    if not any(one.field.type == TYPE for one in placed_fields(form=form).values()):
        return shown
    with visit.house().read_uow() as uow:
        today = local_day(moment=visit.moment(uow))
        register = [
            one
            for one in uow.organisations.of_region(visit.account().region)
            if one.kind != FAMILY and one.is_open(today)
        ]
    looker = _Looker(register, free)
    sections = tuple(
        replace(one, fields=tuple(looker.field(field) for field in one.fields))
        for one in shown.sections
    )
    return replace(shown, sections=sections)


class _Looker:
    def __init__(self, register: Sequence[Organisation], free: set[str]) -> None:
        self._register, self._free = register, free

    def field(self, field: FieldView) -> FieldView:
        field = replace(
            field,
            fields=tuple(self.field(one) for one in field.fields),
            rows=tuple(self._row(one) for one in field.rows),
        )
        if field.type != TYPE or field.widget != "text":
            return field
        path = ".".join(part for part in field.path.split(".") if not part.isdigit())
        able = [one for one in self._register if one.brin or path in self._free]
        known = [one for one in able if field.value.strip().upper() == one.brin and one.brin]
        if known:
            return replace(field, widget=TYPE, text=known[0].name)
        found = organisations_like(field.value, able)
        options = tuple(
            OptionView(
                id=f"{field.id}-gevonden-{at}",
                value=f"{html_names.PICK}:{field.name}:{one.brin or one.name}",
                label=f"{one.name}, {one.brin}" if one.brin else one.name,
                checked=False,
            )
            for at, one in enumerate(found[:MOST_FOUND])
        )
        return replace(field, widget=TYPE, options=options)

    def _row(self, row: RowView) -> RowView:
        return replace(row, fields=tuple(self.field(one) for one in row.fields))


def organisations_like(typed: str, register: Sequence[Organisation]) -> list[Organisation]:
    """Return those whose name has every word that was typed, or whose BRIN begins with it."""
    words = typed.casefold().split()
    if len("".join(words)) < _SHORTEST:
        return []
    brin = typed.strip().upper()
    return sorted(
        (
            one
            for one in register
            if one.brin.startswith(brin) or all(word in one.name.casefold() for word in words)
        ),
        key=lambda one: (one.name.casefold(), one.brin),
    )
