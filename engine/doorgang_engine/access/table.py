"""The table of permissions: role × act × resource. What does not stand here is refused.

Rows are acts, columns are groups of roles, cells say how far the permission reaches. It is
published as docs/permissions.md, and a test walks every endpoint and page by it. After domain.md
D11 (rights and privacy per role).
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Group(enum.StrEnum):
    """Roles that have the same rights. A role that has no group of its own is a behandelaar."""

    BEHANDELAAR = "behandelaar"  # works for an organisation that takes part in cases
    GEZIN = "gezin"  # parents and pupils: their own child
    DIRECTEUR = "swv_directeur"  # decides and gives mandates
    COORDINATOR = "regiocoordinator"  # looks after routes and the work, not into dossiers
    AUDITOR = "auditor"
    FG = "fg"  # functionaris gegevensbescherming
    SYSTEM = "systeem"  # the clock and the outbox: nobody can sign in as it


class Reach(enum.StrEnum):
    """How far a permission reaches. Never outside one's own region."""

    OWN_WORK = "eigen werk"  # of one's role and organisation: a task, a start, a message
    OWN = "zichzelf"  # what is about the person
    STARTER = "gestart"  # cases that one's organisation started
    KEEPER = "termijnhouder"  # cases of which one's organisation keeps the legal terms
    PART = "deelnemer"  # cases in which one's organisation takes part
    ORGANISATION = "organisatie"  # one's own organisation
    REASON = "met reden"  # any case of the region, after a reason was given and recorded
    REGION = "regio"  # everything of that sort in the region


class Act(enum.StrEnum):
    """What can be asked of the engine."""

    SEE_CASE = "case.see"  # that it is there: status, steps, terms, timeline without content
    READ_CASE = "case.read"  # whom it is about, and what was filled in and shared
    START_CASE = "case.start"
    START_COHORT = "cohort.start"  # a route for a whole list of children, and what became of it
    WITHDRAW_CASE = "case.withdraw"
    CHANGE_PARTICIPANT = "case.participants"
    WRITE_NOTE = "note.write"
    CORRECT_SUBMISSION = "submission.correct"  # fill it in anew, for there was a mistake in it
    VERIFY_CASE = "case.verify"
    MIGRATE_CASE = "case.migrate"  # take running cases along to a newer version of their route
    CHANGE_TERM = "term.change"
    SEE_TASK = "task.see"  # that it is open
    READ_TASK = "task.read"
    CLAIM_TASK = "task.claim"
    RELEASE_TASK = "task.release"
    HAND_OVER_TASK = "task.hand_over"  # give it to a colleague by name
    FOLLOW_UP_TASK = "task.follow_up"  # say when one looks at it again
    COMPLETE_TASK = "task.complete"
    SEE_WORK = "work.see"  # how much work waits where, and which; nothing of dossiers
    RECORD_MESSAGE = "message.record"
    GIVE_LINK = "link.give"  # let a parent or pupil answer or read without an account
    REMAKE_LETTER = "letter.remake"  # make it again, with what was corrected since
    GIVE_SIGNAL = "signal.give"
    READ_NOTICES = "notice.read"
    SEE_INCIDENTS = "incident.see"
    RETRY_INCIDENT = "incident.retry"
    SEE_SCHEDULE = "schedule.see"
    SWITCH_SCHEDULE = "schedule.switch"  # what begins by itself, on or off
    SEE_RESERVATIONS = "reservation.see"  # which case holds what the region has few of
    READ_ROUTE = "route.read"
    CHECK_ROUTE = "route.check"
    SEE_DRAFT = "draft.see"
    EDIT_DRAFT = "draft.edit"  # make and change a draft, and send it to be judged
    REVIEW_DRAFT = "draft.review"  # adopt, send back or retire what somebody else drew
    MANAGE_ACCOUNTS = "account.manage"
    MANAGE_WEBHOOKS = "webhook.manage"  # which systems are told that something happened
    MANAGE_CONTACTS = "contact.manage"  # who is the fixed contact of which organisation
    APPOINT_DEPUTY = "deputy.appoint"
    GIVE_MANDATE = "mandate.give"
    GIVE_REASON = "reason.give"  # to read a dossier for supervision
    USE_EMERGENCY = "emergency.use"  # to read a dossier of others because it cannot wait
    JUDGE_EMERGENCY = "emergency.judge"  # whether looking could not wait
    READ_ACCESS_LOG = "accesslog.read"
    RECORD_LEAVING = "leaving.record"  # that a child left school: retention begins
    SET_HOLD = "hold.set"
    REVIEW_DESTRUCTION = "destruction.review"
    EXPORT_PERSON = "avg.export"
    SEE_FIGURES = "kpi.see"  # figures over all cases of the region, those over few hidden


Permissions = dict[Act, "Mapping[Group, tuple[Reach, ...]]"]

_WORKERS = (Group.BEHANDELAAR, Group.DIRECTEUR)
_TAKE_PART = (*_WORKERS, Group.GEZIN)
_OVERSEE = (Group.COORDINATOR, Group.AUDITOR, Group.FG)
_PEOPLE = (*_TAKE_PART, *_OVERSEE)


def _row(*cells: tuple[tuple[Group, ...], tuple[Reach, ...]]) -> Mapping[Group, tuple[Reach, ...]]:
    return {group: reaches for groups, reaches in cells for group in groups}


_SYSTEM = ((Group.SYSTEM,), (Reach.REGION,))
_SEES = _row((_TAKE_PART, (Reach.PART,)), (_OVERSEE, (Reach.REGION,)))
_DOES = _row((_PEOPLE, (Reach.OWN_WORK,)), _SYSTEM)
_COORDINATES = _row(((Group.COORDINATOR,), (Reach.REGION,)))

PERMISSIONS: Permissions = {
    Act.SEE_CASE: _SEES,
    Act.READ_CASE: _row(
        (_TAKE_PART, (Reach.PART,)),
        (_WORKERS, (Reach.PART, Reach.REASON)),  # with a reason: emergency access
        ((Group.AUDITOR, Group.FG), (Reach.REASON,)),
    ),
    Act.START_CASE: _row(
        (_PEOPLE, (Reach.OWN_WORK,)), ((Group.COORDINATOR,), (Reach.REGION,)), _SYSTEM
    ),
    Act.START_COHORT: _row((_WORKERS, (Reach.OWN_WORK,)), ((Group.COORDINATOR,), (Reach.REGION,))),
    Act.WITHDRAW_CASE: _row(
        (_WORKERS, (Reach.STARTER, Reach.KEEPER)), ((Group.COORDINATOR,), (Reach.REGION,))
    ),
    Act.CHANGE_PARTICIPANT: _row(
        (_WORKERS, (Reach.STARTER, Reach.KEEPER)), ((Group.COORDINATOR,), (Reach.REGION,))
    ),
    Act.WRITE_NOTE: _row((_TAKE_PART, (Reach.PART,))),
    Act.CORRECT_SUBMISSION: _row((_WORKERS, (Reach.OWN_WORK,)), ((Group.GEZIN,), (Reach.OWN,))),
    Act.VERIFY_CASE: _SEES,
    Act.MIGRATE_CASE: _COORDINATES,
    Act.CHANGE_TERM: _row((_WORKERS, (Reach.KEEPER,)), ((Group.COORDINATOR,), (Reach.REGION,))),
    Act.SEE_TASK: _row((_TAKE_PART, (Reach.ORGANISATION,)), (_OVERSEE, (Reach.REGION,))),
    Act.READ_TASK: _DOES,
    Act.CLAIM_TASK: _DOES,
    Act.RELEASE_TASK: _row((_PEOPLE, (Reach.OWN_WORK,)), ((Group.COORDINATOR,), (Reach.REGION,))),
    Act.HAND_OVER_TASK: _row(
        (_PEOPLE, (Reach.OWN_WORK,)), ((Group.COORDINATOR,), (Reach.OWN_WORK, Reach.REGION))
    ),
    Act.FOLLOW_UP_TASK: _row((_PEOPLE, (Reach.OWN_WORK,))),
    Act.COMPLETE_TASK: _DOES,
    Act.SEE_WORK: _COORDINATES,
    Act.RECORD_MESSAGE: _DOES,
    Act.GIVE_LINK: _row((_WORKERS, (Reach.PART,))),
    Act.REMAKE_LETTER: _row((_WORKERS, (Reach.PART,)), ((Group.COORDINATOR,), (Reach.REGION,))),
    Act.GIVE_SIGNAL: _row((_WORKERS, (Reach.PART,)), ((Group.COORDINATOR,), (Reach.REGION,))),
    Act.READ_NOTICES: _row((_PEOPLE, (Reach.OWN_WORK,))),
    Act.SEE_INCIDENTS: _COORDINATES,
    Act.RETRY_INCIDENT: _COORDINATES,
    Act.SEE_SCHEDULE: _COORDINATES,
    Act.SWITCH_SCHEDULE: _COORDINATES,
    Act.SEE_RESERVATIONS: _COORDINATES,
    Act.READ_ROUTE: _row((_PEOPLE, (Reach.REGION,))),
    Act.CHECK_ROUTE: _COORDINATES,
    Act.SEE_DRAFT: _COORDINATES,
    Act.EDIT_DRAFT: _COORDINATES,
    Act.REVIEW_DRAFT: _COORDINATES,
    Act.MANAGE_ACCOUNTS: _COORDINATES,
    Act.MANAGE_WEBHOOKS: _COORDINATES,
    Act.MANAGE_CONTACTS: _row(((Group.COORDINATOR,), (Reach.REGION,)), _SYSTEM),
    Act.APPOINT_DEPUTY: _row(
        (_WORKERS, (Reach.OWN,)), ((Group.COORDINATOR,), (Reach.OWN, Reach.REGION))
    ),
    Act.GIVE_MANDATE: _row(((Group.DIRECTEUR,), (Reach.ORGANISATION,))),
    Act.GIVE_REASON: _row(((Group.AUDITOR, Group.FG), (Reach.REGION,))),
    Act.USE_EMERGENCY: _row((_WORKERS, (Reach.REGION,))),
    Act.JUDGE_EMERGENCY: _row(((Group.FG,), (Reach.REGION,))),
    Act.READ_ACCESS_LOG: _row(((Group.AUDITOR, Group.FG), (Reach.REGION,))),
    Act.RECORD_LEAVING: _row(
        (_WORKERS, (Reach.PART,)), ((Group.COORDINATOR, Group.FG), (Reach.REGION,))
    ),
    Act.SET_HOLD: _row(((Group.FG, Group.DIRECTEUR, Group.COORDINATOR), (Reach.REGION,))),
    Act.REVIEW_DESTRUCTION: _row(
        ((Group.FG, Group.DIRECTEUR, Group.COORDINATOR), (Reach.REGION,)), _SYSTEM
    ),
    Act.EXPORT_PERSON: _row(((Group.FG,), (Reach.REGION,))),
    Act.SEE_FIGURES: _row(((Group.DIRECTEUR, *_OVERSEE), (Reach.REGION,))),
}

_OWN_GROUP = {
    "ouder": Group.GEZIN,
    "leerling": Group.GEZIN,
    **{str(group): group for group in (Group.DIRECTEUR, *_OVERSEE)},
}


def group_of(role: str) -> Group | None:
    """Return the group that a role belongs to; None without a role."""
    return _OWN_GROUP.get(role, Group.BEHANDELAAR) if role else None
