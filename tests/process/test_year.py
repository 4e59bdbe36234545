"""A small practice year: played by the use cases of real life, and out comes what was made up."""

from __future__ import annotations

import base64

import pytest
from tests.process.test_library import ROOT

from doorgang_api.cli import main
from doorgang_api.year.calendar import play_year
from doorgang_api.year.child import ChildPlayer, Stage
from doorgang_api.year.ground import UNTIL, new_ground, prepare_ground
from doorgang_api.year.plan import (
    OF,
    REGION,
    children_of,
    gone,
    left_out,
    playable,
    read_stories,
    shares,
)
from doorgang_api.year.proof import differences
from doorgang_engine.errors import Conflict
from doorgang_engine.kpi.milestones import MilestoneKind
from doorgang_engine.kpi.rebuild import rebuild

CHILDREN = 60
KEY = base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
STORIES = read_stories(library_dir=ROOT)


@pytest.fixture(scope="module")
def sqlite_template():
    """No file yet: a database that is there without its key is refused."""


@pytest.fixture
def ground(database_url):
    environ = {} if database_url.startswith("sqlite") else {"DOORGANG_MASTER_KEY": KEY}
    house = new_ground(database_url, environ=environ)
    yield house
    house.close()


def play(house, *, children=CHILDREN):
    stage = Stage(parts=house.parts, region=REGION)
    players = [
        ChildPlayer(child, stage=stage)
        for child in children_of(STORIES, children=children, seed=27)
    ]
    return players, play_year(players, parts=house.parts, until=UNTIL)


class TestSmallYear:
    def test_comes_out_as_it_was_made_up(self, ground):
        players, played = play(ground)

        assert played.wrong == []
        assert differences(ground, stories=STORIES, players=players) == []
        assert rebuild(parts=ground.parts)[1] == 0
        with ground.parts.new_uow() as uow:  # and it would be seen if it did not
            lost = uow.milestones.find(region=REGION, keys={(MilestoneKind.NORM, "zonder_plek")})
            uow.milestones.remove_of_case(uow.cases.get(lost[0].case_id))
        assert differences(ground, stories=STORIES, players=players)


class TestPlan:
    def test_is_the_same_for_the_same_seed(self):
        assert children_of(STORIES, children=50, seed=3) == children_of(
            STORIES, children=50, seed=3
        )
        assert children_of(STORIES, children=50, seed=3) != children_of(
            STORIES, children=50, seed=4
        )

    @pytest.mark.parametrize("children", [30, CHILDREN, 500, OF])
    def test_has_just_so_many_children(self, children):
        assert sum(shares(STORIES, children=children)) == children

    def test_has_every_deviation_that_is_looked_for(self):
        counts = shares(STORIES, children=CHILDREN)

        assert sum(story.always for story in STORIES) == 5
        assert all(n == 1 for story, n in zip(STORIES, counts, strict=True) if story.always)

    def test_goes_over_every_route(self):
        played = {story.scenario.route for story in STORIES if story.times}
        routes = {route for route, _ in playable(library_dir=ROOT)} - left_out()

        assert routes - played == set(), "run: python -m tools.year"
        assert gone(library_dir=ROOT) == [], "run: python -m tools.year"


class TestGround:
    def test_is_refused_where_there_is_anything(self, ground):
        with pytest.raises(Conflict):
            prepare_ground(ground)


class TestCommand:
    def test_leaves_a_file_that_is_there_alone(self, tmp_path, capsys):
        file = tmp_path / "echt.sqlite"
        file.write_bytes(b"van iemand anders")

        assert main(["oefenjaar", "--database", str(file)]) == 2
        assert "bestaat al" in capsys.readouterr().err
        assert file.read_bytes() == b"van iemand anders"

    def test_refuses_the_database_of_the_settings_when_it_is_in_use(
        self, tmp_path, capsys, monkeypatch
    ):
        url = f"sqlite:///{tmp_path / 'in-gebruik.sqlite'}"
        new_ground(url).close()
        monkeypatch.setenv("DOORGANG_DATABASE_URL", url)

        assert main(["oefenjaar", "--kinderen", "2"]) == 2
        assert "staat al iets" in capsys.readouterr().err

    def test_needs_a_child(self, tmp_path):
        assert main(["oefenjaar", "--database", str(tmp_path / "x"), "--kinderen", "0"]) == 2
