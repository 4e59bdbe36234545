"""Rules of the decision tables of a draft that no scenario hits: a warning, with the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.bpmn.finding import WARNING
from doorgang_engine.dmn.rule_words import rule_words
from doorgang_engine.routes.table_files import tables_for
from doorgang_engine.routes.titles import question_of

from .draft import DRAWING
from .finding import DraftFinding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from doorgang_engine.bpmn.process import ProcessModel
    from doorgang_engine.dmn.table import Rule, Table
    from doorgang_engine.routes.library import LibraryFiles

    from .draft import Draft

RULE_NOT_HIT = "rule_not_hit"


def check_rules(
    draft: Draft,
    model: ProcessModel,
    *,
    trial: LibraryFiles,
    hit: Collection[tuple[str, str, int]],
) -> Iterator[DraftFinding]:
    """Yield each rule of a table that the drawing asks and that nobody hit.

    ``trial`` is the library with the draft laid over it, as its region has it; ``hit`` are keys,
    versions and rules: a rule of another version of the table says nothing of this one.
    """
    tables = tables_for(trial.decisions, sorted(model.table_keys()), draft.region)
    for key, table in tables.items():
        at = next((one.id for one in model.elements.values() if one.get("tabel") == key), "")
        for rule in table.rules:
            if (key, table.version, rule.number) not in hit:
                yield _missed(draft, at, table, rule, trial)


def _missed(draft: Draft, at: str, table: Table, rule: Rule, trial: LibraryFiles) -> DraftFinding:
    words = rule_words(table, rule, named=lambda name: question_of(trial.forms, name))
    return DraftFinding(
        code=RULE_NOT_HIT,
        route=draft.route,
        path=DRAWING,
        element=at,
        line=0,
        reason=f"Geen scenario komt bij regel {rule.number} van de beslistabel '{table.name}' "
        f"({words}).",
        remedy="Speel het ontwerp met deze antwoorden, en bewaar dat als scenario.",
        severity=WARNING,
        notation=f"{table.key}, {rule.id}".rstrip(", "),
    )
