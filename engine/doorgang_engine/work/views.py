"""Save and forget views of the work list. They are somebody's own; nobody else sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.errors import NotFound
from doorgang_engine.ids import new_id

from .errors import TooManyViews, ViewEmpty
from .records import SavedView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doorgang_engine.model import Account
    from doorgang_engine.ports import Parts

MOST = 20  # views of one person


def save_view(
    *, filters: Mapping[str, str], account: Account, parts: Parts, now: datetime | None = None
) -> SavedView:
    """Save filters; those that are saved already are not saved twice.

    :raises ViewEmpty: if they leave nothing out.
    :raises TooManyViews: if this person has as many as one may have.
    """
    if not filters:
        raise ViewEmpty("Kies eerst een filter. Er is niets bewaard.")
    with parts.new_uow() as uow:
        known = uow.work.views(region=account.region, account=account.id)
        for one in known:
            if dict(one.filters) == dict(filters):
                return one
        if len(known) >= MOST:
            raise TooManyViews(f"U hebt al {MOST} weergaven. Verwijder er eerst een.")
        moment = now or uow.database_now()
        made = SavedView(
            region=account.region,
            account=account.id,
            id=new_id(moment),
            filters=dict(filters),
            made_at=moment,
        )
        uow.work.add_view(made)
        return made


def forget_view(*, view_id: str, account: Account, parts: Parts) -> None:
    """Remove a saved view.

    :raises NotFound: if this person has none by this id.
    """
    with parts.new_uow() as uow:
        if not uow.work.remove_view(region=account.region, account=account.id, view_id=view_id):
            raise NotFound("Deze weergave bestaat niet, of niet meer.")
