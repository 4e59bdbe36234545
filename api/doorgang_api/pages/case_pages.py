"""Cases: the list, and one case with its tasks, terms, timeline, picture and submissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.languages import gettext as _
from doorgang_engine.access.decide import Resource, may, may_everywhere
from doorgang_engine.access.table import Act
from doorgang_engine.dossier.asking import PURPOSES
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.dossier.looks import LookKind
from doorgang_engine.dossier.sight import may_read_with_reason
from doorgang_engine.model import CaseStatus
from doorgang_engine.participant_change import changeable_kinds
from doorgang_engine.terms.wording import capitalised

from . import visit
from .case_list import Asked, case_page
from .case_sections import notes, sections, taking_part
from .demo_hints import doers
from .leaving_pages import is_about_a_child
from .letter_again import letters_to_ask
from .letter_pages import letter_rows, letters_coming
from .participants import KINDS
from .picture import picture_of
from .reading import CaseReading, people_of
from .receipts import receipt
from .terms import term_views
from .timeline import timeline
from .words import STATUS, deadline, iso_day_words, moment_words
from .work_list import to_sign_words

if TYPE_CHECKING:
    from flask import Blueprint, Response

    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.dossier.desk import Desk

    from .names import People

OLDEST_FIRST = "oud"
LONGEST_NUMBER = 40  # characters of what is looked for


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten``, ``/trajecten/<id>`` and its print."""
    pages.add_url_rule("/trajecten", "cases", cases)
    pages.add_url_rule("/trajecten/<case_id>", "case", case)
    pages.add_url_rule("/trajecten/<case_id>/afdruk", "case_print", case_print)


def cases() -> Response:
    """Show the cases that someone may see."""
    house, me = visit.house(), visit.account()
    route, status = request.args.get("route", ""), request.args.get("status", "")
    number = request.args.get("nummer", "").strip()[:LONGEST_NUMBER]
    with visit.desk() as desk:
        uow = desk.uow
        page = case_page(
            asked=Asked(
                number=number.upper(), route=route, status=status if status in STATUS else ""
            ),
            after=request.args.get("na", ""),
            desk=desk,
            parts=house.parts,
        )
        routes = sorted(
            (str(bundle.content["title"]), bundle.route)
            for bundle in uow.bundles.list_active(region=me.region)
        )
    return visit.show(
        "cases.html",
        heading=_("Trajecten"),
        rows=page.rows,
        next_page=page.after,
        may_use_emergency=may_everywhere(account=me, act=Act.USE_EMERGENCY),
        number=number,
        route=route,
        chosen_status=status,
        routes=routes,
        statuses=[(key, capitalised(text=str(words))) for key, words in STATUS.items()],
    )


def case(case_id: str) -> Response:
    """Show one case."""
    newest_first = request.args.get("volgorde") != OLDEST_FIRST
    with visit.desk() as desk:
        reading = CaseReading(desk.dossier(case_id, shows=WHOLE))
        people = people_of(desk.uow, desk.account)
        return visit.show(
            "case.html",
            heading=_("Traject %(number)s", number=reading.case.number),
            **_told(reading, people, desk, newest_first=newest_first)
            | sections(reading, people, desk),
            changeable=_changeable(reading),
            doers=doers(reading.open_tasks, desk.uow),
            messages=recordable(reading),
            newest_first=newest_first,
            picture=picture_of(reading),
            letters=letter_rows(reading, people),
            letters_coming=letters_coming(reading, desk.uow),
            **letters_to_ask(reading, desk.uow),
            may_give_link=may(
                account=desk.account, act=Act.GIVE_LINK, resource=Resource.of_case(reading.case)
            ),
            receipt=receipt(reading, desk.uow),
            access=_access(reading),
            may_record_leaving=is_about_a_child(reading)
            and may(
                account=desk.account,
                act=Act.RECORD_LEAVING,
                resource=Resource.of_case(reading.case),
            ),
            **_rights(reading),
        )


def case_print(case_id: str) -> Response:
    """Show all that somebody may read of a case as one page to print; noted as a print.

    :raises ReasonRequired: if they may read it after saying why.
    :raises Forbidden: if the content is not for their role.
    """
    with visit.desk() as desk:
        dossier = desk.dossier(case_id, shows=WHOLE, kind=LookKind.PRINT, must_read=True)
        reading = CaseReading(dossier)
        people = people_of(desk.uow, desk.account)
        return visit.show(
            "case_print.html",
            heading=_("Traject %(number)s", number=reading.case.number),
            **_told(reading, people, desk, newest_first=False),
            printed=moment_words(desk.now),
        )


def _told(
    reading: CaseReading, people: People, desk: Desk, *, newest_first: bool
) -> dict[str, Any]:
    """Return what is told of a case, on its page and on paper."""
    case = reading.case
    return {
        "reading": reading,
        "people": people,
        "case_status": capitalised(text=str(STATUS[case.status])),
        "outcome": reading.names.outcome("", case.outcome),
        "started": moment_words(case.started_at),
        "ended": moment_words(case.ended_at) if case.ended_at else "",
        "participants": [
            (kind, KINDS.get(kind, kind), people.organisation(key))
            for kind, key in taking_part(reading)
        ],
        "tasks": _tasks(reading, people, desk),
        "terms": term_views(reading.terms),
        "waits": _waits(reading),
        "notes": notes(reading),
        "entries": timeline(
            reading.history, names=reading.names, people=people, newest_first=newest_first
        ),
    }


def recordable(reading: CaseReading) -> list[Waiting]:
    """Return the messages that the case waits for and that this person may record."""
    return [
        one
        for one in awaited_messages(reading)
        if may(account=reading.account, act=Act.RECORD_MESSAGE, resource=place_of(reading, one))
    ]


def awaited_messages(reading: CaseReading) -> list[Waiting]:
    """Return the messages that the case waits for, whoever may record them."""
    if not reading.is_running:
        return []
    return [one for one in reading.waiting if one.waits_for == "message"]


def place_of(reading: CaseReading, waiting: Waiting) -> Resource:
    """Return whose work it is to record what a step waits for."""
    kind = reading.runnable.organisation(waiting.role)
    return Resource.of_step(reading.case, role=waiting.role, kind=kind)


def _rights(reading: CaseReading) -> dict[str, Any]:
    place = Resource.of_case(reading.case, started_by=reading.started_by)
    return {
        name: reading.is_running and may(account=reading.account, act=act, resource=place)
        for name, act in (
            ("may_change_terms", Act.CHANGE_TERM),
            ("may_withdraw", Act.WITHDRAW_CASE),
        )
    }


def _access(reading: CaseReading) -> dict[str, Any]:
    """Return on what their reading rests, of who does not take part."""
    grant = reading.dossier.sight.grant
    return {
        "until": moment_words(grant.ends_at) if grant else "",
        "is_emergency": reading.dossier.sight.is_emergency,
        "purpose": PURPOSES.get(grant.purpose, "") if grant else "",
        "may_ask": not reading.dossier.reads
        and may_read_with_reason(reading.account, reading.case),
    }


def _changeable(reading: CaseReading) -> list[str]:
    """Return the kinds of which this person may name another organisation."""
    place = Resource.of_case(reading.case, started_by=reading.started_by)
    goes_on = reading.case.status in (CaseStatus.RUNNING, CaseStatus.INCIDENT)
    if not goes_on or not may(account=reading.account, act=Act.CHANGE_PARTICIPANT, resource=place):
        return []
    return changeable_kinds(case=reading.case, runnable=reading.runnable)


def _waits(reading: CaseReading) -> list[str]:
    """Return in words what the case waits for beside its tasks, the first moment first."""
    others = [one for one in reading.waiting if one.waits_for != "task"]
    return [
        reading.names.step(one.element, one.scope)
        + (f" op {iso_day_words(one.due_at)}" if one.due_at else "")
        for one in sorted(others, key=lambda one: (not one.due_at, one.due_at))
    ]


def _tasks(reading: CaseReading, people: People, desk: Desk) -> list[dict[str, Any]]:
    calendar = reading.runnable.rulebook.calendar
    ids = [one.id for one in reading.open_tasks]
    to_sign = desk.uow.signings.waiting(region=reading.case.region, task_ids=ids)
    return [
        {
            "task": task,
            "role": reading.names.role(task.role),
            "is_mine": task.role in reading.account.roles
            and task.organisation in ("", reading.account.organisation),
            "deadline": deadline(due_at=task.due_at, now=reading.now, calendar=calendar),
            "to_sign": to_sign_words(to_sign.get(task.id, ""), reading.account, people),
        }
        for task in sorted(
            reading.open_tasks, key=lambda one: (not one.due_at, one.due_at or one.opened_at)
        )
    ]
