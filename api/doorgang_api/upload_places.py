"""For which step a file is sent: the form with its field, and whether that is this person's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_engine.access.decide import Resource, acting
from doorgang_engine.access.table import Act
from doorgang_engine.attachments import (
    keep_attachment,
    place_of_message,
    place_of_start,
    place_of_task,
)
from doorgang_engine.awaited import awaited_by
from doorgang_engine.cases import start_event
from doorgang_engine.dossier.looks import Part
from doorgang_engine.errors import AttachmentRefused, NotWaiting, TaskNotOpen
from doorgang_engine.model import TaskStatus
from doorgang_forms.uploads import find_file_field

from .acting import as_recorder
from .forms_adapter import form_of
from .receiving import receive

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import IO

    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.model import Account, Actor, Attachment
    from doorgang_engine.ports import UnitOfWork

    from .wiring import House


@dataclass(frozen=True, kw_only=True)
class UploadPlace:
    """A step that somebody may fill in the form of."""

    key: str
    definition: Mapping[str, Any] | None
    actor: Actor
    case_id: str | None = None


def task_place(task_id: str, *, desk: Desk) -> UploadPlace:
    """Return the place of an open task of this person.

    :raises TaskNotFound: if it is not theirs.
    :raises TaskNotOpen: if it is done or cancelled.
    """
    task, dossier = desk.task(task_id, shows={Part.TASKS})
    if task.status is not TaskStatus.OPEN:
        raise TaskNotOpen(task.name)
    return UploadPlace(
        key=place_of_task(task.id),
        definition=dossier.content["forms"][task.form],
        actor=desk.account.acting_as(task.role),
        case_id=task.case_id,
    )


def start_place(
    route: str, start: str, *, account: Account, uow: UnitOfWork, house: House
) -> UploadPlace:
    """Return the place of a start form; ``""`` is the route's first start.

    :raises RouteNotFound: if the route is not published.
    :raises StartEventUnknown: if it cannot be started in this way.
    :raises NotYours: if it begins with another role.
    """
    bundle = uow.bundles.active(region=account.region, route=route)
    element = start_event(house.parts.shelf.runnable(uow, bundle.hash), start)
    mine = Resource(
        region=account.region,
        role=element.role,
        participants=frozenset({account.organisation}),
    )
    return UploadPlace(
        key=place_of_start(route, element.id),
        definition=bundle.content["forms"].get(element.get("formulier")),
        actor=acting(account=account, act=Act.START_CASE, resource=mine),
    )


def message_place(
    case_id: str, element: str, *, desk: Desk, house: House, now: datetime
) -> UploadPlace:
    """Return the place of a message that a case waits for.

    :raises CaseNotFound: if it is not this person's to see.
    :raises NotWaiting: if the case does not wait for it.
    """
    case, uow = desk.case(case_id), desk.uow
    awaited = awaited_by(case=case, uow=uow, parts=house.parts, now=now)
    waiting = next((w for w in awaited if w.element == element), None)
    if waiting is None:
        raise NotWaiting("Het traject wacht niet (meer) op dit bericht. Er is niets verwerkt.")
    content = house.parts.shelf.content(uow, case.bundle)
    return UploadPlace(
        key=place_of_message(case.id, element),
        definition=content["forms"].get(waiting.form),
        actor=as_recorder(desk.account, awaited, waiting.name, element),
        case_id=case.id,
    )


def take_in(
    stream: IO[bytes],
    *,
    name: str,
    field: str,
    place: UploadPlace,
    account: Account,
    house: House,
    now: datetime,
    request_id: str | None = None,
) -> Attachment:
    """Look at a file and keep it until a submission for the place uses it.

    :raises AttachmentRefused: if it may not be kept, or the form has no such field.
    :raises ScannerUnavailable: if it cannot be checked for viruses now.
    :raises TooManyRequests: if this person sent too many files.
    """
    found = (
        find_file_field(form=form_of(place.definition), path=field) if place.definition else None
    )
    if found is None:
        raise AttachmentRefused("Dit formulier vraagt hier niet om een bestand.")
    received = receive(stream=stream, name=name, field=found, settings=house.settings)
    with house.parts.new_uow() as uow:
        return keep_attachment(
            received,
            region=account.region,
            place=place.key,
            field=field,
            actor=place.actor,
            uow=uow,
            vault=house.parts.vault,
            now=now,
            case_id=place.case_id,
            request_id=request_id,
        )
