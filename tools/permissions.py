"""Write docs/permissions.md from the table of permissions: ``python tools/permissions.py``."""

from __future__ import annotations

from pathlib import Path

from doorgang_engine.access.refusals import REFUSALS
from doorgang_engine.access.table import PERMISSIONS, Act, Group, Reach

DOCUMENT = Path(__file__).parents[1] / "docs" / "permissions.md"
HEAD = """# Permissions

Made from `engine/doorgang_engine/access/table.py` by `tools/permissions.py`; a test compares.
Rows are acts, columns are groups of roles, cells say how far the permission reaches; an empty cell
is refused. A role of `config/roles.toml` without a column of its own is a *behandelaar*. Nothing
reaches outside one's own region. Use cases decide by this table; pages and API only ask it what to
show.

What is not yours to know of does not exist (404); what you may know of but not do is refused
(403).

"""
REACHES = {
    Reach.OWN_WORK: "work of one's role and organisation: a task, a start, a message",
    Reach.OWN: "what is about oneself",
    Reach.STARTER: "cases that one's organisation started",
    Reach.KEEPER: "cases of which one's organisation keeps the legal terms (the SWV)",
    Reach.PART: "cases in which one's organisation takes part",
    Reach.ORGANISATION: "what is of one's own organisation",
    Reach.REASON: "any case of the region, after a reason was given and recorded",
    Reach.REGION: "everything of that sort in the region",
}


def document() -> str:
    """Return the text of the document."""
    lines = ["| act | " + " | ".join(Group) + " |", "|---" * (len(Group) + 1) + "|"]
    for act in Act:
        cells = [", ".join(PERMISSIONS[act].get(group, ())) for group in Group]
        lines.append(f"| `{act}` | " + " | ".join(cells) + " |")
    lines += ["", "## How far", "", "| cell | reaches |", "|---|---|"]
    lines += [f"| {reach} | {REACHES[reach]} |" for reach in Reach]
    lines += ["", "## What people read", "", "| act | refusal |", "|---|---|"]
    lines += [f"| `{act}` | {REFUSALS[act]} |" for act in Act]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
