"""Acts and history: rows that are only ever added."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from doorgang_engine.errors import RequestReused
from doorgang_engine.model import RecordedAct, RecordedEvent

from . import tables as t
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doorgang_engine.dossier.trail import EventQuery


_ADD_EVENTS = insert(t.history)
_ADD_ACTS = insert(t.acts)


class SqlHistory(Repository):
    """History events, chained per case."""

    def append(self, events: Sequence[RecordedEvent]) -> None:
        """Add events."""
        if events:
            self._connection.execute(_ADD_EVENTS, [values(t.history, event) for event in events])

    def find(self, query: EventQuery) -> Sequence[RecordedEvent]:
        """Return events over all cases of a region, the newest first."""
        columns = t.history.c
        statement = select(t.history).where(
            columns.region == query.region, columns.kind.in_(query.kinds)
        )
        if query.case_id:
            statement = statement.where(columns.case_id == query.case_id)
        if query.actors is not None:
            statement = statement.where(columns.actor.in_(query.actors))
        if query.element:
            # Keys are sorted and written without spaces: this is the field, never a text in it.
            named = json.dumps(query.element, ensure_ascii=False)
            statement = statement.where(
                columns.fields.contains(f'"element":{named}', autoescape=True)
            )
        if query.since is not None:
            statement = statement.where(columns.at >= query.since)
        if query.until is not None:
            statement = statement.where(columns.at < query.until)
        newest = (columns.at.desc(), columns.case_id.desc(), columns.number.desc())
        found = self._connection.execute(statement.order_by(*newest).limit(query.limit))
        return [noun(RecordedEvent, row) for row in found]

    def of_case(
        self, case_id: str, *, after: int = 0, limit: int | None = None
    ) -> Sequence[RecordedEvent]:
        """Return the events of a case, oldest first."""
        query = (
            select(t.history)
            .where(t.history.c.case_id == case_id, t.history.c.number > after)
            .order_by(t.history.c.number)
            .limit(limit)
        )
        return [noun(RecordedEvent, row) for row in self._connection.execute(query)]


class SqlActs(Repository):
    """Acts as they were carried out."""

    def append(self, acts: Sequence[RecordedAct]) -> None:
        """Add acts.

        :raises RequestReused: if another transaction did something by the same request.
        """
        if not acts:
            return
        try:
            self._connection.execute(_ADD_ACTS, [values(t.acts, act) for act in acts])
        except IntegrityError as error:
            if "request_id" not in str(error.orig):
                raise
            raise RequestReused(
                "Dit verzoeknummer is al gebruikt voor iets anders. Er is niets verwerkt."
            ) from None

    def of_case(self, case_id: str) -> Sequence[RecordedAct]:
        """Return the acts of a case, oldest first."""
        query = select(t.acts).where(t.acts.c.case_id == case_id).order_by(t.acts.c.number)
        return [noun(RecordedAct, row) for row in self._connection.execute(query)]

    def of_request(self, *, region: str, request_id: str) -> RecordedAct | None:
        """Return the act that a request already did."""
        query = select(t.acts).where(t.acts.c.region == region, t.acts.c.request_id == request_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else noun(RecordedAct, row)
