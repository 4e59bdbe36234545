"""A term of a draft: how long it takes in the region, from the first day of the draft."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.integration.draft_shop import (
    REGION,
    RIA,
    RIK,
    active,
    coordinator,
    copied,
    draft_of,
    publish_day,
    shop_of,
    submitted,
)

from doorgang_engine.drafts.archive import packed, unpack
from doorgang_engine.drafts.errors import DraftDecisionInvalid, DraftFileInvalid, DraftFileStale
from doorgang_engine.drafts.review import Adoption, adopt, judge_draft
from doorgang_engine.drafts.term_setting import set_term, terms_of
from doorgang_engine.drafts.writing import remove_file, undo, write_file

TERM, PATH = "tlv.verkenning", "terms/tlv.verkenning.toml"
TODAY, NEXT_WEEK = date(2027, 3, 1), date(2027, 3, 8)


@pytest.fixture
def shop(parts):
    made = shop_of(parts)
    publish_day(made, made.now)
    return made


@pytest.fixture
def draft(shop):
    return copied(shop)


def set_to(shop, draft, count, unit="weeks", *, revision=0, actor=RIK):
    return set_term(
        draft_id=draft.id,
        key=TERM,
        count=str(count),
        unit=unit,
        revision=revision,
        actor=actor,
        shop=shop,
    )


def term_in(shop, draft, key=TERM):
    found = terms_of(draft_id=draft.id, actor=RIK, shop=shop)[1]
    return next(one for one in found if one.key == key)


def adopted(shop, draft, first=TODAY):
    sent = submitted(shop, draft)
    decision = Adoption(reason="Sneller voor ouders", from_day=first)
    return adopt(
        draft_id=draft.id, revision=sent.revision, decision=decision, actor=RIA, shop=shop
    )


def published(shop, region=REGION):
    return active(shop, region).content["terms"][TERM]["duur"]


def findings(shop, draft):
    return judge_draft(draft_id=draft.id, actor=RIK, shop=shop, play=False).findings


class TestSetting:
    def test_holds_for_the_region_from_the_day_of_adopting(self, shop, draft):
        set_to(shop, draft, 3)
        assert published(shop) == "P4W"

        adopted(shop, draft)

        assert published(shop) == "P3W"
        assert published(shop, "helmond-peelland") == "P4W"

    def test_holds_from_a_later_first_day_by_the_publication_of_that_day(self, shop, draft):
        set_to(shop, draft, 3)
        adopted(shop, draft, first=NEXT_WEEK)
        assert published(shop) == "P4W"

        publish_day(shop, datetime(2027, 3, 8, 1, tzinfo=UTC))

        assert published(shop) == "P3W"

    def test_is_told_beside_what_the_region_has(self, shop, draft):
        set_to(shop, draft, 10, "days")
        term = term_in(shop, draft)

        assert (term.of_region.duration_words, term.rule.duration_words) == ("4 weken", "10 dagen")
        assert term.is_own

    def test_can_be_undone_and_taken_out_again(self, shop, draft):
        first = set_to(shop, draft, 3)
        second = set_to(shop, draft, 2, revision=first.revision)
        undo(draft_id=draft.id, path=PATH, revision=second.revision, actor=RIK, shop=shop)
        assert term_in(shop, draft).rule.duration_words == "3 weken"

        revision = term_in(shop, draft).revision
        remove_file(draft_id=draft.id, path=PATH, revision=revision, actor=RIK, shop=shop)

        term = term_in(shop, draft)
        assert (term.rule.duration_words, term.is_own) == ("4 weken", False)

    def test_keeps_both_when_somebody_was_first(self, shop, draft):
        set_to(shop, draft, 3, actor=RIA)

        with pytest.raises(DraftFileStale):
            set_to(shop, draft, 2)

        assert term_in(shop, draft).rule.duration_words == "3 weken"

    @pytest.mark.parametrize("count", ["", "0", "-1", "drie", "1e3", "99999"])
    def test_asks_for_a_whole_number(self, shop, draft, count):
        with pytest.raises(DraftDecisionInvalid) as refused:
            set_to(shop, draft, count)

        assert "heel aantal" in refused.value.fields["count"]

    def test_goes_along_in_a_zip_and_in_a_copy_of_the_own_shape(self, shop, draft):
        set_to(shop, draft, 3)
        content = packed(draft_id=draft.id, actor=RIK, shop=shop)[1]
        back = unpack(content=content, title="Terug", actor=RIK, shop=shop)
        adopted(shop, draft)

        for one in (back, copied(shop, of=REGION)):
            assert term_in(shop, one).is_own


class TestOfTheLaw:
    """`tlv-aanvraag` names terms that the law bounds; a region keeps to them."""

    @pytest.fixture
    def legal(self, parts):
        shop = shop_of(parts, "tlv-aanvraag", "opp", "tlv-bezwaar", "vso-plaatsruimte")
        return shop, copied(shop, route="tlv-aanvraag")

    def test_can_be_shortened_within_its_bounds_only(self, legal):
        shop, draft = legal

        with pytest.raises(DraftDecisionInvalid) as refused:
            set_term(draft_id=draft.id, key="tlv.beslis", count="9", unit="weeks", revision=0,
                     actor=RIK, shop=shop)  # fmt: skip

        why = refused.value.fields["count"]
        assert "kan niet 9 weken duren" in why
        assert "ten hoogste 8 weken zijn (Awb 4:13)" in why

    def test_cannot_be_set_when_the_law_leaves_no_choice(self, legal):
        shop, draft = legal
        term = term_in(shop, draft, "tlv.bezwaar")

        assert term.units == ()
        assert term.bounds == "De wet laat alleen 6 weken toe (Awb 6:7)."

    def test_is_found_by_the_gate_when_it_came_in_otherwise(self, legal):
        shop, draft = legal
        write_file(draft_id=draft.id, path="terms/tlv.bezwaar.toml", content='duur = "P4W"\n',
                   revision=0, what="proef", actor=RIK, shop=shop)  # fmt: skip

        found = [one for one in findings(shop, draft) if one.code == "term_refused"]

        assert [one.path for one in found] == ["terms/tlv.bezwaar.toml"]
        assert "De wet laat alleen 6 weken toe (Awb 6:7)." in found[0].reason

    def test_tells_which_other_routes_name_it(self, parts):
        shop = shop_of(parts, "tlv-aanvraag", "tlv-verlenging")
        draft = copied(shop, route="tlv-aanvraag")

        assert list(term_in(shop, draft, "tlv.herstel").others) == ["Verlenging van een TLV"]
        assert list(term_in(shop, draft, "tlv.verzilveren").others) == []


class TestFile:
    @pytest.mark.parametrize(
        "content", ['duur = "3 weken"', 'naam = "x"', 'duur = "P3W"\nmax = "P9W"', 'duur = "PT3H"']
    )
    def test_sets_a_length_and_nothing_else(self, shop, draft, content):
        with pytest.raises(DraftFileInvalid):
            write_file(draft_id=draft.id, path=PATH, content=content, revision=0, what="proef",
                       actor=RIK, shop=shop)  # fmt: skip

    def test_of_another_region_is_not_there(self, shop, draft):
        assert draft_of(shop, draft).region == REGION
        with pytest.raises(Exception, match="ontwerp"):
            terms_of(draft_id=draft.id, actor=coordinator("ans", "helmond-peelland"), shop=shop)
