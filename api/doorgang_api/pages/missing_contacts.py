"""At how many places work waits where nobody is the contact: told to the coordinator."""

from __future__ import annotations

from doorgang_engine.access.decide import may_everywhere
from doorgang_engine.access.table import Act
from doorgang_engine.contacts.register import duty_on, gaps_in
from doorgang_engine.terms.moments import local_day

from . import visit


def count_missing() -> int:
    """Return how many places there are in the visitor's region; 0 for who keeps no register."""
    me, house = visit.account(), visit.house()
    if not may_everywhere(account=me, act=Act.MANAGE_CONTACTS):
        return 0
    with house.read_uow() as uow:
        duty = duty_on(local_day(moment=visit.moment(uow)), region=me.region, uow=uow)
        return len(gaps_in(duty, region=me.region, roles=house.library.roles, uow=uow))
