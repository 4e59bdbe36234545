"""Every supported construct and position, with the token behaviour that BPMN 2.0 prescribes."""

from __future__ import annotations

import pytest
from tests.conformance.cases import supported_cases
from tests.conformance.drawing import draw
from tests.conformance.driving import Drive, drawn
from tests.conformance.judging import findings_in

from doorgang_engine import events as ev
from doorgang_engine.errors import EngineError

CASES = supported_cases()
ACTS = ("start", "complete", "message", "signal", "clock", "late", "term", "withdraw")
LOOKS = {
    "flows": lambda drive: drive.flows,
    "done": lambda drive: drive.completed,
    "values": lambda drive: drive.values(),
    "rules": lambda drive: [f"{e.table}: {e.rules}" for e in drive.of(ev.TableApplied)],
    "outcome": lambda drive: drive.outcome[0] if drive.was_over else None,
}
DEFAULTS = {"open": [], "cancelled": []}


def act_of(step):
    ((kind, subject),) = [(k, v) for k, v in step.items() if k in ACTS]
    return kind, subject


def carry_out(drive, step):
    """Carry out one step: ``{complete: taak, with: {...}, nth: 1}``."""
    kind, subject = act_of(step)
    values = step.get("with", {})
    if kind == "start":
        drive.start(by=step.get("by", ""), **(subject or {}))
    elif kind == "complete":
        drive.complete(subject, nth=step.get("nth", 0), **values)
    elif kind == "message":
        drive.message(subject, at=step.get("at", ""), **values)
    elif kind == "term":
        ((change, name),) = subject.items()
        drive.term(change, name, duration=step.get("duration", ""))
    elif kind == "withdraw":
        drive.withdraw()
    else:
        getattr(drive, kind)(subject)


def refused(drive, step):
    """Return the code with which a step is refused; the case must be as it was."""
    state = drive.state
    with pytest.raises(EngineError) as raised:
        carry_out(drive, step)
    assert drive.state == state
    return raised.value.code


def seen(drive, step):
    """Return what the case shows of what a step expects."""
    found = {key: look(drive) for key, look in LOOKS.items() if key in step}
    found["open"] = drive.open_items()
    found["cancelled"] = drive.cancelled
    if "values" in step:
        found["values"] = {key: found["values"].get(key) for key in step["values"]}
    if "due" in step:
        found["due"] = {key: drive.waiting(key)[0].due_at for key in step["due"]}
    if "outcome" not in step:
        found["outcome"] = LOOKS["outcome"](drive)
    return found


def expected(step):
    """Return what a step expects; nothing may be cancelled or end without being said."""
    named = {key: step[key] for key in (*LOOKS, "due") if key in step}
    return {
        "outcome": None,
        **named,
        "open": sorted(step.get("open", [])),
        "cancelled": sorted(step.get("cancelled", [])),
    }


def files_of(case):
    return {"proef": case.process, **case.routes}


class TestASupportedCase:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.family}/{case.name}")
    def test_behaves_as_bpmn_prescribes(self, case):
        drive = Drive(
            drawn(case.process, kinds=case.kinds, routes=case.routes, tables=case.tables)
        )

        for number, step in enumerate(case.steps, start=1):
            if "refused" in step:
                assert refused(drive, step) == step["refused"], f"step {number}"
                continue
            carry_out(drive, step)

            assert seen(drive, step) == expected(step), f"step {number}: {step}"

    @pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.family}/{case.name}")
    def test_passes_the_gate(self, case):
        findings = [
            finding
            for key, process in files_of(case).items()
            for finding in findings_in(
                draw(process, key=key),
                kinds=case.kinds,
                routes=files_of(case),
                tables=case.tables,
            )
        ]

        assert [finding for finding in findings if finding.is_error] == []


class TestTheCases:
    def test_are_at_least_sixty(self):
        assert len(CASES) >= 60

    def test_each_expect_something_of_every_step(self):
        silent = [
            case.name
            for case in CASES
            for step in case.steps
            if not {"open", "outcome", "refused"} & set(step)
        ]

        assert silent == []
