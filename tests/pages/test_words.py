from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest
from tests.small_route import content

from doorgang_api.pages.names import RouteNames
from doorgang_api.pages.sentences import TECHNICAL, sentence
from doorgang_api.pages.words import deadline, group_of, moment_words
from doorgang_engine.events import EVENT_TYPES
from doorgang_engine.routes.bundle import prepare
from doorgang_engine.terms.calendars import Calendar

SPECIMENS = {
    "outcome": "met",
    "by": "P5D",
    "due_at": "2027-01-22T22:59:59+00:00",
    "was": "2027-01-22T22:59:59+00:00",
    "started_on": "2027-01-15",
    "ended_on": "2027-01-15",
    "end": "2027-01-22",
    "raw_end": "2027-01-22",
    "suspended_on": "2027-01-15",
    "resumed_on": "2027-01-15",
    "announced_on": "2027-01-15",
    "left_on": "2027-01-15",
    "until": "2027-02-15",
    "element": "toetsen",
    "flow": "f3",
    "term": "proef.toets",
    "round": 2,
    "scope": "",
    "purpose": "inzage",
    "role": "ouder",
    "expires_at": "2027-02-15T09:00:00+00:00",
}
BY_TYPE = {"dict[str, Any]": {}, "tuple[str, ...]": ("loket",), "int": 1}


def specimen(kind):
    """An event of this kind, with something in every field."""
    event_type = EVENT_TYPES[kind]
    fields = {
        field.name: SPECIMENS.get(field.name, BY_TYPE.get(str(field.type), field.name))
        for field in dataclasses.fields(event_type)
    }
    return event_type(**fields)


@pytest.fixture(scope="module")
def names():
    made = content()
    return RouteNames(made, prepare(made))


class TestSentence:
    @pytest.mark.parametrize("kind", sorted(EVENT_TYPES))
    def test_exists_for_every_kind_of_event(self, kind, names):
        said = sentence(specimen(kind), names)

        assert said[0] == "‘" or said[0].isupper()
        assert said[-1] in ".”…" or "Reden: " in said
        assert "  " not in said
        assert kind not in said

    def test_of_a_task_says_for_whom_and_until_when(self, names):
        said = sentence(specimen("task_opened"), names)

        assert "‘Aanvraag toetsen’" in said
        assert "klaar uiterlijk vrijdag 22 januari 2027" in said

    def test_of_a_flow_says_from_where_to_where(self, names):
        said = sentence(specimen("flow_taken"), names)

        assert said == "Van ‘Compleet?’ via ‘ja’ naar ‘School inlichten’."

    @pytest.mark.parametrize("outcome", ["met", "lapsed", "stopped"])
    def test_of_a_term_that_ended_says_how(self, names, outcome):
        event = dataclasses.replace(specimen("term_ended"), outcome=outcome)

        assert "‘Toetsen’" in sentence(event, names)

    def test_folds_away_only_kinds_that_exist(self):
        assert set(EVENT_TYPES) >= TECHNICAL


class TestDeadline:
    @pytest.mark.parametrize(
        ("now", "due", "group", "words"),
        [
            ("2027-01-15T22:59:59", "2027-01-15T22:59:59", "vandaag", "vandaag"),
            ("2027-01-15T23:00:00", "2027-01-15T22:59:59", "te-laat", "1 dag te laat"),
            ("2027-01-15T09:00:00", "2027-01-16T22:59:59", "deze-week", "morgen"),
            ("2027-01-15T09:00:00", "2027-01-17T22:59:59", "deze-week", "over 2 dagen"),
            ("2027-01-15T09:00:00", "2027-01-18T22:59:59", "later", "over 1 werkdag"),
            ("2027-01-15T23:30:00", "2027-01-18T22:59:59", "later", "over 1 werkdag"),
            ("2027-03-25T09:00:00", "2027-03-30T21:59:59", "later", "over 1 werkdag"),
            ("2027-01-18T09:00:00", "2027-01-15T22:59:59", "te-laat", "1 werkdag te laat"),
            ("2027-01-18T09:00:00", "2027-06-18T21:59:59", "later", "over 21 weken"),
        ],
    )
    def test_counts_working_days_in_amsterdam(self, now, due, group, words):
        read = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, due)]

        told = deadline(now=read[0], due_at=read[1], calendar=Calendar())

        assert told.group == group
        assert told.words == words

    def test_that_is_not_there_is_in_a_group_of_its_own(self):
        assert group_of(due_at=None, now=datetime(2027, 1, 1, tzinfo=UTC)) == "zonder-termijn"


class TestMomentWords:
    def test_follow_the_clock_in_amsterdam(self):
        winter = datetime(2027, 1, 15, 23, 5, tzinfo=UTC)
        summer = datetime(2027, 7, 1, 12, 5, tzinfo=UTC)

        assert moment_words(winter) == "zaterdag 16 januari 2027 om 0.05 uur"
        assert moment_words(summer) == "donderdag 1 juli 2027 om 14.05 uur"
