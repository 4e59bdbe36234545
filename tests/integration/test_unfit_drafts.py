"""Adopted drafts that an upgrade of the library makes unfit: nobody is sent the wrong way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.integration.draft_shop import (
    REGION,
    RIA,
    RIK,
    ROUTE,
    active,
    copied,
    publish_day,
    redraw,
    shop_of,
    submitted,
)

from doorgang_engine.cases import Beginning, start_case
from doorgang_engine.drafts.draft import INFO
from doorgang_engine.drafts.fitness import misfits
from doorgang_engine.drafts.review import Adoption, adopt, retire
from doorgang_engine.errors import StartEventUnknown
from doorgang_engine.routes.unfit import RouteAwaitsDraft
from doorgang_engine.subject import Subject

NAME, OTHER = 'name="Verkennen met ouders', 'name="Kennismaken met ouders'
TODAY, TOMORROW = date(2027, 3, 1), date(2027, 3, 2)


@pytest.fixture
def shop(parts):
    made = shop_of(parts)
    publish_day(made, made.now)
    return made


def adopted(shop, *, first=TODAY):
    """Adopt a draft that names a kind of organisation, which a newer library may not have."""
    draft = copied(shop)
    redraw(shop, draft, NAME, OTHER)
    redraw(shop, draft, "titel =", 'later_bekend = ["gemeente"]\ntitel =', path=INFO)
    sent = submitted(shop, draft)
    decision = Adoption(reason="Past bij onze regio", from_day=first)
    adopt(draft_id=draft.id, revision=sent.revision, decision=decision, actor=RIA, shop=shop)
    return draft


def unreadable(shop):
    """Return the shop with a library over which the draft cannot be laid at all."""
    roles = {
        key: role
        for key, role in shop.library.roles.items()
        if role.get("organisatie") != "gemeente"
    }
    return replace(shop, library=replace(shop.library, roles=roles))


def stricter(shop):
    """Return the shop with a library in which the draft does not pass the gate."""
    base = shop.library.routes[ROUTE]["basis"]
    legal = base.bpmn.replace(NAME, f'dg:wettelijk="WPO art. 40" {NAME}')
    legal = legal.replace('dg:termijn="tlv.verkenning"', "")
    shape = {"basis": replace(base, bpmn=legal)}
    return replace(shop, library=replace(shop.library, routes={ROUTE: shape}))


def on(shop, day=TOMORROW):
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    publish_day(shop, moment)
    return replace(shop, now=moment)


def begin(shop):
    """Begin at a start that is not there: who gets that far was not refused for the draft."""
    asked = Beginning(region=REGION, route=ROUTE, subject=Subject(), start_event="nergens")
    return start_case(beginning=asked, actor=RIK, parts=shop.parts, now=shop.now)


def found(shop):
    with shop.parts.new_uow() as uow:
        return misfits(
            uow,
            region=REGION,
            library=shop.files(uow, shop.today(uow)),
            export_kinds=shop.parts.forms.export_kinds,
        )


def drawn(shop):
    return active(shop).content["processes"][ROUTE]


@pytest.mark.parametrize("upgrade", [unreadable, stricter])
class TestADraftThatRuns:
    def test_stays_and_new_cases_begin_on_it(self, shop, upgrade):
        draft = adopted(shop)
        assert found(shop) == []

        later = on(upgrade(shop))

        assert OTHER in drawn(later)
        with pytest.raises(StartEventUnknown):
            begin(later)
        (told,) = found(later)
        assert (told.draft.id, told.is_running, told.number) == (draft.id, True, 2)

    def test_keeps_nobody_else_from_the_upgrade(self, shop, upgrade):
        adopted(shop)
        before = active(shop, "rotterdam-koersvo").hash

        later = on(upgrade(shop))

        assert active(later, "rotterdam-koersvo").hash != before

    def test_gives_way_when_it_is_retired(self, shop, upgrade):
        draft = adopted(shop)
        later = on(upgrade(shop))

        retire(draft_id=draft.id, last_day=TODAY, reason="Past niet", actor=RIA, shop=later)

        assert OTHER not in drawn(later)
        assert found(later) == []


@pytest.mark.parametrize("upgrade", [unreadable, stricter])
class TestADraftThatBeginsLater:
    def test_is_refused_on_its_day_instead_of_going_by_the_base(self, shop, upgrade):
        draft = adopted(shop, first=TOMORROW)
        newer = upgrade(shop)
        with pytest.raises(StartEventUnknown):
            begin(on(newer, TODAY))

        later = on(newer)

        with pytest.raises(RouteAwaitsDraft) as caught:
            begin(later)
        assert caught.value.draft_id == draft.id
        (told,) = found(later)
        assert not told.is_running


class TestADraftThatFits:
    def test_begins_on_its_day(self, shop):
        adopted(shop, first=TOMORROW)

        later = on(shop)

        assert OTHER in drawn(later)
        with pytest.raises(StartEventUnknown):
            begin(later)
        assert found(later) == []
