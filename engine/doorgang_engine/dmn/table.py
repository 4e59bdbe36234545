"""A decision table, and what it gives for the values of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import TableUndecided
from .sets import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .sets import Accepted

UNIQUE, FIRST, ANY, COLLECT = "UNIQUE", "FIRST", "ANY", "COLLECT"
POLICIES = (UNIQUE, FIRST, ANY, COLLECT)


@dataclass(frozen=True, kw_only=True)
class Input:
    """A column that is looked at: the variable, and which values it may have (None: any)."""

    name: str
    kind: str
    type_ref: str
    label: str
    allowed: Accepted | None = None


@dataclass(frozen=True, kw_only=True)
class Output:
    """A column that is given: the variable, and its value when no rule hits (None: no default)."""

    name: str
    kind: str
    type_ref: str
    label: str
    allowed: Accepted | None = None
    default: Any = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A row: what it accepts per input (None: anything) and gives per output."""

    id: str
    number: int  # as a reader counts them, from 1
    accepts: tuple[Accepted | None, ...]
    gives: tuple[Any, ...]

    def hits(self, values: tuple[str | int | None, ...]) -> bool:
        """Return whether every input is accepted; a day not filled in only where anything is."""
        return all(
            accepted is None or value in accepted
            for accepted, value in zip(self.accepts, values, strict=True)
        )


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What a table gave: the numbers of the rules that hit, and the variables."""

    rules: tuple[int, ...]
    values: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A decision table that passed the gate; ``version`` is the SHA-256 of its file."""

    key: str
    name: str
    policy: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    version: str = ""

    @property
    def has_default(self) -> bool:
        """Whether it gives something when no rule hits."""
        return all(output.default is not None for output in self.outputs)

    @property
    def kinds(self) -> dict[str, str]:
        """The kinds of the variables that it gives."""
        return {o.name: "lijst" if self.policy == COLLECT else o.kind for o in self.outputs}

    def decide(self, values: Mapping[str, Any]) -> Decided:
        """Return what the table gives.

        :raises TableUndecided: if a value is not of its kind or not one that the table allows; if
            no rule hits and there is no default; or if rules hit that may not hit together.
        """
        hits = [rule for rule in self.rules if rule.hits(self._encoded(values))]
        if self.policy == COLLECT:
            (output,) = self.outputs
            given = {output.name: [rule.gives[0] for rule in hits]}
            return Decided(rules=tuple(rule.number for rule in hits), values=given)
        if not hits:
            return self._by_default()
        self._require_one_answer(hits)
        told = hits if self.policy == ANY else hits[:1]
        names = (output.name for output in self.outputs)
        return Decided(
            rules=tuple(rule.number for rule in told),
            values=dict(zip(names, hits[0].gives, strict=True)),
        )

    def _encoded(self, values: Mapping[str, Any]) -> tuple[str | int | None, ...]:
        encoded = []
        for column in self.inputs:
            try:
                value = encode(column.kind, values.get(column.name))
            except ValueError:
                raise TableUndecided(
                    self.key, f"'{column.name}' is geen {column.kind.replace('_', '/')}"
                ) from None
            if column.allowed is not None and value not in column.allowed:
                raise TableUndecided(
                    self.key, f"de waarde van '{column.name}' staat niet in de toegestane waarden"
                )
            encoded.append(value)
        return tuple(encoded)

    def _by_default(self) -> Decided:
        if not self.has_default:
            raise TableUndecided(self.key, "geen enkele regel past")
        return Decided(rules=(), values={o.name: o.default for o in self.outputs})

    def _require_one_answer(self, hits: list[Rule]) -> None:
        """The gate has seen to it already; were it ever wrong, nothing is decided."""
        numbers = ", ".join(str(rule.number) for rule in hits)
        if self.policy == UNIQUE and len(hits) > 1:
            raise TableUndecided(self.key, f"meer dan één regel past: {numbers}")
        if self.policy == ANY and any(rule.gives != hits[0].gives for rule in hits):
            raise TableUndecided(self.key, f"regels spreken elkaar tegen: {numbers}")
