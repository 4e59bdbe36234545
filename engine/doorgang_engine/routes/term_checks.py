"""Terms that a drawing uses: with a ground where the law speaks, and never above its maximum."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.checks.reading import Reading
from doorgang_engine.bpmn.checks.written import written_in
from doorgang_engine.bpmn.finding import WARNING, Finding
from doorgang_engine.bpmn.names import bpmn
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.terms.durations import parse_duration, shift_date
from doorgang_engine.terms.problems import DurationInvalid
from doorgang_engine.terms.wording import duration_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from doorgang_engine.bpmn.process import Element, ProcessModel
    from doorgang_engine.terms.durations import Duration
    from doorgang_engine.terms.rules import TermRule

_TERM = re.compile(r"""\b(?:termijn|signaal)\s*\(\s*["']([^"']*)["']""")


def check_terms(
    root: Any, model: ProcessModel, *, rules: Mapping[str, TermRule], day: date
) -> list[Finding]:
    """Return each use of a term that the law would not have; ``day`` only compares lengths."""
    found: list[Finding] = []
    for element, key in _used(root, model):
        rule = rules.get(key)
        if rule is not None:  # one that is not known has a finding already
            found += _of_ground(element, rule)
            found += _of_length(element, rule, day)
    return [*found, *_without_term(root, model)]


def terms_used(bpmn: str) -> set[str]:
    """Return the keys of the terms that a drawing names."""
    root = read_bpmn(bpmn.encode())
    return {key for _element, key in _used(root, read_process(root))}


def _used(root: Any, model: ProcessModel) -> Iterator[tuple[Element, str]]:
    for one in model.elements.values():
        if one.get("termijn"):
            yield one, one.get("termijn")
    for said in written_in(Reading(root)):
        element = model.elements.get(said.at.get("id", ""))
        if element is not None:
            yield from ((element, key) for key in _TERM.findall(said.text))


def _of_ground(element: Element, rule: TermRule) -> Iterator[Finding]:
    needs_law = rule.statutory or bool(element.get("wettelijk"))
    if not rule.ground and (needs_law or not rule.source):
        yield Finding(
            code="term_without_ground",
            element=element.id,
            line=element.line,
            message=f"Bij '{element.name}' loopt de termijn '{rule.name}', en die "
            "heeft geen wettelijke grondslag.",
            remedy="Kies bij deze stap de termijn die de wet hier noemt, of vraag de beheerder de "
            "termijn haar grondslag te geven.",
        )


def _of_length(element: Element, rule: TermRule, day: date) -> Iterator[Finding]:
    if rule.duration and _longer(rule.duration, rule.ceiling, day):
        yield _too_long(element, f"de termijn '{rule.name}' duurt hier {rule.length_words}")
    if element.get("actie") == "termijn_verlengen" and element.get("duur"):
        try:
            asked = parse_duration(text=element.get("duur"))
        except DurationInvalid:
            return  # has a finding already
        if rule.extendable is None or _longer(asked, rule.extendable, day):
            yield _too_long(
                element,
                f"de termijn '{rule.name}' wordt verlengd met {duration_words(duration=asked)}",
            )


def _longer(one: Duration, most: Duration | None, day: date) -> bool:
    if most is None:
        return False
    return shift_date(day=day, duration=one) > shift_date(day=day, duration=most)


def _too_long(element: Element, what: str) -> Finding:
    return Finding(
        code="term_above_maximum",
        element=element.id,
        line=element.line,
        message=f"Bij '{element.name}': {what}; dat is meer dan de wet toelaat.",
        remedy="Maak dit zo kort als de wet zegt: bij Termijnen, of bij deze stap.",
    )


def _without_term(root: Any, model: ProcessModel) -> Iterator[Finding]:
    """Yield the timers that wait a while and then cut work off, without a term that says why."""
    for node in root.iter(bpmn("boundaryEvent")):
        element = model.elements.get(node.get("id", ""))
        lasting = next(node.iter(bpmn("timeDuration")), None)
        if element is None or lasting is None or node.get("cancelActivity") == "false":
            continue
        yield Finding(
            code="timer_without_term",
            element=element.id,
            line=element.line,
            message=f"'{element.name}' breekt werk af na een tijd, zonder dat een "
            "termijn zegt waarom.",
            remedy="Kies hier in plaats van hoe lang: tot het einde van welke termijn.",
            notation=(lasting.text or "").strip(),
            severity=WARNING,
        )
