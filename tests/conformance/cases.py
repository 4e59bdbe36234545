"""The conformance cases, read from the YAML files beside this module."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Supported:
    """Something that runs: what is drawn, and what BPMN 2.0 says happens, step by step.

    ``rule`` says in a sentence which behaviour the standard prescribes.
    """

    name: str
    family: str
    construct: str
    position: str
    rule: str
    process: str
    steps: list[dict[str, Any]]
    kinds: dict[str, str] = field(default_factory=dict)
    routes: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)  # key -> what ``deciding`` draws


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Something that is refused, with the code of the finding and the element it stands at."""

    name: str
    family: str
    construct: str
    code: str
    process: str = ""
    at: str = ""
    fill: bool = True
    kinds: dict[str, str] = field(default_factory=dict)
    outside: str = ""  # stands beside the process
    whole: str = ""  # stands in place of the process
    tasks: int = 0  # stands in place of a drawing: so many tasks in a row
    tables: dict[str, str] = field(default_factory=dict)


def supported_cases() -> list[Supported]:
    """Return the cases that run, by family and name."""
    return [
        Supported(name=path.stem, family=path.parent.name, **_read(path))
        for path in sorted((HERE / "supported").rglob("*.yaml"))
    ]


def refused_cases() -> list[Refused]:
    """Return the cases that are refused, by family, in the order of their file."""
    return [
        Refused(family=path.stem, **case)
        for path in sorted((HERE / "refused").glob("*.yaml"))
        for case in _read(path)
    ]


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
