"""What a letter says of a case: as it stood when the act that asked for it was over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from doorgang_engine import events as ev
from doorgang_engine.correction_chain import first_of, in_force
from doorgang_engine.history.reading import read
from doorgang_engine.letters.contract import find_field
from doorgang_engine.letters.template import LetterIncomplete, Said
from doorgang_engine.model import UNNAMED
from doorgang_engine.subject import subject_of
from doorgang_engine.submissions import open_submission
from doorgang_engine.terms.moments import local_day
from doorgang_engine.terms.wording import date_words, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.letters.contract import Contract
    from doorgang_engine.model import Case, RecordedEvent
    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.sealing import CaseKey

FAMILY = "gezin"


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """Who sends a letter, and whom it is for: organisations of the case, and their names."""

    sender: str
    sender_name: str
    to: tuple[str, ...]
    to_names: tuple[str, ...]

    @property
    def organisations(self) -> tuple[str, ...]:
        """Who may read it: the sender and those it is for."""
        return tuple(dict.fromkeys((self.sender, *self.to)))


@dataclass(kw_only=True)
class Standing:
    """A case as it stood after an act; of what is in more than one scope the newest counts."""

    at: datetime | None = None  # of the act
    variables: dict[str, Any] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)  # last day by term, of terms that run
    submissions: list[str] = field(default_factory=list)  # ids, in order; not of the start form

    def follow(self, event: ev.Event) -> None:
        """Take in what happened next."""
        match event:
            case ev.CaseStarted(variables=values) | ev.VariablesSet(values=values):
                self.variables |= values
            case ev.TaskCompleted() | ev.MessageReceived():
                self.submissions.append(event.submission_id)
            case ev.TermStarted() | ev.TermResumed() | ev.TermExtended() | ev.TermRecalculated():
                self.ends[event.term] = event.end
            case ev.TermSuspended() | ev.TermEnded():
                self.ends.pop(event.term, None)

    def catch_up(self, event: ev.Event) -> None:
        """Take in what became of a term that ran."""
        match event:
            case ev.TermResumed() | ev.TermExtended() | ev.TermRecalculated():
                if event.term in self.ends:
                    self.ends[event.term] = event.end


def standing_after(
    history: Iterable[RecordedEvent], *, act: int, key: CaseKey, with_changes: bool = False
) -> Standing:
    """Return how a case stood after an act.

    ``with_changes``: with the new last day of each term that ran then and was changed since. A
    term that ended since keeps its last day: the letter told of it.

    :raises LetterIncomplete: if there is no such act.
    """
    standing = Standing()
    for recorded in history:
        if recorded.act > act:
            if not with_changes:
                break
            standing.catch_up(read(recorded, key))
            continue
        standing.at = recorded.at if recorded.act else standing.at
        standing.follow(read(recorded, key))
    if standing.at is None:
        raise LetterIncomplete("De historie van dit traject kent de handeling niet.")
    return standing


def addressed(
    contract: Contract,
    *,
    roles: Sequence[str],
    case: Case,
    kinds: Mapping[str, str],
    subject: str,
    uow: UnitOfWork,
) -> Addressed:
    """Return who sends it to whom: the organisations of the roles that the step names.

    :raises LetterIncomplete: if it has no sender, or is for nobody who takes part.
    """
    names = {one.id: one.name for one in uow.organisations.of_region(case.region)}
    sender = case.participants.get(contract.sender, "")
    wanted = dict.fromkeys(kinds.get(role, "") for role in roles)
    taking_part = [
        (kind, case.stands_for(kind)) for kind in wanted if kind and kind in case.participants
    ]
    to = tuple(one for _, one in taking_part if one != UNNAMED)
    if sender not in names or not to:
        raise LetterIncomplete("Van deze brief is de afzender of de ontvanger niet bekend.")
    called = tuple(
        f"de ouders of verzorgers van {subject}" if kind == FAMILY else names.get(one, "")
        for kind, one in taking_part
        if one != UNNAMED
    )
    return Addressed(sender=sender, sender_name=names[sender], to=to, to_names=called)


def said(
    contract: Contract,
    *,
    case: Case,
    key: CaseKey,
    content: Mapping[str, Any],
    standing: Standing,
    who: Addressed,
    uow: UnitOfWork,
    corrected: bool = False,
) -> dict[str, Said]:
    """Return the values of a letter by the names of its contract; ``corrected``: as put right."""
    name = subject_of(case, key).name
    names = {one.id: one.name for one in uow.organisations.of_region(case.region)}
    found = {
        "leerling": Said(words=name),
        "nummer": Said(words=case.number),
        "dag": Said(words=_day(standing.at)),
        "afzender": Said(words=who.sender_name),
    }
    found |= {
        name: Said(words=names.get(case.participants.get(kind, ""), ""))
        for name, kind in contract.organisations.items()
    }
    found |= {
        name: _words(None, standing.ends.get(term, "")) for name, term in contract.terms.items()
    }
    found |= {
        name: _words(None, standing.variables.get(variable))
        for name, variable in contract.variables.items()
    }
    answers = _answers(contract, case, key, content, standing, uow, corrected=corrected)
    return found | dict(answers)


def _answers(
    contract: Contract,
    case: Case,
    key: CaseKey,
    content: Mapping[str, Any],
    standing: Standing,
    uow: UnitOfWork,
    *,
    corrected: bool,
) -> Iterator[tuple[str, Said]]:
    """Yield what was filled in, of each form the newest that there was by then."""
    known = {one.id: one for one in uow.submissions.of_case(case.id)}
    at_start = [one for one in known.values() if one.at == case.started_at]
    later = [known[key] for key in standing.submissions if key in known]
    latest = {one.form: one for one in (*at_start, *later) if one.form in contract.forms}
    if corrected:
        newest = {first_of(one, known).id: one for one in in_force(list(known.values()))}
        latest = {form: newest.get(one.id, one) for form, one in latest.items()}
    opened = {form: open_submission(one, key) for form, one in latest.items()}
    for name, place in contract.answers.items():
        form, *path = place.split(".")
        field = find_field(content["forms"].get(form, {}), path)
        yield name, _words(field, _at(path, opened.get(form, {})))


def _at(path: Sequence[str], data: Mapping[str, Any]) -> Any:
    """Return the answer at a path; of a field in rows the list of its answers."""
    value = data.get(path[0])
    if len(path) == 1 or value is None:
        return value
    return [row[path[1]] for row in value if row.get(path[1]) not in (None, "")]


def _day(moment: datetime | None) -> str:
    return date_words(day=local_day(moment=moment)) if moment else ""


def _words(asked: Mapping[str, Any] | None, value: Any) -> Said:
    if value in (None, "", []):
        return Said(waarde=value if value is not None else "")
    if isinstance(value, list):
        items = tuple(_one(asked, inner) for inner in value)
        return Said(words=listed(items=items), waarde=value, items=items)
    return Said(words=_one(asked, value), waarde=value)


def _one(asked: Mapping[str, Any] | None, value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    options = (asked or {}).get("options", ())
    labels = {option["value"]: option["label"]["nl"] for option in options}
    text = str(value)
    if text in labels:
        return str(labels[text])
    try:
        return date_words(day=date.fromisoformat(text)) if len(text) == len("2027-01-31") else text
    except ValueError:
        return text
