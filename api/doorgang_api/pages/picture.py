"""The picture of a case's route, with what has happened in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_api.languages import gettext as _
from doorgang_engine import events as ev
from doorgang_engine.diagram import (
    DiagramUnreadable,
    Marks,
    describe,
    draw_svg,
    parse_source,
)
from doorgang_engine.history.fold import fold
from doorgang_engine.terms.wording import listed

from .drawing import laid_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .reading import CaseReading

STEPS = frozenset({"userTask", "callActivity", "serviceTask", "receiveTask"})


@dataclass(frozen=True, kw_only=True)
class RoutePicture:
    """The picture as SVG, and the same in words. ``svg`` is empty when it cannot be drawn."""

    svg: str
    description: str
    steps: tuple[tuple[str, str], ...]  # name of a step, and where it stands


def picture_of(reading: CaseReading) -> RoutePicture:
    """Return the picture of a case's own route; called routes are one box in it."""
    marks = marks_of(reading)
    description = _in_words(reading, marks)
    steps = tuple(_steps(reading, marks))
    try:
        source = laid_out(reading.content["processes"][reading.case.route])
        root = parse_source(source)
        description = f"{describe(root)} {description}"
        title = _(
            "Route %(route)s, traject %(number)s",
            route=reading.names.route,
            number=reading.case.number,
        )
        svg = draw_svg(root, marks=marks, title=title, description=description)
    except DiagramUnreadable:
        svg = ""
    return RoutePicture(svg=svg, description=description, steps=steps)


def marks_of(reading: CaseReading) -> Marks:
    """Return what is done, what is waited for, what was followed and what is late."""
    snapshot = fold(event for _, event in reading.history)
    visited = frozenset(_outer(snapshot.completed))
    active = frozenset(_hosts((w.element, w.scope) for w in reading.waiting))
    late = frozenset(
        task.element
        for task in reading.open_tasks
        if task.due_at and task.due_at < reading.now and not task.scope
    )
    broken_off = {
        event.element
        for _, event in reading.history
        if isinstance(event, ev.ElementCancelled | ev.TaskCancelled) and not event.scope
    }
    return Marks(
        visited=visited - active,
        active=active,
        cancelled=frozenset(broken_off) - visited - active,
        taken=frozenset(_outer(snapshot.flows)),
        late=late,
    )


def _outer(places: Iterable[str]) -> Iterable[str]:
    """Yield the elements of the case's own process; what lies in called routes is not drawn."""
    return (place.partition("|")[2] for place in places if place.startswith("|"))


def _hosts(places: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Yield an element, or the call activity of the case's own process that it lies in."""
    return (scope.split("/")[0].rsplit("#", 1)[0] if scope else key for key, scope in places)


def _in_words(reading: CaseReading, marks: Marks) -> str:
    model = reading.runnable.program.models[reading.runnable.program.key]
    active = [element for key, element in model.elements.items() if key in marks.active]
    steps = [f"‘{one.name}’" for one in active if one.kind in STEPS]
    others = [f"‘{one.name}’" for one in active if one.kind not in STEPS]
    done = sum(key in model.elements for key in marks.visited)
    sentences = [
        _(
            "%(done)s van de %(count)s onderdelen zijn gepasseerd.",
            done=done,
            count=len(model.elements),
        )
    ]
    if steps:
        sentences.append(_("Nu aan de beurt: %(listed)s.", listed=listed(items=steps)))
    if others:
        sentences.append(_("Er wordt gewacht op: %(listed)s.", listed=listed(items=others)))
    return " ".join(sentences)


def _steps(reading: CaseReading, marks: Marks) -> Iterable[tuple[str, str]]:
    """Yield each task of the route in the order of the file, with where it stands."""
    model = reading.runnable.program.models[reading.runnable.program.key]
    states = (
        (_("nu aan de beurt, te laat"), marks.late),
        (_("nu aan de beurt"), marks.active),
        ("gedaan", marks.visited),
        ("vervallen", marks.cancelled),
    )
    for key, element in model.elements.items():
        if element.kind in STEPS:
            yield element.name, next((words for words, keys in states if key in keys), "")
