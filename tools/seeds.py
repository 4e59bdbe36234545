"""Write docs/seeds.md: where each element of the sources came to live. `python tools/seeds.py`.

The elements stand in processes/seeds.toml; routes name them (`dg:seed`, `seeds` in route.toml) and
so do comments in config. What nothing names needs an honest reason under [geen_proces].
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "seeds.md"
ELEMENTS = ROOT / "processes" / "seeds.toml"
SEED = "{urn:nl:doorgang:route:1}seed"
ID = re.compile(r"\b[LHRAK]-\d{2}[a-z]?\b")
SOURCES = {
    "L": "Leiden: voorschool naar basisschool",
    "H": "Helmond-Peelland: van PO naar VO",
    "R": "Rotterdam, Koers VO: overgang PO-VO",
    "A": "Amsterdam-Diemen: jaarplan",
    "K": "De landelijke basis: overgangen in de schoolloopbaan",
}
QUOTED = ' "'
MOST = 6  # links shown; the rest is counted
HEAD = """# Where the sources came to live

Made by `tools/seeds.py` from `processes/seeds.toml`, the routes and the configuration; do not edit
it by hand. A test fails when an element is nowhere, or when a route names one that is not there.
"""


def elements() -> tuple[dict[str, str], dict[str, str]]:
    """Return the elements by id, and why some are no process."""
    read = tomllib.loads(ELEMENTS.read_text(encoding="utf-8"))
    return read["elementen"], read["geen_proces"]


def links() -> dict[str, list[str]]:
    """Return, per id, the places that name it, in Dutch."""
    found: dict[str, list[str]] = defaultdict(list)
    for seed, place in chain(_of_routes(), _of_configuration()):
        found[seed].append(place)
    return found


def _of_routes() -> Iterator[tuple[str, str]]:
    for folder in sorted((ROOT / "processes" / "bpmn").iterdir()):
        for seed in tomllib.loads((folder / "route.toml").read_text()).get("seeds", []):
            yield seed, f"route `{folder.name}`"
        for file in sorted(folder.glob("*.bpmn")):
            for node in etree.parse(file).iter():
                name = " ".join((node.get("name") or node.get("id") or "").split())
                for seed in (node.get(SEED) or "").split():
                    yield seed, f"`{folder.name}`: {name}"


def _of_configuration() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "config").rglob("*.toml")):
        where = file.relative_to(ROOT / "config").as_posix()
        for line in file.read_text(encoding="utf-8").splitlines():
            setting, _, comment = line.partition("#")
            name, equals, _ = setting.partition("=")
            for seed in ID.findall(comment) if equals else ():
                yield seed, f"{where}: `{name.strip(QUOTED)}`"


def document() -> str:
    """Return the text of the document."""
    titles, reasons = elements()
    named = links()
    lines = [HEAD]
    for letter, source in SOURCES.items():
        lines += [f"## {source}", "", "| id | wat | waar |", "|---|---|---|"]
        for seed in sorted(one for one in titles if one[0] == letter):
            lines.append(
                f"| {seed} | {titles[seed]} | {_where(named.get(seed), reasons.get(seed))} |"
            )
        lines.append("")
    return "\n".join(lines)


def _where(places: list[str] | None, reason: str | None) -> str:
    if reason:
        return f"*Geen stap van een route.* {reason}"
    unique = list(dict.fromkeys(places or []))
    more = f"; en nog {len(unique) - MOST}" if len(unique) > MOST else ""
    return "; ".join(unique[:MOST]) + more


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
