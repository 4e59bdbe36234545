"""Everything about a case that pages show, read in one transaction."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from doorgang_api import disclosure, sight
from doorgang_engine.attachments import open_head
from doorgang_engine.enact import restore
from doorgang_engine.history.reading import read
from doorgang_engine.model import Account, Case, CaseStatus, RecordedEvent, Submission, TaskStatus
from doorgang_engine.sealing import STATE, ContentDestroyed
from doorgang_engine.subject import find_subject, kind_of
from doorgang_engine.submissions import open_submission

from .answers import Answer, answers_of
from .file_words import described
from .names import People, RouteNames
from .subjects import WORDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from doorgang_engine import events as ev
    from doorgang_engine.bpmn.execution import Execution
    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.enact import Runnable
    from doorgang_engine.model import Term, UserTask
    from doorgang_engine.ports import Parts, UnitOfWork
    from doorgang_engine.sealing import CaseKey


@dataclass(frozen=True, kw_only=True)
class FilledIn:
    """A submission with the answers that the reader may see."""

    submission: Submission
    title: str
    answers: list[Answer]


class CaseReading:
    """A case as one person sees it. Made inside a transaction, and complete when it is made."""

    def __init__(  # noqa: PLR0913 - all that a page shows of a case
        self,
        *,
        case: Case,
        key: CaseKey,
        runnable: Runnable,
        content: Mapping[str, Any],
        history: Sequence[tuple[RecordedEvent, ev.Event]],
        tasks: Sequence[UserTask],
        terms: Sequence[Term],
        submissions: Sequence[Submission],
        account: Account,
        now: datetime,
        files: Mapping[str, str],
    ) -> None:
        self.case, self.runnable, self.content = case, runnable, content
        self.history, self.tasks, self.terms = history, tasks, terms
        self.account, self.now = account, now
        self.names = RouteNames(content, runnable)
        self._files = files
        self._key, self._submissions = key, submissions

    @property
    def is_running(self) -> bool:
        """Whether anything can be done to the case now."""
        return self.case.status is CaseStatus.RUNNING

    @cached_property
    def sees_content(self) -> bool:
        """Whether this person may read what was filled in."""
        return sight.sees_content(self.account, self.case)

    @cached_property
    def subject(self) -> str:
        """The name of what the case is about, for who may know it."""
        kind = kind_of(self.content)
        if sight.sees_name(self.account, self.case, kind):
            return find_subject(self.case, self._key).name
        return WORDINGS[kind].unnamed

    @cached_property
    def started_by(self) -> str:
        """The organisation that filled in the start form; ``""`` when another case started it."""
        first = self._submissions[0] if self._submissions else None
        return first.organisation if first and first.at == self.case.started_at else ""

    @cached_property
    def execution(self) -> Execution | None:
        """The case as it waits; None once it has ended."""
        if not self.case.state:
            return None
        state = self._key.open(self.case.state, STATE)
        running = restore(self.runnable, case_id=self.case.id, state=state, now=self.now)
        return running.execution

    @cached_property
    def waiting(self) -> list[Waiting]:
        """What the case waits for."""
        return self.execution.open_items() if self.execution else []

    @property
    def open_tasks(self) -> list[UserTask]:
        """The tasks that stand open."""
        return [task for task in self.tasks if task.status is TaskStatus.OPEN]

    def variables(self, scope: str) -> dict[str, Any]:
        """Return the routing variables that a form of this scope may look at."""
        return self.execution.variables(scope) if self.execution else {}

    @cached_property
    def filled_in(self) -> list[FilledIn]:
        """What was filled in that this person may read, the newest first."""
        happened = [(recorded.at, event) for recorded, event in self.history]
        readable = disclosure.readable(
            submissions=self._submissions,
            happened=happened,
            roles=self.content["roles"],
            account=self.account,
            case=self.case,
        )
        return [self._filled_in(one) for one in reversed(readable)]

    def _filled_in(self, submission: Submission) -> FilledIn:
        definition = self.content["forms"][submission.form]
        data = open_submission(submission, self._key)
        return FilledIn(
            submission=submission,
            title=self.names.form(submission.form),
            answers=answers_of(
                definition=definition,
                data=data,
                submission=submission,
                account=self.account,
                files=self._files,
            ),
        )


def read_case(
    case_id: str, *, account: Account, uow: UnitOfWork, parts: Parts, now: datetime
) -> CaseReading:
    """Return a case as one person sees it.

    :raises CaseNotFound: if it does not exist, or not for this person.
    """
    case = uow.cases.get(case_id)
    sight.require_case(account, case)
    return read_visible_case(case, account=account, uow=uow, parts=parts, now=now)


def read_visible_case(
    case: Case, *, account: Account, uow: UnitOfWork, parts: Parts, now: datetime
) -> CaseReading:
    """Return a case that somebody was found to be allowed to see."""
    key = uow.cases.key(case.id)
    sees = sight.sees_content(account, case)
    return CaseReading(
        case=case,
        key=key,
        runnable=parts.shelf.runnable(uow, case.bundle),
        content=parts.shelf.content(uow, case.bundle),
        history=[(one, read(one, key, content=sees)) for one in uow.history.of_case(case.id)],
        tasks=uow.tasks.of_case(case.id),
        terms=uow.terms.of_case(case.id),
        submissions=uow.submissions.of_case(case.id),
        account=account,
        now=now,
        files=_files_of(case, key, uow, parts) if sees else {},
    )


def _files_of(case: Case, key: CaseKey, uow: UnitOfWork, parts: Parts) -> dict[str, str]:
    """Return in words which files of a case can still be opened, by id."""
    found: dict[str, str] = {}
    for one in uow.attachments.of_case(region=case.region, case_id=case.id):
        with suppress(ContentDestroyed):
            name = open_head(one, case_key=key, vault=parts.vault).name
            found[one.id] = described(name, one.media_type, one.size)
    return found


def people_of(uow: UnitOfWork, account: Account) -> People:
    """Return the names of the people of someone's region."""
    return People(uow, account.region)
