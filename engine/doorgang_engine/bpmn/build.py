"""Make SpiffWorkflow's specs from a checked BPMN file.

Done here and not by the library's parser, which recurses along the path (a RecursionError at 489
steps), orders conditions by the diagram's height, and takes several elements for something else
without a word. ``support`` has refused what is not handled here; order is document order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from . import definitions as d
from . import specs
from .events import Boundary, Catch, End, EventGateway, Throw
from .lean import EndJoin, Finish, Start
from .names import (
    SYNTHETIC,
    bpmn,
    children,
    dg,
    event_definitions,
    flow_nodes,
    local,
)
from .repeat import Loop, MultiInstance
from .variables import START_CHOICE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .process import ProcessModel


class ProcessSpec(BpmnProcessSpec):
    """The specs of one process or sub-process, and which sequence flow joins which two."""

    def __init__(self, name: str, process_key: str) -> None:
        super().__init__(name=name)
        self.task_specs.clear()
        self.start = Start(self, f"{SYNTHETIC}begin")
        self.end = EndJoin(self, f"{SYNTHETIC}end_join")
        self.end.connect(Finish(self, f"{SYNTHETIC}end"))
        self.process_key = process_key
        self.is_body = False  # whether handlers (event sub-processes) stand around it
        self.flow_between: dict[tuple[str, str], str] = {}


@dataclass
class Built:
    """Everything that SpiffWorkflow needs to run a route: specs by name, and loop variables."""

    specs: dict[str, ProcessSpec] = field(default_factory=dict)
    loop_kinds: dict[str, dict[str, str]] = field(default_factory=dict)  # process -> name -> kind


def build(roots: Mapping[str, Any], models: Mapping[str, ProcessModel]) -> Built:
    """Return the specs of every process, by process key and by sub-process id.

    Sub-process specs are named ``<process key>/<element id>``.
    """
    built = Built()
    for key, root in roots.items():
        process = next(p for p in children(root, "process") if p.get("id") == key)
        built.loop_kinds[key] = {}
        _Scope(process, key, root, built, models[key]).build(key)
    return built


class _Scope:
    """Builds one process or sub-process."""

    def __init__(
        self, node: Any, process_key: str, root: Any, built: Built, model: ProcessModel
    ) -> None:
        self.node, self.process_key, self.root = node, process_key, root
        self.built, self.model = built, model
        self.entry: dict[str, Any] = {}  # element id -> spec that a flow to it leads to
        self.exit: dict[str, Any] = {}  # element id -> spec that its flows leave from
        self.boundaries: dict[str, list[Any]] = {}
        for event in children(node, "boundaryEvent"):
            self.boundaries.setdefault(event.get("attachedToRef"), []).append(event)

    def build(self, name: str) -> None:
        handlers = [n for n in children(self.node, "subProcess") if _is_handler(n)]
        self.spec = ProcessSpec(name, self.process_key)
        self.built.specs[name] = self.spec
        if handlers:
            self._wrap(name, handlers)
        else:
            self._fill()

    def _fill(self) -> None:
        for node in flow_nodes(self.node):
            if local(node) != "boundaryEvent" and not _is_handler(node):
                self._add(node)
        self._connect_starts()
        self._connect_flows()
        self._connect_links()

    # -- event sub-processes: the body becomes a sub-process with the handlers on its boundary
    def _wrap(self, name: str, handlers: list[Any]) -> None:
        body_name = f"{name}/{SYNTHETIC}body"
        body = specs.SubProcess(self.spec, f"{SYNTHETIC}body", subworkflow_spec=body_name)
        body.bpmn_id = None
        split = specs.BoundarySplit(self.spec, f"{SYNTHETIC}body_split")
        self.spec.start.connect(split)
        split.connect(body)
        body.connect(self.spec.end)
        for handler in handlers:
            start = children(handler, "startEvent")[0]
            event = Boundary(
                self.spec,
                start.get("id"),
                self._definition(start),
                cancel_activity=start.get("isInterrupting") != "false",
                bpmn_name=start.get("name"),
            )
            event.handles_process = True
            split.connect(event)
            inner_name = f"{self.process_key}/{handler.get('id')}"
            inner = specs.SubProcess(self.spec, handler.get("id"), subworkflow_spec=inner_name)
            event.connect(inner)
            inner.connect(self.spec.end)
            self._inner(handler, inner_name)
            # The event around has reported it already.
            self.built.specs[inner_name].task_specs[start.get("id")].bpmn_id = None
        inner_scope = _Scope(self.node, self.process_key, self.root, self.built, self.model)
        inner_scope.spec = ProcessSpec(body_name, self.process_key)
        inner_scope.spec.is_body = True
        self.built.specs[body_name] = inner_scope.spec
        inner_scope._fill()

    def _inner(self, node: Any, name: str) -> None:
        _Scope(node, self.process_key, self.root, self.built, self.model).build(name)

    # -- nodes
    def _add(self, node: Any) -> None:
        element = node.get("id")
        spec = self._repeated(node) or self._single(node, element)
        self.entry[element] = self.exit[element] = spec
        if element in self.boundaries:
            split = specs.BoundarySplit(self.spec, f"{SYNTHETIC}split_{element}")
            split.connect(spec)
            self.entry[element] = split
            for event in self.boundaries[element]:
                self._add_boundary(split, event)

    def _add_boundary(self, split: Any, event: Any) -> None:
        spec = Boundary(
            self.spec,
            event.get("id"),
            self._definition(event),
            cancel_activity=event.get("cancelActivity") != "false",
            bpmn_name=event.get("name"),
        )
        split.connect(spec)
        self.exit[event.get("id")] = spec

    def _single(self, node: Any, name: str) -> Any:
        kind = local(node)
        make = getattr(self, f"_make_{kind}", None)
        spec = make(node, name) if make else _PLAIN[kind](self.spec, name)
        spec.bpmn_id = node.get("id")
        spec.bpmn_name = node.get("name")
        return spec

    def _make_scriptTask(self, node: Any, name: str) -> Any:
        script = node.find(bpmn("script"))
        return specs.Script(self.spec, name, script="" if script is None else script.text or "")

    def _make_subProcess(self, node: Any, name: str) -> Any:
        inner_name = f"{self.process_key}/{node.get('id')}"
        self._inner(node, inner_name)
        return specs.SubProcess(self.spec, name, subworkflow_spec=inner_name)

    def _make_callActivity(self, node: Any, name: str) -> Any:
        return specs.Call(self.spec, name, subworkflow_spec=node.get("calledElement"))

    def _make_startEvent(self, node: Any, name: str) -> Any:  # noqa: ARG002
        # The starter chose this event; its message or timer has already happened.
        return Catch(self.spec, name, d.NoneDefinition())

    def _make_intermediateCatchEvent(self, node: Any, name: str) -> Any:
        return Catch(self.spec, name, self._definition(node))

    _make_receiveTask = _make_intermediateCatchEvent

    def _make_intermediateThrowEvent(self, node: Any, name: str) -> Any:
        return Throw(self.spec, name, self._definition(node))

    _make_sendTask = _make_intermediateThrowEvent

    def _make_endEvent(self, node: Any, name: str) -> Any:
        spec = End(self.spec, name, self._definition(node))
        spec.connect(self.spec.end)
        return spec

    def _make_eventBasedGateway(self, node: Any, name: str) -> Any:  # noqa: ARG002
        return EventGateway(self.spec, name)

    # -- multi-instance and loop
    def _repeated(self, node: Any) -> Any:
        element = node.get("id")
        multi = node.find(bpmn("multiInstanceLoopCharacteristics"))
        loop = node.find(bpmn("standardLoopCharacteristics"))
        if multi is None and loop is None:
            return None
        instance = f"{SYNTHETIC}instance_{element}"
        self._single(node, instance)
        kinds = self.built.loop_kinds[self.process_key]
        kinds["loopCounter"] = "getal"
        if loop is not None:
            maximum = loop.get("loopMaximum")
            spec = Loop(
                self.spec,
                element,
                instance=instance,
                maximum=int(maximum) if maximum else None,
                condition=_text(loop, "loopCondition"),
                test_before=loop.get("testBefore") == "true",
            )
        else:
            spec = self._multi(multi, element, instance, kinds)
        spec.repeats = True
        return spec

    def _multi(self, node: Any, element: str, instance: str, kinds: dict[str, str]) -> Any:
        cardinality = _text(node, "loopCardinality")
        item = _data_item(node, "inputDataItem")
        if item:
            kinds[item] = "getal" if cardinality else "tekst"
        kinds.update(nrOfInstances="getal", nrOfCompletedInstances="getal")
        return MultiInstance(
            self.spec,
            element,
            instance=instance,
            sequential=node.get("isSequential") == "true",
            cardinality=cardinality,
            collection=_text(node, "loopDataInputRef"),
            item=item,
            output=_text(node, "loopDataOutputRef"),
            output_item=_data_item(node, "outputDataItem"),
            completion=_text(node, "completionCondition"),
        )

    # -- what is between the nodes
    def _connect_starts(self) -> None:
        starts = [n.get("id") for n in children(self.node, "startEvent")]
        if len(starts) == 1:
            self.spec.start.connect(self.entry[starts[0]])
            return
        choice = specs.Choice(self.spec, START_CHOICE)
        choice.bpmn_id = None
        self.spec.start.connect(choice)
        for start in starts:  # the first one is where a call activity starts
            condition = None if start == starts[0] else f'{START_CHOICE} == "{start}"'
            choice.connect_outgoing_if(condition, self.entry[start])

    def _connect_flows(self) -> None:
        outgoing: dict[str, list[Any]] = {}
        for flow in children(self.node, "sequenceFlow"):
            outgoing.setdefault(flow.get("sourceRef"), []).append(flow)
        for source, flows in outgoing.items():
            self._connect_from(source, flows)

    def _connect_from(self, source: str, flows: list[Any]) -> None:
        spec = self.exit[source]
        if isinstance(spec, EventGateway):
            for flow in flows:
                spec.connect_event(self.entry[flow.get("targetRef")])
                self._remember(spec, flow)
            return
        node = next(n for n in flow_nodes(self.node) if n.get("id") == source)
        if isinstance(spec, specs.Choice | specs.Inclusive):
            self._connect_conditional(spec, node, flows)
        elif any(_condition(flow) for flow in flows):
            split = specs.ImplicitSplit(self.spec, f"{SYNTHETIC}implicit_{source}")
            split.bpmn_id = None
            split.bpmn_name = node.get("name")
            spec.connect(split)
            self._connect_conditional(split, node, flows)
        else:
            for flow in flows:
                spec.connect(self.entry[flow.get("targetRef")])
                self._remember(spec, flow)

    def _connect_conditional(self, spec: Any, node: Any, flows: list[Any]) -> None:
        default = node.get("default")
        for flow in flows:
            condition = None if flow.get("id") == default else _condition(flow)
            target = self.entry[flow.get("targetRef")]
            spec.connect_outgoing_if(condition, target)
            if flow.get("id") == default:
                spec.default_flow_target = target.name
            self._remember(spec, flow)

    def _remember(self, spec: Any, flow: Any) -> None:
        target = self.entry[flow.get("targetRef")]
        self.spec.flow_between[spec.name, target.name] = flow.get("id")

    def _connect_links(self) -> None:
        catching = {
            _link_name(n): self.entry[n.get("id")]
            for n in children(self.node, "intermediateCatchEvent")
            if _link_name(n)
        }
        for node in children(self.node, "intermediateThrowEvent"):
            if name := _link_name(node):
                self.exit[node.get("id")].connect(catching[name])

    # -- events
    def _definition(self, node: Any) -> Any:
        """Return what an event waits for or throws; a link is a flow (see _connect_links)."""
        if local(node) in ("receiveTask", "sendTask"):
            return d.MessageDefinition(self._named("message", node.get("messageRef")))
        for found in event_definitions(node):
            if make := _DEFINITIONS.get(local(found)):
                return make(self, found)
        return d.NoneDefinition()

    def _named(self, tag: str, ref: str | None) -> str:
        return next((e.get("name") for e in children(self.root, tag) if e.get("id") == ref), "")

    def _code(self, tag: str, ref: str | None) -> str:
        for element in children(self.root, tag):
            if element.get("id") == ref:
                return element.get(f"{tag}Code") or element.get("name") or ref or ""
        return ""


_PLAIN: dict[str, Any] = {
    "userTask": specs.HumanTask,
    "manualTask": specs.ByHandTask,
    "serviceTask": specs.Service,
    "businessRuleTask": specs.Rules,
    "exclusiveGateway": specs.Choice,
    "parallelGateway": specs.Parallel,
    "inclusiveGateway": specs.Inclusive,
}


_DEFINITIONS: dict[str, Any] = {
    "timerEventDefinition": lambda _, e: _timer(e),
    "conditionalEventDefinition": lambda _, e: d.ConditionDefinition(_text(e, "condition") or ""),
    "messageEventDefinition": lambda s, e: d.MessageDefinition(
        s._named("message", e.get("messageRef"))
    ),
    "signalEventDefinition": lambda s, e: d.SignalDefinition(
        s._named("signal", e.get("signalRef"))
    ),
    "errorEventDefinition": lambda s, e: d.ErrorDefinition(s._code("error", e.get("errorRef"))),
    "escalationEventDefinition": lambda s, e: d.EscalationDefinition(
        s._code("escalation", e.get("escalationRef"))
    ),
    "terminateEventDefinition": lambda _s, _e: d.TerminateDefinition(),
}


def _is_handler(node: Any) -> bool:
    return local(node) == "subProcess" and node.get("triggeredByEvent") == "true"


def _text(node: Any, tag: str) -> str | None:
    child = node.find(bpmn(tag))
    return None if child is None or not (child.text or "").strip() else child.text.strip()


def _data_item(node: Any, tag: str) -> str | None:
    child = node.find(bpmn(tag))
    return None if child is None else child.get("name") or child.get("id")


def _condition(flow: Any) -> str | None:
    return _text(flow, "conditionExpression")


def _link_name(node: Any) -> str | None:
    link = node.find(bpmn("linkEventDefinition"))
    return None if link is None else link.get("name")


def _timer(node: Any) -> d.TimerDefinition:
    for form, tag in (("date", "timeDate"), ("duration", "timeDuration"), ("cycle", "timeCycle")):
        if (text := _text(node, tag)) is not None:
            return d.TimerDefinition(form, text)
    return d.TimerDefinition("date", "")


def term_of(node: Any) -> str:
    """Return the term that a node's ``dg:termijn`` names."""
    return str(node.get(dg("termijn"), ""))
