"""Scenario files: stories about a route, as data (docs/route-tests.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from doorgang_engine.errors import ScenarioInvalid

from .strict_yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WORKING_HOUR = time(9)

STEPS = (
    "voltooi",
    "klok",
    "bericht",
    "signaal",
    "deelroute",
    "weiger",
    "verwacht",
    "termijn",
    "start",
)
WITH = frozenset({"gegevens", "door", "op", "bij", "wijzig", "reden", "duur", "uitvoer"})
EXPECTATIONS = frozenset({"taken", "termijnen", "variabelen", "einde", "wacht_op"})


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: what to do (``kind``), to what, and with what."""

    kind: str
    value: Any
    data: Any = field(default_factory=dict)
    by: str = ""
    at: str = ""
    element: str = ""
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A story: how a case starts, what is done, what is expected."""

    file: str
    name: str
    route: str
    region: str
    start_at: datetime
    start_event: str
    start_data: Any
    variables: dict[str, Any]
    without_contact: frozenset[str]  # roles in which nobody is the contact
    stood_in: tuple[str, ...]  # called routes that are not played
    parameters: dict[str, Any]  # instead of what the region says, for this story
    steps: tuple[Step, ...]


def read_scenarios(path: Path) -> list[Scenario]:
    """Return the scenarios of one file.

    :raises ScenarioInvalid: naming file, scenario and what is wrong.
    """
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ScenarioInvalid(f"{path.name}: geen geldige YAML: {error}") from error
    return parse_scenarios(text, file=path.name)


def parse_scenarios(text: str, *, file: str) -> list[Scenario]:
    """Return the scenarios in the text of a file.

    :raises ScenarioInvalid: naming file, scenario and what is wrong.
    """
    content = read_yaml(text, file=file)
    if not isinstance(content, dict) or not isinstance(content.get("scenarios"), list):
        raise ScenarioInvalid(f"{file}: hier horen route, regio en scenarios te staan.")
    return [scenario_of(raw, content=content, file=file) for raw in content["scenarios"]]


def moment(value: Any, where: str) -> datetime:
    """Return a date (09:00 Amsterdam) or a local date and time as a moment."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=AMSTERDAM)
    if isinstance(value, date):
        return datetime.combine(value, WORKING_HOUR, AMSTERDAM)
    try:
        if len(str(value)) > len("2027-01-15"):
            found = datetime.fromisoformat(str(value))
            return found if found.tzinfo else found.replace(tzinfo=AMSTERDAM)
        return datetime.combine(date.fromisoformat(str(value)), WORKING_HOUR, AMSTERDAM)
    except ValueError as error:
        raise ScenarioInvalid(f"{where}: '{value}' is geen datum (2027-01-15).") from error


def scenario_of(raw: Any, *, content: dict[str, Any], file: str) -> Scenario:
    """Return one scenario; ``content`` is the file around it, for what it does not say itself.

    :raises ScenarioInvalid: naming file, scenario and what is wrong.
    """
    name = str(raw.get("naam", "")) if isinstance(raw, dict) else ""
    where = f"{file}, '{name}'"
    if not name or not isinstance(raw.get("start"), dict):
        raise ScenarioInvalid(f"{where}: een scenario heeft een naam en een start.")
    start = raw["start"]
    if unknown := set(start) - {"op", "gebeurtenis", "gegevens", "variabelen", "zonder_contact"}:
        raise ScenarioInvalid(f"{where}: start kent geen {_listed(unknown)}.")
    variables = plain(start.get("variabelen", {}))
    if not isinstance(variables, dict):
        raise ScenarioInvalid(f"{where}: variabelen zijn namen met waarden.")
    parameters = plain(raw.get("parameters", {}))
    if not isinstance(parameters, dict):
        raise ScenarioInvalid(f"{where}: parameters zijn namen met waarden.")
    return Scenario(
        file=file,
        name=name,
        route=str(raw.get("route", content.get("route", ""))),
        region=str(raw.get("regio", content.get("regio", "basis"))),
        start_at=moment(start.get("op", ""), where),
        start_event=str(start.get("gebeurtenis", "")),
        start_data=plain(start.get("gegevens", {})),
        variables=variables,
        without_contact=frozenset(_list(start.get("zonder_contact", []), "zonder_contact", where)),
        stood_in=tuple(_list(raw.get("vervang", content.get("vervang", [])), "vervang", where)),
        parameters=parameters,
        steps=tuple(
            _step(step, f"{where}, stap {number}")
            for number, step in enumerate(_list(raw.get("stappen", []), "stappen", where), start=1)
        ),
    )


def _list(value: Any, name: str, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise ScenarioInvalid(f"{where}: {name} is een lijst.")
    return value


def _listed(keys: Iterable[Any]) -> str:
    return ", ".join(sorted(map(str, keys)))


def _step(raw: Any, where: str) -> Step:
    if not isinstance(raw, dict):
        raise ScenarioInvalid(f"{where}: een stap is bijvoorbeeld 'voltooi: besluit_nemen'.")
    kinds = [key for key in raw if key in STEPS]
    unknown = set(raw) - set(STEPS) - WITH - {"code"}
    if len(kinds) != 1 or unknown:
        raise ScenarioInvalid(
            f"{where}: een stap heeft precies één van {', '.join(STEPS)}"
            + (f"; onbekend: {_listed(unknown)}." if unknown else ".")
        )
    kind = kinds[0]
    value = raw[kind]
    if kind == "weiger":
        return _refusal(value, where)
    if kind == "verwacht":
        _require_expectations(value, where)
    return Step(
        kind=kind,
        value=plain(value),
        data=plain(raw.get("uitvoer", raw.get("gegevens", {}))),
        by=str(raw.get("door", "")),
        at=str(raw.get("op", "")),
        element=str(raw.get("bij", "")),
        options={k: raw[k] for k in ("wijzig", "reden", "duur", "code") if k in raw},
    )


def _refusal(raw: Any, where: str) -> Step:
    if not isinstance(raw, dict) or "code" not in raw or "weiger" in raw:
        raise ScenarioInvalid(f"{where}: weiger heeft een stap en de code die wordt verwacht.")
    inner = _step({k: v for k, v in raw.items() if k != "code"}, where)
    return Step(
        kind=inner.kind,
        value=inner.value,
        data=inner.data,
        by=inner.by,
        at=inner.at,
        element=inner.element,
        options={**inner.options, "code": raw["code"]},
    )


def _require_expectations(raw: Any, where: str) -> None:
    if not isinstance(raw, dict) or set(raw) - EXPECTATIONS:
        raise ScenarioInvalid(f"{where}: verwacht kent {', '.join(sorted(EXPECTATIONS))}.")


def plain(value: Any) -> Any:
    """Return YAML as JSON: days and moments become text, ja/nee of YAML become yes/no."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def lay_over(example: Any, data: Any) -> Any:
    """Lay data over an example: ``null`` removes a field, lists and values replace."""
    if not isinstance(data, dict) or not isinstance(example, dict):
        return data
    laid = dict(example)
    for key, value in data.items():
        if value is None:
            laid.pop(key, None)
        elif isinstance(value, dict) and isinstance(laid.get(key), dict):
            laid[key] = lay_over(laid[key], value)
        else:
            laid[key] = value
    return laid


def differing(example: Any, data: Any) -> Any:
    """Return what is to be laid over an example to get the data: as little as can be."""
    if not isinstance(data, dict) or not isinstance(example, dict):
        return data
    found: dict[str, Any] = dict.fromkeys(key for key in example if key not in data)
    for key, value in data.items():
        if key not in example:
            found[key] = value
        elif isinstance(value, dict) and isinstance(example[key], dict):
            if inner := differing(example[key], value):
                found[key] = inner
        elif type(value) is not type(example[key]) or value != example[key]:
            found[key] = value
    return found
