"""Signing in too often: wrong passwords are answered ever later, over all nodes.

Three counters, each for what it is good at (docs/adr/0023):

- *account from this address*: five tries, then a wait that doubles, up to a quarter of an hour;
- *account from anywhere*: after twenty, a minute between tries. Addresses from which the account
  was signed in to before are left out, and a minute is all: a stranger who keeps trying cannot
  lock a teacher out;
- *this address*: a hundred in a quarter of an hour, whichever accounts. A school is one address.

A try is counted before the password is looked at, so that a hundred at once count as a hundred;
one that succeeds is taken off again.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from doorgang_engine.errors import TooManyRequests

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doorgang_engine.counted import Counted, Counters
    from doorgang_engine.ports import NewUnitOfWork

KNOWN_FOR = timedelta(days=30)
LONGEST_WAIT = timedelta(minutes=15)
_DOUBLINGS = 20  # more would be longer than the longest anyhow


@dataclass(frozen=True, kw_only=True)
class Rule:
    """So many tries are free; then ``wait`` between tries, doubled each time if it grows."""

    free: int
    wait: timedelta
    grows: bool
    lasts: timedelta

    def wait_after(self, count: int) -> timedelta:
        """Return how long to wait after so many tries."""
        over = count - self.free
        if over < 0:
            return timedelta(0)
        if not self.grows:
            return self.wait
        doubled: int = 2 ** min(over, _DOUBLINGS)
        return min(self.wait * doubled, LONGEST_WAIT)


PAIR = Rule(free=5, wait=timedelta(seconds=2), grows=True, lasts=timedelta(hours=1))
ACCOUNT = Rule(free=20, wait=timedelta(minutes=1), grows=False, lasts=timedelta(hours=1))
ADDRESS = Rule(free=100, wait=timedelta(minutes=5), grows=False, lasts=timedelta(minutes=15))


class Knock:
    """One try to sign in to an account from an address."""

    def __init__(self, *, account: str, address: str, now: datetime) -> None:
        near = neighbourhood(address)
        self._now = now
        self._tried: dict[str, Rule] = {}
        self._pair = hashed("sign-in pair", account, near)
        self._known = hashed("sign-in known", account, near)
        self._rules = {
            self._pair: PAIR,
            hashed("sign-in account", account): ACCOUNT,
            hashed("sign-in address", near): ADDRESS,
        }

    def begin(self, new_uow: NewUnitOfWork) -> None:
        """Count the try, when one may be made now.

        :raises TooManyRequests: if not; then nothing is counted.
        """
        refused = timedelta(0)
        with new_uow() as uow:
            found = uow.counters.read([*self._rules, self._known], at=self._now)
            rules = self._counting(found)
            refused = max(self._left(found.get(key), rule) for key, rule in rules.items())
            if not refused:
                refused = self._counted(uow.counters, found, rules)
        if refused > timedelta(0):
            raise too_many(refused)

    def succeed(self, new_uow: NewUnitOfWork) -> None:
        """Forget what went wrong from this address, and know it from now on."""
        with new_uow() as uow:
            uow.counters.forget([self._pair, self._known])
            for key, rule in sorted(self._tried.items()):
                if rule is not PAIR:
                    uow.counters.add(key, amount=-1, at=self._now, ends_at=self._now)
            uow.counters.add(self._known, amount=1, at=self._now, ends_at=self._now + KNOWN_FOR)
            uow.counters.forget_ended(at=self._now)

    def _counting(self, found: Mapping[str, Counted]) -> dict[str, Rule]:
        known = self._known in found
        return {key: rule for key, rule in self._rules.items() if not (known and rule is ACCOUNT)}

    def _counted(
        self, counters: Counters, found: Mapping[str, Counted], rules: Mapping[str, Rule]
    ) -> timedelta:
        """Count the try; return how long to wait when others were counted since we looked."""
        wait, self._tried = timedelta(0), dict(rules)
        for key, rule in sorted(rules.items()):  # in one order, so that no two nodes hold up
            seen = found[key].count if key in found else 0
            ends_at = self._now + rule.lasts
            count = counters.add(key, amount=1, at=self._now, ends_at=ends_at)
            if count > seen + 1:
                wait = max(wait, rule.wait_after(count - 1))
        return wait

    def _left(self, counted: Counted | None, rule: Rule) -> timedelta:
        if counted is None:
            return timedelta(0)
        return max(counted.last_at + rule.wait_after(counted.count) - self._now, timedelta(0))


def neighbourhood(address: str) -> str:
    """Return what counts as one address: of IPv6 the network that one household has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:  # noqa: PLR2004 - IPv4
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))


def hashed(*what: str) -> str:
    """Return the key of a counter, in which nobody reads whom it is about."""
    return hashlib.sha256("\0".join(what).encode()).hexdigest()


def too_many(wait: timedelta) -> TooManyRequests:
    """Return the refusal, with how long to wait in words."""
    seconds = max(1, round(wait.total_seconds()))
    words = f"{seconds} seconden" if seconds < 100 else f"{-(-seconds // 60)} minuten"  # noqa: PLR2004
    return TooManyRequests(
        f"Er is te vaak geprobeerd om aan te melden. Er is niets verwerkt. Wacht {words} en "
        "probeer het dan opnieuw.",
        seconds=seconds,
    )
