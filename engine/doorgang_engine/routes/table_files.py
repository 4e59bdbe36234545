"""Decision tables beside the routes: ``processes/dmn/<key>/basis.dmn`` and ``<region>.dmn``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from doorgang_engine.bpmn.finding import Finding
from doorgang_engine.dmn.support import judge_table
from doorgang_engine.errors import LibraryInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from doorgang_engine.dmn.table import Table

BASE = "basis"
TableFiles = dict[str, dict[str, str]]  # key -> region -> text of the file


def read_table_files(directory: Path) -> TableFiles:
    """Return the files of every table; none when the directory is not there.

    :raises LibraryInvalid: if a table has no base, or a file is not UTF-8.
    """
    found: TableFiles = {}
    folders = sorted(p for p in directory.iterdir() if p.is_dir()) if directory.is_dir() else []
    for folder in folders:
        try:
            files = {p.stem: p.read_text("utf-8") for p in sorted(folder.glob("*.dmn"))}
        except UnicodeDecodeError as error:
            raise LibraryInvalid(f"dmn/{folder.name}: een bestand is geen UTF-8.") from error
        if BASE not in files:
            raise LibraryInvalid(f"dmn/{folder.name}: er is geen basis.dmn.")
        found[folder.name] = files
    return found


def text_for(files: Mapping[str, Mapping[str, str]], key: str, region: str) -> str:
    """Return the table of a region: its own, or the base.

    :raises LibraryInvalid: if there is no such table.
    """
    if key not in files:
        raise LibraryInvalid(f"De beslistabel '{key}' staat niet in de bibliotheek.")
    return files[key].get(region) or files[key][BASE]


def tables_for(
    files: Mapping[str, Mapping[str, str]], keys: Iterable[str], region: str
) -> dict[str, Table]:
    """Return the tables of these keys that are there and right in themselves."""
    judged = {key: _judged(text_for(files, key, region)) for key in keys if key in files}
    return {
        key: table
        for key, (table, findings) in judged.items()
        if table is not None and not any(finding.is_error for finding in findings)
    }


def check_table_file(
    text: str, *, key: str, region: str, files: Mapping[str, Mapping[str, str]]
) -> list[Finding]:
    """Return what keeps the file of a table from being published, and what to mind.

    :raises RouteUnreadable: if the file cannot be read safely.
    """
    table, found = _judged(text)
    findings = list(found)
    if table is None:
        return findings
    if table.key != key:
        findings.append(
            _wrong("dmn_key", table, f"heet van binnen '{table.key[:60]}', en niet '{key}'.", _KEY)
        )
    base = _judged(files[key][BASE])[0] if region != BASE and key in files else None
    if base is not None and base.kinds != table.kinds:
        findings.append(
            _wrong("dmn_regional", table, "geeft iets anders dan de tabel van de basis.", _SAME)
        )
    return findings


_KEY = "Lees de tabel opnieuw in, met als sleutel de naam die zij hier heeft."
_SAME = "Geef de tabel dezelfde uitkomsten als die van de basis, van dezelfde soort."


def _wrong(code: str, table: Table, what: str, remedy: str) -> Finding:
    message = f"De beslistabel '{table.name}' {what}"
    return Finding(code=code, element=table.key, line=1, message=message, remedy=remedy)


@lru_cache(maxsize=128)
def _judged(text: str) -> tuple[Table | None, tuple[Finding, ...]]:
    """Return a table with its findings; regions share most files."""
    table, findings = judge_table(text)
    return table, tuple(findings)
