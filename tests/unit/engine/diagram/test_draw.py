from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from tests.unit.engine.diagram.drawn import FILES, source

from doorgang_engine.diagram import (
    DiagramUnreadable,
    Marks,
    describe,
    draw_svg,
    laid_out_source,
    parse_source,
    title_of,
)
from doorgang_engine.diagram.svg import SVG


def drawing(name: str, marks: Marks | None = None) -> Any:
    root = parse_source(laid_out_source(source(name)))
    text = draw_svg(root, marks=marks, title=title_of(root), description=describe(root))
    return etree.fromstring(text)


def classes(element: Any) -> set[str]:
    return set(element.get("class", "").split())


def groups(svg: Any, key: str) -> list[Any]:
    return svg.xpath(f".//*[local-name()='g'][@data-element='{key}']")


def marked(svg: Any, key: str) -> Any:
    return next(group for group in groups(svg, key) if "marks" in classes(group))


def words(svg: Any, key: str) -> str:
    spans = [span for group in groups(svg, key) for span in group.iter(f"{{{SVG}}}tspan")]
    return " ".join(span.text for span in spans)


@pytest.fixture(scope="module", params=FILES)
def svg(request: pytest.FixtureRequest) -> Any:
    return drawing(request.param)


@pytest.fixture(scope="module")
def marked_svg() -> Any:
    return drawing(
        "keuze.bpmn",
        Marks(
            visited=frozenset({"aanvraag_indienen", "start_aanvraag"}),
            active=frozenset({"volledigheid_toetsen"}),
            cancelled=frozenset({"licht_beoordelen"}),
            taken=frozenset({"start_aanvraag_naar_aanvraag_indienen"}),
            counts={"aanvraag_indienen": 12},
            late=frozenset({"volledigheid_toetsen"}),
        ),
    )


class TestEveryDrawing:
    def test_is_an_image_with_a_title_and_a_description(self, svg: Any):
        assert svg.get("role") == "img"
        assert svg.findtext(f"{{{SVG}}}title")
        assert svg.findtext(f"{{{SVG}}}desc")

    def test_has_no_style_script_or_outside_reference(self, svg: Any):
        names = {etree.QName(each).localname for each in svg.iter()}
        attributes = {key for each in svg.iter() for key in each.attrib}

        assert names.isdisjoint({"style", "script", "image", "use", "foreignObject", "a"})
        assert not {key for key in attributes if key == "style" or key.startswith("on")}
        assert not {key for key in attributes if "href" in key}

    def test_gives_every_element_a_class(self, svg: Any):
        unclassed = {
            etree.QName(each).localname for each in svg.iter() if each.get("class") is None
        }

        assert unclassed <= {"tspan"}

    def test_has_no_ids_that_could_clash_on_a_page(self, svg: Any):
        assert [each for each in svg.iter() if each.get("id")] == []


class TestDrawSvg:
    @pytest.mark.parametrize("name", FILES)
    def test_draws_every_shape_and_arrow_of_the_diagram(self, name: str):
        root = parse_source(laid_out_source(source(name)))
        wanted = {each.get("bpmnElement") for each in root.iter() if each.get("bpmnElement")}

        svg = drawing(name)

        found = {each.get("data-element") for each in svg.iter() if each.get("data-element")}
        assert found >= wanted - {"samenwerking"}

    def test_writes_names_in_full(self):
        svg = drawing("timers.bpmn")

        assert words(svg, "verdaging_melden") == "Verdaging aan ouders en school melden"

    def test_dashes_what_does_not_interrupt(self):
        svg = drawing("timers.bpmn")

        dashes = {
            key: groups(svg, key)[0].find(f"{{{SVG}}}circle").get("stroke-dasharray")
            for key in ("week_rappel", "termijn_verstreken")
        }

        assert dashes["termijn_verstreken"] == "none"
        assert dashes["week_rappel"] != "none"

    @pytest.mark.parametrize(
        ("name", "key", "class_"),
        [
            ("keuze.bpmn", "aanvraag_indienen", "task-icon"),
            ("keuze.bpmn", "volledig", "marker"),
            ("groot.bpmn", "wachten", "marker"),
            ("groot.bpmn", "plaatsing_verkennen", "marker"),
            ("groot.bpmn", "opleggen_mededelen", "task-icon-solid"),
            ("groot.bpmn", "toestemming_weg", "message"),
            ("groot.bpmn", "terugkeer_mislukt", "timer"),
            ("parallel.bpmn", "splitsen", "marker"),
            ("keuze.bpmn", "volledig_ja", "default-slash"),
        ],
    )
    def test_shows_the_sign_of_each_kind(self, name: str, key: str, class_: str):
        svg = drawing(name)

        signs = {sign for group in groups(svg, key) for each in group for sign in classes(each)}

        assert class_ in signs

    def test_draws_a_call_activity_with_a_thick_border(self):
        svg = drawing("groot.bpmn")

        width = {
            key: float(groups(svg, key)[0].find(f"{{{SVG}}}rect").get("stroke-width"))
            for key in ("plaatsing_verkennen", "plan_opstellen")
        }

        assert width["plaatsing_verkennen"] > 2 * width["plan_opstellen"]

    def test_escapes_what_a_name_holds(self):
        text = source("lijn.bpmn").replace(b"Observatie invullen", b"A &lt;script&gt; &amp; B")
        root = parse_source(laid_out_source(text))

        svg = draw_svg(root, marks=None, title="<b>", description="&")

        assert "<script" not in svg
        assert etree.fromstring(svg).findtext(f"{{{SVG}}}title") == "<b>"

    def test_says_who_does_a_task_that_its_lane_does_not_name(self):
        text = source("lijn.bpmn").replace(
            b'id="gesprek_vastleggen"', b'id="gesprek_vastleggen" dg:rol="voorschool_pm"'
        )
        root = parse_source(laid_out_source(text))

        svg = etree.fromstring(draw_svg(root, marks=None, title="t", description="d"))

        assert words(svg, "gesprek_vastleggen").startswith("Pedagogisch medewerker")

    def test_refuses_a_file_without_a_diagram(self):
        root = parse_source(source("lijn.bpmn"))

        with pytest.raises(DiagramUnreadable, match="geen diagram"):
            draw_svg(root, marks=None, title="t", description="d")

    def test_refuses_a_diagram_of_what_does_not_exist(self):
        text = laid_out_source(source("lijn.bpmn"))
        root = parse_source(text.replace(b'bpmnElement="start_overdracht"', b'bpmnElement="x"'))

        with pytest.raises(DiagramUnreadable, match="past niet"):
            draw_svg(root, marks=None, title="t", description="d")


class TestMarks:
    @pytest.mark.parametrize(
        ("key", "badge"),
        [
            ("aanvraag_indienen", "badge-visited"),
            ("aanvraag_indienen", "badge-count"),
            ("volledigheid_toetsen", "badge-active"),
            ("volledigheid_toetsen", "badge-late"),
            ("licht_beoordelen", "badge-cancelled"),
        ],
    )
    def test_are_shown_by_a_shape_of_their_own(self, marked_svg: Any, key: str, badge: str):
        assert badge in {sign for each in marked(marked_svg, key) for sign in classes(each)}

    def test_show_the_count_as_a_number(self, marked_svg: Any):
        texts = [
            each.text for each in marked(marked_svg, "aanvraag_indienen").iter(f"{{{SVG}}}text")
        ]

        assert "12" in texts

    def test_outline_what_is_active_and_what_was_cancelled(self, marked_svg: Any):
        outline = {
            key: next(each for each in marked(marked_svg, key) if "outline" in classes(each))
            for key in ("volledigheid_toetsen", "licht_beoordelen")
        }

        assert float(outline["volledigheid_toetsen"].get("stroke-width")) > 4
        assert outline["licht_beoordelen"].get("stroke-dasharray")

    def test_thicken_the_flows_that_were_taken(self, marked_svg: Any):
        width = {
            key: float(groups(marked_svg, key)[0].find(f"{{{SVG}}}path").get("stroke-width"))
            for key in ("start_aanvraag_naar_aanvraag_indienen", "volledig_ja")
        }

        assert width["start_aanvraag_naar_aanvraag_indienen"] > 2 * width["volledig_ja"]

    def test_give_their_names_as_classes(self, marked_svg: Any):
        assert {"active", "late"} <= classes(groups(marked_svg, "volledigheid_toetsen")[0])

    def test_leave_the_rest_alone(self, marked_svg: Any):
        found = {
            each.get("data-element") for each in marked_svg.iter() if "marks" in classes(each)
        }

        assert found == {
            "aanvraag_indienen",
            "start_aanvraag",
            "volledigheid_toetsen",
            "licht_beoordelen",
        }


class TestDescribe:
    def test_names_the_lanes_the_beginnings_and_the_ends(self):
        text = describe(parse_source(source("keuze.bpmn")))

        assert "Loket samenwerkingsverband" in text
        assert "Begint bij: Aanvraag nodig." in text
        assert "TLV afgewezen" in text

    def test_counts_the_steps_within_sub_processes_too(self):
        text = describe(parse_source(source("gebeurtenis.bpmn")))

        assert "6 stappen" in text
