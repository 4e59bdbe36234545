"""What a variant may not do to the elements that the law asks for."""

from __future__ import annotations

import pytest

from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.routes.legal_core import check_legal_core

HEAD = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:dg="urn:nl:doorgang:route:1" targetNamespace="x">
 <bpmn:process id="r" isExecutable="true">"""
TAIL = "</bpmn:process></bpmn:definitions>"
BESLUIT = (
    '<bpmn:userTask id="besluit" name="Besluit" dg:wettelijk="Awb 4:13" dg:termijn="t.beslis" '
    'dg:mandaat="m"/>'
)


def flow(source, target, name=""):
    name = name or f"{source}__{target}"
    return f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}"/>'


BASE = (
    '<bpmn:startEvent id="begin"/><bpmn:userTask id="toets" name="Toets"/>'
    + BESLUIT
    + '<bpmn:endEvent id="klaar" name="Klaar"/>'
    + flow("begin", "toets")
    + flow("toets", "besluit")
    + flow("besluit", "klaar")
)


def found(variant, base=BASE):
    base_root, root = (read_bpmn((HEAD + body + TAIL).encode()) for body in (base, variant))
    return check_legal_core(
        root, read_process(root), base_root=base_root, base=read_process(base_root)
    )


def codes(variant, base=BASE):
    return [one.code for one in found(variant, base)]


def boundary(body="", *, host="toets", interrupts=True):
    return (
        f'<bpmn:boundaryEvent id="rand" attachedToRef="{host}" '
        f'cancelActivity="{str(interrupts).lower()}"><bpmn:timerEventDefinition>'
        '<bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>'
        f'</bpmn:boundaryEvent>{body}'
    )  # fmt: skip


class TestWhatIsLeftAlone:
    def test_passes(self):
        assert codes(BASE) == []

    def test_may_have_more_around_it(self):
        more = BASE.replace(flow("toets", "besluit"), "") + (
            '<bpmn:userTask id="extra"/>' + flow("toets", "extra") + flow("extra", "besluit")
        )

        assert codes(more) == []

    def test_may_have_another_name_and_form(self):
        assert codes(BASE.replace('name="Besluit"', 'name="Wij besluiten" dg:formulier="f"')) == []

    def test_may_be_reminded_of(self):
        reminder = boundary(
            '<bpmn:endEvent id="gemeld"/>' + flow("rand", "gemeld"), interrupts=False
        )

        assert codes(BASE + reminder) == []


class TestMissing:
    def test_is_refused_with_the_ground(self):
        without = BASE.replace(BESLUIT, "").replace(
            flow("toets", "besluit") + flow("besluit", "klaar"), flow("toets", "klaar")
        )

        (one,) = found(without)

        assert one.code == "legal_core_missing"
        assert "'Besluit' hoort bij de wettelijke kern (Awb 4:13) en ontbreekt." in one.message
        assert one.notation == "id='besluit'"
        assert "besluit" not in one.remedy


class TestChanged:
    @pytest.mark.parametrize(
        ("old", "new", "what"),
        [
            ('dg:termijn="t.beslis"', 'dg:termijn="t.anders"', "de termijn"),
            ('dg:wettelijk="Awb 4:13"', "", "de grondslag"),
            ('dg:mandaat="m"', "", "het mandaat"),
            ('bpmn:userTask id="besluit"', 'bpmn:manualTask id="besluit"', "het soort"),
        ],
    )  # fmt: skip
    def test_is_refused(self, old, new, what):
        (one,) = found(BASE.replace(old, new))

        assert one.code == "legal_core_changed"
        assert what in one.message

    def test_moment_of_a_legal_timer_is_refused(self):
        legal = boundary('<bpmn:endEvent id="te_laat"/>' + flow("rand", "te_laat")).replace(
            'id="rand"', 'id="rand" dg:wettelijk="Awb 4:13"'
        )

        assert codes(BASE + legal.replace("P1D", "P9D"), BASE + legal) == ["legal_core_changed"]


class TestAvoidable:
    @pytest.mark.parametrize(
        "way_around",
        [
            flow("toets", "klaar"),
            '<bpmn:endEvent id="elders"/>' + flow("toets", "elders"),
            boundary('<bpmn:endEvent id="elders"/>' + flow("rand", "elders")),
            '<bpmn:startEvent id="tweede"/>' + flow("tweede", "klaar"),
            '<bpmn:subProcess id="noodgang" triggeredByEvent="true"><bpmn:startEvent id="nood">'
            '<bpmn:messageEventDefinition/></bpmn:startEvent><bpmn:endEvent id="weg"/>'
            + flow("nood", "weg")
            + "</bpmn:subProcess>",
            '<bpmn:intermediateThrowEvent id="sprong"><bpmn:linkEventDefinition name="l"/>'
            '</bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="landing">'
            '<bpmn:linkEventDefinition name="l"/></bpmn:intermediateCatchEvent>'
            + flow("toets", "sprong")
            + flow("landing", "klaar"),
        ],
        ids=["flow", "another end", "boundary", "another start", "handler", "link"],
    )
    def test_is_refused(self, way_around):
        (one,) = found(BASE + way_around)

        assert one.code == "legal_core_avoidable"
        assert "Awb 4:13" in one.message

    def test_inside_a_sub_process_is_refused(self):
        def inside(more=""):
            return (
                '<bpmn:startEvent id="begin"/><bpmn:subProcess id="blok">'
                '<bpmn:startEvent id="in"/>'
                + BESLUIT
                + '<bpmn:endEvent id="uit"/>'
                + flow("in", "besluit")
                + flow("besluit", "uit")
                + more
                + '</bpmn:subProcess><bpmn:endEvent id="klaar"/>'
                + flow("begin", "blok")
                + flow("blok", "klaar")
            )

        assert codes(inside(), inside()) == []
        assert codes(inside(flow("in", "uit")), inside()) == ["legal_core_avoidable"]

    def test_is_only_what_it_is_not_in_the_base(self):
        open_base = BASE + flow("toets", "klaar")

        assert codes(open_base, open_base) == []


MELDEN = (
    '<bpmn:serviceTask id="melden" name="Ontvangst melden" dg:actie="kennisgeven" '
    'dg:wettelijk="Awb 4:13"/>'
)
STARTEN = (
    '<bpmn:serviceTask id="starten" name="Termijn starten" dg:actie="termijn_starten" '
    'dg:termijn="t.beslis" dg:wettelijk="Awb 4:13"/>'
)
MOMENT = (
    '<bpmn:startEvent id="begin"/><bpmn:userTask id="aanvraag" name="Aanvraag"/>'
    + MELDEN
    + '<bpmn:scriptTask id="noteren"/>'
    + STARTEN
    + '<bpmn:userTask id="toets"/><bpmn:endEvent id="klaar"/>'
    + flow("begin", "aanvraag")
    + flow("aanvraag", "melden")
    + flow("melden", "noteren")
    + flow("noteren", "starten")
    + flow("starten", "toets")
    + flow("toets", "klaar")
)


def with_step(source, target, step='<bpmn:userTask id="extra" name="Extra"/>'):
    """Put a step between two others of ``MOMENT``."""
    around = flow(source, "extra") + flow("extra", target)
    return MOMENT.replace(flow(source, target), step + around)


class TestAMoment:
    @pytest.mark.parametrize(
        ("source", "target"), [("begin", "aanvraag"), ("aanvraag", "melden"), ("starten", "toets")]
    )
    def test_may_have_steps_before_and_after(self, source, target):
        assert codes(with_step(source, target), MOMENT) == []

    @pytest.mark.parametrize(("source", "target"), [("melden", "noteren"), ("noteren", "starten")])
    def test_is_not_put_off(self, source, target):
        (one,) = found(with_step(source, target), MOMENT)

        assert (one.code, one.element) == ("legal_core_delayed", "extra")
        assert "'Extra' houdt 'Termijn starten' op: na 'Ontvangst melden'" in one.message
        assert "voor 'Ontvangst melden'" in one.remedy

    def test_is_not_put_off_on_one_of_two_ways(self):
        choice = (
            '<bpmn:exclusiveGateway id="extra"/><bpmn:userTask id="zij"/>'
            + flow("extra", "zij")
            + flow("zij", "starten")
        )

        assert codes(with_step("noteren", "starten", choice), MOMENT) == ["legal_core_delayed"]

    @pytest.mark.parametrize("kind", ["callActivity", "receiveTask", "intermediateCatchEvent"])
    def test_waits_for_nothing_else_either(self, kind):
        step = f'<bpmn:{kind} id="extra"/>'

        assert codes(with_step("noteren", "starten", step), MOMENT) == ["legal_core_delayed"]

    def test_may_have_what_goes_at_once_before_it(self):
        step = '<bpmn:serviceTask id="extra" dg:actie="delen"/>'

        assert codes(with_step("noteren", "starten", step), MOMENT) == []

    def test_may_come_later_after_what_people_do(self):
        decided = '<bpmn:userTask id="melden" name="Besluiten" dg:wettelijk="Awb 4:13"/>'
        base = MOMENT.replace(MELDEN, decided)

        assert codes(with_step("melden", "noteren").replace(MELDEN, decided), base) == []

    def test_may_wait_where_the_base_does(self):
        base = with_step("noteren", "starten")
        more = base.replace('<bpmn:userTask id="extra"', '<bpmn:userTask id="meer"/>'
                            '<bpmn:userTask id="extra"').replace(
            flow("noteren", "extra"), flow("noteren", "meer") + flow("meer", "extra")
        )  # fmt: skip

        assert codes(more, base) == []
