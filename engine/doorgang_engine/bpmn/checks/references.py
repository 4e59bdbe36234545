"""What a route names outside itself: forms, roles, terms, parameters, routes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.names import bpmn, dg

from .kinds import without_literals
from .written import written_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from .reading import Reading

_TERM = re.compile(
    r"""\b(?:termijn|signaal|termijn_eind|bereikt_op)\s*\(\s*(?:"([^"]*)"|'([^']*)')"""
)
_TERM_CALL = re.compile(r"\b(?:termijn|signaal|termijn_eind|bereikt_op)\s*\(")
_PARAMETER = re.compile(r"""\bparameter\s*\(\s*(?:"([^"]*)"|'([^']*)')""")
_PARAMETER_CALL = re.compile(r"\bparameter\s*\(")


@dataclass(frozen=True, kw_only=True)
class Known:
    """Everything that a route may name."""

    roles: Collection[str]
    forms: Collection[str]
    terms: Collection[str]
    parameters: Collection[str]
    routes: Collection[str]
    mandates: Collection[str] = ()


def check_references(reading: Reading, known: Known) -> None:
    """Check that everything named exists."""
    for lane in reading.process.iter(bpmn("lane")):
        if role := lane.get(dg("rol")):
            _exists(reading, lane, "role_unknown", (role,), known.roles)
    for _, node in reading.nodes():
        _check_node(reading, node, known)
    for written in written_in(reading):
        terms = _arguments(reading, written.at, written.text, _TERM, _TERM_CALL)
        _exists(reading, written.at, "term_unknown", terms, known.terms)
        named = _arguments(reading, written.at, written.text, _PARAMETER, _PARAMETER_CALL)
        _exists(reading, written.at, "parameter_unknown", named, known.parameters)


def _check_node(reading: Reading, node: Any, known: Known) -> None:
    words = {name: tuple(node.get(dg(name), "").split()) for name in _WORDS}
    _exists(reading, node, "form_unknown", words["formulier"] + words["formulieren"], known.forms)
    given = tuple(role for word in words["rollen"] for role in word.split("="))
    signs = words["medeondertekening"]
    _exists(
        reading, node, "role_unknown", words["rol"] + words["aan"] + signs + given, known.roles
    )
    _exists(reading, node, "term_unknown", words["termijn"], known.terms)
    _exists(reading, node, "mandate_unknown", words["mandaat"], known.mandates)
    _exists(reading, node, "parameter_unknown", words["parameter"], known.parameters)
    called = node.get("calledElement")
    routes = words["route"] + ((called,) if called else ())
    _exists(reading, node, "route_unknown", routes, known.routes)


_WORDS = (
    *("formulier", "formulieren", "rol", "aan", "rollen", "termijn", "route", "mandaat"),
    "medeondertekening",
    "parameter",
)


def _exists(
    reading: Reading, element: Any, code: str, names: tuple[str, ...], known: Collection[str]
) -> None:
    for name in names:
        if name not in known:
            reading.refuse(code, element, sleutel=name)


def _arguments(
    reading: Reading, element: Any, text: str, argument: re.Pattern[str], call: re.Pattern[str]
) -> tuple[str, ...]:
    """Return the keys that calls name; a key that is reckoned could not be checked."""
    found = tuple(first or second for first, second in argument.findall(text))
    if len(found) < len(call.findall(without_literals(text))):
        reading.refuse("key_not_literal", element)
    return found
