"""What every act on a draft works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.decide import Resource, require
from doorgang_engine.terms.moments import local_day

from .errors import DraftLocked, DraftNotFound
from .overlay import with_adopted

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from doorgang_engine.access.table import Act
    from doorgang_engine.model import Actor
    from doorgang_engine.ports import NewUnitOfWork, Parts, UnitOfWork
    from doorgang_engine.routes.library import LibraryFiles

    from .draft import Draft


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """The library that drafts are copied from and laid over, and where drafts are kept."""

    parts: Parts
    read_uow: NewUnitOfWork  # for looking and judging: holds up nobody
    library: LibraryFiles  # without adopted drafts
    library_dir: Path  # where its texts lie
    now: datetime | None = None  # None: the database's clock

    def moment(self, uow: UnitOfWork) -> datetime:
        """Return what time it is."""
        return self.now or uow.database_now()

    def today(self, uow: UnitOfWork) -> date:
        """Return which day it is."""
        return local_day(moment=self.moment(uow))

    def files(self, uow: UnitOfWork, day: date) -> LibraryFiles:
        """Return the library on a day, with what was adopted."""
        return with_adopted(self.library, uow).on(day)


def permit(actor: Actor, act: Act) -> None:
    """Refuse who may not do this in their own region.

    :raises Forbidden: if it is not for this role.
    """
    require(actor=actor, act=act, resource=Resource(region=actor.region))


def seen(uow: UnitOfWork, actor: Actor, draft_id: str) -> Draft:
    """Return a draft of somebody's region, to look at.

    :raises DraftNotFound: if there is none.
    """
    found = uow.drafts.find(region=actor.region, draft_id=draft_id)
    if found is None:
        raise DraftNotFound
    return found


def held(uow: UnitOfWork, actor: Actor, draft_id: str) -> Draft:
    """Return a draft of somebody's region; until the transaction ends nobody else changes it.

    :raises DraftNotFound: if there is none.
    """
    found = uow.drafts.find(region=actor.region, draft_id=draft_id, hold=True)
    if found is None:
        raise DraftNotFound
    return found


def held_open(uow: UnitOfWork, actor: Actor, draft_id: str) -> Draft:
    """Return a draft whose files may change.

    :raises DraftNotFound: if there is none.
    :raises DraftLocked: if they may not.
    """
    found = held(uow, actor, draft_id)
    if not found.is_editable:
        raise DraftLocked(found.state)
    return found
