"""The four main routes, from sign-in to their end, by their roles, in a real browser."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.browser.conftest import serving
from tests.browser.looking import WATCHED
from tests.browser.playing import BrowserPlayer

from doorgang_api.demo.repertoire import played_stories
from doorgang_api.pages.visit import NOW
from doorgang_engine.history.verify import verify_case

STORIES = {story.route: story for story in played_stories()}


@pytest.fixture
def live(demo_file, tmp_path):
    """A server for this story alone: its clock goes on, and never back."""
    with serving(demo_file, tmp_path) as served:
        yield served


@pytest.mark.parametrize("route", sorted(STORIES))
def test_is_played_to_its_end_by_its_roles(route, live, visit):
    story = STORIES[route]
    pages = []

    def opened(*args, **options):
        page = visit(*args, **options)
        pages.append(page)
        return page

    player = BrowserPlayer(live=live, visit=opened, story=story, real_now=datetime.now(UTC))
    try:
        case = player.play()
    finally:
        live.app.extensions.pop(NOW, None)

    assert case.outcome == story.ends
    assert verify_case(case_id=case.id, parts=live.house.parts).is_right
    assert len(player.looked) >= len(story.steps)
    assert [report for page in pages for report in getattr(page, WATCHED)] == []
