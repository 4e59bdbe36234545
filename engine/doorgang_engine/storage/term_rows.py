"""Terms as they stand: what a term started from and why is sealed under its case's key."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, insert, select, update

from doorgang_engine.history.chain import canonical
from doorgang_engine.model import Term
from doorgang_engine.sealing import TERM, ContentDestroyed

from . import tables as t
from .rows import Repository, noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from doorgang_engine.sealing import CaseKey, Vault

_OPEN = ("region", "id", "case_id", "term", "name", "status", "end", "ground")
_CHANGING = ("status", "end", "ground", "sealed")
_ADD = insert(t.terms)
_SAVE = (
    update(t.terms)
    .where(t.terms.c.region == bindparam("of_region"), t.terms.c.id == bindparam("of_id"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)
_OF_CASE = (
    select(t.terms, t.case_keys.c.wrapped)
    .join(
        t.case_keys,
        and_(
            t.case_keys.c.region == t.terms.c.region,
            t.case_keys.c.case_id == t.terms.c.case_id,
        ),
    )
    .where(t.terms.c.case_id == bindparam("case"))
)


class SqlTerms(Repository):
    """Terms as they stand."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        super().__init__(connection)
        self._vault = vault

    def add(self, terms: Sequence[Term], *, key: CaseKey) -> None:
        """Add terms that have begun to run."""
        self._connection.execute(_ADD, [_row(term, key) for term in terms])

    def save(self, terms: Sequence[Term], *, key: CaseKey) -> None:
        """Save what changed of terms."""
        rows = []
        for term in terms:
            row = _row(term, key)
            changed = {f"new_{name}": row[name] for name in _CHANGING}
            rows.append({"of_region": term.region, "of_id": term.id, **changed})
        self._connection.execute(_SAVE, rows)

    def of_case(self, case_id: str) -> Sequence[Term]:
        """Return the terms of a case, oldest first; none once their content was destroyed."""
        found: list[Term] = []
        key: CaseKey | None = None
        for row in self._connection.execute(_OF_CASE, {"case": case_id}):
            key = key or self._vault.open_key(case_id, row.wrapped)
            try:
                found.append(_term(row, key))
            except ContentDestroyed:
                return []
        return sorted(found, key=lambda term: (term.started_on, term.id))


def seal_term(term: Term, key: CaseKey) -> bytes:
    """Return what of a term may say something about the child, sealed."""
    hidden = {
        "started_on": term.started_on.isoformat(),
        "raw_end": term.raw_end.isoformat(),
        "reason": term.reason,
        "content": dict(term.content),
    }
    return key.seal(canonical(hidden).encode(), TERM)


def _row(term: Term, key: CaseKey) -> dict[str, Any]:
    return {name: getattr(term, name) for name in _OPEN} | {"sealed": seal_term(term, key)}


def _term(row: Row[Any], key: CaseKey) -> Term:
    hidden = json.loads(key.open(row.sealed, TERM))
    return noun(
        Term,
        row,
        started_on=date.fromisoformat(hidden["started_on"]),
        raw_end=date.fromisoformat(hidden["raw_end"]),
        reason=hidden["reason"],
        content=hidden["content"],
    )
