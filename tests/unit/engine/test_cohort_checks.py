from __future__ import annotations

from types import SimpleNamespace

import pytest
from tests.cohort_route import BY_SCHOOL, FIELDS, FORM, KINDS, TABLE
from tests.small_route import ROUTE

from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.cohort import read_cohorts
from doorgang_engine.routes.cohort_checks import check_cohorts

ROWS = {
    "key": "ouders",
    "type": "repeat",
    "label": {"nl": "Ouders"},
    "fields": [{"key": "naam", "type": "person", "label": {"nl": "Naam"}, "required": True}],
}


def messages(*, bpmn=BY_SCHOOL, fields=(), **changed):
    table = {**TABLE, **changed}
    info = {"cohort": read_cohorts([table], where="proef/route.toml", kinds=KINDS)}
    form = {**FORM, "sections": [{"fields": [*FIELDS, *fields]}]}
    files = SimpleNamespace(
        routes={ROUTE: {"basis": SimpleNamespace(info=info)}}, forms={"aanvraag": form}
    )
    found = check_cohorts(read_process(read_bpmn(bpmn.encode())), files=files)
    assert all(one.code == "cohort_start" for one in found)
    return [one.message for one in found]


class TestCheckCohorts:
    def test_find_nothing_where_a_list_can_fill_in_the_form(self):
        assert messages() == []
        assert messages(fields=[ROWS]) == []

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"begin": "elders"}, "het begin daarvoor is er niet"),
            ({"kolommen": {"x": "formulier.onbekend"}}, "'onbekend'"),
            ({"vast": {"onbekend": 1}}, "'onbekend'"),
            ({"fields": [{**ROWS, "min_rows": 1}]}, "'Ouders' moet"),
            ({"fields": [ROWS], "kolommen": {"x": "formulier.ouders"}}, "past niet in een lijst"),
            ({"fields": [{**ROWS, "type": "group"}]}, "'Ouders' moet"),
            ({"fields": [{**ROWS, "type": "file", "required": True}]}, "'Ouders' moet"),
            (
                {
                    "bpmn": BY_SCHOOL.replace(
                        '<bpmn:startEvent id="begin" name="Begin" dg:formulier="aanvraag"/>',
                        '<bpmn:extensionElements><dg:variabele naam="tot" soort="datum" '
                        'invoer="ja"/></bpmn:extensionElements><bpmn:startEvent id="begin"/>',
                    )
                },
                "moet 'Geldig tot' weten",
            ),
        ],
    )
    def test_tell_what_a_list_could_not_do(self, changed, words):
        (message,) = messages(**changed)

        assert words in message
