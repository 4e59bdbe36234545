"""What a drawing does with terms, fields and roles, beyond what it needs to run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from doorgang_engine.bpmn.checks.tables import kinds_with_tables
from doorgang_engine.bpmn.process import ProcessModel, read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.routes.bundle import kinds_of
from doorgang_engine.routes.export_checks import check_exports
from doorgang_engine.routes.library import BASE
from doorgang_engine.routes.table_files import tables_for
from doorgang_engine.routes.term_checks import check_terms
from doorgang_engine.terms.periods import Window

from .deputy_checks import check_deputies
from .draft import DRAWING
from .overlay import as_adopted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from doorgang_engine.bpmn.finding import Finding
    from doorgang_engine.ports import Forms
    from doorgang_engine.routes.library import LibraryFiles

    from .draft import Draft

_ANY_DAY = date(2027, 1, 1)  # to compare lengths by, where no day is meant


def newly_wrong(
    draft: Draft,
    trial: LibraryFiles,
    files: LibraryFiles,
    forms: Forms,
    deputies: Collection[str] | None,
) -> Iterator[Finding]:
    """Yield what a drawing that can be run may still do wrong; not what its base does as well."""
    bpmn, base = trial.file(draft.route, draft.region).bpmn, files.routes[draft.route][BASE].bpmn
    before = {(one.code, one.element, one.message) for one in _uses(base, draft, files, forms)}
    for one in _uses(bpmn, draft, trial, forms):
        if (one.code, one.element, one.message) not in before:
            yield one
    if deputies is not None:
        yield from check_deputies(model_of(bpmn), roles=trial.roles, deputies=deputies)


def _uses(bpmn: str, draft: Draft, files: LibraryFiles, forms: Forms) -> list[Finding]:
    root, model = read_bpmn(bpmn.encode()), model_of(bpmn)
    exports = exports_of(model, files, forms)
    tables = tables_for(files.decisions, model.table_keys(), draft.region)
    rules = files.region(draft.region).rules
    return [
        *check_terms(root, model, rules=rules, day=min(files.day, _ANY_DAY)),
        *check_exports(root, model, exports=exports, tables=tables, forms=files.forms),
    ]


def exports_of(
    model: ProcessModel, files: LibraryFiles, forms: Forms
) -> dict[str, Mapping[str, str]]:
    """Return what each form of a drawing gives, with its kinds."""
    return {
        key: forms.export_kinds(files.forms[key])
        for key in sorted(model.form_keys())
        if key in files.forms
    }


def kinds_at(
    draft: Draft, texts: Mapping[str, str], *, files: LibraryFiles, forms: Forms
) -> dict[str, str]:
    """Return the fields that conditions of a draft may name, with their kinds."""
    candidate = replace(as_adopted(draft, texts, files), window=Window())
    sound = {key: one for key, one in candidate.forms.items() if forms.problem(one) is None}
    candidate = replace(candidate, forms=sound, terms={})  # how long a term is, is no field
    trial = replace(files, adopted=(*files.adopted, candidate)).seen_from(draft.region)
    model = model_of(texts[DRAWING])
    exports = exports_of(model, trial, forms)
    tables = tables_for(trial.decisions, model.table_keys(), draft.region)
    return dict(kinds_with_tables(model.table_keys(), kinds_of(model, exports), tables))


def model_of(text: str) -> ProcessModel:
    """Return the model of a drawing."""
    return read_process(read_bpmn(text.encode()))
