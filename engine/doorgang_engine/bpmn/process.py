"""What a process says about its elements, read once from the BPMN file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_engine.errors import RouteUnreadable

from .names import FLOW_NODES, bpmn, children, dg, event_definitions, label, local

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RULES = "businessRuleTask"


@dataclass(frozen=True, kw_only=True)
class Variable:
    """A declared routing variable: its kind, its start value, and whether the caller gives it."""

    name: str
    kind: str
    start: str | None = None
    is_input: bool = False


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    name: str = ""
    milestone: str = ""  # ``dg:mijlpaal``


@dataclass(frozen=True, kw_only=True)
class Element:
    """A flow node: what kind it is, who does it, and its Doorgang attributes."""

    id: str
    kind: str
    name: str
    line: int
    role: str = ""
    parent: str = ""  # id of the enclosing sub-process
    attributes: Mapping[str, str] = field(default_factory=dict)
    event: str = ""  # kind of its (first) event definition, without "EventDefinition"
    message: str = ""
    documentation: str = ""
    called: str = ""
    attached_to: str = ""

    def get(self, name: str, default: str = "") -> str:
        """Return a Doorgang attribute (``dg:formulier`` as ``formulier``)."""
        return self.attributes.get(name, default)

    def words(self, name: str) -> tuple[str, ...]:
        """Return a Doorgang attribute that holds keys separated by spaces."""
        return tuple(self.get(name).split())


@dataclass(frozen=True, kw_only=True)
class ProcessModel:
    """One process of a file, with its elements by id, flows by id and declared variables."""

    key: str
    name: str
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]
    variables: Mapping[str, Variable]

    def start_events(self) -> list[Element]:
        """Return the start events of the process itself, in document order."""
        return [e for e in self.elements.values() if e.kind == "startEvent" and not e.parent]

    def form_keys(self) -> set[str]:
        """Return the keys of every form that the process uses."""
        return {e.get("formulier") for e in self.elements.values() if e.get("formulier")}

    def table_keys(self) -> set[str]:
        """Return the keys of the decision tables that business rule tasks name."""
        return {e.get("tabel") for e in self.elements.values() if e.kind == RULES} - {""}

    def letter_keys(self) -> set[str]:
        """Return the keys of the letters that its steps send."""
        return {e.get("brief") for e in self.elements.values()} - {""}

    def called_routes(self) -> set[str]:
        """Return the keys of the routes that call activities name."""
        return {e.called for e in self.elements.values() if e.called}


def read_process(root: Any) -> ProcessModel:
    """Return the model of the one executable process in the file.

    :raises RouteUnreadable: if there is no process in it.
    """
    process = executable_process(root)
    if process is None:
        raise RouteUnreadable("Het bestand heeft geen proces. Teken een route en sla haar op.")
    roles = _roles(process)
    messages = {m.get("id"): m.get("name", "") for m in children(root, "message")}
    elements = {
        node.get("id", ""): _element(node, parent, roles, messages)
        for node, parent in walk(process)
    }
    flows = {
        flow.get("id", ""): Flow(
            id=flow.get("id", ""),
            source=flow.get("sourceRef", ""),
            target=flow.get("targetRef", ""),
            name=flow.get("name", ""),
            milestone=flow.get(dg("mijlpaal"), ""),
        )
        for flow in process.iter(bpmn("sequenceFlow"))
    }
    return ProcessModel(
        key=process.get("id", ""),
        name=label(process),
        elements=elements,
        flows=flows,
        variables=_variables(process),
    )


def executable_process(root: Any) -> Any:
    """Return the executable process element, or the first one when none says it is."""
    processes = children(root, "process")
    for process in processes:
        if process.get("isExecutable") != "false":
            return process
    return processes[0] if processes else None


def walk(scope: Any, parent: str = "") -> Iterator[tuple[Any, str]]:
    """Yield every flow node with the id of its enclosing sub-process, in document order."""
    for node in scope:
        if local(node) not in FLOW_NODES:
            continue
        yield node, parent
        if local(node) in {"subProcess", "transaction", "adHocSubProcess"}:
            yield from walk(node, node.get("id", ""))


def _roles(process: Any) -> dict[str, str]:
    """Return the role of each node that a lane names, following lanes within lanes."""
    roles: dict[str, str] = {}
    for lane in process.iter(bpmn("lane")):
        role = lane.get(dg("rol"), "")
        for ref in children(lane, "flowNodeRef"):
            roles[(ref.text or "").strip()] = role
    return roles


def _element(node: Any, parent: str, roles: dict[str, str], messages: dict[str, str]) -> Element:
    attributes = {
        name.rsplit("}", 1)[1]: value
        for name, value in node.attrib.items()
        if name.startswith(dg(""))
    }
    definitions = event_definitions(node)
    message_ref = node.get("messageRef") or (
        definitions[0].get("messageRef") if definitions else None
    )
    documentation = node.find(bpmn("documentation"))
    lane = roles.get(node.get("id", ""), "") or _inherited_role(node, roles)
    return Element(
        id=node.get("id", ""),
        kind=local(node),
        name=label(node),
        line=node.sourceline or 0,
        role=attributes.get("rol", lane),
        parent=parent,
        attributes=attributes,
        event=local(definitions[0]).removesuffix("EventDefinition") if definitions else "",
        message=messages.get(message_ref or "", ""),
        documentation="" if documentation is None else (documentation.text or "").strip(),
        called=node.get("calledElement", "") if local(node) == "callActivity" else "",
        attached_to=node.get("attachedToRef", ""),
    )


def _inherited_role(node: Any, roles: dict[str, str]) -> str:
    """Return the role of the nearest enclosing sub-process that stands in a lane."""
    host = node.get("attachedToRef")
    if host in roles:
        return roles[host]
    for ancestor in node.iterancestors():
        role = roles.get(ancestor.get("id", ""))
        if role:
            return role
    return ""


def _variables(process: Any) -> dict[str, Variable]:
    declared = process.iterfind(f"{bpmn('extensionElements')}/{dg('variabele')}")
    return {
        v.get("naam", ""): Variable(
            name=v.get("naam", ""),
            kind=v.get("soort", ""),
            start=v.get("start"),
            is_input=v.get("invoer") == "ja",
        )
        for v in declared
    }
