"""The access log: rows that are only ever added, each chained onto the one before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, literal, or_, select, type_coerce, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB

from doorgang_engine.dossier.chain import begun, in_order, linked
from doorgang_engine.dossier.grants import Grant, GrantKind, Judgement
from doorgang_engine.dossier.looks import (
    REGISTER,
    LookChain,
    LookKind,
    LookOutcome,
    RecordedLook,
)
from doorgang_engine.dossier.rights import ACCOUNT
from doorgang_engine.errors import NotFound

from . import access_tables as t
from .database import database_now, is_sqlite
from .rows import Repository, noun, values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

    from doorgang_engine.dossier.looks import Look, LookQuery
    from doorgang_engine.model import Account

_ADD = insert(t.access_log)
_HEAD = (
    update(t.access_chains)
    .where(
        t.access_chains.c.region == bindparam("of_region"),
        t.access_chains.c.chain_id == bindparam("of_chain"),
    )
    .values(head=bindparam("new_head"))
)
_CHANGING = ("judgement", "judged_at", "judged_by", "note")


class SqlLooks(Repository):
    """The access log, in chains."""

    def append(self, looks: Sequence[Look]) -> Sequence[RecordedLook]:
        """Add looks, each at the end of its chain, by the database's clock."""
        at = database_now(self._connection)
        added: list[RecordedLook] = []
        for chain_id, look in in_order(looks, at.date().isoformat()):
            added.append(self._add(chain_id, look, at))
        for one in [one for one in added if one.number == 1]:
            added.append(self._add(REGISTER, begun(one, one.chain_id), at))  # noqa: PERF401
        return added

    def page(self, query: LookQuery) -> Sequence[RecordedLook]:
        """Return the looks that a query asks for, the newest first."""
        log = t.access_log.c
        statement = select(t.access_log).where(log.region == query.region)
        statement = statement.where(log.chain_id != REGISTER, *self._conditions(query))
        statement = statement.order_by(log.id.desc()).limit(query.limit)
        return [_look(row) for row in self._connection.execute(statement)]

    def of_chain(self, *, region: str, chain_id: str) -> Sequence[RecordedLook]:
        """Return the rows of a chain, oldest first."""
        log = t.access_log.c
        query = select(t.access_log).where(log.region == region, log.chain_id == chain_id)
        return [_look(row) for row in self._connection.execute(query.order_by(log.number))]

    def chains(self, region: str) -> Sequence[LookChain]:
        """Return how each chain of a region stands."""
        query = select(t.access_chains).where(t.access_chains.c.region == region)
        return [noun(LookChain, row) for row in self._connection.execute(query)]

    def chain_ids(self, region: str) -> Sequence[str]:
        """Return the chains of which there are rows."""
        log = t.access_log.c
        query = select(log.chain_id).where(log.region == region).distinct()
        return list(self._connection.execute(query).scalars())

    def regions(self) -> Sequence[str]:
        """Return the regions of which there is a log."""
        both = select(t.access_log.c.region).union(select(t.access_chains.c.region))
        return sorted(self._connection.execute(both).scalars())

    def _conditions(self, query: LookQuery) -> Iterator[ColumnElement[bool]]:
        log = t.access_log.c
        for column in (log.account, log.organisation, log.kind, log.outcome):
            if wanted := getattr(query, column.name):
                yield column == wanted
        if query.cases:
            named = [self._has(log.cases, case_id) for case_id in query.cases]
            yield or_(log.case_id.in_(query.cases), *named)
        if query.only_emergency:
            yield or_(log.is_emergency, log.kind == LookKind.EMERGENCY)
        if query.about:
            yield self._has(log.data, f"{ACCOUNT}{query.about}")
        yield from self._period(query)

    def _period(self, query: LookQuery) -> Iterator[ColumnElement[bool]]:
        log = t.access_log.c
        if query.since is not None:
            yield log.at >= query.since
        if query.until is not None:
            yield log.at < query.until
        if query.after:
            yield log.id < query.after

    def _add(self, chain_id: str, look: Look, at: datetime) -> RecordedLook:
        chain = self._held(look.region, chain_id)
        added = linked(look, chain=chain, at=at)
        row = values(t.access_log, added, cases=list(added.cases), data=list(added.data))
        self._connection.execute(_ADD, row)
        place = {"of_region": look.region, "of_chain": chain_id, "new_head": added.hash}
        self._connection.execute(_HEAD, place)
        return added

    def _held(self, region: str, chain_id: str) -> LookChain:
        """Return a chain as it stands before the next row; nobody else adds to it meanwhile."""
        upsert = sqlite.insert if is_sqlite(self._connection) else postgresql.insert
        chains = t.access_chains
        statement = (
            upsert(chains)
            .values(region=region, chain_id=chain_id, length=1, head="")
            .on_conflict_do_update(
                index_elements=["region", "chain_id"], set_={"length": chains.c.length + 1}
            )
            .returning(chains.c.length, chains.c.head)
        )
        length, head = self._connection.execute(statement).one()
        return LookChain(region=region, chain_id=chain_id, length=length - 1, head=head)

    def _has(self, column: ColumnElement[Any], text: str) -> Any:
        """Return the condition that a list of texts holds one."""
        if not is_sqlite(self._connection):
            return type_coerce(column, JSONB).contains([text])
        each = func.json_each(column).table_valued("value")
        return select(literal(1)).where(each.c.value == text).exists()


class SqlGrants(Repository):
    """Why people may read dossiers for a while."""

    def add(self, grant: Grant) -> None:
        """Add a grant."""
        self._connection.execute(insert(t.access_grants), values(t.access_grants, grant))

    def get_for_update(self, grant_id: str) -> Grant:
        """Return a grant, held by this transaction."""
        query = select(t.access_grants).where(t.access_grants.c.id == grant_id).with_for_update()
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("Deze inzage bestaat niet.")
        return _grant(row)

    def save(self, grant: Grant) -> None:
        """Save what a judgement changes of a grant."""
        self._connection.execute(
            update(t.access_grants)
            .where(t.access_grants.c.region == grant.region, t.access_grants.c.id == grant.id)
            .values({name: getattr(grant, name) for name in _CHANGING})
        )

    def held(self, *, account: Account, at: datetime) -> Sequence[Grant]:
        """Return the grants of somebody that hold at a moment."""
        grants = t.access_grants.c
        return self._found(
            grants.region == account.region,
            grants.account == account.id,
            grants.given_at <= at,
            grants.ends_at > at,
        )

    def of_kind(self, *, region: str, kind: str) -> Sequence[Grant]:
        """Return the grants of a kind, the newest first; at most 200."""
        return self._found(t.access_grants.c.region == region, t.access_grants.c.kind == kind)

    def of_cases(self, *, region: str, case_ids: Sequence[str]) -> Sequence[Grant]:
        """Return the grants to read these cases, the newest first; at most 200."""
        grants = t.access_grants.c
        return self._found(grants.region == region, grants.case_id.in_(case_ids))

    def _found(self, *conditions: Any) -> Sequence[Grant]:
        newest = t.access_grants.c.id.desc()
        query = select(t.access_grants).where(*conditions).order_by(newest).limit(200)
        return [_grant(row) for row in self._connection.execute(query)]


def _look(row: Row[Any]) -> RecordedLook:
    cases, data = tuple(row.cases), tuple(row.data)
    found = noun(RecordedLook, row, outcome=LookOutcome(row.outcome), cases=cases, data=data)
    return replace(found, kind=LookKind(row.kind))


def _grant(row: Row[Any]) -> Grant:
    found = noun(Grant, row, judgement=Judgement(row.judgement))
    return replace(found, kind=GrantKind(row.kind))
