"""Decision tables against the answers that the forms of their route offer.

A rule on an answer that no form gives would never hit, without a word; an answer that a table does
not allow would stop the case. Only variables that nothing but choices of forms fill are judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.checks.reading import Reading
from doorgang_engine.bpmn.checks.written import written_in
from doorgang_engine.bpmn.finding import Finding
from doorgang_engine.bpmn.process import RULES
from doorgang_engine.dmn.sets import Texts

from .titles import question_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_engine.bpmn.process import Element, ProcessModel
    from doorgang_engine.dmn.table import Input, Table

    from .library import LibraryFiles

    Forms = Mapping[str, Mapping[str, Any]]


def check_table_values(
    root: Any, model: ProcessModel, *, files: LibraryFiles, tables: Mapping[str, Table]
) -> list[Finding]:
    """Return each answer that a table looks for and no form gives, or that it does not allow."""
    answers = _answers(root, model, files)
    return [
        finding
        for element in model.elements.values()
        if element.kind == RULES and element.get("tabel") in tables
        for finding in _of_table(element, tables[element.get("tabel")], answers, files.forms)
    ]


def _of_table(
    element: Element, table: Table, answers: Mapping[str, set[str]], forms: Forms
) -> Iterator[Finding]:
    for index, column in enumerate(table.inputs):
        offered = answers.get(column.name)
        if offered is not None:
            for number, text in _looked_for(table, index):
                if text not in offered | {""}:
                    yield _unknown(element, table, number, column, text, forms)
            for text in sorted(offered):
                if column.allowed is not None and text not in column.allowed:
                    yield _not_allowed(element, table, column, text, forms)


def _looked_for(table: Table, index: int) -> Iterator[tuple[int, str]]:
    """Yield the texts that are written in a column, with the number of their rule."""
    for rule in table.rules:
        accepted = rule.accepts[index]
        if isinstance(accepted, Texts):
            yield from ((rule.number, text) for text in sorted(accepted.values))


def _unknown(
    element: Element, table: Table, rule: int, column: Input, text: str, forms: Forms
) -> Finding:
    return Finding(
        code="table_value_unknown",
        element=element.id,
        line=element.line,
        message=f"Regel {rule} van de beslistabel '{table.name}' kijkt bij "
        f"'{question_of(forms, column.name)}' naar '{text}'; geen formulier van de route geeft "
        "dat antwoord.",
        remedy="Geef het formulier dat antwoord, of schrijf het in de tabel zoals het formulier "
        "het geeft.",
    )


def _not_allowed(
    element: Element, table: Table, column: Input, text: str, forms: Forms
) -> Finding:
    return Finding(
        code="table_value_missing",
        element=element.id,
        line=element.line,
        message=f"Op '{question_of(forms, column.name)}' kan '{text}' worden geantwoord; de "
        f"beslistabel '{table.name}' kent dat niet, en het traject zou dan blijven staan.",
        remedy="Geef de tabel een regel voor dat antwoord, of haal het uit het formulier.",
    )


def _answers(root: Any, model: ProcessModel, files: LibraryFiles) -> dict[str, set[str]]:
    """Return the answers that a variable can get, for what only choices of forms fill."""
    answers: dict[str, set[str]] = {}
    open_ended = set(model.variables) | _assigned(root, model)
    for key in model.form_keys():
        for section in files.forms.get(key, {}).get("sections", ()):
            for field in _fields(section):
                name = field.get("export", "")
                if field.get("type") == "choice":
                    options = {str(o.get("value")) for o in field.get("options", ())}
                    answers.setdefault(name, set()).update(options)
                else:
                    open_ended.add(name)
    return {name: found for name, found in answers.items() if name not in open_ended}


def _assigned(root: Any, model: ProcessModel) -> set[str]:
    """Return what scripts and called routes give a value."""
    by_scripts = {written.assigns for written in written_in(Reading(root))}
    by_calls = {
        word.partition("=")[0]
        for element in model.elements.values()
        for word in element.words("uitvoer")
    }
    return by_scripts | by_calls


def _fields(holder: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the fields of a section, also within groups, that export a variable."""
    for field in holder.get("fields", ()):
        if field.get("export"):
            yield field
        yield from _fields(field)
