"""A drawing from the modeller of another engine, said in our terms as far as that can be done.

What that engine would have done and we cannot say, is taken out and told: a person chooses anew.
Elements and attributes of tools that carry no behaviour stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from doorgang_engine.bpmn.checks.vocabulary import FOREIGN, FOREIGN_HARMLESS
from doorgang_engine.bpmn.names import ROUTE, bpmn, dg, label, local

from .conditions import read, written
from .sheet import Sheet, take_out

if TYPE_CHECKING:
    from collections.abc import Mapping

TRANSLATED, LEFT_OUT, CHOOSE = "vertaald", "weggelaten", "zelf kiezen"
#: Settings of how another engine runs, which say nothing of the route.
_HOW = frozenset(
    {
        "asyncBefore", "asyncAfter", "exclusive", "jobPriority", "taskPriority", "userTask",
        "priority", "failedJobRetryTimeCycle", "candidateStarterGroups", "candidateStarterUsers",
    }
)  # fmt: skip
_ROLES = ("candidateGroups", "assignee")
_FORMS = ("formKey", "formRef", "formId")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of one thing: ``outcome`` is one of the three words above, ``what`` Dutch."""

    element: str
    name: str
    outcome: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Translated:
    """A drawing in our terms, and what was done to it."""

    text: str
    told: tuple[Told, ...]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a drawing may name: the route it is of, roles with their names, and forms."""

    route: str
    roles: Mapping[str, str]
    forms: frozenset[str]

    def role(self, said: str) -> str:
        """Return the role that a group is called after, by key or name; ``""`` for none."""
        plain = _key(said)
        return next(
            (key for key, name in self.roles.items() if plain in (_key(key), _key(name))), ""
        )

    def form(self, said: str) -> str:
        """Return the form that a key of another engine means; ``""`` for none."""
        stem = re.split(r"[:/]", said)[-1].rsplit(".", 1)[0]
        stem = stem if stem not in ("", "bpmn") else said
        return next((key for key in self.forms if _key(key) == _key(stem)), "")


def translate(text: str, known: Known) -> Translated:
    """Return a drawing with tasks, roles, forms and called routes in our terms.

    :raises RouteUnreadable: if it cannot be read safely.
    :raises EditRefused: if there is no process in it.
    """
    work = _Translation(Sheet(text), known)
    work.do()
    root = work.sheet.root
    etree.cleanup_namespaces(root, top_nsmap={"dg": ROUTE}, keep_ns_prefixes=list(root.nsmap))
    return Translated(text=work.sheet.text(), told=tuple(work.told))


def translate_conditions(text: str, kinds: Mapping[str, str]) -> Translated:
    """Return a drawing with the conditions of flows in our terms; ``kinds`` as of ``apply``."""
    sheet, told = Sheet(text), []
    for flow in sheet.process.iter(bpmn("sequenceFlow")):
        said = flow.find(bpmn("conditionExpression"))
        foreign = "" if said is None else _bare(said.text or "")
        if not foreign:
            continue
        found = read(_as_ours(foreign), kinds)
        if found:
            said.text = written(found, kinds)
            said.attrib.pop("language", None)
            told.append(_told(flow, TRANSLATED, f"De voorwaarde ‘{foreign}’ is overgenomen."))
        else:
            take_out(said)
            told.append(
                _told(
                    flow,
                    CHOOSE,
                    f"De voorwaarde ‘{foreign[:200]}’ kan hier niet. Kies een gegeven, een "
                    "vergelijking en een waarde.",
                )
            )
    return Translated(text=sheet.text(), told=tuple(told))


@dataclass
class _Translation:
    sheet: Sheet
    known: Known
    told: list[Told] = field(default_factory=list)

    def do(self) -> None:
        self._process()
        for node in list(self.sheet.nodes()):
            self._task(node)
        for element in list(self.sheet.root.iter("{*}*")):
            if local(element):
                self._attributes(element)
                self._elements(element)

    def say(self, element: Any, outcome: str, what: str) -> None:
        self.told.append(_told(element, outcome, what))

    def _process(self) -> None:
        process, key = self.sheet.process, self.known.route
        if process.get("isExecutable") != "true":
            process.set("isExecutable", "true")
        old = process.get("id", "")
        if old == key:
            return
        for one in self.sheet.root.iter("{*}*"):
            for name in ("processRef", "bpmnElement"):
                if one.get(name) == old:
                    one.set(name, key)
        process.set("id", key)
        self.say(process, TRANSLATED, f"Het proces heette ‘{old}’ en heet nu ‘{key}’.")

    def _task(self, node: Any) -> None:
        if local(node) == "task":
            node.tag = bpmn("userTask")
            self.say(node, TRANSLATED, "Een taak zonder soort is een taak voor iemand geworden.")

    def _attributes(self, element: Any) -> None:
        for name, value in list(element.attrib.items()):
            namespace, _, plain = name.removeprefix("{").partition("}")
            if not name.startswith("{") or namespace not in FOREIGN or plain in FOREIGN_HARMLESS:
                continue
            del element.attrib[name]
            self._settle(element, plain, value, FOREIGN[namespace])

    def _elements(self, element: Any) -> None:
        holder = element.find(bpmn("extensionElements"))
        for one in [] if holder is None else list(holder):
            namespace, _, name = str(one.tag).removeprefix("{").partition("}")
            if namespace not in FOREIGN:
                continue
            take_out(one)
            settled = [(key, value) for key, value in one.attrib.items() if _is_said(key)]
            if not settled and name not in _HOW:
                self._settle(element, name, _words(one), FOREIGN[namespace])
            for key, value in settled:
                self._settle(element, key, value, FOREIGN[namespace])
        if holder is not None and not len(holder):
            take_out(holder)

    def _settle(self, element: Any, name: str, value: str, engine: str) -> None:
        """Say in our terms what another engine calls so, or tell that it is gone."""
        is_person = local(element) == "userTask"
        if name in _HOW:
            self.say(element, LEFT_OUT, f"‘{name}’ zegt alleen hoe {engine} het uitvoert.")
        elif name in _ROLES and is_person:
            self._role(element, value)
        elif name in _FORMS and (is_person or local(element) == "startEvent"):
            self._form(element, value)
        elif name == "processId" and local(element) == "callActivity":
            element.set("calledElement", value)
            self.say(element, TRANSLATED, f"De aangeroepen route is ‘{value}’.")
        else:
            said = f" (‘{value[:100]}’)" if value else ""
            self.say(
                element,
                CHOOSE,
                f"‘{name}’ van {engine}{said} kan hier niet. Kies wat er moet gebeuren.",
            )

    def _role(self, element: Any, value: str) -> None:
        role = self.known.role(_bare(value) or value)
        if role and not element.get(dg("rol")):
            element.set(dg("rol"), role)
            self.say(element, TRANSLATED, f"‘{value}’ is de rol ‘{self.known.roles[role]}’.")
        else:
            self.say(
                element,
                CHOOSE,
                f"‘{value[:100]}’ is geen rol van deze regio. Kies een rol, of zet de stap in "
                "een baan; een persoon hoort niet in een route.",
            )

    def _form(self, element: Any, value: str) -> None:
        form = self.known.form(value)
        if form:
            element.set(dg("formulier"), form)
            self.say(element, TRANSLATED, f"Het formulier is ‘{form}’.")
        else:
            self.say(element, CHOOSE, f"Het formulier ‘{value[:100]}’ is er niet. Kies er een.")


def _told(element: Any, outcome: str, what: str) -> Told:
    return Told(element=element.get("id") or "", name=label(element), outcome=outcome, what=what)


def _is_said(name: str) -> bool:
    return name in (*_ROLES, *_FORMS, "processId", "type", "candidateUsers")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())[:200]


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.strip().lower()).strip("_")


def _bare(text: str) -> str:
    """Return what stands in ``${…}`` or behind ``=``; ``""`` when it is written our way."""
    said = text.strip()
    if said.startswith(("${", "#{")) and said.endswith("}"):
        return said[2:-1].strip()
    return said[1:].strip() if said.startswith("=") and not said.startswith("==") else ""


_WORDS = {"and": "&&", "eq": "==", "ne": "!=", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}


def _as_ours(said: str) -> str:
    """Return an expression of another engine as ours would be written; it may be none."""
    pieces = re.split(r"(\"[^\"]*\"|'[^']*')", said)
    return "".join(_piece(one) for one in pieces)


def _piece(one: str) -> str:
    if one[:1] in ("'", '"'):
        return f'"{one[1:-1]}"'
    one = re.sub(r"(?<![=!<>])=(?!=)", "==", one)
    one = re.sub(r"\b(\w+)\s*==\s*true\b", r"\1", one)
    one = re.sub(r"\b(\w+)\s*==\s*false\b", r"!\1", one)
    one = re.sub(r"\bnot\((\w+)\)", r"!\1", one)
    return re.sub(r"\b(and|eq|ne|gt|ge|lt|le)\b", lambda found: _WORDS[found[1]], one)
