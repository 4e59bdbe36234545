"""A bundle: everything that a case needs to run on, as one immutable piece of JSON.

BPMN of the route and of every route that it calls, decision tables, forms, terms, calendar,
parameters, roles.
Whatever is changed in the library later, a case stays on its bundle.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.build import build
from doorgang_engine.bpmn.checks.tables import kinds_with_tables
from doorgang_engine.bpmn.execution import Program
from doorgang_engine.bpmn.expressions import EMPTY
from doorgang_engine.bpmn.naming import named_in_time
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.clockwork import Rulebook
from doorgang_engine.dmn.support import read_table
from doorgang_engine.enact import Runnable
from doorgang_engine.errors import LibraryInvalid
from doorgang_engine.terms.calendar_tables import parse_calendar
from doorgang_engine.terms.rule_tables import parse_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.bpmn.process import ProcessModel, Variable

FORMAT = 1
_DAY = "$dag"


def canonical(content: Mapping[str, Any]) -> str:
    """Return a bundle's content as text that is the same whenever the content is."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a bundle's content."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def prepare(content: Mapping[str, Any]) -> Runnable:
    """Return a bundle's content, ready to run.

    :raises LibraryInvalid: if it is of a format that this version does not know.
    """
    if content.get("format") != FORMAT:
        raise LibraryInvalid("Deze bundel is gemaakt door een andere versie van Doorgang.")
    roots = {key: read_bpmn(text.encode()) for key, text in content["processes"].items()}
    models = {key: read_process(root) for key, root in roots.items()}
    tables = {key: read_table(text) for key, text in content.get("decisions", {}).items()}
    program = Program(
        key=content["route"],
        built=build(roots, models),
        models=models,
        kinds={
            key: kinds_with_tables(model.table_keys(), kinds_of(model, content["exports"]), tables)
            for key, model in models.items()
        },
        starts={key: start_values(model) for key, model in models.items()},
        tables=tables,
    )
    calendar = content["calendar"]
    rulebook = Rulebook(
        rules={
            key: parse_rule(id=key, table=table, where=f"bundel, {key}")
            for key, table in content["terms"].items()
        },
        calendar=parse_calendar(
            country=thaw(calendar["country"]),
            region=thaw(calendar["region"]),
            key=content["region"],
        ),
        parameters=content["parameters"],
    )
    kind_of = {key: role.get("organisatie", "") for key, role in content["roles"].items()}
    return Runnable(
        program=program,
        rulebook=rulebook,
        roles=content["roles"],
        open_kinds=named_in_time(program, kind_of) | set(content.get("later", ())),
    )


def kinds_of(model: ProcessModel, exports: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the kind of every variable of a process: exported by its forms, or declared."""
    kinds: dict[str, str] = {}
    for form in sorted(model.form_keys()):
        kinds.update(exports.get(form, {}))
    kinds.update({v.name: v.kind for v in model.variables.values()})
    return kinds


def start_values(model: ProcessModel) -> dict[str, Any]:
    """Return the start value of every declared variable that its caller does not give."""
    return {v.name: start_value(v) for v in model.variables.values() if not v.is_input}


def start_value(variable: Variable) -> Any:
    """Return what a variable holds at the start.

    :raises LibraryInvalid: if its start value is not of its kind.
    """
    if variable.start is None:
        return EMPTY[variable.kind]
    if variable.kind == "ja_nee" and variable.start in ("true", "false"):
        return variable.start == "true"
    if variable.kind == "getal" and variable.start.lstrip("-").isdigit():
        return int(variable.start)
    if variable.kind == "lijst":
        return variable.start.split()
    if variable.kind in ("tekst", "datum"):
        return variable.start
    raise LibraryInvalid(
        f"De variabele '{variable.name}' begint met '{variable.start}'; dat is geen "
        f"{variable.kind.replace('_', '/')}."
    )


def freeze(value: Any) -> Any:
    """Return parsed TOML as JSON: days become ``{"$dag": "2027-05-07"}``."""
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, dict):
        return {key: freeze(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [freeze(inner) for inner in value]
    return value


def thaw(value: Any) -> Any:
    """Return what ``freeze`` was given."""
    if isinstance(value, dict):
        if set(value) == {_DAY}:
            return date.fromisoformat(value[_DAY])
        return {key: thaw(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [thaw(inner) for inner in value]
    return value
