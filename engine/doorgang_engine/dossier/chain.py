"""The chains of the access log: each row holds the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, replace
from datetime import UTC
from typing import TYPE_CHECKING

from doorgang_engine.ids import new_id

from .looks import REGISTER, Look, LookChain, LookKind, LookOutcome, RecordedLook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from .repositories import Looks


@dataclass(frozen=True, kw_only=True)
class LogDefect:
    """What is wrong with a chain; ``number`` is the row, 0: the chain as a whole."""

    region: str
    chain_id: str
    number: int
    text: str


@dataclass(frozen=True, kw_only=True)
class LogVerdict:
    """Whether the access log of a region is whole."""

    region: str
    chains: int
    rows: int
    defects: tuple[LogDefect, ...]

    @property
    def is_right(self) -> bool:
        """Whether nothing was changed, added, left out or moved."""
        return not self.defects


def link(look: RecordedLook) -> str:
    """Return the hash that a row must have."""
    told = {one.name: getattr(look, one.name) for one in fields(look) if one.name != "hash"}
    told["at"] = look.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def linked(look: Look, *, chain: LookChain, at: datetime) -> RecordedLook:
    """Return a look as it is to be stored, after the last one of its chain."""
    draft = RecordedLook(
        **vars(look),
        id=new_id(at),
        chain_id=chain.chain_id,
        number=chain.length + 1,
        at=at,
        previous=chain.head,
        hash="",
    )
    return replace(draft, hash=link(draft))


def begun(look: Look, chain_id: str) -> Look:
    """Return what the register says of a chain that begins with a look."""
    return Look(
        region=look.region,
        kind=LookKind.CHAIN,
        account="",
        role="",
        organisation="",
        place="",
        data=(chain_id,),
        outcome=LookOutcome.GIVEN,
    )


def verify_log(*, region: str, looks: Looks) -> LogVerdict:
    """Check every chain of a region, and that each chain of the register is there."""
    heads = {one.chain_id: one for one in looks.chains(region)}
    defects: list[LogDefect] = []
    rows, named = 0, {REGISTER}
    for chain_id in sorted({*heads, *looks.chain_ids(region)}):
        found = looks.of_chain(region=region, chain_id=chain_id)
        rows += len(found)
        defects += _defects(region, chain_id, found, heads.get(chain_id))
        if chain_id == REGISTER:
            named |= {name for one in found for name in one.data}
    missing = sorted(named - set(heads)) if heads or rows else []
    strange = sorted(set(heads) - named)
    defects += [_defect(region, one, 0, "De hele keten ontbreekt.") for one in missing]
    defects += [_defect(region, one, 0, "De keten staat niet in het register.") for one in strange]
    return LogVerdict(region=region, chains=len(heads), rows=rows, defects=tuple(defects))


def verify_against(
    *, region: str, kept: Mapping[str, tuple[int, str]], looks: Looks
) -> list[LogDefect]:
    """Check that a log still holds what it held when heads were kept elsewhere.

    ``kept`` goes from chain to its length and last hash then. Who can write to the database can
    make whole new chains; they cannot make them pass here.
    """
    defects = []
    for chain_id, (length, head) in sorted(kept.items()):
        found = looks.of_chain(region=region, chain_id=chain_id)
        if len(found) < length or found[length - 1].hash != head:
            text = "Deze keten is na het bewaren van de kenmerken opnieuw gemaakt of ingekort."
            defects.append(_defect(region, chain_id, length, text))
    return defects


def _defects(
    region: str, chain_id: str, found: Sequence[RecordedLook], chain: LookChain | None
) -> Iterator[LogDefect]:
    head, number = "", 0
    for number, look in enumerate(found, start=1):
        if look.number != number:
            yield _defect(region, chain_id, number, "De regel ontbreekt.")
            return
        if look.previous != head or look.hash != link(look):
            yield _defect(region, chain_id, number, "De regel is gewijzigd of sluit niet aan.")
            return
        head = look.hash
    if chain is None or (chain.length, chain.head) != (number, head):
        yield _defect(region, chain_id, number, "De laatste regels ontbreken.")


def _defect(region: str, chain_id: str, number: int, text: str) -> LogDefect:
    return LogDefect(region=region, chain_id=chain_id, number=number, text=text)


def in_order(looks: Iterable[Look], day: str) -> list[tuple[str, Look]]:
    """Return looks with their chains, in the one order in which everybody holds chains."""
    return sorted(((look.chain(day), look) for look in looks), key=lambda one: one[0])
