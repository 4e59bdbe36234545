"""Write docs/variants.md: what regions do otherwise, by what means. `python tools/variants.py`.

Nothing here is kept by hand: a drawing asks parameters and terms, a region's file answers, and a
region's own drawing lies beside the base.
"""

from __future__ import annotations

from pathlib import Path

from doorgang_api.cli.variants import all_variants, lines
from doorgang_engine.routes.library import BASE, read_library
from doorgang_engine.routes.variants import Variant, asked_parameters

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "variants.md"
HEAD = """# What regions do otherwise

Made by `tools/variants.py` from the routes and the configuration; do not edit it by hand. The same
is told by `doorgang route list`, for one region with `--regio leiden`, for programs with `--json`.

A region differs by the cheapest means that does it: a parameter or a term that the route asks; a
decision table of its own (`processes/dmn/<table>/<region>.dmn`); a called route of which the
region has a drawing of its own; a drawing of its own of the route itself
(`processes/bpmn/<route>/<region>.bpmn`). Between brackets stand the elements of the sources
([seeds.md](seeds.md)). A route that is not named is the same everywhere.
"""


def document() -> str:
    """Return the text of the document."""
    files = read_library(library_dir=ROOT, config_dir=ROOT / "config")
    found = all_variants(files, config_dir=ROOT / "config")
    parts = [HEAD]
    for route, there in found.items():
        if there:
            title = files.file(route, BASE).info.get("titel", route)
            parts.append(f"## `{route}`: {title}\n\n{_table(there)}")
    silent = sorted(set(files.register.parameters) - asked_parameters(files))
    parts.append("## Parameters that no drawing asks\n")
    parts.append("\n".join(f"- `{key}`" for key in silent) or "None.")
    return "\n".join(parts) + "\n"


def _table(there: list[Variant]) -> str:
    rows = ["| regio | wat er anders is | elementen |", "|---|---|---|"]
    for one in there:
        means = "<br>".join(line.replace("|", "/") for line in lines(one))
        rows.append(f"| {one.region} | {means} | {', '.join(one.seeds)} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
