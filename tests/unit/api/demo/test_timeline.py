"""How a timeline stands on the page."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from doorgang_api.demo.entries import Entry, Tally
from doorgang_api.demo.timeline import WIDTH, Timeline, lines_of, proof_line
from doorgang_engine.history.verify import Difference, Verdict
from doorgang_engine.model import Case, CaseStatus
from doorgang_engine.subject import Subject

START = datetime(2027, 1, 15, 8, 30, tzinfo=UTC)
END = datetime(2027, 3, 24, 8, 30, tzinfo=UTC)


def timeline(*entries, **changed):
    case = Case(
        region="proef",
        id="1c0ffee0",
        number="PRO-2027-00001",
        route="proef-route",
        bundle="b",
        status=CaseStatus.COMPLETED,
        started_at=START,
        ended_at=END,
    )
    given = {
        "case": case,
        "title": "Proefroute",
        "subject": Subject(given_name="Noor", family_name="Verzonnen"),
        "entries": entries,
        "tally": Tally(tasks=3, timers=1, terms=3, outcomes=Counter(met=1, lapsed=1, stopped=1)),
        "outcome": "Klaar",
    }
    return Timeline(**{**given, **changed})


def entry(**changed):
    given = {"at": START, "who": "Loes Loket", "role": "loket", "title": "Aanvraag toetsen"}
    return Entry(**{**given, **changed})


class TestLinesOf:
    def test_puts_date_person_and_step_in_columns(self):
        lines = lines_of(timeline(entry(notes=("uiterlijk vr 22-01-2027: op tijd",))))

        assert lines[2:4] == [
            "vr 15-01-2027  Loes Loket               Aanvraag toetsen",
            "               loket                    - uiterlijk vr 22-01-2027: op tijd",
        ]

    def test_writes_a_day_once(self):
        lines = lines_of(timeline(entry(role=""), entry(role="")))

        assert [line[:10].strip() for line in lines[2:4]] == ["vr 15-01-2", ""]

    def test_indents_what_happened_in_a_called_route(self):
        lines = lines_of(timeline(entry(depth=2, notes=("op tijd",))))

        assert lines[2].endswith("     Aanvraag toetsen")
        assert lines[3].endswith("     - op tijd")

    def test_stays_within_its_width(self):
        long = entry(
            who="Een naam die met opzet heel erg lang is",
            role="een rol die met opzet niet in de kolom past",
            title="Een stap met een naam " * 8,
            notes=("een bericht " * 30,),
            depth=3,
        )

        assert max(len(line) for line in lines_of(timeline(long))) <= WIDTH

    def test_ends_with_outcome_duration_and_counts(self):
        verdict = Verdict("1c0ffee0", 12, 3)

        assert lines_of(timeline(entry()), verdict=verdict)[-5:] == [
            "uitkomst: Klaar",
            "duur: vr 15-01-2027 tot en met wo 24-03-2027: 68 dagen",
            "gedaan: 3 taken; 1 keer ging een wekker af",
            "termijnen: 3, waarvan 1 gehaald en 1 verstreken, 1 anders geëindigd of nog lopend",
            "geschiedenis bewezen: 12 gebeurtenissen, 3 handelingen",
        ]


class TestProofLine:
    def test_does_not_call_a_history_proven_that_differs(self):
        verdict = Verdict("1c0ffee0", 12, 1, (Difference(3, "kind", "a", "b"),))

        assert proof_line(verdict) == (
            "GESCHIEDENIS KLOPT NIET: 1 verschil; 12 gebeurtenissen, 1 handeling"
        )
