"""Replay of a case on the drawing as it was then: every step has a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for

from doorgang_api.languages import gettext as _
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.dossier.looks import LookKind
from doorgang_engine.history.painting import paint
from doorgang_engine.history.replay import steps_of
from doorgang_engine.terms.durations import AMSTERDAM

from . import visit
from .painted_drawing import drawings_of, drawn, elements_in, states_of
from .reading import CaseReading, people_of
from .replay_track import deadlines_of, draw_track, track_of
from .replay_views import StepView, idle_periods, period_words, step_views
from .words import day_words, moment_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response

    from doorgang_engine.bpmn.process import ProcessModel
    from doorgang_engine.dossier.desk import Desk
    from doorgang_engine.history.painting import Painting
    from doorgang_engine.history.replay import Step


@dataclass(frozen=True, kw_only=True)
class Version:
    """A bundle that the case ran on."""

    words: str
    processes: Mapping[str, str]
    program: Any

    def model_of(self, scope: str) -> ProcessModel | None:
        """Return the process of a scope; None when this version does not have it."""
        try:
            found: ProcessModel = self.program.model_of(scope)
        except KeyError:
            return None
        return found


@dataclass(frozen=True, kw_only=True)
class Replay:
    """A case as steps, with what it ran on."""

    reading: CaseReading
    steps: Sequence[Step]
    views: Sequence[StepView]
    versions: Mapping[str, Version]


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<id>/naspelen`` and its report."""
    pages.add_url_rule("/trajecten/<case_id>/naspelen", "replay", replay)
    pages.add_url_rule("/trajecten/<case_id>/naspelen/verslag", "replay_report", replay_report)


def replay(case_id: str) -> Response:
    """Show one step of a case on the drawing, and all steps as a table.

    :raises CaseNotFound: if it does not exist, or not for this person.
    """
    with visit.desk() as desk:
        told = _read(case_id, desk, LookKind.VIEW)
        at = _asked_step(told)
        step = told.steps[at - 1]
        scope = _asked_scope(told, step)
        track = track_of(told.steps, now=desk.now)
        return visit.show(
            "replay.html",
            heading=_("Naspelen: traject %(nummer)s", nummer=told.reading.case.number),
            reading=told.reading,
            views=told.views,
            view=told.views[at - 1],
            last=len(told.steps),
            scope=scope,
            scopes=_scopes(told, step),
            drawing=_drawn(told, scope, step),
            track=draw_track(track, current=step, title=_track_title(told)),
            jumps=_jumps(told),
            idle=[
                (number, period_words(start, end))
                for number, start, end in idle_periods(told.steps)
            ],
            data=_data(told, scope, track.x),
        )


def replay_report(case_id: str) -> Response:
    """Show the whole replay as one page to print; noted as a print.

    :raises CaseNotFound: if it does not exist, or not for this person.
    """
    return visit.show("replay_report.html", **report_of(case_id))


def report_of(case_id: str) -> dict[str, Any]:
    """Return what a report tells of a case: as much as this person may read; noted as a print.

    :raises CaseNotFound: if it does not exist, or not for this person.
    """
    with visit.desk() as desk:
        told = _read(case_id, desk, LookKind.PRINT)
        last = told.steps[-1]
        track = track_of(told.steps, now=desk.now)
        return {
            "heading": _("Verloop van traject %(nummer)s", nummer=told.reading.case.number),
            "reading": told.reading,
            "views": told.views,
            "drawing": _drawn(told, "", last),
            "track": draw_track(track, current=last, title=_track_title(told)),
            "track_title": _track_title(told),
            "printed": moment_words(desk.now),
        }


def _read(case_id: str, desk: Desk, kind: LookKind) -> Replay:
    reading = CaseReading(desk.dossier(case_id, shows=WHOLE, kind=kind))
    steps = steps_of(reading.history)
    versions = {hashed: _version(hashed, desk) for hashed in {step.bundle for step in steps}}
    views = step_views(
        reading,
        steps,
        people=people_of(desk.uow, desk.account),
        versions={hashed: one.words for hashed, one in versions.items()},
    )
    return Replay(reading=reading, steps=steps, views=views, versions=versions)


def _version(bundle_hash: str, desk: Desk) -> Version:
    bundle = desk.uow.bundles.by_hash(bundle_hash)
    program = visit.house().parts.shelf.runnable(desk.uow, bundle_hash).program
    return Version(
        words=_(
            "versie %(nummer)s van %(dag)s (%(kenmerk)s)",
            nummer=bundle.number,
            dag=day_words(bundle.published_at),
            kenmerk=bundle_hash[:12],
        ),
        processes=bundle.content["processes"],
        program=program,
    )


def _asked_step(told: Replay) -> int:
    """Return the step that the address asks for: by number, element, moment; else the last."""
    asked, last = request.args, len(told.steps)
    if (number := asked.get("stap", "")).isdecimal() and number.isascii():
        at = min(max(int(number[:9]), 1), last)
    else:
        at = last
    if moment := _moment(asked.get("op", "")):
        before = [step.number for step in told.steps if step.at <= moment]
        return before[-1] if before else 1
    if element := asked.get("element", ""):
        there = [step.number for step in told.steps if _touches(step, element)]
        return next((number for number in there if number > at), there[0] if there else at)
    return at


def _moment(text: str) -> datetime | None:
    """Return the moment that is asked for: of a day, its end."""
    try:
        if "T" in text:
            found = datetime.fromisoformat(text)
            return found if found.tzinfo else found.replace(tzinfo=AMSTERDAM)
        return datetime.combine(date.fromisoformat(text), time.max, tzinfo=AMSTERDAM)
    except ValueError:
        return None


def _touches(step: Step, element: str) -> bool:
    return any(one == element for _scope, one in step.fresh)


def _asked_scope(told: Replay, step: Step) -> str:
    asked = request.args.get("deel", "")
    return asked if asked in dict(_scopes(told, step)) else ""


def _scopes(told: Replay, step: Step) -> list[tuple[str, str]]:
    """Return the drawings there are: of the route itself, and of every route that it called."""
    return drawings_of(told.steps, told.versions[step.bundle].model_of)


def _drawn(told: Replay, scope: str, step: Step) -> str:
    """Return the drawing of a scope as it looked at a step; empty when it cannot be drawn."""
    version = told.versions[step.bundle]
    model = version.model_of(scope)
    if model is None:
        return ""
    there = paint(step, scope=scope, model=model)
    keep = elements_in(_paintings(told, scope))
    return drawn(version.processes[model.key], model.name, there, keep=keep)


def _track_title(told: Replay) -> str:
    return _(
        "Tijdlijn van %(begin)s tot %(einde)s",
        begin=day_words(told.steps[0].at),
        einde=day_words(told.steps[-1].at),
    )


def _jumps(told: Replay) -> dict[str, list[tuple[str, str]]]:
    """Return what can be jumped to: elements that were passed, and deadlines."""
    names = told.reading.names
    elements = {
        element: names.step(element, scope).strip("‘’")
        for step in told.steps
        for scope, element in step.rounds
        if (known := names.element(element, scope)) is not None and known.name
    }
    return {
        "elements": sorted(elements.items(), key=lambda one: one[1].casefold()),
        "deadlines": [(due.isoformat(), moment_words(due)) for due in deadlines_of(told.steps)],
    }


def _data(told: Replay, scope: str, place: Any) -> dict[str, Any]:
    """Return all steps for the script: states by number of an element, and each panel."""
    paintings = _paintings(told, scope)
    ids = sorted(elements_in(paintings))
    number = {key: at for at, key in enumerate(ids)}
    case_id = told.reading.case.id
    return {
        "ids": ids,
        "address": url_for("pages.replay", case_id=case_id, deel=scope or None),
        "steps": [
            {
                "bundle": step.bundle[:12],
                "iso": view.entry.iso,
                "x": round(place(step.at), 1),
                "html": render_template("replay_step.html", view=view),
                "states": {
                    name: sorted(number[key] for key in keys)
                    for name, keys in (states_of(there) if there else {}).items()
                },
                "rounds": {
                    str(number[key]): times
                    for key, times in (there.rounds if there else {}).items()
                    if key in number
                },
            }
            for step, view, there in zip(told.steps, told.views, paintings, strict=True)
        ],
    }


def _paintings(told: Replay, scope: str) -> list[Painting | None]:
    """Return how the drawing looks at each step; None where that version has no such drawing."""
    found: list[Painting | None] = []
    for step in told.steps:
        model = told.versions[step.bundle].model_of(scope)
        found.append(None if model is None else paint(step, scope=scope, model=model))
    return found
