"""What can be set of a step, by a key that people know; and where in the file it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from doorgang_engine.bpmn.names import XSI, bpmn, children, dg, event_definitions, local

from .errors import EditRefused
from .sheet import add_child, name_of, set_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .sheet import Sheet

#: Settings that are an attribute of the format.
ATTRIBUTES = frozenset(
    {
        "rol", "formulier", "termijn", "vanaf", "mandaat", "anders_dan", "wettelijk", "mijlpaal",
        "grondslag", "aan", "bericht", "uitkomst", "reden", "duur", "deelnemer",
    }
)  # fmt: skip
#: What each kind of node has, beside name, explanation, legal mark and milestone.
OF_KIND: dict[str, tuple[str, ...]] = {
    "userTask": (
        "rol", "formulier", "termijn", "vanaf", "mandaat", "anders_dan", "grondslag", "deelnemer",
    ),
    "serviceTask": ("termijn", "vanaf", "aan", "bericht", "reden", "duur", "grondslag"),
    "startEvent": ("formulier",),
    "endEvent": ("uitkomst",),
    "callActivity": ("deelroute",),
    "intermediateCatchEvent": ("wachttijd", "wachttermijn", "formulier", "rol"),
    "boundaryEvent": ("wachttijd", "wachttermijn", "formulier", "rol"),
    "receiveTask": ("formulier", "rol"),
}  # fmt: skip
EVERYWHERE = ("naam", "uitleg", "wettelijk", "mijlpaal")
LONGEST = 500
LONGEST_TEXT = 4000
_KEY = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
_KEYS = frozenset({"rol", "formulier", "termijn", "mandaat", "mijlpaal", "uitkomst", "deelnemer"})
_LISTS = frozenset({"anders_dan", "aan"})
_VARIABLE = re.compile(r"[a-z][a-z0-9_]{0,99}")
_DURATION = re.compile(r"P(\d+[YMWD])+|PT\d+H")


def may_set(node: Any) -> tuple[str, ...]:
    """Return what can be set of a node."""
    own = OF_KIND.get(local(node), ())
    if local(node).endswith("Event") and _timer(node) is None:
        own = tuple(one for one in own if not one.startswith("wacht"))
    elif _timer(node) is not None:
        own = tuple(one for one in own if one.startswith("wacht"))
    return (*EVERYWHERE, *own)


def settings_of(node: Any) -> dict[str, str]:
    """Return what is set of a node."""
    documentation = node.find(bpmn("documentation"))
    found = {key: node.get(dg(key), "") for key in ATTRIBUTES}
    found["naam"] = node.get("name", "")
    found["uitleg"] = "" if documentation is None else (documentation.text or "").strip()
    found["deelroute"] = node.get("calledElement", "")
    return {**found, **_waiting(node)}


def put(sheet: Sheet, node: Any, settings: Mapping[str, str]) -> None:
    """Set what is given; an empty text takes it away.

    :raises EditRefused: if a key is not of this kind of step, or a value cannot be.
    """
    allowed = may_set(node)
    if settings.get("wachttijd") and settings.get("wachttermijn"):
        raise EditRefused(
            "Kies of hoe lang wordt gewacht, of een termijn; niet allebei.", field="wachttijd"
        )
    for key, value in settings.items():
        if key not in allowed:
            raise EditRefused(f"'{key[:40]}' hoort niet bij deze soort stap.", field=key)
        _put(sheet, node, key, value.strip())


def _put(sheet: Sheet, node: Any, key: str, value: str) -> None:
    if key == "naam":
        node.set("name", name_of(value))
    elif key == "uitleg":
        if len(value) > LONGEST_TEXT:
            raise EditRefused(f"De uitleg is langer dan {LONGEST_TEXT} tekens.", field=key)
        set_text(node, "documentation", value)
    elif key == "deelroute":
        _require(key, value, _KEY)
        node.set("calledElement", value)
    elif key in ("wachttijd", "wachttermijn"):
        _put_waiting(node, key, value)
    elif not value:
        node.attrib.pop(dg(key), None)
    else:
        node.set(dg(key), _checked(sheet, key, value))


def _checked(sheet: Sheet, key: str, value: str) -> str:
    if key in _KEYS:
        _require(key, value, _KEY)
    elif key == "vanaf":
        _require(key, value, _VARIABLE)
    elif key == "duur":
        _require(key, value, _DURATION)
    elif key in _LISTS:
        for one in value.split():
            _require(key, one, _KEY)
            if key == "anders_dan":
                sheet.node(one)
        return " ".join(value.split())
    if len(value) > LONGEST or not value.isprintable():
        raise EditRefused(
            f"Dit is langer dan {LONGEST} tekens of heeft een stuurteken.", field=key
        )
    return value


def _require(key: str, value: str, pattern: re.Pattern[str]) -> None:
    if pattern.fullmatch(value) is None:
        raise EditRefused(f"'{value[:60]}' kan hier niet staan.", field=key)


def _timer(node: Any) -> Any:
    found = [one for one in event_definitions(node) if local(one) == "timerEventDefinition"]
    return found[0] if found else None


_TERM = re.compile(r'termijn\("([^"]+)"\)')


def _waiting(node: Any) -> dict[str, str]:
    """Return how long a timer waits: a duration, or until the end of a term."""
    timer = _timer(node)
    if timer is None:
        return {"wachttijd": "", "wachttermijn": ""}
    lasting = children(timer, "timeDuration")
    until = [_TERM.fullmatch((one.text or "").strip()) for one in children(timer, "timeDate")]
    return {
        "wachttijd": (lasting[0].text or "").strip().strip('"') if lasting else "",
        "wachttermijn": next((one[1] for one in until if one), ""),
    }


def _put_waiting(node: Any, key: str, value: str) -> None:
    """Let a timer wait for a duration or a term; empty: leave it to the other key."""
    if not value:
        return
    if key == "wachttijd":
        _require(key, value, _DURATION)
        set_timer(node, "timeDuration", value)
    else:
        _require(key, value, _KEY)
        set_timer(node, "timeDate", f'termijn("{value}")')


def set_timer(node: Any, form: str, text: str) -> None:
    """Let a timer event have one text."""
    timer = _timer(node)
    if timer is None:
        timer = etree.Element(bpmn("timerEventDefinition"))
        add_child(node, timer)
    for child in list(timer):
        timer.remove(child)
    timer.text = None
    said = etree.Element(bpmn(form))
    said.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
    said.text = text
    add_child(timer, said)
