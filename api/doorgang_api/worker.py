"""What a worker does at every tick: fire and begin what is due, work off the outbox."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from doorgang_engine.attachments import LOOSE_FOR, throw_away_loose
from doorgang_engine.cohorts.batches import forget_old
from doorgang_engine.contacts.appointing import forget_ended
from doorgang_engine.drafts.playing import forget_plays
from doorgang_engine.jobs import work_off
from doorgang_engine.links.making import forget_addresses
from doorgang_engine.model import CLOCK
from doorgang_engine.notifying.mornings import hold_mornings, open_mornings
from doorgang_engine.notifying.telling import tell_news
from doorgang_engine.outgoing.letters import MAIL, WEBHOOK
from doorgang_engine.outgoing.sending import send_off
from doorgang_engine.presence import forget_presence
from doorgang_engine.privacy.destruction import make_list
from doorgang_engine.privacy.erasure import carry_out_approved
from doorgang_engine.recurring import begin_recurring
from doorgang_engine.signing import forget_signings
from doorgang_engine.task_drafts import forget_task_drafts
from doorgang_engine.terms.moments import local_day
from doorgang_engine.timers import fire_in_parallel
from doorgang_engine.work.following_up import forget_closed

from .first_run import publish_on
from .mail.carrier import MailCarrier
from .scheduler import Clock
from .webhooks.carrier import WebhookCarrier

if TYPE_CHECKING:
    from doorgang_engine.notifying.mornings import Habits
    from doorgang_engine.outgoing.sending import Carrier

    from .wiring import House

FIRING_THREADS = 4

_proposed: dict[str, date] = {}  # the day of the last proposal, per database of this process
_opened: dict[str, date] = {}  # the day of which mornings were opened last, likewise
_published: dict[str, date] = {}  # the day of which the library was published last, likewise


def start_clock(house: House) -> Clock:
    """Start ticking in the background, and return the clock."""
    clock = Clock(
        tick=lambda: tick(house),
        interval=house.settings.tick_seconds,
        clock_offset=lambda: clock_offset(house),
    )
    house.metrics.watch_tick_age(age=clock.health)
    clock.start()
    return clock


def start_sender(house: House) -> Clock:
    """Start sending in the background: no timer waits for a slow mail server."""
    habits = house.habits
    sender = Clock(tick=lambda: send(house, habits), interval=house.settings.tick_seconds)
    sender.start()
    return sender


def send(house: House, habits: Habits, *, at: datetime | None = None) -> int:
    """Tell people what is new, and send what waits for the outside; return how many left."""
    mails = house.settings.mail is not None
    _open_mornings_of_the_day(house, habits, at=at)
    tell_news(parts=house.parts, mails=mails, at=at)
    hold_mornings(parts=house.parts, habits=habits, mails=mails, at=at)
    return send_off(parts=house.parts, carriers=carriers_of(house), at=at)


def _open_mornings_of_the_day(house: House, habits: Habits, *, at: datetime | None) -> None:
    """Give regions that are new their first morning, once a day."""
    with house.read_uow() as uow:
        today = local_day(moment=at or uow.database_now())
    if _opened.get(house.settings.database_url) != today:
        open_mornings(parts=house.parts, habits=habits, at=at)
        _opened[house.settings.database_url] = today


def carriers_of(house: House) -> dict[str, Carrier]:
    """Return who brings out which kind of job; without a mail server letters wait."""
    settings = house.settings
    found: dict[str, Carrier] = {
        WEBHOOK: WebhookCarrier(new_uow=house.parts.new_uow, allowed=settings.webhook_networks)
    }
    if settings.mail is not None:
        found[MAIL] = MailCarrier(
            server=settings.mail,
            sender=settings.mail_from,
            site=settings.public_url,
            new_uow=house.parts.new_uow,
        )
    return found


def tick(house: House) -> int:
    """Fire due timers, begin what begins by itself and do due jobs; return how many."""
    publish_of_the_day(house)
    swept = fire_in_parallel(parts=house.parts, threads=threads_of(house))
    begin_recurring(parts=house.parts)
    done = work_off(parts=house.parts)
    for seconds in swept.lateness:
        house.metrics.record_timer_fired(lateness_seconds=seconds)
    sweep_loose_files(house)
    forget_ended(parts=house.parts)
    forget_addresses(parts=house.parts)
    forget_task_drafts(parts=house.parts)
    forget_presence(parts=house.parts)
    forget_signings(parts=house.parts)
    forget_plays(parts=house.parts)
    forget_closed(parts=house.parts)
    destroy_approved(house)
    if forget_old(parts=house.parts) and house.settings.database_file is not None:
        house.scrub()
    with house.read_uow() as uow:
        overdue, _ = uow.timers.count_due()
        jobs = uow.jobs.counts()
    house.metrics.show_overdue_timers(count=overdue)
    house.metrics.show_jobs(by_state=jobs)
    return swept.fired + swept.failed + done


def publish_of_the_day(house: House) -> int:
    """Publish, once a day, what begins or ends to hold on that day; return how many bundles."""
    with house.read_uow() as uow:
        now = uow.database_now()
    today = local_day(moment=now)
    if _published.get(house.settings.database_url) == today:
        return 0
    published = publish_on(house, now=now)
    _published[house.settings.database_url] = today
    return published


def destroy_approved(house: House) -> int:
    """Propose what is due, once a day, and carry out what two people approved; return how many.

    On SQLite the keys are wiped from the files at once; on PostgreSQL the operator does that in
    quiet hours.
    """
    with house.read_uow() as uow:
        today = local_day(moment=uow.database_now())
        approved = uow.privacy.approved_lists()
        regions = uow.bundles.regions()
    if _proposed.get(house.settings.database_url) != today:
        for region in regions:
            make_list(region=region, actor=CLOCK, policy=house.retention, parts=house.parts)
        _proposed[house.settings.database_url] = today
    if not approved:
        return 0
    done = carry_out_approved(policy=house.retention, actor=CLOCK, parts=house.parts)
    if house.settings.database_file is not None:
        house.scrub()
    return done


def sweep_loose_files(house: House) -> int:
    """Throw away files that nobody used within a day; return how many."""
    with house.read_uow() as uow:
        now = uow.database_now()
        if not uow.attachments.loose(before=now - LOOSE_FOR):
            return 0
    with house.parts.new_uow() as uow:
        return throw_away_loose(uow=uow, now=now)


def threads_of(house: House) -> int:
    """Return how many threads fire timers: SQLite has one writer."""
    return 1 if house.settings.database_file is not None else FIRING_THREADS


def clock_offset(house: House) -> float:
    """Return how many seconds the database's clock is ahead of this node's."""
    with house.read_uow() as uow:
        return (uow.database_now() - datetime.now(UTC)).total_seconds()
