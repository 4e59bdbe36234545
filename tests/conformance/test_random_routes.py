# ruff: noqa: E501 - BPMN reads better in long lines
"""Any route that passes the gate runs to an end or waits, and survives saving and restoring."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.conformance.drawing import draw
from tests.conformance.driving import Drive, drawn
from tests.conformance.judging import findings_in

from doorgang_engine.errors import ExecutionFailed

KINDS = {"x": "getal"}
STEPS = 40
QUICK = settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TASKS = (
    "user",
    "script",
    "message",
    "timer",
    "late",
    "reminded",
    "asked",
    "repeated",
    "instances",
)
BLOCKS = ("choice", "parallel", "inclusive", "loop", "sub", "sub_stop", "handler", "race")
PARTS = st.recursive(
    st.sampled_from(TASKS),
    lambda inner: st.tuples(st.sampled_from(BLOCKS), st.lists(inner, min_size=2, max_size=3)),
    max_leaves=6,
)
SHAPES = st.tuples(st.sampled_from(BLOCKS), st.lists(PARTS, min_size=2, max_size=3))
ACTS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 3)), min_size=STEPS, max_size=STEPS)


class Drawing:
    """Draws a shape: a task, or a block of shapes; each has one way in and one way out."""

    def __init__(self):
        self.number = 0

    def name(self, kind):
        self.number += 1
        return f"{kind}_{self.number}"

    def draw(self, shape):
        """Return what is drawn, the element to come in by, and the one to leave by."""
        if isinstance(shape, str):
            return self.task(shape)
        kind, inner = shape
        return getattr(self, kind)(inner)

    def task(self, kind):
        name = self.name(kind)
        drawings = {
            "user": f'<userTask id="{name}"/>',
            "script": f'<scriptTask id="{name}"><script>x = x + 1</script></scriptTask>',
            "message": f'<intermediateCatchEvent id="{name}"><on message="{name}"/></intermediateCatchEvent>',
            "timer": f'<intermediateCatchEvent id="{name}"><on duration="P3D"/></intermediateCatchEvent>',
            "late": self.with_boundary(name, "true", '<on duration="P2D"/>'),
            "reminded": self.with_boundary(name, "false", '<on cycle="R2/P1D"/>'),
            "asked": self.with_boundary(name, "false", f'<on message="{name}"/>'),
            "repeated": f'<userTask id="{name}"><standardLoopCharacteristics loopMaximum="2"/></userTask>',
            "instances": f'<userTask id="{name}"><multiInstanceLoopCharacteristics>'
            "<loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>",
        }
        return drawings[kind], name, f"uit_{name}" if kind == "late" else name

    def with_boundary(self, name, interrupting, definition):
        """Draw a task with an event on it; what interrupts it leaves by the same way out."""
        merged = f'<exclusiveGateway id="uit_{name}"/><f>{name} > uit_{name}</f><f>rand_{name} > uit_{name}</f>'
        apart = f'<endEvent id="eind_{name}"/><f>rand_{name} > eind_{name}</f>'
        return (
            f'<userTask id="{name}"/><boundaryEvent id="rand_{name}" attachedToRef="{name}" '
            f'cancelActivity="{interrupting}">{definition}</boundaryEvent>'
            + (merged if interrupting == "true" else apart)
        )

    def row(self, inner):
        parts = [self.draw(shape) for shape in inner]
        flows = "".join(f"<f>{a[2]} > {b[1]}</f>" for a, b in itertools.pairwise(parts))
        return "".join(part[0] for part in parts) + flows, parts[0][1], parts[-1][2]

    def block(self, inner, gateway, conditions):
        split, join = self.name("splits"), self.name("samen")
        default = f' default="{split}__{{0}}"' if conditions else ""
        parts = [self.draw(shape) for shape in inner]
        drawn_parts = "".join(part[0] for part in parts)
        flows = ""
        for number, (_, first, last) in enumerate(parts):
            arrow = f">[x > {number}]>" if conditions and number else ">"
            flows += f"<f>{split} {arrow} {first}</f><f>{last} > {join}</f>"
        attribute = default.format(parts[0][1])
        gateways = f'<{gateway} id="{split}"{attribute}/><{gateway} id="{join}"/>'
        return gateways + drawn_parts + flows, split, join

    def choice(self, inner):
        return self.block(inner, "exclusiveGateway", conditions=True)

    def parallel(self, inner):
        return self.block(inner, "parallelGateway", conditions=False)

    def inclusive(self, inner):
        return self.block(inner, "inclusiveGateway", conditions=True)

    def loop(self, inner):
        enter, leave = self.name("ronde"), self.name("kies")
        wait = self.task("user")
        body, first, last = self.row(inner)
        drawing = (
            f'<exclusiveGateway id="{enter}"/><exclusiveGateway id="{leave}" '
            f'default="{leave}__uit_{leave}"/><intermediateThrowEvent id="uit_{leave}"/>'
            f"<f>{enter} > {wait[1]} > {first}</f><f>{last} > {leave} > uit_{leave}</f>"
            f"<f>{leave} >[x > 2]> {enter}</f>"
        )
        return drawing + wait[0] + body, enter, f"uit_{leave}"

    def sub(self, inner, inside="", outside=""):
        name = self.name("sub")
        body, first, last = self.row(inner)
        drawing = (
            f'<subProcess id="{name}"><startEvent id="begin_{name}"/><endEvent id="eind_{name}"/>'
            f"{body}<f>begin_{name} > {first}</f><f>{last} > eind_{name}</f>{inside}</subProcess>"
        )
        return drawing + outside.format(name), name, name

    def sub_stop(self, inner):
        outside = (
            '<boundaryEvent id="stop_{0}" attachedToRef="{0}"><on message="stop_{0}"/></boundaryEvent>'
            '<exclusiveGateway id="uit_{0}"/><f>{0} > uit_{0}</f><f>stop_{0} > uit_{0}</f>'
        )
        drawing, name, _ = self.sub(inner, outside=outside)
        return drawing, name, f"uit_{name}"

    def handler(self, inner):
        name = self.name("h")
        interrupts = "true" if self.number % 2 else "false"
        inside = (
            f'<subProcess id="{name}" triggeredByEvent="true">'
            f'<startEvent id="op_{name}" isInterrupting="{interrupts}"><on message="op_{name}"/></startEvent>'
            f'<userTask id="doe_{name}"/><endEvent id="af_{name}"/>'
            f"<f>op_{name} > doe_{name} > af_{name}</f></subProcess>"
        )
        return self.sub(inner, inside=inside)

    def race(self, inner):
        name, join = self.name("wacht"), self.name("samen")
        drawing = f'<eventBasedGateway id="{name}"/><exclusiveGateway id="{join}"/>'
        for number, shape in enumerate(inner):
            event = f"{name}_{number}"
            definition = f'<on duration="P{number}D"/>' if number else f'<on message="{event}"/>'
            body, first, last = self.draw(shape)
            drawing += (
                f'<intermediateCatchEvent id="{event}">{definition}</intermediateCatchEvent>'
                f"{body}<f>{name} > {event} > {first}</f><f>{last} > {join}</f>"
            )
        return drawing, name, join


def whole(shape):
    """Return a route: start, shape, end."""
    body, first, last = Drawing().draw(shape)
    return (
        f'<startEvent id="begin"/><endEvent id="einde"/>{body}'
        f"<f>begin > {first}</f><f>{last} > einde</f>"
    )


def play(process, acts):
    """Do something with what is open, again and again; return the case."""
    drive = Drive(drawn(process, kinds=KINDS)).start(x=0)
    for choice, value in acts:
        if drive.was_over:
            break
        items = drive.restored().execution.open_items()
        assert items, "the case waits for nothing, yet is not over"
        item = items[choice % len(items)]
        if item.waits_for == "task":
            drive.complete(item.element, x=value)
        elif item.waits_for == "message":
            drive.message(item.name, at=item.element)
        else:
            drive.clock("P1D")
    return drive


class TestAWellStructuredRoute:
    @QUICK
    @given(shape=SHAPES)
    def test_passes_the_gate(self, shape):
        findings = findings_in(draw(whole(shape)), kinds=KINDS)

        assert [finding for finding in findings if finding.is_error] == []

    @QUICK
    @given(shape=SHAPES, acts=ACTS)
    def test_waits_or_ends_whatever_is_done(self, shape, acts):
        drive = play(whole(shape), acts)

        assert drive.was_over or drive.open_items()

    @QUICK
    @given(shape=SHAPES, acts=ACTS)
    def test_gives_the_same_history_when_played_again(self, shape, acts):
        first, second = (play(whole(shape), acts) for _ in range(2))

        assert first.state == second.state
        assert first.events == second.events


NODES = ("user", "script", "xor", "and", "or", "message")
GRAPHS = st.lists(
    st.tuples(st.sampled_from(NODES), st.lists(st.integers(0, 5), min_size=1, max_size=2)),
    min_size=2,
    max_size=5,
)


def tangled(graph):
    """Return a route of these nodes, each leading to nodes by number (the last one is the end)."""
    tags = {"xor": "exclusiveGateway", "and": "parallelGateway", "or": "inclusiveGateway"}
    drawing = '<startEvent id="begin"/><endEvent id="einde"/><f>begin > n0</f>'
    for number, (kind, targets) in enumerate(graph):
        name = f"n{number}"
        ways = list(dict.fromkeys(f"n{t}" if t < len(graph) else "einde" for t in targets))
        default = (
            f' default="{name}__{ways[0]}"' if kind in ("xor", "or") and len(ways) > 1 else ""
        )
        if kind == "user":
            drawing += f'<userTask id="{name}"/>'
        elif kind == "script":
            drawing += f'<scriptTask id="{name}"><script>x = x + 1</script></scriptTask>'
        elif kind == "message":
            drawing += f'<receiveTask id="{name}" message="{name}"/>'
        else:
            drawing += f'<{tags[kind]} id="{name}"{default}/>'
        for way in ways:
            conditional = default and way != ways[0]
            drawing += f"<f>{name} {'>[x > 1]>' if conditional else '>'} {way}</f>"
    return drawing


class TestATangledRoute:
    @settings(QUICK, max_examples=30)
    @given(graph=GRAPHS, acts=ACTS)
    def test_that_passes_the_gate_fails_only_in_ways_that_keep_the_case(self, graph, acts):
        process = tangled(graph)
        findings = findings_in(draw(process), kinds=KINDS)
        assume(not any(finding.is_error for finding in findings))

        try:
            drive = play(process, acts[:8])
        except ExecutionFailed:
            return  # tokens that wait for each other: the act is refused, the case is kept

        assert drive.was_over or drive.open_items()
