from __future__ import annotations

import json
from pathlib import Path

from doorgang_api.pages.participants import Choice
from doorgang_api.pages.start_conditions import State, conditions, impediments
from doorgang_engine.subject import SubjectKind

FORMS = Path(__file__).parents[3] / "forms/definitions"


def choice(**more):
    given = {"kind": "po_school", "known": (), "is_own": False, "chosen": "", "may_wait": False}
    return Choice(**given | more)


def told(*choices, form="", kind=SubjectKind.CHILD):
    definition = json.loads((FORMS / f"{form}.json").read_text()) if form else None
    found = conditions(role="Loket", kind=kind, choices=choices, form=definition)
    return [(one.state, one.words) for one in found]


class TestOrganisations:
    def test_without_one_to_choose_stop_the_route_and_say_whom_to_ask(self):
        found = conditions(role="Loket", kind=SubjectKind.CHILD, choices=[choice()], form=None)

        assert found[-1].state is State.UNMET
        assert "Vraag uw regiocoördinator" in found[-1].how
        assert impediments([choice()]) == [found[-1].how]

    def test_that_may_wait_stop_nothing(self):
        waiting = choice(may_wait=True)

        assert told(waiting)[-1][0] is State.LATER
        assert impediments([waiting]) == []

    def test_that_are_known_are_met(self):
        own = choice(is_own=True, known=(("a", "A"),), chosen="a")
        only = choice(known=(("a", "A"),), chosen="a")

        assert [state for state, _ in told(own, only)[-2:]] == [State.MET, State.MET]

    def test_to_choose_from_are_to_do(self):
        assert told(choice(known=(("a", "A"), ("b", "B"))))[-1][0] is State.OPEN

    def test_of_a_closed_own_one_stop_the_route(self):
        closed = choice(is_own=True)

        assert told(closed)[-1][0] is State.UNMET
        assert impediments([closed]) == [closed.complaint]


class TestForm:
    def test_tells_what_must_be_confirmed(self):
        assert (State.OPEN, "Ik heb de melding met de ouders besproken") in told(
            form="blanco_melding"
        )

    def test_tells_between_which_days_a_date_lies(self):
        words = [words for _, words in told(form="kindregistratie")]

        assert (
            "‘Geboortedatum’ is minstens donderdag 1 januari 2015 en hoogstens vandaag." in words
        )

    def test_tells_the_rules_that_are_judged_on_sending(self):
        rule = "Bij 16-uursverzuim gaat het om 16 uur of meer."

        assert (State.JUDGED, rule) in told(form="verzuimsignaal")

    def test_tells_which_files_to_have_at_hand(self):
        assert any("OPP" in words for state, words in told(form="tlv_aanvraag"))


class TestSubject:
    def test_that_is_no_child_asks_no_name(self):
        assert len(told(kind=SubjectKind.ORGANISATION)) == len(told()) - 1
