from __future__ import annotations

from tests.small_route import BPMN

from doorgang_engine.bpmn.process import Element, Flow, ProcessModel, read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.work.whereabouts import whereabouts


def model(elements, flows):
    """A process of elements (id: kind, parent, attached_to) and arrows."""
    return ProcessModel(
        key="proef",
        name="Proef",
        elements={
            key: Element(id=key, kind=kind, name=key, line=0, parent=parent, attached_to=host)
            for key, (kind, parent, host) in elements.items()
        },
        flows={f"{a}-{b}": Flow(id=f"{a}-{b}", source=a, target=b) for a, b in flows},
        variables={},
    )


def names(steps):
    return [(one.sort, one.name) for one in steps]


def node(kind, parent="", host=""):
    return (kind, parent, host)


class TestWhereabouts:
    def test_passes_over_what_the_machine_does(self):
        found = whereabouts(read_process(read_bpmn(BPMN.encode())), "toetsen")

        assert names(found.before) == [("begin", "Begin")]
        assert names(found.after) == [("step", "Toets controleren"), ("end", "Onvolledig")]

    def test_goes_into_a_sub_process_and_out_of_it(self):
        made = model(
            {
                "begin": node("startEvent"),
                "eerst": node("userTask"),
                "deel": node("subProcess"),
                "in": node("startEvent", "deel"),
                "binnen": node("userTask", "deel"),
                "uit": node("endEvent", "deel"),
                "daarna": node("userTask"),
            },
            [
                ("begin", "eerst"), ("eerst", "deel"), ("in", "binnen"), ("binnen", "uit"),
                ("deel", "daarna"),
            ],
        )  # fmt: skip

        assert names(whereabouts(made, "eerst").after) == [("step", "binnen")]
        assert names(whereabouts(made, "binnen").before) == [("step", "eerst")]
        assert names(whereabouts(made, "binnen").after) == [("step", "daarna")]

    def test_comes_from_the_host_of_a_boundary_event(self):
        made = model(
            {
                "werk": node("userTask"),
                "te_laat": node("boundaryEvent", "", "werk"),
                "herinneren": node("userTask"),
            },
            [("te_laat", "herinneren")],
        )

        assert names(whereabouts(made, "herinneren").before) == [("step", "werk")]

    def test_ends_in_a_loop(self):
        made = model(
            {"a": node("userTask"), "x": node("exclusiveGateway"), "y": node("exclusiveGateway")},
            [("a", "x"), ("x", "y"), ("y", "x"), ("y", "a")],
        )

        assert names(whereabouts(made, "a").after) == [("step", "a")]
