from __future__ import annotations

from tests.unit.engine.drafts_in_memory import library

from doorgang_engine.routes.known_marks import marks_of

TLV = "tlv-aanvraag"


def marks(kind, route=TLV, drawing=None):
    text = drawing or library().routes[route]["basis"].bpmn
    return marks_of(library(), route=route, drawing=text)[kind]


class TestMarks:
    def test_of_the_route_come_first_in_words(self):
        found = {one.value: one for one in marks("mijlpaal")}

        assert found["besluit_bekend"].is_own
        assert found["besluit_bekend"].words.startswith("besluit bekend (bij ‘")
        assert not found["aangemeld"].is_own
        order = [one.is_own for one in marks("mijlpaal")]
        assert order == sorted(order, reverse=True)

    def test_of_an_outcome_are_the_name_of_the_end(self):
        assert "Afgegeven en geplaatst" in {one.words for one in marks("uitkomst") if one.is_own}

    def test_of_the_law_are_as_they_are_written(self):
        found = {one.value: one.words for one in marks("wettelijk")}

        assert found["Awb 4:13"] == "Awb 4:13"

    def test_of_the_draft_itself_are_among_those_of_the_route(self):
        text = library().routes[TLV]["basis"].bpmn.replace('"besluit_bekend"', '"zelf_bedacht"')

        assert "zelf_bedacht" in {
            one.value for one in marks("mijlpaal", drawing=text) if one.is_own
        }
