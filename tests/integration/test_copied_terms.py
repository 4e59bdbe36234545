"""A copy of an earlier version tells the days that the version told."""

from __future__ import annotations

from datetime import date

from tests.integration.draft_shop import RIA, RIK, ROUTE, copied, publish_day, shop_of, submitted

from doorgang_engine.drafts.making import copy_version
from doorgang_engine.drafts.review import Adoption, adopt
from doorgang_engine.drafts.term_setting import set_term
from doorgang_engine.drafts.writing import read_file

TODAY = date(2027, 3, 1)


class TestCopyVersion:
    def test_brings_what_its_draft_set_of_terms(self, parts):
        shop = shop_of(parts)
        publish_day(shop, shop.now)
        draft = copied(shop)
        term = {"key": "tlv.verkenning", "count": "3", "unit": "weeks", "revision": 0}
        set_term(draft_id=draft.id, **term, actor=RIK, shop=shop)
        sent = submitted(shop, draft)
        decision = Adoption(reason="Korter", from_day=TODAY)
        _, (bundle,) = adopt(draft_id=draft.id, revision=sent.revision, decision=decision,
                             actor=RIA, shop=shop)  # fmt: skip

        old = copy_version(route=ROUTE, number=bundle.number, title="Oud", actor=RIK, shop=shop)

        path = "terms/tlv.verkenning.toml"
        assert read_file(draft_id=old.id, path=path, actor=RIK, shop=shop).content == (
            'duur = "P3W"\n'
        )
