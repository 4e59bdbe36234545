"""Write docs/bpmn-support.md from the conformance cases: `.venv/bin/python tools/bpmn_support.py`.

Every line of the document has a test, because it comes from one.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "bpmn-support.md"
sys.path.insert(0, str(ROOT))

from tests.conformance.cases import Refused, Supported, refused_cases, supported_cases  # noqa: E402
from tests.conformance.judging import findings_of  # noqa: E402

HEAD = """# What may be drawn

Made by `tools/bpmn_support.py` from the cases in `tests/conformance`; do not edit it by hand.

A route is checked before it is published. What stands under *Runs* is carried out exactly as
BPMN 2.0 (OMG formal/2013-12-09) prescribes; each line has a case that is played step by step,
saved and restored after every step. Anything else is refused: the check before publication names
the element, the line, the reason and what to do, in words for who never saw the file; what has
to stand in the file itself is told beside them.

Text annotations, groups, associations, data objects and data stores without data associations,
message flows, empty pools, colours and diagram interchange are drawings and change nothing.
"""
RUNS = "| element | position | what happens | case |\n|---|---|---|---|\n"
REFUSED = "| construct | code | says | what to do | in the file |\n|---|---|---|---|---|\n"
CHOICES = """
## Where BPMN 2.0 leaves a choice
- The outcome of a case is that of the end event reached last in the case's own process, or of an
  end event with `dg:uitkomst` in a sub-process of it.
- Several conditions true at an exclusive gateway: the first in the order of the file.
- A signal reaches everything in the case that waits for it, outermost first; what an interrupting
  event has ended by then no longer waits. From outside, a signal is given to one case.
- A thrown message goes outwards and is never caught by the case itself. A message from outside is
  for one receiver.
- An error is caught by the nearest event that names its code, else by the nearest that names none.
- A conditional event is looked at whenever something happens in the case; one that does not
  interrupt fires again only after its condition has been false.
- An event sub-process stands ready until the process around it has no token of its own left.
- Rounds of a timer cycle that were missed are caught up with once.
- An act that would leave nothing to wait for, without an end being reached, is refused: the case
  stays where it was.
- At most 100 instances of a multi-instance, 500 open steps in a case, 2000 automatic steps in an
  act, 1000 elements in a route, 60 levels of nesting, 1 MB in a file.
"""


def render() -> str:
    """Return the document."""
    parts = [HEAD, "\n## Runs\n"]
    for family, cases in groupby(supported_cases(), key=lambda case: case.family):
        parts.append(f"\n### {_title(family)}\n{RUNS}")
        parts.extend(_supported_line(case) for case in cases)
    parts.append("\n## Refused\n")
    for family, refused in groupby(refused_cases(), key=lambda case: case.family):
        parts.append(f"\n### {_title(family)}\n{REFUSED}")
        parts.extend(_refused_line(case) for case in refused)
    return "".join(parts) + CHOICES


def _supported_line(case: Supported) -> str:
    cells = (case.construct, case.position, case.rule, f"`{case.family}/{case.name}`")
    return _line(cells)


def _refused_line(case: Refused) -> str:
    finding = findings_of(case)[0]
    return _line(
        (case.construct, f"`{finding.code}`", finding.message, finding.remedy, finding.notation)
    )


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _title(family: str) -> str:
    return family.replace("_", " ").capitalize()


if __name__ == "__main__":
    DOCUMENT.write_text(render(), encoding="utf-8", newline="\n")
