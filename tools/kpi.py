"""Write docs/kpi.md from config/kpi.toml: ``python tools/kpi.py``."""

from __future__ import annotations

from pathlib import Path

from doorgang_engine.kpi.definitions import Aim, Definition, Way, read_definitions

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "kpi.md"
HEAD = """# Figures (KPI's)

Made from `config/kpi.toml` by `tools/kpi.py`; a test compares. Why it is so: ADR 0027.

A figure is reckoned over **milestones**: a row for each start and end of a route, for each element
or flow with `dg:mijlpaal`, each norm that was broken (`signaleren`), each change of a term. They
are written with the act, hold keys and days, and follow from the history: `doorgang kpi rebuild`
makes them again. What was filled in takes no part.

- **Day.** A figure counts the day on which something was recorded in Doorgang. Days that people
  filled in are sealed. Terms and norms are reckoned from those days; their outcome is open.
- **Period.** A school year runs from 1 August, its thirds (tertialen) from 1 August, 1 December
  and 1 April. A case counts in the period of its first `van`; a median in that of its `tot`. What
  is open counts as of now, or of the end of a period that is over.
- **Not yet.** What need not have happened yet counts neither way.
- **Parts.** By third, municipality (of the *gemeente* that takes part) and district (*wijk* of the
  school that takes part, from `doorgang organisation import`). Municipality and district only of a
  whole year.
- **Hidden.** A figure over fewer than ten cases is not shown, nor one from which it would follow.
  Cases behind a hard nought are shown to who may see all cases of the region.
- **Where to see it.** Page *Cijfers*: norm, the year before, one municipality or district; each
  figure has a page with charts over five years and per part. *Waar trajecten wachten* draws on a
  route how many cases wait at each step and how long (the middle one); fewer than ten only for who
  may see all cases. All of it as CSV and as spreadsheet (ODS), in which few are always hidden.

## What there is
| key | name | row of the list of the field (D9) | norm | unit | way | seeds |
|---|---|---|---|---|---|---|
"""
MEANINGS = """
## What each means
"""
WAYS = """
## Ways of reckoning
| `soort` | reckons |
|---|---|
| `aandeel` | of the runs of a route with `van`: the share with `met` (before `voor`, by `uiterlijk`, or within `binnen` of `van`) and without `zonder`. `elke`: every `van` counts, with what came since the last (`tot`) or comes until the next (`vanaf`) |
| `mediaan` | days from the first `van` to the first `tot` after it, the middle one; `netto`: without the days on which that term stood still |
| `open` | runs with `van` and not yet `tot`; `blijft_open`: also when the case has ended |
| `aantallen` | runs per name of `telt` |
| `per_kind` | how many `van`, per child that had `onder` |
| `herhaling` | children with `van`: the share that had it again within `binnen` |
| `taken` | tasks with a deadline: the share that was not done by then |
| `niet_meetbaar` | nothing: `reden` says why |

A region may change names, norms and what is counted in its own `kpi.toml`. A new mark in a route
counts from the cases that start on the bundle with it.
"""  # noqa: E501 - rows of a table


def document() -> str:
    """Return the text of the document."""
    found = read_definitions(config_dir=ROOT / "config")
    rows = "".join(_row(one) for one in found)
    meanings = "".join(_meaning(one) for one in found)
    return HEAD + rows + MEANINGS + meanings + WAYS


def norm_of(one: Definition) -> str:
    """Return a norm in words."""
    if one.aim is Aim.ZERO:
        return "**0**"
    if one.norm is None:
        return "–"
    return f"{'≥' if one.aim is Aim.HIGH else '≤'} {one.norm:g}"


def _row(one: Definition) -> str:
    way = "**not measurable**" if one.way is Way.NOT else f"`{one.way}`"
    cells = [f"`{one.key}`", one.name, one.row, norm_of(one), one.unit, way, ", ".join(one.seeds)]
    return "| " + " | ".join(cells) + " |\n"


def _meaning(one: Definition) -> str:
    why = f" *{one.reason}*" if one.reason else ""
    return f"- **{one.name}** (`{one.key}`): {one.meaning}.{why}\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
