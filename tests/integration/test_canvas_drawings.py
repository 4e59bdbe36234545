"""Keeping what was drawn on a canvas, on both databases."""

from __future__ import annotations

import pytest
from tests.integration.draft_shop import RIA, RIK, coordinator, copied, shop_of, submitted

from doorgang_engine.drafts.draft import DRAWING
from doorgang_engine.drafts.drawing import drawing_of, keep_drawing
from doorgang_engine.drafts.errors import (
    DraftFileInvalid,
    DraftFileNotFound,
    DraftFileStale,
    DraftLocked,
    DraftNotFound,
)
from doorgang_engine.drafts.writing import read_file, take_over
from doorgang_engine.editing.drawn import DrawingLoses
from doorgang_engine.editing.errors import EditRefused
from doorgang_engine.errors import Forbidden
from doorgang_engine.model import Actor

LOOSE = '<bpmn:userTask id="bellen" name="Ouders bellen"/>'


@pytest.fixture
def shop(parts):
    return shop_of(parts)


@pytest.fixture
def draft(shop):
    return copied(shop)


def text_of(shop, draft):
    return read_file(draft_id=draft.id, path=DRAWING, actor=RIK, shop=shop).content


def keep(shop, draft, content, *, revision=1, actor=RIK):
    return keep_drawing(
        draft_id=draft.id, content=content, revision=revision, actor=actor, shop=shop
    )


def with_step(text, step=LOOSE):
    return text.replace("    <bpmn:endEvent", f"    {step}\n    <bpmn:endEvent")


def test_a_half_done_drawing_is_kept_and_told_of(shop, draft):
    kept = keep(shop, draft, with_step(text_of(shop, draft)))

    assert (kept.file.revision, kept.file.made_by) == (2, "rik")
    assert kept.file.what == "getekend: ‘Ouders bellen’ toegevoegd"
    assert {one.element for one in kept.refused} == {"bellen"}
    steps = drawing_of(draft_id=draft.id, actor=RIK, shop=shop).steps
    assert steps.step("bellen").name == "Ouders bellen"


def test_what_the_whitelist_does_not_know_is_kept_and_refused_by_name(shop, draft):
    kept = keep(shop, draft, with_step(text_of(shop, draft), '<bpmn:complexGateway id="lastig"/>'))

    assert ("complex_gateway", "lastig") in {(one.code, one.element) for one in kept.refused}
    assert "lastig" in text_of(shop, draft)


def test_the_same_drawing_again_is_no_new_version(shop, draft):
    text = with_step(text_of(shop, draft))
    keep(shop, draft, text)

    assert keep(shop, draft, text, revision=2).file.revision == 2


def test_two_people_both_keep_what_they_drew(shop, draft):
    before = text_of(shop, draft)
    mine = before.replace('name="Verkend"', 'name="Klaar"')
    keep(shop, draft, with_step(before), actor=RIA)

    with pytest.raises(DraftFileStale) as stale:
        keep(shop, draft, mine)

    assert stale.value.theirs.made_by == "ria"
    assert "Ouders bellen" in text_of(shop, draft)
    take_over(draft_id=draft.id, file_id=stale.value.yours.id, actor=RIK, shop=shop)
    assert text_of(shop, draft) == mine


def test_a_drawing_that_lost_settings_is_refused_and_nothing_changes(shop, draft):
    before = text_of(shop, draft)

    with pytest.raises(DrawingLoses):
        keep(shop, draft, before.replace(' dg:termijn="tlv.verkenning"', ""))

    assert text_of(shop, draft) == before


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", DraftFileInvalid),
        ("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", DraftFileInvalid),
        (
            '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
            EditRefused,
        ),
    ],
)
def test_what_is_no_drawing_is_refused(shop, draft, content, error):
    with pytest.raises(error):
        keep(shop, draft, content)


def test_a_flow_to_nowhere_is_refused_because_the_list_could_not_show_it(shop, draft):
    before = text_of(shop, draft)
    loose = before.replace('targetRef="uitkomst_vastleggen"', 'targetRef="weg"')

    with pytest.raises(EditRefused, match="staat niet in de tekening"):
        keep(shop, draft, loose)

    assert text_of(shop, draft) == before


def test_nobody_draws_in_what_stands_still_is_elsewhere_or_is_not_theirs(shop, draft):
    text = text_of(shop, draft)
    with pytest.raises(DraftFileNotFound):
        keep(shop, draft, text, revision=9)
    with pytest.raises(DraftNotFound):
        keep(shop, draft, text, actor=coordinator("rob", "amsterdam-diemen"))
    with pytest.raises(Forbidden):
        keep(shop, draft, text, actor=Actor(id="loes", role="loket", organisation="swv-proef",
                                            region=RIK.region))  # fmt: skip
    submitted(shop, draft)
    with pytest.raises(DraftLocked):
        keep(shop, draft, with_step(text))
