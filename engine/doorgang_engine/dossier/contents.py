"""A dossier as one person sees it: complete when it is made, opened with the case's key inside."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from doorgang_engine.attachments import Opened, open_content, open_head
from doorgang_engine.correction_chain import by_id, first_of
from doorgang_engine.enact import restore
from doorgang_engine.errors import AttachmentNotFound, SubmissionNotFound
from doorgang_engine.events import CaseWithdrawn, SubmissionCorrected
from doorgang_engine.history.reading import read as read_event
from doorgang_engine.history.reading import versions_of
from doorgang_engine.history.then import Then, then_of
from doorgang_engine.letters.letter import CONTENT, LetterNotFound, sha256_of
from doorgang_engine.link import name_of, reply_of
from doorgang_engine.model import CaseStatus, TaskStatus
from doorgang_engine.notes.note import NOTE
from doorgang_engine.notes.reading import readable_notes
from doorgang_engine.sealing import STATE, ContentDestroyed
from doorgang_engine.subject import SubjectKind, find_subject, kind_of
from doorgang_engine.submissions import open_submission

from .looks import Part
from .sight import readable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.bpmn.execution import Execution
    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.enact import Runnable
    from doorgang_engine.events import Event
    from doorgang_engine.letters.letter import Letter
    from doorgang_engine.link import Link, Reply
    from doorgang_engine.model import (
        Account,
        Attachment,
        Case,
        RecordedEvent,
        Submission,
        Term,
        UserTask,
    )
    from doorgang_engine.notes.note import Note
    from doorgang_engine.ports import Forms, Parts, UnitOfWork
    from doorgang_engine.sealing import CaseKey, Vault
    from doorgang_engine.subject import Subject

    from .sight import Sight

WHOLE = frozenset(Part)
#: The kind of organisation that parents and the pupil are together.
FAMILY = "gezin"


class Dossier:
    """What somebody sees of a case. What they did not ask for (``shows``) is empty."""

    def __init__(
        self,
        *,
        case: Case,
        account: Account,
        sight: Sight,
        shows: Collection[Part],
        uow: UnitOfWork,
        parts: Parts,
        now: datetime,
    ) -> None:
        self.case, self.account, self.sight, self.now = case, account, sight, now
        self.runnable: Runnable = parts.shelf.runnable(uow, case.bundle)
        self.content: Mapping[str, Any] = parts.shelf.content(uow, case.bundle)
        self.tasks: Sequence[UserTask] = uow.tasks.of_case(case.id) if Part.TASKS in shows else ()
        self.terms: Sequence[Term] = uow.terms.of_case(case.id) if Part.TERMS in shows else ()
        told = bool({Part.HISTORY, Part.FORMS, Part.NOTES} & set(shows))
        self._forms: Forms = parts.forms
        self._vault: Vault = parts.vault
        self._shows = frozenset(shows)
        self._key = uow.cases.key(case.id)
        self.submissions: Sequence[Submission] = uow.submissions.of_case(case.id)
        self._attachments: Sequence[Attachment] = (
            uow.attachments.of_case(region=case.region, case_id=case.id)
            if sight.reads and Part.FORMS in shows
            else ()
        )
        self._letters: Sequence[Letter] = (
            uow.letters.of_case(case) if sight.reads and Part.FORMS in shows else ()
        )
        self._links: Sequence[Link] = (
            uow.links.of_case(case) if sight.reads and Part.TASKS in shows else ()
        )
        self._events = uow.history.of_case(case.id) if told else ()
        self._notes: Sequence[Note] = (
            uow.notes.of_case(region=case.region, case_id=case.id)
            if sight.reads and Part.NOTES in shows
            else ()
        )
        named = bool({Part.NAME, Part.NOTES} & set(shows))
        self._plays_a_part = named and self._takes_part(uow)
        self._versions = [
            (at, parts.shelf.content(uow, bundle)) for at, bundle in versions_of(self._events)
        ]

    def _takes_part(self, uow: UnitOfWork) -> bool:
        """Return whether there is or was work for this person's organisation, or it got to read.

        Only who had no work has the history looked through for what was shared.
        """
        case, own = self.case, self.account.organisation
        worked_on = uow.tasks.worked_on(region=case.region, organisation=own, case_ids=[case.id])
        if has_part(case, self.account, worked_on) or not self.sight.reads:
            return True
        return bool(self._shared(self._events or uow.history.of_case(case.id)))

    def _shared(self, events: Sequence[RecordedEvent]) -> list[Submission]:
        return readable(
            submissions=self.submissions,
            happened=[(one.at, read_event(one, None)) for one in events],
            roles=self.content["roles"],
            sight=self.sight,
            case=self.case,
        )

    @property
    def is_running(self) -> bool:
        """Whether anything can be done to the case now."""
        return self.case.status is CaseStatus.RUNNING

    @property
    def reads(self) -> bool:
        """Whether this person may read what was filled in, as far as it was shared."""
        return self.sight.reads

    @property
    def kind(self) -> SubjectKind:
        """What the case is about."""
        return kind_of(self.content)

    @cached_property
    def subject(self) -> Subject | None:
        """Whom or what the case is about; None for who may not know, or when it was destroyed."""
        if Part.NAME not in self._shows:
            return None
        return name_in(
            self.case, self.kind, self.sight, self._key, plays_a_part=self._plays_a_part
        )

    @property
    def started_by(self) -> str:
        """The organisation that filled in the start form; ``""`` when another case started it."""
        first = self.submissions[0] if self.submissions else None
        return first.organisation if first and first.at == self.case.started_at else ""

    @property
    def open_tasks(self) -> list[UserTask]:
        """The tasks that stand open."""
        return [task for task in self.tasks if task.status is TaskStatus.OPEN]

    @cached_property
    def execution(self) -> Execution | None:
        """The case as it waits; None once it has ended."""
        if not self.case.state:
            return None
        state = self._key.open(self.case.state, STATE)
        return restore(self.runnable, case_id=self.case.id, state=state, now=self.now).execution

    @cached_property
    def waiting(self) -> list[Waiting]:
        """What the case waits for."""
        return self.execution.open_items() if self.execution else []

    def variables(self, scope: str) -> dict[str, Any]:
        """Return the routing variables that a form of this scope may look at."""
        return self.execution.variables(scope) if self.execution else {}

    @cached_property
    def history(self) -> list[tuple[RecordedEvent, Event]]:
        """What happened, oldest first; what others filled in stays shut."""
        return self.happened(after=0, limit=None)

    def happened(self, *, after: int, limit: int | None) -> list[tuple[RecordedEvent, Event]]:
        """Return a part of the history: at most so many events after a number."""
        found = [one for one in self._events if one.number > after][:limit]
        return [(one, read_event(one, self._key, content=self._opens(one))) for one in found]

    @staticmethod
    def hidden(event: Event) -> dict[str, Any] | None:
        """Return the sealed fields of an event that stand open to this person; None: none."""
        opened = {name: value for name, value in event.sealed_fields().items() if value != ""}
        return opened or None

    @cached_property
    def readable(self) -> list[Submission]:
        """The submissions that this person may read, the oldest first."""
        if Part.FORMS not in self._shows:
            return []
        return self._shared(self._events)

    @cached_property
    def notes(self) -> list[tuple[Note, str]]:
        """The notes that this person may read, with their text, the oldest first."""
        found = readable_notes(
            notes=self._notes,
            happened=[(one.at, read_event(one, None)) for one in self._events],
            sight=self.sight,
            case=self.case,
            plays_a_part=self._plays_a_part,
        )
        return [(one, self._key.open(one.content, NOTE).decode()) for one in found]

    def first_of(self, submission: Submission) -> Submission:
        """Return what a chain of corrections began with; the submission when it is none."""
        return first_of(submission, by_id(self.submissions))

    def form_of(self, submission: Submission) -> Mapping[str, Any]:
        """Return the form as it was when it was filled in, also on an earlier version."""
        content, first = self.content, self.first_of(submission)
        for at, then in self._versions:
            if at <= first.at:
                content = then
        form: Mapping[str, Any] = content["forms"][submission.form]
        return form

    def then(self, submission: Submission, uow: UnitOfWork, parts: Parts) -> Then:
        """Return how the case stood when a form that this person may read was filled in.

        :raises SubmissionNotFound: if they may not read it.
        """
        if submission not in self.readable:
            raise SubmissionNotFound
        return then_of(
            self.first_of(submission),
            case=self.case,
            key=self._key,
            events=self._events,
            uow=uow,
            parts=parts,
        )

    def answers(self, submission: Submission) -> dict[str, Any] | None:
        """Return what this person may read of a submission; None: nothing."""
        if submission not in self.readable:
            return None
        try:
            data = open_submission(submission, self._key)
        except ContentDestroyed:
            return None
        if self.sight.reads_all:
            return data
        definition = self.form_of(submission)
        if not self._is_own(submission):
            data = self._forms.readable(definition, data, roles=self.account.roles)
        if self._is_family and submission.actor != self.account.id:
            # One parent does not read what another one said, though they are one organisation.
            data = self._forms.common_part(definition, data)
        return data

    @cached_property
    def files(self) -> list[tuple[Attachment, Opened]]:
        """The files of the case that can still be opened, with their names."""
        found = []
        for one in self._attachments:
            with suppress(ContentDestroyed, AttachmentNotFound):
                found.append((one, self.head_of(one)))
        return found

    @property
    def letters(self) -> list[Letter]:
        """The letters that this person may read, the oldest first, without what is in them.

        Those that their organisation sent or got; once their key is gone they cannot be opened.
        """
        own = self.account.organisation
        return [one for one in self._letters if self.sight.reads_all or own in one.organisations]

    @property
    def links(self) -> Sequence[Link]:
        """The links that parents or the pupil got, the oldest first."""
        return self._links

    def name_for(self, link: Link) -> str:
        """Return whom a link is for; ``""`` once that was destroyed."""
        return name_of(link, self._key)

    def reply_by(self, link: Link) -> Reply | None:
        """Return what was answered by a link; None when nothing was, or it was destroyed."""
        return reply_of(link, self._key)

    def replies_to(self, task: UserTask) -> list[Reply]:
        """Return what was answered by links for a task, for whose work it is; the oldest first."""
        own = [one for one in self._links if one.task_id == task.id]
        return [reply for one in own if (reply := reply_of(one, self._key)) is not None]

    def pdf_of(self, letter_id: str, uow: UnitOfWork) -> tuple[Letter, bytes]:
        """Return a letter that this person may read, with its PDF.

        :raises LetterNotFound: if there is none, or it is not for their organisation.
        :raises ContentDestroyed: if its time was over.
        :raises SealBroken: if it was changed.
        """
        if letter_id not in {one.id for one in self.letters}:
            raise LetterNotFound("Deze brief bestaat niet, of is niet voor u.")
        letter = uow.letters.find(region=self.case.region, letter_id=letter_id)
        if letter is None:
            raise LetterNotFound("Deze brief bestaat niet, of is niet voor u.")
        return letter, self._key.open(letter.content, CONTENT)

    def hash_of(self, letter: Letter) -> str:
        """Return the SHA-256 of the PDF of a letter; ``""`` once it was destroyed."""
        return sha256_of(letter, self._key)

    def head_of(self, attachment: Attachment) -> Opened:
        """Return the name and hash of a file of this case.

        :raises SealBroken: if the case's key was destroyed.
        """
        return open_head(attachment, case_key=self._key, vault=self._vault)

    def content_of(self, attachment: Attachment, uow: UnitOfWork) -> bytes:
        """Return a file of this case, whole and unchanged.

        :raises SealBroken: if it is not, or the case's key was destroyed.
        """
        return open_content(attachment, case_key=self._key, vault=self._vault, uow=uow)

    @property
    def shown(self) -> tuple[str, ...]:
        """What of it is shown, by key: for the log."""
        forms = sorted({f"formulier:{one.form}" for one in self.readable})
        hides_name = self.subject is None
        empty = {Part.NAME} if hides_name else set()
        empty |= set() if self.notes else {Part.NOTES}
        parts = sorted(part for part in self._shows if part not in empty)
        return (*parts, *forms)

    @property
    def ground(self) -> str:
        """On what ground it is shown."""
        if self.sight.grant is not None:
            return self.sight.grant.purpose
        forms = (self.form_of(one) for one in self.readable)
        return "; ".join(sorted({str(form.get("ground", "")) for form in forms} - {""}))

    def _is_own(self, submission: Submission) -> bool:
        return submission.organisation == self.account.organisation

    @cached_property
    def _is_family(self) -> bool:
        """Whether this person is a parent or the pupil, by a role or by where they belong."""
        roles = self.content["roles"]
        kinds = {roles.get(role, {}).get("organisatie") for role in self.account.roles}
        return FAMILY in kinds or self.account.organisation == self.case.participants.get(FAMILY)

    @cached_property
    def _own_acts(self) -> set[tuple[datetime, str]]:
        """When and by whom one's own organisation filled something in."""
        return {(one.at, one.actor) for one in self.submissions if self._is_own(one)}

    def _opens(self, one: RecordedEvent) -> bool:
        """Return whether the sealed fields of an event stand open to this person.

        The values of routing variables come from forms, and whose form it was decides.
        """
        is_open = (
            self.sight.reads_all
            or one.kind == CaseWithdrawn.kind
            or (one.at, one.actor) in self._own_acts
            or (one.kind == SubmissionCorrected.kind and self._reads_correction(one))
        )
        return self.sight.reads and is_open

    def _reads_correction(self, one: RecordedEvent) -> bool:
        """Return whether this person reads the correction that an event tells of."""
        told = json.loads(one.fields)["submission_id"]
        return any(submission.id == told for submission in self.readable)


def name_in(
    case: Case, kind: SubjectKind, sight: Sight, key: CaseKey, *, plays_a_part: bool
) -> Subject | None:
    """Return what a case is about, for who may know it.

    Of a plan or an organisation everybody who sees the case may; of a child, or of who asked for
    something, only who may read what was filled in and plays a part by now: before there is work
    for an organisation, or anything was shared with it, it has no need to know who it is about.
    """
    if kind.is_personal and not (sight.reads and (plays_a_part or sight.reads_all)):
        return None
    return find_subject(case, key)


def has_part(case: Case, account: Account, worked_on: Collection[str]) -> bool:
    """Return whether somebody's organisation has or had work in a case, or is the family."""
    own = account.organisation
    return case.id in worked_on or (own != "" and own == case.participants.get(FAMILY))
