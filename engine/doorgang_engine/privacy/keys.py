"""Master keys: whether they are all there, and putting every case under the active one.

Changing a master key changes no content: only the rings of keys are sealed anew. It goes in small
transactions, each ring replaced only when nobody changed it in the meantime, so that nodes keep
working, a key that was destroyed stays destroyed, and stopping half-way costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.errors import EngineError
from doorgang_engine.sealing import MasterKeyUnknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doorgang_engine.ports import Parts, UnitOfWork

BATCH = 200


class MasterKeyMissing(EngineError):
    """Cases lie under a master key that was not given; nothing was started or changed."""

    code = "master_key_missing"


@dataclass(frozen=True, kw_only=True)
class KeyStatus:
    """Which master keys are known, and how many cases lie under each."""

    active: str
    known: tuple[str, ...]
    cases: Mapping[str, int]  # by name; "": from before names, "vernietigd": destroyed


def require_master_keys(*, parts: Parts) -> None:
    """Refuse to work when cases lie under a master key that is not here.

    :raises MasterKeyMissing: if there are.
    """
    with parts.new_uow() as uow:
        unknown = [name for name in uow.case_keys.masters() if not _is_known(name, uow, parts)]
    if unknown:
        names = ", ".join(name or "(zonder naam)" for name in unknown)
        raise MasterKeyMissing(
            f"De database gebruikt een hoofdsleutel die niet in de instellingen staat: {names}. "
            "Er is niets gewijzigd en niets verloren. Zet die sleutel terug: als master_key, in "
            "opening_keys, of in het sleutelbestand."
        )


def key_status(*, parts: Parts) -> KeyStatus:
    """Return which master keys are known and used."""
    with parts.new_uow() as uow:
        counts = uow.case_keys.counts()
    masters = parts.vault.masters
    return KeyStatus(active=masters.active, known=masters.ids, cases=counts)


def rotate(*, parts: Parts, progress: Callable[[int], None] = lambda _: None) -> int:
    """Put every ring of keys under the active master key; return how many there were.

    ``progress`` hears after each batch how many are done.

    :raises MasterKeyMissing: if some lie under a key that is not here; nothing was changed then.
    """
    require_master_keys(parts=parts)
    done = 0
    while True:
        with parts.new_uow() as uow:
            count = _rotate_batch(uow, parts)
        if not count:
            return done
        done += count
        progress(done)


def _rotate_batch(uow: UnitOfWork, parts: Parts) -> int:
    active = parts.vault.masters.active
    for name in uow.case_keys.masters():
        if name == active:
            continue
        rings = uow.case_keys.under(name, limit=BATCH)
        for ring in rings:
            key = parts.vault.open_key(ring.case_id, ring.wrapped)
            uow.case_keys.rewrap(ring, wrapped=parts.vault.wrap(key))
        if rings:
            return len(rings)
    return _rotate_loose(uow, parts)


def _rotate_loose(uow: UnitOfWork, parts: Parts) -> int:
    """Do the same with files that were sent, but belong to no submission yet."""
    rings = uow.case_keys.loose_not_under(parts.vault.masters.active, limit=BATCH)
    for ring in rings:
        key = parts.vault.open_key(ring.case_id, ring.wrapped)
        uow.case_keys.rewrap_loose(ring, wrapped=parts.vault.wrap(key))
    return len(rings)


def _is_known(name: str, uow: UnitOfWork, parts: Parts) -> bool:
    """Return whether rings of this name can be opened; one stands for all."""
    rings = uow.case_keys.under(name, limit=1)
    try:
        for ring in rings:
            parts.vault.open_key(ring.case_id, ring.wrapped)
    except MasterKeyUnknown:
        return False
    return True
