"""What a canvas gives back, held against what it got."""

from __future__ import annotations

from pathlib import Path

import pytest

from doorgang_engine.editing.drawn import DrawingLoses, require_nothing_lost, what_was_drawn
from doorgang_engine.errors import RouteUnreadable

ROUTES = Path(__file__).parents[4] / "processes" / "bpmn"
TEXT = (ROUTES / "jongekind-verkenning" / "basis.bpmn").read_text()
FOREIGN = TEXT.replace(
    '<bpmn:scriptTask id="uitkomst_vastleggen" name="Uitkomst vastleggen">',
    '<bpmn:scriptTask id="uitkomst_vastleggen" name="Uitkomst vastleggen" xmlns:x="urn:x" '
    'x:kleur="blauw"><bpmn:extensionElements><x:notitie wie="Ria">Overleg</x:notitie>'
    "</bpmn:extensionElements>",
)


def changed(before, after, text=TEXT):
    assert before in text
    return text.replace(before, after)


class TestNothingLost:
    def test_lets_through_what_is_moved_renamed_added_or_removed(self):
        task = TEXT.index("    <bpmn:scriptTask")
        end = TEXT.index("    <bpmn:endEvent")
        without = TEXT[:task] + TEXT[end:]

        for after in (
            TEXT,
            changed('x="160" y="80"', 'x="10" y="10"'),
            changed('name="Verkend"', 'name="Klaar"'),
            without,
        ):
            require_nothing_lost(TEXT, after)

    @pytest.mark.parametrize(
        ("before", "after", "element"),
        [
            (' dg:termijn="tlv.verkenning"', "", "verkennen"),
            (' dg:rol="voorschool_contact"', "", "baan_voorschool_contact"),
            ('dg:formulier="jongekind_verkenning"', 'dg:formulier="ander"', "verkennen"),
            (
                '<dg:variabele naam="verkenning_uitkomst" soort="tekst"/>',
                "",
                "jongekind-verkenning",
            ),
            ("Vraag de ouders vooraf", "Vraag", "verkennen"),
        ],
    )
    def test_refuses_what_lost_a_setting(self, before, after, element):
        with pytest.raises(DrawingLoses) as refused:
            require_nothing_lost(TEXT, changed(before, after))

        assert refused.value.element == element
        assert "niet bewaard" in str(refused.value)

    @pytest.mark.parametrize("piece", [' x:kleur="blauw"', "Overleg", ' wie="Ria"'])
    def test_refuses_what_lost_something_of_another_tool(self, piece):
        require_nothing_lost(FOREIGN, FOREIGN.replace("><x:notitie", ">\n  <x:notitie"))

        with pytest.raises(DrawingLoses):
            require_nothing_lost(FOREIGN, changed(piece, "", FOREIGN))

    def test_lets_a_step_that_became_another_kind_lose_its_settings(self):
        after = changed("bpmn:userTask", "bpmn:manualTask")
        after = changed(' dg:formulier="jongekind_verkenning"', "", after)

        require_nothing_lost(TEXT, after)

    def test_refuses_what_cannot_be_read(self):
        with pytest.raises(RouteUnreadable):
            require_nothing_lost(TEXT, "<geen bpmn/>")


class TestWords:
    def test_name_what_came_and_went(self):
        after = changed(
            '<bpmn:endEvent id="verkend" name="Verkend"', '<bpmn:endEvent id="af" name="Af"'
        )

        assert what_was_drawn(TEXT, after).startswith(
            "getekend: ‘Af’ toegevoegd; ‘Verkend’ verwijderd"
        )

    def test_name_what_is_called_otherwise_or_leads_elsewhere(self):
        assert what_was_drawn(TEXT, changed('name="Verkend"', 'name="Klaar"')) == (
            "getekend: andere naam: ‘Klaar’"
        )
        elsewhere = changed('targetRef="uitkomst_vastleggen"', 'targetRef="verkend"')
        assert what_was_drawn(TEXT, elsewhere) == "getekend: 1 pijl gewijzigd"

    def test_say_that_only_the_picture_changed(self):
        moved = changed('x="160" y="80"', 'x="10" y="10"')

        assert what_was_drawn(TEXT, moved) == "getekend: opmaak van de tekening"

    def test_do_not_count_what_bpmn_reads_where_nothing_stands(self):
        said = changed(
            'id="verkennen"', 'id="verkennen" startQuantity="1" isForCompensation="false"'
        )

        assert what_was_drawn(said, TEXT) == "getekend: opmaak van de tekening"

    def test_tell_of_many_how_many(self):
        extra = "".join(f'<bpmn:userTask id="t{n}" name="T{n}"/>' for n in range(5))
        after = changed("    <bpmn:endEvent", f"    {extra}<bpmn:endEvent")

        assert what_was_drawn(TEXT, after) == ("getekend: ‘T0’, ‘T1’, ‘T2’, en nog 2 toegevoegd")
