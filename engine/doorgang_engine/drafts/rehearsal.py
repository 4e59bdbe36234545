"""Play the scenarios of a draft on its own drawing, and list the flows that none took."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doorgang_engine.bpmn.finding import WARNING
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.bpmn.spoken import Spoken
from doorgang_engine.errors import EngineError
from doorgang_engine.routes.library import BASE
from doorgang_engine.routes.play import Outcome
from doorgang_engine.routes.route_texts import shape_in
from doorgang_engine.routes.scenarios import Scenario, parse_scenarios
from doorgang_engine.routes.stage import Stage

from .draft import DRAWING
from .finding import DraftFinding
from .rules_missed import check_rules
from .story_words import names_in, why_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_engine.ports import Forms
    from doorgang_engine.routes.adopted import AdoptedDraft
    from doorgang_engine.routes.library import LibraryFiles

    from .draft import Draft

MOST_SCENARIOS = 200


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What playing gave."""

    findings: tuple[DraftFinding, ...]
    scenarios: tuple[tuple[str, bool], ...]
    flows_not_taken: tuple[str, ...]


def rehearse(
    draft: Draft,
    texts: Mapping[str, str],
    *,
    candidate: AdoptedDraft,
    files: LibraryFiles,
    forms: Forms,
) -> Rehearsal:
    """Play every scenario of the draft that tells of its region, or of the shape it began as.

    Each is played with the terms and parameters of the region for which it was written; the
    drawing, forms and tables are those of the draft. The terms of the draft count in the stories
    of its own region and of the base, which stand for what it has.
    """
    stages: dict[str, Stage] = {}
    findings: list[DraftFinding] = []
    scenarios: list[tuple[str, bool]] = []
    taken: set[tuple[str, str]] = set()
    hit: set[tuple[str, str, int]] = set()
    for path, story in _stories(texts, draft, replace(files, adopted=())):
        if story.region not in stages:
            stages[story.region] = Stage(laid_over(candidate, files, story.region), forms=forms)
        name = f"{path.removeprefix('scenarios/')}: {story.name}"
        outcome = _play(stages[story.region], story)
        taken |= outcome.flows
        hit |= outcome.rules
        scenarios.append((name, outcome.is_right))
        if not outcome.is_right:
            findings.append(_failed(draft, path, outcome, candidate=candidate, files=files))
    if not scenarios:
        findings.append(_none(draft))
    root = read_bpmn(texts[DRAWING].encode())
    model = read_process(root)
    missed = tuple(flow for flow in model.flows if (draft.route, flow) not in taken)
    spoken = Spoken(root)
    findings += [_not_taken(draft, flow, spoken.by_id(flow)) for flow in missed]
    if scenarios:
        trial = laid_over(candidate, files, draft.region)
        findings += check_rules(draft, model, trial=trial, hit=hit)
    return Rehearsal(findings=tuple(findings), scenarios=tuple(scenarios), flows_not_taken=missed)


def laid_over(candidate: AdoptedDraft, files: LibraryFiles, region: str) -> LibraryFiles:
    """Return the library of a region with a draft laid over it, whatever region it is of."""
    others = tuple(one for one in files.adopted if one.region == candidate.region)
    *moved, here = (_moved(one, region) for one in (*others, candidate))
    laid = replace(files, adopted=(*moved, here)).seen_from(region)
    return replace(laid, adopted=())


def _moved(one: AdoptedDraft, region: str) -> AdoptedDraft:
    """Return a draft as a story of a region meets it; terms are settings of a region itself."""
    terms = one.terms if region in (one.region, BASE) else {}
    return replace(one, region=region, terms=terms)


def _stories(
    texts: Mapping[str, str], draft: Draft, library: LibraryFiles
) -> Iterator[tuple[str, Scenario]]:
    count = 0
    for path in sorted(one for one in texts if one.startswith("scenarios/")):
        for story in parse_scenarios(texts[path], file=path):
            if counts(draft, story.region, library) and count < MOST_SCENARIOS:
                count += 1
                yield path, story


def counts(draft: Draft, region: str, library: LibraryFiles) -> bool:
    """Return whether a story of a region tells of a draft: its own region, or one of its shape.

    ``library`` is without adopted drafts.
    """
    if draft.region == region:
        return True
    known = region in library.region_keys()
    return known and shape_in(library, draft.route, region) == draft.shape


def _play(stage: Stage, story: Scenario) -> Outcome:
    try:
        return stage.play(story)
    except EngineError as error:
        return Outcome(story, problems=[f"{error.code}: {error}"], refused=error)


def _failed(
    draft: Draft,
    path: str,
    outcome: Outcome,
    *,
    candidate: AdoptedDraft,
    files: LibraryFiles,
) -> DraftFinding:
    name = outcome.scenario.name
    return DraftFinding(
        code="scenario_failed",
        route=draft.route,
        path=path,
        element=name,
        line=0,
        reason=f"Het scenario '{name}' loopt anders dan het zegt"
        + why_otherwise(outcome, names_in(candidate, files)),
        notation="; ".join(outcome.problems)[:500],
        remedy="Herstel de tekening. Is de route zo bedoeld, laat het scenario dan weg, en speel "
        "en bewaar een nieuw.",
    )


def _none(draft: Draft) -> DraftFinding:
    return DraftFinding(
        code="scenario_none",
        route=draft.route,
        path="scenarios/",
        element="",
        line=0,
        reason="Het ontwerp heeft geen scenario dat kan worden gespeeld.",
        remedy="Speel het ontwerp van begin tot einde, en bewaar dat als scenario.",
    )


def _not_taken(draft: Draft, flow: str, name: str) -> DraftFinding:
    return DraftFinding(
        code="flow_not_taken",
        route=draft.route,
        path=DRAWING,
        element=flow,
        line=0,
        reason=f"Geen scenario komt langs de pijl '{name}'.",
        remedy="Speel het ontwerp langs deze pijl, en bewaar dat als scenario.",
        severity=WARNING,
    )
