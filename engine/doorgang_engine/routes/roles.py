"""Who acts in routes: `config/roles.toml`, checked as a whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_engine.errors import LibraryInvalid

from .route_info import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_NEEDED = ("naam", "organisatie")
_KNOWN = frozenset({*_NEEDED, "mandaten"})


def read_roles(path: Path) -> dict[str, dict[str, str]]:
    """Return the roles by key.

    :raises LibraryInvalid: naming everything that is wrong with them.
    """
    roles = read_toml(path)
    problems = [problem for key, role in roles.items() for problem in _problems(key, role)]
    if problems:
        told = problems if len(problems) == 1 else ["", *(f"- {one}" for one in problems)]
        raise LibraryInvalid(f"{path.name}: " + "\n".join(told))
    return roles


def _problems(key: str, role: Any) -> Iterator[str]:
    where = f"[{key}]"
    if not _KEY.fullmatch(key):
        yield f"{where}: een rol heet in kleine letters, zoals swv_loket."
    if not isinstance(role, dict):
        yield f"{where}: hier hoort een tabel met naam en organisatie."
        return
    for name in sorted(set(role) - _KNOWN):
        yield f"{where}: “{name}” bestaat niet. Bekend: {', '.join(sorted(_KNOWN))}."
    for name in _NEEDED:
        if not role.get(name):
            yield f"{where}: “{name}” ontbreekt."
    yield from _texts(role, where)


def _texts(role: dict[str, Any], where: str) -> Iterator[str]:
    for name in sorted(_KNOWN & set(role)):
        if not isinstance(role[name], str):
            yield f"{where}: bij “{name}” hoort tekst tussen aanhalingstekens."
    kind = role.get("organisatie")
    if isinstance(kind, str) and kind and not _KEY.fullmatch(kind):
        yield f"{where}: organisatie “{kind}” is geen soort, zoals po_school of swv."
