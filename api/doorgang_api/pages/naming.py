"""A form that names who takes part: its organisation is chosen from those of the region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_api.languages import lazy_gettext as _l
from doorgang_engine.naming import find_named, naming_fields
from doorgang_engine.terms.moments import local_day

from . import visit
from .filling_in import with_choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from doorgang_engine.bpmn.process import Element
    from doorgang_engine.model import Organisation
    from doorgang_forms.view_model import FormView

EMPTY = _l("Kies een organisatie")


def naming_form(
    form: FormView, *, element: Element | None, definition: Mapping[str, Any]
) -> FormView:
    """Return a form with the organisations to choose from, when its step names one."""
    kind = element.get("deelnemer") if element else ""
    if not kind:
        return form
    with visit.house().read_uow() as uow:
        today = local_day(moment=visit.moment(uow))
        found = uow.organisations.of_region(visit.account().region)
    options = [
        (value, one.name)
        for one in found
        if one.kind == kind and (value := _value(one, found, today))
    ]
    path = naming_fields(definition, also_asked_at_times=True)[0]
    return with_choice(form, path=path, options=options, empty=EMPTY)


def _value(one: Organisation, found: Sequence[Organisation], today: date) -> str:
    """Return what to fill in for an organisation: readable, and meaning no other one."""
    for value in (one.brin, one.name, one.id):
        named = find_named(value, one.kind, found, on=today) if value else None
        if named is not None and named.id == one.id:
            return value
    return ""  # it is closed
