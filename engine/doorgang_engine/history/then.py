"""How a case stood when a form was filled in: its acts are carried out again up to there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_engine.errors import HistoryBroken
from doorgang_engine.sealing import ACT

from .chain import canonical
from .reading import versions_of
from .verify import programs_of, running_before

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_engine.model import Case, RecordedAct, RecordedEvent, Submission
    from doorgang_engine.ports import Parts, UnitOfWork
    from doorgang_engine.sealing import CaseKey


@dataclass(frozen=True, kw_only=True)
class Then:
    """What a form was filled in with: the bundle, the variables, and what it exported."""

    content: Mapping[str, Any]  # of the bundle
    variables: Mapping[str, Any]
    exports: Mapping[str, Any]

    def changed(self, exports: Mapping[str, Any]) -> set[str]:
        """Return which routing variables would get another value."""
        return {
            name
            for name, value in exports.items()
            if canonical(value) != canonical(self.exports.get(name))
        }


def then_of(
    first: Submission,
    *,
    case: Case,
    key: CaseKey,
    events: Sequence[RecordedEvent],
    uow: UnitOfWork,
    parts: Parts,
) -> Then:
    """Return how the case stood when its form was filled in.

    :raises HistoryBroken: if its acts do not say.
    """
    done = uow.acts.of_case(case.id)
    record, content = _act_of(first, done, key)
    programs = programs_of(case, events, parts, uow)
    running = running_before(case, key, programs, done, number=record.number)
    variables = running.execution.variables(first.scope) if running else {}
    bundle = [one for at, one in versions_of(events) if at <= first.at][-1]
    exports = content.get("exports", content.get("variables", {}))
    return Then(content=parts.shelf.content(uow, bundle), variables=variables, exports=exports)


def _act_of(
    first: Submission, done: Sequence[RecordedAct], key: CaseKey
) -> tuple[RecordedAct, Mapping[str, Any]]:
    for record in done:
        if record.at == first.at and record.actor == first.actor:
            content: Mapping[str, Any] = json.loads(key.open(record.content, ACT))
            if content.get("submission_id") == first.id:
                return record, content
    raise HistoryBroken("De handeling waarmee dit formulier kwam, ontbreekt.")
