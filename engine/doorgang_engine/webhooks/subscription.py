"""Which systems are told of what: made, switched and removed by who coordinates a region.

The secret that messages are signed with is shown once and kept sealed, under a key of its own.
"""

from __future__ import annotations

import base64
import enum
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from doorgang_engine.access.decide import Resource, require
from doorgang_engine.access.table import Act
from doorgang_engine.errors import Conflict, Invalid, NotFound
from doorgang_engine.ids import new_id
from doorgang_engine.model import Job
from doorgang_engine.outgoing.letters import WEBHOOK

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import datetime

    from doorgang_engine.model import Actor
    from doorgang_engine.ports import Parts, UnitOfWork

SECRET_BYTES: Final = 32
SECRET_BEGINS: Final = "whsec_"  # noqa: S105 - how Standard Webhooks writes a secret
MOST: Final = 20  # of a region


class HappeningKind(enum.StrEnum):
    """What a system can be told of."""

    CASE_STARTED = "case.started"
    CASE_COMPLETED = "case.completed"
    CASE_WITHDRAWN = "case.withdrawn"
    CASE_INCIDENT = "case.incident"
    CASE_RUNNING = "case.running"  # an incident was resolved
    TASK_OPENED = "task.opened"
    TASK_COMPLETED = "task.completed"
    TASK_CANCELLED = "task.cancelled"
    NOTICE_GIVEN = "notice.given"
    TEST = "webhook.test"  # somebody wants to see whether it arrives


class DeliveryStatus(enum.StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class WebhookNotFound(NotFound):
    """There is no such webhook or message in this region."""

    code = "webhook_not_found"


class WebhookRefused(Invalid):
    """This webhook cannot be as it is asked for."""

    code = "webhook_refused"


class TooManyWebhooks(Conflict):
    """The region has as many webhooks as it may have."""

    code = "too_many_webhooks"


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """A system that is told of some kinds of happenings."""

    region: str
    id: str
    organisation: str  # "": of all cases of the region
    url: str
    kinds: tuple[str, ...]
    is_on: bool
    made_by: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One message to one system; ``body`` is what is signed, to the byte."""

    region: str
    id: str  # the webhook-id: the same however often it is sent
    webhook_id: str
    kind: str
    case_id: str
    body: str
    at: datetime
    status: str = DeliveryStatus.WAITING
    attempts: int = 0
    answered: int = 0  # HTTP status; 0: no answer
    code: str = ""
    last_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AskedWebhook:
    """What somebody asks for."""

    url: str
    kinds: tuple[str, ...]
    organisation: str = ""


class Webhooks(Protocol):
    def of_region(self, region: str) -> Sequence[Webhook]: ...
    def find(self, *, region: str, webhook_id: str) -> Webhook | None: ...
    def add(self, webhook: Webhook, *, secret: bytes) -> None: ...
    def save(self, webhook: Webhook) -> None: ...
    def remove(self, webhook: Webhook) -> None: ...
    def secret(self, webhook: Webhook) -> bytes: ...
    def replace_secret(self, webhook: Webhook, *, secret: bytes) -> None: ...
    def add_deliveries(self, deliveries: Sequence[Delivery]) -> None: ...
    def find_delivery(self, *, region: str, delivery_id: str) -> Delivery | None: ...
    def save_delivery(self, delivery: Delivery) -> None: ...
    def deliveries(self, webhook: Webhook, *, limit: int) -> Sequence[Delivery]: ...
    def forget_deliveries(self, *, before: datetime) -> int: ...


def add_webhook(
    *,
    region: str,
    asked: AskedWebhook,
    actor: Actor,
    check_url: Callable[[str], str],
    parts: Parts,
    now: datetime | None = None,
) -> tuple[Webhook, str]:
    """Let a system be told; return the webhook and its secret, which is not shown again.

    ``check_url`` returns what is wrong with an address, in Dutch; ``""``: nothing.

    :raises Forbidden: if this is not for who asks.
    :raises WebhookRefused: if address, kinds or organisation are not right.
    :raises TooManyWebhooks: if the region has as many as it may have.
    """
    require(actor=actor, act=Act.MANAGE_WEBHOOKS, resource=Resource(region=region))
    with parts.new_uow() as uow:
        _require_right(asked, region, check_url, uow)
        if len(uow.webhooks.of_region(region)) >= MOST:
            raise TooManyWebhooks(
                f"Uw regio heeft al {MOST} webhooks. Er is niets gemaakt. Verwijder er eerst een."
            )
        moment = now or uow.database_now()
        made = Webhook(
            region=region,
            id=new_id(moment),
            organisation=asked.organisation,
            url=asked.url,
            kinds=tuple(sorted(set(asked.kinds))),
            is_on=True,
            made_by=actor.id,
            made_at=moment,
        )
        secret = secrets.token_bytes(SECRET_BYTES)
        uow.webhooks.add(made, secret=secret)
    return made, written(secret)


def new_secret(*, region: str, webhook_id: str, actor: Actor, parts: Parts) -> str:
    """Give a webhook another secret and return it; the old one signs nothing any more.

    :raises WebhookNotFound: if there is none.
    """
    with held_webhook(region, webhook_id, actor, parts) as (uow, found):
        secret = secrets.token_bytes(SECRET_BYTES)
        uow.webhooks.replace_secret(found, secret=secret)
    return written(secret)


def switch_webhook(
    *, region: str, webhook_id: str, is_on: bool, actor: Actor, parts: Parts
) -> Webhook:
    """Let a webhook be told, or not; what happens while it is off is not told later.

    :raises WebhookNotFound: if there is none.
    """
    with held_webhook(region, webhook_id, actor, parts) as (uow, found):
        changed = replace(found, is_on=is_on)
        uow.webhooks.save(changed)
    return changed


def remove_webhook(*, region: str, webhook_id: str, actor: Actor, parts: Parts) -> None:
    """Remove a webhook, its secret and its messages.

    :raises WebhookNotFound: if there is none.
    """
    with held_webhook(region, webhook_id, actor, parts) as (uow, found):
        uow.webhooks.remove(found)


def redeliver(
    *, region: str, delivery_id: str, actor: Actor, parts: Parts, now: datetime | None = None
) -> Delivery:
    """Send a message again, with the same ``webhook-id`` and body.

    :raises WebhookNotFound: if there is no such message.
    """
    require(actor=actor, act=Act.MANAGE_WEBHOOKS, resource=Resource(region=region))
    with parts.new_uow() as uow:
        moment = now or uow.database_now()
        found = uow.webhooks.find_delivery(region=region, delivery_id=delivery_id)
        if found is None:
            raise _not_found()
        waiting = replace(found, status=DeliveryStatus.WAITING, code="")
        uow.webhooks.save_delivery(waiting)
        uow.jobs.enqueue([job_for(waiting, job_id=new_id(moment), run_at=moment)])
    return waiting


def job_for(delivery: Delivery, *, job_id: str, run_at: datetime) -> Job:
    """Return the job that sends a message."""
    return Job(
        region=delivery.region,
        id=job_id,
        kind=WEBHOOK,
        case_id="",
        content={"delivery": delivery.id},
        run_at=run_at,
    )


def written(secret: bytes) -> str:
    """Return a secret as people copy it."""
    return SECRET_BEGINS + base64.b64encode(secret).decode()


def _require_right(
    asked: AskedWebhook, region: str, check_url: Callable[[str], str], uow: UnitOfWork
) -> None:
    complaint = check_url(asked.url)
    known = {one.id for one in uow.organisations.of_region(region)}
    if not complaint and (not asked.kinds or set(asked.kinds) - set(TOLD)):
        complaint = "Kies ten minste één gebeurtenis, uit de lijst."
    if not complaint and asked.organisation and asked.organisation not in known:
        complaint = "Deze organisatie bestaat niet in uw regio."
    if complaint:
        raise WebhookRefused(f"{complaint} Er is niets gemaakt.")


#: What can be asked for; a test is sent by hand only.
TOLD: Collection[str] = frozenset(HappeningKind) - {HappeningKind.TEST}


@contextmanager
def held_webhook(
    region: str, webhook_id: str, actor: Actor, parts: Parts
) -> Iterator[tuple[UnitOfWork, Webhook]]:
    """Give a webhook of a region in a transaction, to who may manage it."""
    require(actor=actor, act=Act.MANAGE_WEBHOOKS, resource=Resource(region=region))
    with parts.new_uow() as uow:
        found = uow.webhooks.find(region=region, webhook_id=webhook_id)
        if found is None:
            raise _not_found()
        yield uow, found


def _not_found() -> WebhookNotFound:
    return WebhookNotFound("Deze webhook of dit bericht bestaat niet (meer).")
