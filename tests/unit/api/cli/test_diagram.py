from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import pytest
from lxml import etree

from doorgang_api.cli.diagram import add_parsers

DATA = Path(__file__).parents[2] / "engine" / "diagram" / "data"


@pytest.fixture
def route(tmp_path: Path) -> Path:
    return Path(shutil.copy(DATA / "keuze.bpmn", tmp_path / "basis.bpmn"))


def run(*words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    add_parsers(parser.add_subparsers(required=True))
    args = parser.parse_args([str(word) for word in words])
    return args.run(args)


class TestRouteLayout:
    def test_puts_a_diagram_into_the_file(self, route: Path):
        code = run("layout", route)

        assert code == 0
        assert b"<bpmndi:BPMNShape" in route.read_bytes()

    def test_leaves_no_other_file_behind(self, route: Path):
        run("layout", route)

        assert list(route.parent.iterdir()) == [route]

    def test_keeps_the_permissions_of_the_file(self, route: Path):
        route.chmod(0o640)

        run("layout", route)

        assert route.stat().st_mode & 0o777 == 0o640

    def test_leaves_a_file_that_it_cannot_read_as_it_was(
        self, route: Path, capsys: pytest.CaptureFixture[str]
    ):
        route.write_text("<geen bpmn")

        code = run("layout", route)

        assert code == 2
        assert route.read_text() == "<geen bpmn"
        assert "basis.bpmn" in capsys.readouterr().err

    def test_says_so_when_there_is_no_such_file(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        code = run("layout", tmp_path / "weg.bpmn")

        assert code == 2
        assert "weg.bpmn" in capsys.readouterr().err


class TestRouteDraw:
    def test_draws_a_laid_out_route(self, route: Path, tmp_path: Path):
        run("layout", route)

        code = run("draw", route, "-o", tmp_path / "uit.svg")

        assert code == 0
        assert etree.parse(tmp_path / "uit.svg").getroot().get("role") == "img"

    def test_lays_out_first_when_there_is_no_diagram(self, route: Path, tmp_path: Path):
        before = route.read_bytes()

        code = run("draw", route, "-o", tmp_path / "uit.svg")

        assert code == 0
        assert route.read_bytes() == before

    def test_takes_the_name_of_the_route_as_title(self, route: Path, tmp_path: Path):
        run("draw", route, "-o", tmp_path / "uit.svg")

        svg = etree.parse(tmp_path / "uit.svg").getroot()
        assert svg.get("aria-label") == "Aanvraag toelaatbaarheidsverklaring"

    def test_takes_a_title_and_description_given(self, route: Path, tmp_path: Path):
        run("draw", route, "-o", tmp_path / "uit.svg", "--title", "T", "--description", "D")

        svg = etree.parse(tmp_path / "uit.svg").getroot()
        assert (svg[0].text, svg[1].text) == ("T", "D")
