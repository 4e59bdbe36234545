"""The gate over a whole draft: one list of findings, each with a reason, a remedy and a place.

It judges the draft as it would lie over the library of its region, and with it every route there
that calls the drawn one or uses a form, table or term of the draft.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from doorgang_engine.errors import LibraryInvalid, RouteNotFound, RouteUnreadable
from doorgang_engine.routes.library import assemble
from doorgang_engine.routes.publish import check_file
from doorgang_engine.routes.table_files import check_table_file
from doorgang_engine.routes.term_checks import terms_used
from doorgang_engine.terms.periods import Window

from .draft import DRAWING, INFO
from .finding import DraftFinding
from .overlay import as_adopted, in_folder
from .rehearsal import rehearse
from .term_files import refused_terms
from .uses import model_of, newly_wrong

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from doorgang_engine.bpmn.finding import Finding
    from doorgang_engine.ports import Forms
    from doorgang_engine.routes.adopted import AdoptedDraft
    from doorgang_engine.routes.library import LibraryFiles

    from .draft import Draft


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the gate says of a draft."""

    findings: tuple[DraftFinding, ...]
    scenarios: tuple[tuple[str, bool], ...] = ()  # name, whether it went as told
    flows_not_taken: tuple[str, ...] = ()  # ids of sequence flows
    was_played: bool = False

    @property
    def errors(self) -> list[DraftFinding]:
        """Return what keeps the draft from being adopted."""
        return [one for one in self.findings if one.is_error]

    @property
    def is_publishable(self) -> bool:
        """Whether the draft may be adopted as far as was looked."""
        return not self.errors


def judge(
    draft: Draft,
    texts: Mapping[str, str],
    *,
    files: LibraryFiles,
    forms: Forms,
    play: bool,
    deputies: Collection[str] | None = None,
) -> Verdict:
    """Judge a draft against the library of a day; ``play`` also plays its scenarios.

    ``deputies`` are the roles in which somebody stands in; None: that is not looked at.
    """
    candidate, findings = judged_files(draft, texts, files=files, forms=forms)
    if candidate is None:
        return Verdict(findings=tuple(findings))
    if not any(one.is_error for one in findings):
        trial = _tried(draft, candidate, files)
        findings += _of_bundle(draft, trial, forms)
        findings += [
            _told(draft.route, DRAWING, one)
            for one in newly_wrong(draft, trial, files, forms, deputies)
        ]
    if not play or any(one.is_error for one in findings):
        return Verdict(findings=tuple(findings))
    played = rehearse(draft, texts, candidate=candidate, files=files, forms=forms)
    return Verdict(
        findings=(*findings, *played.findings),
        scenarios=played.scenarios,
        flows_not_taken=played.flows_not_taken,
        was_played=True,
    )


def judged_files(
    draft: Draft, texts: Mapping[str, str], *, files: LibraryFiles, forms: Forms
) -> tuple[AdoptedDraft | None, list[DraftFinding]]:
    """Return a draft as it would be laid over a library, and what is wrong with file by file.

    Without errors among these it can be run. None: it cannot even be laid over.
    """
    broken = [*_broken_forms(draft, texts, forms)]
    if DRAWING not in texts or INFO not in texts:
        broken.append(_at(draft, DRAWING, "draft_incomplete", "Er ontbreekt een bestand van dit "
                          "ontwerp.", "Maak een nieuwe kopie van de route."))  # fmt: skip
    if broken:
        return None, broken
    try:
        candidate = replace(as_adopted(draft, texts, files), window=Window())
    except (LibraryInvalid, ValueError) as error:
        return None, [_invalid(draft, error)]
    refused = dict(refused_terms(draft, candidate.terms, files.register))
    kept = {key: table for key, table in candidate.terms.items() if key not in refused}
    candidate = replace(candidate, terms=kept)
    trial = _tried(draft, candidate, files)
    return candidate, [*refused.values(), *_of_files(draft, candidate, trial, forms)]


def _tried(draft: Draft, candidate: AdoptedDraft, files: LibraryFiles) -> LibraryFiles:
    return replace(files, adopted=(*files.adopted, candidate)).seen_from(draft.region)


def _of_files(
    draft: Draft,
    candidate: AdoptedDraft,
    trial: LibraryFiles,
    forms: Forms,
) -> Iterator[DraftFinding]:
    yield from _misfits(draft, candidate, trial, forms)
    for key, text in candidate.tables.items():
        found = check_table_file(text, key=key, region=draft.region, files=trial.decisions)
        for one in found:
            yield _told(draft.route, f"tables/{key}.dmn", one)
    try:
        for route in touched_routes(candidate, trial):
            path = DRAWING if route == draft.route else ""
            for one in _checked(route, trial, draft.region, forms):
                yield _told(route, path, one)
    except RouteUnreadable as error:
        yield replace(_at(draft, DRAWING, error.code, _UNREADABLE, _BACK), notation=str(error))


def _misfits(
    draft: Draft, candidate: AdoptedDraft, trial: LibraryFiles, forms: Forms
) -> Iterator[DraftFinding]:
    """Yield where a form of the draft would take over answers that it has no place for."""
    for key, form in candidate.forms.items():
        for place, message in forms.source_problems(form, trial.forms):
            found = _at(draft, f"forms/{key}.json", "taken_from", message,
                        "Kies een vraag die er is en past, of neem niets over.")  # fmt: skip
            yield replace(found, element=place)


def _of_bundle(draft: Draft, trial: LibraryFiles, forms: Forms) -> Iterator[DraftFinding]:
    """Yield why no bundle can be made of what passed the checks one by one."""
    try:
        assemble(trial, route=draft.route, region=draft.region, export_kinds=forms.export_kinds)
    except (LibraryInvalid, RouteNotFound) as error:
        yield replace(
            _at(draft, DRAWING, "bundle_impossible", _NO_BUNDLE, _BACK), notation=str(error)
        )


def _checked(route: str, trial: LibraryFiles, region: str, forms: Forms) -> Sequence[Finding]:
    bpmn = trial.file(route, region).bpmn
    return check_file(bpmn, files=trial, region=region, export_kinds=forms.export_kinds)


def touched_routes(candidate: AdoptedDraft, trial: LibraryFiles) -> list[str]:
    """Return the drawn route, and every route of the region that the draft changes with it."""
    found = [candidate.route]
    for route in trial.route_keys():
        bpmn = trial.file(route, candidate.region).bpmn
        model = model_of(bpmn)
        uses = (
            candidate.route in model.called_routes()
            or model.form_keys() & set(candidate.forms)
            or model.table_keys() & set(candidate.tables)
            or (candidate.terms and terms_used(bpmn) & set(candidate.terms))
        )
        if uses and route != candidate.route:
            found.append(route)
    return found


def _broken_forms(draft: Draft, texts: Mapping[str, str], forms: Forms) -> Iterator[DraftFinding]:
    for key, text in in_folder(texts, "forms/").items():
        path = f"forms/{key}.json"
        try:
            form: Any = json.loads(text)
        except ValueError:
            yield _at(draft, path, "form_unreadable", "Dit formulier is niet te lezen.",
                      _BACK)  # fmt: skip
            continue
        if (problem := forms.problem(form)) is not None:
            place, message = problem
            yield replace(
                _at(draft, path, "form_invalid", message, "Herstel dit veld van het formulier."),
                element=place,
            )
        elif form.get("key") != key:
            yield _at(draft, path, "form_key", f"Het formulier heet van binnen '{form['key']}'.",
                      f"Geef het de sleutel '{key}', zoals het in dit ontwerp heet.")  # fmt: skip


_BACK = "Maak uw laatste wijziging ongedaan, of vraag de beheerder dit te herstellen."
_UNREADABLE = "De tekening is niet te lezen."
_NO_BUNDLE = "Van dit ontwerp is geen route te maken: er wordt iets genoemd dat er niet is."


def _invalid(draft: Draft, error: Exception) -> DraftFinding:
    """Return that the title, the subject or a table of the draft cannot be read."""
    told = _at(draft, INFO, "info_invalid", "De gegevens over de route kloppen niet.", _BACK)
    return replace(told, notation=str(error))


def _at(draft: Draft, path: str, code: str, reason: str, remedy: str) -> DraftFinding:
    return DraftFinding(
        code=code,
        route=draft.route,
        path=path,
        element="",
        line=0,
        reason=reason,
        remedy=remedy,
    )


def _told(route: str, path: str, one: Finding) -> DraftFinding:
    return DraftFinding(
        code=one.code,
        route=route,
        path=path,
        element=one.element,
        line=one.line,
        reason=one.message,
        remedy=one.remedy,
        severity=one.severity,
        notation=one.notation,
    )
