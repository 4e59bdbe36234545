"""Everything about a case that pages show: a dossier from the desk, with words for people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from doorgang_engine.disclosure import as_shared
from doorgang_engine.dossier.contents import WHOLE

from . import visit
from .answers import Answer, answers_of
from .file_words import described
from .names import People, RouteNames
from .subjects import name_or_kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from doorgang_engine import events as ev
    from doorgang_engine.bpmn.execution import Execution
    from doorgang_engine.bpmn.journal import Waiting
    from doorgang_engine.dossier.contents import Dossier
    from doorgang_engine.enact import Runnable
    from doorgang_engine.model import Account, Case, RecordedEvent, Submission, Term, UserTask
    from doorgang_engine.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class FilledIn:
    """A submission with the answers that the reader may see."""

    submission: Submission
    title: str
    answers: list[Answer]


class CaseReading:
    """A dossier as one person sees it, in words."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.case: Case = dossier.case
        self.runnable: Runnable = dossier.runnable
        self.content: Mapping[str, Any] = dossier.content
        self.tasks: Sequence[UserTask] = dossier.tasks
        self.terms: Sequence[Term] = dossier.terms
        self.account: Account = dossier.account
        self.now: datetime = dossier.now
        self.names = RouteNames(self.content, self.runnable)

    @property
    def is_running(self) -> bool:
        """Whether anything can be done to the case now."""
        return self.dossier.is_running

    @cached_property
    def history(self) -> list[tuple[RecordedEvent, ev.Event]]:
        """What happened, oldest first; of what was shared only the forms that were there."""
        recorded = [one for one, _event in self.dossier.history]
        happened = [(one.at, event) for one, event in self.dossier.history]
        told = as_shared(happened, self.dossier.submissions)
        return list(zip(recorded, told, strict=True))

    @cached_property
    def subject(self) -> str:
        """The name of what the case is about, for who may know it; else only what it is."""
        return name_or_kind(self.dossier.subject, self.dossier.kind)

    @property
    def started_by(self) -> str:
        """The organisation that filled in the start form; ``""`` when another case started it."""
        return self.dossier.started_by

    @property
    def execution(self) -> Execution | None:
        """The case as it waits; None once it has ended."""
        return self.dossier.execution

    @property
    def waiting(self) -> list[Waiting]:
        """What the case waits for."""
        return self.dossier.waiting

    @property
    def open_tasks(self) -> list[UserTask]:
        """The tasks that stand open."""
        return self.dossier.open_tasks

    def variables(self, scope: str) -> dict[str, Any]:
        """Return the routing variables that a form of this scope may look at."""
        return self.dossier.variables(scope)

    @cached_property
    def filled_in(self) -> list[FilledIn]:
        """What was filled in that this person may read, the newest first."""
        return [self._filled_in(one) for one in reversed(self.dossier.readable)]

    def submission(self, submission_id: str) -> Submission:
        """Return a submission of the case by its id; nothing of what was filled in is in it."""
        return next(one for one in self.dossier.submissions if one.id == submission_id)

    @cached_property
    def file_words(self) -> dict[str, str]:
        """Which files can still be opened, in words, by id."""
        return {
            one.id: described(opened.name, one.media_type, one.size)
            for one, opened in self.dossier.files
        }

    def _filled_in(self, submission: Submission) -> FilledIn:
        definition = self.dossier.form_of(submission)
        data = self.dossier.answers(submission) or {}
        return FilledIn(
            submission=submission,
            title=self.names.form(submission.form),
            answers=answers_of(definition=definition, data=data, files=self.file_words),
        )


def read_case(case_id: str) -> CaseReading:
    """Return a case as the visitor sees it; when it returns, that is in the access log.

    :raises CaseNotFound: if it does not exist, or not for this person.
    """
    with visit.desk() as desk:
        return CaseReading(desk.dossier(case_id, shows=WHOLE))


def people_of(uow: UnitOfWork, account: Account) -> People:
    """Return the names of the people of someone's region."""
    return People(uow, account.region)
