from __future__ import annotations

import yaml
from tests.conformance.deciding import decide
from tests.plain_words import signs_in
from tests.unit.engine.drafts_in_memory import texts, verdict

from doorgang_engine.dmn.rule_words import rule_words
from doorgang_engine.dmn.support import read_table
from doorgang_engine.drafts.rules_missed import RULE_NOT_HIT

ROUTE = "overstap-triage"


def missed(found):
    return [one for one in found.findings if one.code == RULE_NOT_HIT]


def first_story_alone():
    """Return the files of scenarios with one story in all."""
    paths = sorted(one for one in texts(ROUTE) if one.startswith("scenarios/"))
    first = yaml.safe_load(texts(ROUTE)[paths[0]])
    told = yaml.safe_dump({**first, "scenarios": first["scenarios"][:1]}, allow_unicode=True)
    empty = yaml.safe_dump({**first, "scenarios": []}, allow_unicode=True)
    return {path: told if path == paths[0] else empty for path in paths}


class TestARuleThatNoScenarioHits:
    def test_is_none_in_what_is_shipped(self):
        assert missed(verdict(ROUTE, play=True)) == []

    def test_is_told_in_words_and_keeps_nothing_from_being_published(self):
        found = missed(verdict(ROUTE, first_story_alone(), play=True))

        assert found
        assert not any(one.is_error for one in found)
        assert all(one.element == "spoor_voorstellen" for one in found)
        assert all("regel " in one.reason and "→" in one.reason for one in found)
        assert [signs for one in found if (signs := signs_in(one.reason + one.remedy))] == []


class TestRuleWords:
    def test_say_when_it_holds_and_what_it_gives(self):
        rows = (
            "advies:string | punten:integer | dag:date | ja:boolean => uit:string | n:integer\n"
            '"havo","vwo" | [4..7] | >= date("2027-01-31") | true => "ruim" | 2\n'
            'not("pro") | < 4 | - | - => "krap" | 0\n'
            '- | - | - | - => "anders" | 1\n'
        )
        table = read_table(decide("proef", rows))

        told = [rule_words(table, one, named=str.capitalize) for one in table.rules]

        assert told == [
            (
                "Advies: ‘havo’ of ‘vwo’; Punten: vanaf 4 tot en met 7; "
                "Dag: vanaf zondag 31 januari 2027; Ja: ja → Uit: ‘ruim’; N: 2"
            ),
            "Advies: niet ‘pro’; Punten: tot en met 3 → Uit: ‘krap’; N: 0",
            "in alle gevallen → Uit: ‘anders’; N: 1",
        ]
