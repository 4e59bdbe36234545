"""From concept to adopted and retired: four eyes, a reason, a first day and perhaps a last one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from doorgang_engine.access.table import Act
from doorgang_engine.recurring import reckon_again
from doorgang_engine.routes.publish import Publication, publish_region
from doorgang_engine.terms.moments import local_day

from .deputy_checks import roles_with_deputy
from .draft import DraftState
from .errors import (
    DraftDecisionInvalid,
    DraftLocked,
    DraftRefused,
    DraftStale,
    SameHands,
)
from .gate import Verdict, judge
from .overlay import texts_of
from .source_checks import check_source
from .workshop import held, held_open, permit, seen
from .writing import changed

if TYPE_CHECKING:
    from datetime import date

    from doorgang_engine.model import Actor, Bundle
    from doorgang_engine.ports import UnitOfWork

    from .draft import Draft
    from .workshop import Workshop

LONGEST_REASON = 2000
LONGEST_PILOT = timedelta(days=2 * 366)


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """What a reviewer decides: why, from which day, and for a pilot its last day."""

    reason: str
    from_day: date
    until_day: date | None = None

    @property
    def is_pilot(self) -> bool:
        """Whether it ends by itself."""
        return self.until_day is not None


def judge_draft(*, draft_id: str, actor: Actor, shop: Workshop, play: bool) -> Verdict:
    """Return what the gate says of a draft as it is now."""
    permit(actor, Act.SEE_DRAFT)
    return _judged(draft_id, actor, shop, day=None, play=play)[1]


def submit(*, draft_id: str, revision: int, note: str, actor: Actor, shop: Workshop) -> Draft:
    """Send a draft to be judged by somebody else; from now on its files stand still.

    :raises DraftRefused: if the gate finds errors, scenarios that go otherwise among them.
    :raises DraftStale: if it changed since ``revision``.
    """
    permit(actor, Act.EDIT_DRAFT)
    text = _words("note", note, "Schrijf wat er verandert en waarom.")
    _require_passes(draft_id, revision, actor, shop, day=None)
    with shop.parts.new_uow() as uow:
        draft = _unchanged(held_open(uow, actor, draft_id), revision)
        now = shop.moment(uow)
        sent = replace(
            changed(draft, now),
            state=DraftState.IN_REVIEW,
            submitted_by=actor.id,
            submitted_at=now,
            note=text,
        )
        uow.drafts.save(sent)
        return sent


def take_back(*, draft_id: str, actor: Actor, shop: Workshop) -> Draft:
    """Make a draft that waits to be judged a concept again.

    :raises DraftLocked: if it does not wait.
    """
    permit(actor, Act.EDIT_DRAFT)
    with shop.parts.new_uow() as uow:
        draft = _in_review(held(uow, actor, draft_id))
        back = replace(changed(draft, shop.moment(uow)), state=DraftState.CONCEPT)
        uow.drafts.save(back)
        return back


def drop(*, draft_id: str, actor: Actor, shop: Workshop) -> Draft:
    """Give up a concept; it stays to be read, what was played of it goes.

    :raises DraftLocked: if it is no concept.
    """
    permit(actor, Act.EDIT_DRAFT)
    with shop.parts.new_uow() as uow:
        draft = held_open(uow, actor, draft_id)
        gone = replace(changed(draft, shop.moment(uow)), state=DraftState.DROPPED)
        uow.drafts.save(gone)
        uow.plays.remove_of(region=gone.region, draft_id=gone.id)
        return gone


def send_back(*, draft_id: str, revision: int, reason: str, actor: Actor, shop: Workshop) -> Draft:
    """Judge that a draft is not good yet; it is a concept again.

    :raises SameHands: if the one who judges worked on it.
    """
    permit(actor, Act.REVIEW_DRAFT)
    with shop.parts.new_uow() as uow:
        draft = _unchanged(_in_review(held(uow, actor, draft_id)), revision)
        _require_other_hands(uow, draft, actor)
        text = _words("reason", reason, "Schrijf wat er nog niet goed is.")
        now = shop.moment(uow)
        back = replace(
            changed(draft, now),
            state=DraftState.CONCEPT,
            reviewed_by=actor.id,
            reviewed_at=now,
            reason=text,
        )
        uow.drafts.save(back)
        return back


def adopt(
    *, draft_id: str, revision: int, decision: Adoption, actor: Actor, shop: Workshop
) -> tuple[Draft, list[Bundle]]:
    """Adopt a draft; when its first day is today the new bundles are published at once.

    :raises SameHands: if the one who adopts worked on it.
    :raises DraftDecisionInvalid: if reason or days are not right.
    :raises DraftRefused: if the gate, as on the first day, finds errors.
    :raises DraftStale: if it changed since ``revision``.
    """
    permit(actor, Act.REVIEW_DRAFT)
    text = _words("reason", decision.reason, "Schrijf waarom u dit ontwerp vaststelt.")
    with shop.read_uow() as uow:
        _require_may_adopt(uow, seen(uow, actor, draft_id), actor, revision)
        _require_days(decision, shop.today(uow))
    _require_passes(draft_id, revision, actor, shop, day=decision.from_day)
    with shop.parts.new_uow() as uow:
        draft = held(uow, actor, draft_id)
        _require_may_adopt(uow, draft, actor, revision)
        now = shop.moment(uow)
        adopted = replace(
            changed(draft, now),
            state=DraftState.ADOPTED,
            reviewed_by=actor.id,
            reviewed_at=now,
            reason=text,
            from_day=decision.from_day,
            until_day=decision.until_day,
            is_pilot=decision.is_pilot,
        )
        uow.drafts.save(adopted)
        return adopted, _publish(uow, adopted, actor, shop, text)


def retire(
    *, draft_id: str, last_day: date, reason: str, actor: Actor, shop: Workshop
) -> tuple[Draft, list[Bundle]]:
    """Let an adopted draft end: after its last day the region has what it had without it.

    Running cases stay on their bundle. A last day of yesterday ends it now.

    :raises DraftLocked: if it was not adopted.
    :raises DraftDecisionInvalid: if reason or day is not right.
    """
    permit(actor, Act.REVIEW_DRAFT)
    with shop.parts.new_uow() as uow:
        draft = held(uow, actor, draft_id)
        if draft.state is not DraftState.ADOPTED:
            raise DraftLocked(draft.state)
        now = shop.moment(uow)
        text = _words("reason", reason, "Schrijf waarom u deze route intrekt.")
        today = local_day(moment=now)
        if last_day < today - timedelta(days=1):
            raise DraftDecisionInvalid({"last_day": "De laatste dag ligt te ver terug."})
        if draft.until_day is not None and last_day > draft.until_day:
            raise DraftDecisionInvalid({"last_day": "De pilot eindigt al voor die dag."})
        gone = replace(
            changed(draft, now),
            state=DraftState.RETIRED,
            until_day=last_day,
            retired_by=actor.id,
            retire_reason=text,
        )
        uow.drafts.save(gone)
        return gone, _publish(uow, gone, actor, shop, text)


def _publish(
    uow: UnitOfWork, draft: Draft, actor: Actor, shop: Workshop, reason: str
) -> list[Bundle]:
    """Publish what is otherwise today; what begins or ends later, the clock publishes."""
    now = shop.moment(uow)
    published = publish_region(
        files=shop.files(uow, local_day(moment=now)),
        region=draft.region,
        export_kinds=shop.parts.forms.export_kinds,
        publication=Publication(by=actor.id, at=now, reason=reason),
        uow=uow,
    )
    if published:
        reckon_again(uow=uow, now=now)
    return published


def _judged(
    draft_id: str, actor: Actor, shop: Workshop, *, day: date | None, play: bool
) -> tuple[Draft, Verdict]:
    """Judge outside the transaction that decides: playing scenarios takes seconds."""
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        texts = texts_of(uow.drafts.files(region=draft.region, draft_id=draft.id))
        on = day or shop.today(uow)
        files = shop.files(uow, on)
        deputies = roles_with_deputy(uow, region=draft.region, day=on)
        newer = tuple(check_source(draft, uow=uow, library=shop.library))
    forms = shop.parts.forms
    verdict = judge(draft, texts, files=files, forms=forms, play=play, deputies=deputies)
    return draft, replace(verdict, findings=(*verdict.findings, *newer))


def _require_passes(
    draft_id: str, revision: int, actor: Actor, shop: Workshop, *, day: date | None
) -> None:
    draft, verdict = _judged(draft_id, actor, shop, day=day, play=True)
    _unchanged(draft, revision)
    if verdict.errors:
        raise DraftRefused(verdict.errors)


def _require_may_adopt(uow: UnitOfWork, draft: Draft, actor: Actor, revision: int) -> None:
    _unchanged(_in_review(draft), revision)
    _require_other_hands(uow, draft, actor)


def _in_review(draft: Draft) -> Draft:
    if draft.state is not DraftState.IN_REVIEW:
        raise DraftLocked(draft.state)
    return draft


def _unchanged(draft: Draft, revision: int) -> Draft:
    if draft.revision != revision:
        raise DraftStale
    return draft


def _require_other_hands(uow: UnitOfWork, draft: Draft, actor: Actor) -> None:
    """Refuse who made, changed or sent in the draft; also whose version was set aside."""
    versions = uow.drafts.history(region=draft.region, draft_id=draft.id)
    hands = {draft.made_by, draft.submitted_by, *(one.made_by for one in versions)}
    if actor.id in hands:
        raise SameHands


def _words(field: str, text: str, otherwise: str) -> str:
    found = text.strip()
    if not 0 < len(found) <= LONGEST_REASON:
        raise DraftDecisionInvalid({field: f"{otherwise} Ten hoogste {LONGEST_REASON} tekens."})
    return found


def _require_days(decision: Adoption, today: date) -> None:
    wrong = {}
    if decision.from_day < today:
        wrong["from_day"] = "De ingangsdatum ligt in het verleden."
    last = decision.until_day
    if last is not None and last < decision.from_day:
        wrong["until_day"] = "De laatste dag ligt voor de ingangsdatum."
    elif last is not None and last - decision.from_day > LONGEST_PILOT:
        wrong["until_day"] = "Een pilot duurt ten hoogste twee jaar."
    if wrong:
        raise DraftDecisionInvalid(wrong)
