"""Whether a list can begin a route as its ``[[cohort]]`` says: start, form and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.finding import Finding
from doorgang_engine.cohort import FIELD

from .titles import label_of, question_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from doorgang_engine.bpmn.process import ProcessModel

    from .library import LibraryFiles

#: Types of fields that have no cell: more than one value, a file, a name that is put under it.
NO_CELL = frozenset({"group", "repeat", "file", "signature"})


def check_cohorts(model: ProcessModel, *, files: LibraryFiles) -> list[Finding]:
    """Return each ``[[cohort]]`` of which a list could not fill in the start form."""
    found = files.routes.get(model.key)
    tables = next(iter(found.values())).info.get("cohort", ()) if found else ()
    return [
        Finding(
            code="cohort_start",
            element=table["start_event"],
            line=0,
            message=f"Deze route kan niet meer met een lijst kinderen beginnen: {problem}",
            remedy="Maak dat in het startformulier weer zoals het was, of vraag de beheerder de "
            "lijst van deze route aan te passen.",
            notation=f"[[cohort]] '{table['key']}' in route.toml, start '{table['start_event']}'",
        )
        for table in tables
        for problem in _problems(table, model, files)
    ]


def _problems(table: Mapping[str, Any], model: ProcessModel, files: LibraryFiles) -> Iterator[str]:
    start = next((e for e in model.start_events() if e.id == table["start_event"]), None)
    if start is None:
        yield "het begin daarvoor is er niet."
        return
    form = files.forms.get(start.get("formulier"), {})
    fields = [field for section in form.get("sections", ()) for field in section["fields"]]
    by_key = {field["key"]: field for field in fields}
    named = {t for targets in table["columns"].values() for t in targets if t.startswith(FIELD)}
    for key in sorted({target.removeprefix(FIELD) for target in named} | set(table["fixed"])):
        if key not in by_key or by_key[key]["type"] in NO_CELL:
            yield f"de vraag '{label_of(form, key)}' is er niet, of past niet in een lijst."
    told = [f"'{question_of(files.forms, one)}'" for one in is_told(model)]
    if not form and told:
        yield f"het begin vraagt geen formulier, maar de route moet {', '.join(told)} weten."
    for key in _without_cell(fields):
        yield f"de vraag '{label_of(form, key)}' moet ingevuld worden en past niet in een lijst."


def is_told(model: ProcessModel) -> list[str]:
    """Return the variables that a route must be told at its start."""
    return sorted(variable.name for variable in model.variables.values() if variable.is_input)


def _without_cell(fields: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the keys of fields that must be filled in and have no cell."""
    for field in fields:
        if field["type"] not in NO_CELL or "show_when" in field:
            continue
        inner = field.get("fields", ()) if field["type"] == "group" else ()
        if field.get("required") or field.get("min_rows") or any(_must(one) for one in inner):
            yield field["key"]


def _must(field: Mapping[str, Any]) -> bool:
    asked = field.get("required") or field.get("must_be") or field.get("min_items")
    return bool(asked) and "show_when" not in field
