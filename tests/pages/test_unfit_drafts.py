"""An adopted draft that does not run: told on the list of drafts, with what runs meanwhile."""

from __future__ import annotations

from dataclasses import replace

from tests.pages.test_drafts import LIST
from tests.small_route import START

from doorgang_engine.drafts.draft import DraftState


def adopt_without_publishing(house, draft):
    """Keep a draft as adopted for today while the version in use is without it."""
    with house.parts.new_uow() as uow:
        found = uow.drafts.find(region="leiden", draft_id=draft.rsplit("/", 1)[-1])
        adopted = replace(found, state=DraftState.ADOPTED, from_day=START.date(), reviewed_by="x")
        uow.drafts.save(adopted)


class TestTheListOfDrafts:
    def test_says_which_adopted_draft_does_not_run(self, house, lea, draft):
        assert "past niet meer" not in lea.get(LIST).text

        adopt_without_publishing(house, draft)

        page = lea.get(LIST)
        (told,) = page.tree.xpath("//section[@aria-labelledby='past-niet']//li")
        assert "Eerst bellen" in told.text_content()
        assert "nieuwe trajecten worden geweigerd" in told.text_content()
        assert told.xpath(".//a/@href") == [f"{draft}/bevindingen"]
