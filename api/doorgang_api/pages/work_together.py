"""Do the same with the tasks that somebody chose on the work list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import redirect, request, url_for
from werkzeug.exceptions import BadRequest

from doorgang_api.languages import gettext as _
from doorgang_engine.dossier.looks import is_id
from doorgang_engine.work.together import MOST, do_together

from . import visit
from .my_work import take, work_shown
from .work_filter import read_filter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import UserTask
    from doorgang_engine.work.together import Together

CLAIM, RELEASE, HAND_OVER, FOLLOW_UP = "oppakken", "teruggeven", "overdragen", "opvolgen"
ON_A_PAGE = {HAND_OVER: "pages.hand_over", FOLLOW_UP: "pages.follow_up"}
REGION = "regio"  # as ``terug``: the page that the coordinator comes from


@dataclass(frozen=True, kw_only=True)
class ChosenTask:
    """A task that something is done with, as the page names it: without whom it is about."""

    task: UserTask
    number: str


def add_to(pages: Blueprint) -> None:
    """Add ``/werk/samen``."""
    pages.add_url_rule("/werk/samen", "work_together", work_together, methods=["POST"])


def work_together() -> AnyResponse:
    """Do with the chosen tasks what was asked; what asks more goes on to a page of its own."""
    doing, ids = request.form.get("doe", ""), chosen(request.form.getlist("taak"))
    back = request.form.get("terug", "")
    if doing not in (CLAIM, RELEASE, *ON_A_PAGE):
        raise BadRequest(_("Kies wat u met de taken wilt doen."))
    if not ids:
        wrong = {"samen": _("Kies eerst een of meer taken. Er is niets veranderd.")}
        return work_shown(read_filter({}), after="", wrong=wrong)
    if doing in ON_A_PAGE:
        return redirect(url_for(ON_A_PAGE[doing], taak=ids, terug=back or None), 303)
    found = do_together(ids, lambda one: take(one, release=doing == RELEASE))
    return done(found, doing, back=back)


def chosen(sent: Sequence[str]) -> list[str]:
    """Return the ids of tasks that were sent, each once.

    :raises BadRequest: if one is no id, or there are more than a list can hold.
    """
    ids = list(dict.fromkeys(sent))
    if len(ids) > MOST or not all(is_id(one) for one in ids):
        raise BadRequest(_("Kies de taken op de pagina Mijn werk."))
    return ids


def done(found: Together, doing: str, *, back: str) -> AnyResponse:
    """Go back to the list when all was done; else show what was refused and why."""
    if not found.refused:
        if back == REGION:
            return redirect(url_for("pages.region_work", bericht=f"samen-{doing}"), 303)
        return redirect(url_for("pages.my_work", bericht=f"samen-{doing}"), 303)
    return _partly(found, back)


def tasks_of(
    ids: Sequence[str], desk: Desk, may_see: Callable[[str], UserTask]
) -> list[ChosenTask]:
    """Return chosen tasks with the numbers of their cases; the desk notes that they were named.

    :raises TaskNotFound: if one of them is not for this person.
    """
    tasks = [may_see(one) for one in ids]
    cases = list(dict.fromkeys(task.case_id for task in tasks))
    numbers = desk.uow.cases.numbers(region=desk.account.region, case_ids=cases)
    desk.listed(cases, asked=["filter:taken"])
    return [ChosenTask(task=task, number=numbers.get(task.case_id, "")) for task in tasks]


def _partly(found: Together, back: str) -> Response:
    """Show what was refused. Of a task that is not this person's nothing is told."""
    return visit.show(
        "work_done.html",
        heading=_("Niet alles is gelukt"),
        status=409,
        done=len(found.done),
        refused=[str(error) for _one, error in found.refused],
        back="pages.region_work" if back == REGION else "pages.my_work",
    )
