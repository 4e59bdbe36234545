"""Start a case: choose a route and how it begins, then say about whom and fill in its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request

from doorgang_api.languages import gettext as _
from doorgang_api.upload_places import UploadPlace
from doorgang_engine.access.decide import Resource, may
from doorgang_engine.access.table import Act
from doorgang_engine.attachments import place_of_start
from doorgang_engine.cases import Beginning, start_case
from doorgang_engine.cohorts.access import cohorts_for
from doorgang_engine.errors import RouteNotFound, SubmissionInvalid
from doorgang_engine.subject import SubjectKind, kind_of
from doorgang_engine.terms.moments import local_day

from . import participants, visit
from .filling_in import Typed, empty_form, shown, with_errors_before
from .receipts import to_receipt
from .sent_files import names_in, read_sent
from .start_conditions import conditions, impediments
from .subjects import LONGEST_NAME, WORDINGS, typed_subject, wrong_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.bpmn.process import Element
    from doorgang_engine.enact import Runnable
    from doorgang_engine.model import Account, Bundle
    from doorgang_engine.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Start:
    """A way to begin a route, and who may take part in it."""

    content: Mapping[str, Any]
    element: Element
    choices: Sequence[participants.Choice]

    @property
    def kind(self) -> SubjectKind:
        """What the case will be about."""
        return kind_of(self.content)

    @property
    def role_name(self) -> str:
        """What people call the role that begins it."""
        return str(self.content["roles"].get(self.element.role, {}).get("naam", self.element.role))

    @property
    def form(self) -> Mapping[str, Any] | None:
        """The definition of the form to begin with."""
        found: Mapping[str, Any] | None = self.content["forms"].get(self.element.get("formulier"))
        return found


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/nieuw``."""
    pages.add_url_rule("/trajecten/nieuw", "choose_start", choose_start)
    pages.add_url_rule("/trajecten/nieuw/<route>/<start>", "start", start, methods=["GET", "POST"])


def choose_start() -> Response:
    """Show the routes that someone may start, and the ways in which they begin."""
    me = visit.account()
    with visit.house().read_uow() as uow:
        routes = [
            (bundle.content, starts)
            for bundle in uow.bundles.list_active(region=me.region)
            if (starts := _starts(_runnable(bundle, uow), me))
        ]
        has_cohorts = bool(cohorts_for(account=me, uow=uow, parts=visit.house().parts))
    routes.sort(key=lambda one: (one[0]["kind"] != "hoofdroute", one[0]["title"]))
    return visit.show(
        "choose_start.html", heading=_("Nieuw traject"), routes=routes, has_cohorts=has_cohorts
    )


def start(route: str, start: str) -> AnyResponse:
    """Ask what must be known at the start, and start the case."""
    found = _find(route, start)
    if request.method != "POST":
        return _page(found, Typed(), {})
    typed = read_sent(found.form, place=_place(found, route)) if found.form else Typed()
    if not typed.may_be_sent:
        return _page(found, typed, typed.file_errors)
    if wrong_names(found.kind) or _wrong_choices(found):
        return _page(found, typed, _wrong_answers(found, typed))
    me, key = visit.account(), visit.request_id()
    try:
        case = start_case(
            beginning=_beginning(found, typed, me),
            actor=me.acting_as(found.element.role),
            parts=visit.house().parts,
            request_id=key,
            now=visit.given_now(),
        )
    except SubmissionInvalid as refused:
        return _page(found, typed, refused.fields)
    return to_receipt(case.id, key)


def _place(found: Start, route: str) -> UploadPlace:
    return UploadPlace(
        key=place_of_start(route, found.element.id),
        definition=found.form,
        actor=visit.account().acting_as(found.element.role),
    )


def _runnable(bundle: Bundle, uow: UnitOfWork) -> Runnable:
    return visit.house().parts.shelf.runnable(uow, bundle.hash)


def _starts(runnable: Runnable, me: Account) -> list[Element]:
    """Return the ways in which someone may begin a route.

    A start without a form is left out when the route must be told things at its start: then it
    is for other routes, which pass them on.
    """
    model = runnable.program.models[runnable.program.key]
    is_told = any(variable.is_input for variable in model.variables.values())
    return [
        element
        for element in runnable.starts()
        if _may_start(element, me) and (element.get("formulier") or not is_told)
    ]


def _may_start(element: Element, me: Account) -> bool:
    place = Resource(
        region=me.region, role=element.role, participants=frozenset({me.organisation})
    )
    return may(account=me, act=Act.START_CASE, resource=place)


def _find(route: str, start: str) -> Start:
    me = visit.account()
    with visit.house().read_uow() as uow:
        bundle = uow.bundles.active(region=me.region, route=route)
        runnable = _runnable(bundle, uow)
        organisations = uow.organisations.of_region(me.region)
        today = local_day(moment=visit.moment(uow))
    element = next((one for one in _starts(runnable, me) if one.id == start), None)
    if element is None:
        raise RouteNotFound(_("Dit begin van een route bestaat niet, of is niet voor uw rol."))
    return Start(
        content=bundle.content,
        element=element,
        choices=participants.choices(
            runnable=runnable,
            start_role=element.role,
            account=me,
            organisations=organisations,
            today=today,
            posted=request.form if request.method == "POST" else None,
        ),
    )


def _beginning(found: Start, typed: Typed, me: Account) -> Beginning:
    return Beginning(
        region=me.region,
        route=found.content["route"],
        start_event=found.element.id,
        subject=typed_subject(found.kind),
        submission=typed.values,
        participants=participants.chosen(found.choices),
    )


def _wrong_choices(found: Start) -> dict[str, str]:
    """Return what is wrong with the organisations that take part, by field."""
    return {choice.field: choice.complaint for choice in found.choices if choice.complaint}


def _wrong_answers(found: Start, typed: Typed) -> dict[str, list[str]]:
    """Return what is wrong with the form besides, so that people see all of it at once."""
    if found.form is None:
        return {}
    house = visit.house()
    with house.read_uow() as uow:
        now = visit.moment(uow)
    try:
        house.parts.forms.validate(found.form, typed.values, variables={}, now=now)
    except SubmissionInvalid as refused:
        return refused.fields
    return {}


def _page(found: Start, typed: Typed, errors: Mapping[str, Sequence[str]]) -> Response:
    judged = request.method == "POST" and not typed.row_action
    wrong = wrong_names(found.kind) | _wrong_choices(found) if judged else {}
    form = empty_form(found.element.name)
    if found.form:
        form = shown(
            found.form,
            values=typed.values,
            errors=errors,
            variables={},
            files=names_in(found.form, typed.values),
        )
    return visit.show(
        "start.html",
        heading=f"{found.content['title']}: {found.element.name}",
        status=422 if errors or wrong else 200,
        found=found,
        view=with_errors_before(form, wrong.items()),
        names=[
            (one.field, one.label, request.form.get(one.field, ""), wrong.get(one.field, ""))
            for one in WORDINGS[found.kind].fields
        ],
        wording=WORDINGS[found.kind],
        conditions=conditions(
            role=found.role_name, kind=found.kind, choices=found.choices, form=found.form
        ),
        impediments=impediments(found.choices),
        wrong=wrong,
        longest=LONGEST_NAME,
        typed=typed,
        request_id=visit.request_id() or visit.new_request_id(),
    )
