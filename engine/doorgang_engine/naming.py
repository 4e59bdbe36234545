"""Whom a step of a route names as a participant (``dg:deelnemer``), by what its form says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import acts
from .errors import SubmissionInvalid
from .terms.moments import local_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from .advance import Passage
    from .bpmn.process import Element
    from .model import Organisation
    from .ports import UnitOfWork

FAMILY = "gezin"
SCHOOL = 4  # characters of a BRIN that name the school; two more name a location
FIELD_TYPE = "organisation"


def naming_in(
    *,
    element: Element,
    form: Mapping[str, Any] | None,
    data: Mapping[str, Any],
    passage: Passage,
    uow: UnitOfWork,
) -> acts.Naming | None:
    """Return whom a step names by its form (``dg:deelnemer``); None when it changes nobody.

    :raises SubmissionInvalid: if what was filled in is no organisation that can take part.
    """
    kind = element.get("deelnemer")
    if not kind or form is None:
        return None
    field = naming_fields(form, also_asked_at_times=True)[0]
    if field not in data:
        return None  # it was not asked: this step names nobody now
    case, day = passage.case, local_day(moment=passage.now)
    found = find_named(
        str(data.get(field, "")), kind, uow.organisations.of_region(case.region), on=day
    )
    if found is None:
        raise SubmissionInvalid({field: [UNKNOWN.format(kind=kind)]})
    was = case.participants.get(kind, "")
    if was == found.id:
        return None
    return acts.Naming(organisation_kind=kind, was=was, organisation=found.id, element=element.id)


UNKNOWN = (
    "Deze organisatie staat in uw regio niet in het register als '{kind}', of is gesloten. "
    "Kies haar uit de lijst, of vul haar BRIN met vestiging in. "
    "Vraag uw regiocoördinator haar toe te voegen als zij ontbreekt."
)


def naming_fields(form: Mapping[str, Any], *, also_asked_at_times: bool = False) -> list[str]:
    """Return the fields of a form that could name a participant: mandatory, and no rows.

    ``also_asked_at_times`` counts those that are asked under a condition too (``show_when``).
    """
    return [
        str(field["key"])
        for section in form.get("sections", ())
        if not section.get("show_when")
        for field in section.get("fields", ())
        if field.get("type") == FIELD_TYPE
        and field.get("required") is True
        and (also_asked_at_times or not field.get("show_when"))
    ]


def find_named(
    text: str, kind: str, organisations: Sequence[Organisation], *, on: date
) -> Organisation | None:
    """Return the one organisation of a kind that a text means: by BRIN, by id, or by name.

    None when there is no such one, or more than one: nobody is guessed.
    """
    wanted = text.strip()
    able = [one for one in organisations if one.kind == kind and one.is_open(on)]
    brin = wanted.upper()
    for found in (
        [one for one in able if one.brin and one.brin == brin],
        [one for one in able if len(brin) == SCHOOL and one.brin[:SCHOOL] == brin],
        [one for one in able if one.id == wanted],
        [one for one in able if one.name.casefold() == wanted.casefold()],
    ):
        if found:
            return found[0] if len(found) == 1 else None
    return None
