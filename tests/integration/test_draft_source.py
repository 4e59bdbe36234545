"""A draft of which the source changed since the copy: a warning, and never more than that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.integration.draft_shop import RIK, ROUTE, copied, publish_day, redraw, shop_of

from doorgang_engine.drafts.review import judge_draft

NAME, OTHER = 'name="Verkennen met ouders', 'name="Kennismaken met ouders'


@pytest.fixture
def shop(parts):
    made = shop_of(parts)
    publish_day(made, made.now)
    return made


def with_newer(shop, shape):
    """The workshop over a library in which one drawing was changed."""
    files = dict(shop.library.routes[ROUTE])
    files[shape] = replace(files[shape], bpmn=files[shape].bpmn.replace("Verkend", "Klaar"))
    return replace(shop, library=replace(shop.library, routes={ROUTE: files}))


def told(shop, draft):
    found = judge_draft(draft_id=draft.id, actor=RIK, shop=shop, play=False).findings
    return [one for one in found if one.code == "source_changed"]


@pytest.mark.parametrize("shape", ["basis", "helmond-peelland"])
def test_is_told_of_the_base_and_of_the_shape_of_another_region(shop, shape):
    draft = copied(shop, of=shape)
    assert told(shop, draft) == []

    (found,) = told(with_newer(shop, shape), draft)

    assert not found.is_error
    assert "is daarna gewijzigd" in found.reason


def test_is_not_told_of_what_the_draft_itself_changed(shop):
    draft = copied(shop)
    redraw(shop, draft, NAME, OTHER)

    assert told(shop, draft) == []


def test_is_not_told_of_another_shape_than_was_copied(shop):
    draft = copied(shop, of="helmond-peelland")

    assert told(with_newer(shop, "basis"), draft) == []
