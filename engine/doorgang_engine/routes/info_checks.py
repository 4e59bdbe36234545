"""Where ``route.toml`` and the drawing must agree: what it is about, and how it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.finding import Finding
from doorgang_engine.bpmn.names import bpmn, dg
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.bpmn.spoken import Spoken
from doorgang_engine.subject import SubjectKind

from .cohort_checks import is_told
from .titles import question_of, route_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_engine.bpmn.process import ProcessModel

    from .library import LibraryFiles


def check_subjects(root: Any, *, route: str, files: LibraryFiles) -> list[Finding]:
    """Return each start of a route that is about a child where this one is not, or the reverse.

    A child's name would come into a case about a school, or a case about a child would have none.
    """
    own, spoken = _is_about_child(route, files), Spoken(root)
    return [
        Finding(
            code="subject_mismatch",
            element=node.get("id", ""),
            line=node.sourceline or 0,
            message=f"'{spoken.of(node)}' begint '{route_title(files, started)}'; die route gaat "
            "over iets anders dan deze.",
            remedy="Kies bij deze stap een route met hetzelfde onderwerp, of zet in de plaats een "
            "stap ‘Andere route’.",
        )
        for node in root.iter(bpmn("serviceTask"))
        if (started := node.get(dg("route"))) in files.routes
        and _is_about_child(started, files) != own
    ]


def check_calls(root: Any, *, files: LibraryFiles, region: str) -> list[Finding]:
    """Return each call that begins (``dg:begin``) where the called route has no start for it.

    A start with a form would leave that form unanswered. Whether a call may begin there is for its
    caller to decide: a parameter (``dg:parameter``) is about cases that people begin.
    """
    found, spoken = [], Spoken(root)
    for node in root.iter(bpmn("callActivity")):
        begin, called = node.get(dg("begin")), node.get("calledElement", "")
        if not begin or called not in files.routes:
            continue
        model = read_process(read_bpmn(files.file(called, region).bpmn.encode()))
        start = next((e for e in model.start_events() if e.id == begin), None)
        if start is None or start.get("formulier"):
            found.append(
                Finding(
                    code="call_start",
                    element=node.get("id", ""),
                    line=node.sourceline or 0,
                    message=f"'{spoken.of(node)}' begint '{route_title(files, called)}' op een "
                    "plek die er niet is, of waar een formulier wordt gevraagd.",
                    remedy="Maak uw wijziging ongedaan, of vraag de beheerder hier een begin "
                    "zonder formulier te kiezen.",
                    notation=f"dg:begin='{begin}'",
                )
            )
    return found


def check_schedules(model: ProcessModel, *, files: LibraryFiles) -> list[Finding]:
    """Return each ``[[terugkerend]]`` by which the route could not begin."""
    return [
        Finding(
            code="schedule_start",
            element=table["start_event"],
            line=0,
            message=f"Deze route begint op vaste dagen vanzelf; dat kan zo niet meer: {problem}",
            remedy="Geef dat begin terug zoals het was, zonder formulier, of vraag de beheerder "
            "de vaste dagen van deze route aan te passen.",
            notation=f"[[terugkerend]] '{table['key']}' bij '{table['start_event']}'",
        )
        for table in _info(model.key, files).get("terugkerend", ())
        for problem in _schedule_problems(table, model, files)
    ]


def _schedule_problems(
    table: Mapping[str, Any], model: ProcessModel, files: LibraryFiles
) -> Iterator[str]:
    start = next((e for e in model.start_events() if e.id == table["start_event"]), None)
    if start is None or start.get("formulier"):
        yield "het begin daarvoor is er niet, of vraagt een formulier."
    source = table.get("source")
    given = source["given"] if source else {}
    if missing := sorted(set(is_told(model)) - set(given)):
        yield f"de route moet dan {', '.join(_asked(files, missing))} weten."
    if source is None:
        return
    named = route_title(files, source["route"])
    if source["route"] not in files.routes or not _is_about_child(source["route"], files):
        yield f"de route '{named}' is er niet, of gaat niet over een kind."
        return
    ends = _outcomes_of(source["route"], files)
    if unknown := sorted(set(source["outcomes"]) - ends):
        yield f"'{named}' eindigt nooit met {', '.join(unknown)}."
    known = _variables_of(source["route"], files)
    wanted = {*given.values(), *([source["variable"]] if source["variable"] else [])}
    if unknown := sorted(wanted - known):
        yield f"'{named}' kent {', '.join(_asked(files, unknown))} niet."


def _asked(files: LibraryFiles, names: list[str]) -> list[str]:
    return [f"'{question_of(files.forms, one)}'" for one in names]


def _variables_of(route: str, files: LibraryFiles) -> set[str]:
    """Return the variables that a route has in each of its shapes: declared or exported."""
    found = [_variables_in(file.bpmn, files) for file in files.routes[route].values()]
    return set.intersection(*found)


def _outcomes_of(route: str, files: LibraryFiles) -> set[str]:
    return {
        element.get("uitkomst")
        for file in files.routes[route].values()
        for element in read_process(read_bpmn(file.bpmn.encode())).elements.values()
    }


def _variables_in(bpmn: str, files: LibraryFiles) -> set[str]:
    model = read_process(read_bpmn(bpmn.encode()))
    forms = (files.forms.get(key, {}) for key in model.form_keys())
    return set(model.variables) | {name for form in forms for name in _exports(form)}


def _exports(part: Any) -> Iterator[str]:
    """Yield what a form exports, at any depth."""
    if isinstance(part, list):
        for inner in part:
            yield from _exports(inner)
    elif isinstance(part, dict):
        if isinstance(part.get("export"), str):
            yield part["export"]
        for name in ("sections", "fields"):
            yield from _exports(part.get(name, []))


def _is_about_child(route: str, files: LibraryFiles) -> bool:
    subject = _info(route, files).get("onderwerp", SubjectKind.CHILD)
    return bool(subject == SubjectKind.CHILD)


def _info(route: str, files: LibraryFiles) -> Mapping[str, Any]:
    found = files.routes.get(route)
    return next(iter(found.values())).info if found else {}
