"""What ``route.toml`` says of a route, checked; and what of it goes into a bundle."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from doorgang_engine.cohort import read_cohorts
from doorgang_engine.errors import LibraryInvalid
from doorgang_engine.schedule import read_schedules
from doorgang_engine.subject import SubjectKind
from doorgang_engine.terms.periods import WINDOW_KEYS, parse_window
from doorgang_engine.terms.problems import TermConfigurationInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_route_info(folder: Path, *, kinds: set[str]) -> dict[str, Any]:
    """Return what ``route.toml`` of a route says. ``kinds`` are the kinds of organisations.

    :raises LibraryInvalid: if its ``onderwerp``, a ``[[terugkerend]]`` or a ``[[cohort]]`` cannot
        be.
    """
    where = f"{folder.name}/route.toml"
    info = read_toml(folder / "route.toml")
    windows = _windows(folder, info.get("varianten", {}), where=where)
    return {**_checked(info, where=where, kinds=kinds), "varianten": windows}


def parse_route_info(text: str, *, route: str, kinds: set[str]) -> dict[str, Any]:
    """Return what the text of a ``route.toml`` says; days of regional drawings are left out.

    :raises LibraryInvalid: as ``read_route_info``, or if it is not TOML.
    """
    where = f"{route}/route.toml"
    try:
        info = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LibraryInvalid(f"{where}: {error}") from error
    return {**_checked(info, where=where, kinds=kinds), "varianten": {}}


def _checked(info: dict[str, Any], *, where: str, kinds: set[str]) -> dict[str, Any]:
    subject = info.get("onderwerp", SubjectKind.CHILD)
    if subject not in list(SubjectKind):
        raise LibraryInvalid(f"{where}: onderwerp is {', '.join(SubjectKind)}; niet '{subject}'.")
    tables = info.get("terugkerend", [])
    if tables and subject == SubjectKind.REQUEST:
        raise LibraryInvalid(f"{where}: een verzoek van een mens kan niet vanzelf beginnen.")
    groups = info.get("cohort", [])
    if groups and subject != SubjectKind.CHILD:
        raise LibraryInvalid(f"{where}: een [[cohort]] is er alleen voor een route over een kind.")
    later = info.get("later_bekend", [])
    if not isinstance(later, list) or not set(later) <= kinds:
        raise LibraryInvalid(
            f"{where}: later_bekend is een lijst van soorten organisatie: "
            f"{', '.join(sorted(kinds))}."
        )
    return {
        **info,
        "later_bekend": later,
        "terugkerend": read_schedules(
            tables,
            where=where,
            kinds=kinds,
            is_about_child=subject == SubjectKind.CHILD,
        ),
        "cohort": read_cohorts(groups, where=where, kinds=kinds),
    }


def _windows(folder: Path, table: Any, *, where: str) -> dict[str, dict[str, str]]:
    """Return from and until which day a region has its own shape, as ISO text."""
    if not isinstance(table, dict):
        raise LibraryInvalid(
            f'{where}: schrijf [varianten."leiden"] met geldig_van of geldig_tot.'
        )
    found = {}
    for region, said in table.items():
        here = f'{where}, [varianten."{region}"]'
        if region == "basis" or not (folder / f"{region}.bpmn").is_file():
            raise LibraryInvalid(
                f"{here}: {region}.bpmn is er niet; alleen een eigen tekening gaat in."
            )
        if not isinstance(said, dict) or set(said) - WINDOW_KEYS:
            raise LibraryInvalid(f"{here}: schrijf geldig_van, geldig_tot (laatste dag) of beide.")
        try:
            parse_window(table=said, where=here)
        except TermConfigurationInvalid as problem:
            raise LibraryInvalid(str(problem)) from problem
        found[region] = {key: day.isoformat() for key, day in said.items()}
    return found


def beside_a_child(info: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a bundle says of a route beside what every route says.

    What it is about when that is no child, how it begins by itself or from lists, and who of those
    who take part is known later only. A bundle from before there was such a thing keeps its hash.
    """
    kind = info.get("onderwerp", SubjectKind.CHILD)
    said: dict[str, Any] = {} if kind == SubjectKind.CHILD else {"subject": kind}
    if info.get("terugkerend"):
        said["recurring"] = info["terugkerend"]
    if info.get("cohort"):
        said["cohorts"] = info["cohort"]
    if info.get("later_bekend"):
        said["later"] = sorted(info["later_bekend"])
    return said


def read_toml(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    :raises LibraryInvalid: if it is not there, or not TOML.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise LibraryInvalid(f"{path.parent.name}/{path.name} ontbreekt.") from error
    except tomllib.TOMLDecodeError as error:
        raise LibraryInvalid(f"{path.parent.name}/{path.name}: {error}") from error
