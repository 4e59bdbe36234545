from __future__ import annotations

import contextlib
import threading
from datetime import UTC, datetime, timedelta

import pytest

from doorgang_api.knocking import ACCOUNT, ADDRESS, LONGEST_WAIT, PAIR, Knock, neighbourhood
from doorgang_api.meter import LOT, Meter
from doorgang_engine.errors import TooManyRequests

NOW = datetime(2027, 1, 15, 9, tzinfo=UTC)
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


def knock(parts, *, at=NOW, account="loes", address=HOME):
    """Try a wrong password; give the seconds to wait when it may not be tried."""
    try:
        Knock(account=account, address=address, now=at).begin(parts.new_uow)
    except TooManyRequests as refused:
        return refused.seconds
    return 0


def sign_in(parts, *, at=NOW, account="loes", address=HOME):
    right = Knock(account=account, address=address, now=at)
    right.begin(parts.new_uow)
    right.succeed(parts.new_uow)


def each(minutes):
    return (NOW + timedelta(minutes=n) for n in range(minutes))


class TestKnock:
    def test_waits_ever_longer_after_five_wrong_passwords(self, parts):
        at, waits = NOW, []
        for _ in range(15):
            waits.append(knock(parts, at=at))
            if waits[-1]:
                at += timedelta(seconds=waits[-1])
                assert knock(parts, at=at) == 0

        assert waits == [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]
        assert waits[-1] == LONGEST_WAIT.total_seconds()

    def test_counts_nothing_while_it_waits(self, parts):
        for _ in range(PAIR.free):
            knock(parts)
        refused = {knock(parts) for _ in range(50)}

        assert len(refused) == 1
        assert knock(parts, at=NOW + timedelta(seconds=refused.pop())) == 0

    def test_begins_anew_after_a_right_password(self, parts):
        for _ in range(PAIR.free - 1):
            knock(parts)
        sign_in(parts)

        assert [knock(parts) for _ in range(PAIR.free)] == [0] * PAIR.free

    def test_does_not_let_a_stranger_lock_somebody_out(self, parts):
        sign_in(parts)
        for number in range(3 * ACCOUNT.free):
            knock(parts, address=f"198.51.100.{number}")

        assert knock(parts, address="198.51.100.250") == ACCOUNT.wait.total_seconds()
        sign_in(parts)

    def test_lets_somebody_in_from_a_new_place_within_a_minute(self, parts):
        for number in range(3 * ACCOUNT.free):
            knock(parts, address=f"198.51.100.{number}")

        sign_in(parts, address=HOME, at=NOW + ACCOUNT.wait)

    def test_stops_an_address_that_tries_many_accounts(self, parts):
        waits = [knock(parts, account=f"a{n}") for n in range(ADDRESS.free + 1)]

        assert waits == [0] * ADDRESS.free + [ADDRESS.wait.total_seconds()]
        assert knock(parts, account="loes", address=ELSEWHERE) == 0

    def test_does_not_count_a_school_full_of_people_who_sign_in_well(self, parts):
        for number in range(2 * ADDRESS.free):
            sign_in(parts, account=f"a{number}")

        assert knock(parts, account="loes") == 0

    def test_forgets_what_is_long_ago(self, parts):
        for at in each(9 * ADDRESS.free):
            knock(parts, account=f"a{at}", at=at)

        assert knock(parts, account="loes", at=NOW + timedelta(minutes=9 * ADDRESS.free)) == 0

    def test_counts_tries_that_come_at_once(self, parts):
        waits = []
        tries = [
            threading.Thread(target=lambda: waits.append(knock(parts)))
            for _ in range(4 * PAIR.free)
        ]
        for one in tries:
            one.start()
        for one in tries:
            one.join()

        assert waits.count(0) <= PAIR.free + 1

    @pytest.mark.parametrize(
        ("address", "near"),
        [
            ("203.0.113.7", "203.0.113.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("", ""),
            ("unix:", "unix:"),
        ],
    )
    def test_takes_a_household_for_one_address(self, address, near):
        assert neighbourhood(address) == near


class TestMeter:
    def spend(self, meter, parts, times, *, limit=3 * LOT, at=NOW, who="a"):
        """Give how many of these requests were let through."""
        passed = 0
        for _ in range(times):
            with contextlib.suppress(TooManyRequests):
                meter.spend(who, cost=1, limit=limit, new_uow=parts.new_uow, now=at)
                passed += 1
        return passed

    def test_lets_through_what_was_allowed(self, parts):
        assert self.spend(Meter(), parts, 5 * LOT) == 3 * LOT

    def test_writes_nothing_for_who_asks_little(self, parts, monkeypatch):
        def refuse():
            raise AssertionError("a write")

        quiet = type("Quiet", (), {"new_uow": staticmethod(refuse)})

        assert self.spend(Meter(), quiet, LOT) == LOT

    def test_holds_over_several_nodes(self, parts):
        nodes = [Meter() for _ in range(3)]

        passed = sum(self.spend(node, parts, 5 * LOT, limit=4 * LOT) for node in nodes)

        assert 4 * LOT <= passed <= 4 * LOT + 2 * LOT

    def test_begins_anew_in_the_next_minute_and_for_another(self, parts):
        meter = Meter()
        self.spend(meter, parts, 5 * LOT)

        assert self.spend(meter, parts, 1) == 0
        assert self.spend(meter, parts, 1, who="b") == 1
        assert self.spend(meter, parts, 1, at=NOW + timedelta(minutes=1)) == 1

    def test_says_when_the_next_minute_begins(self, parts):
        at = NOW + timedelta(seconds=20)
        meter = Meter()

        with pytest.raises(TooManyRequests) as refused:
            meter.spend("a", cost=900, limit=300, new_uow=parts.new_uow, now=at)

        assert refused.value.seconds == 40
