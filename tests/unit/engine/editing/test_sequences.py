"""Whatever is done to a drawing: it can be read, it is drawn, and no legal element goes unseen."""

from __future__ import annotations

import random

import pytest
from tests.unit.engine.editing.drawings import BASE_ROUTES, drawing, model_of, steps

from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.editing import edits as e
from doorgang_engine.editing.apply import apply
from doorgang_engine.editing.errors import EditRefused
from doorgang_engine.editing.sheet import Sheet
from doorgang_engine.routes.legal_core import check_legal_core

NEW = e.NewStep(kind="taak", name="Ouders bellen", settings={"formulier": "zienswijze_ouder"})


class TestAnySequence:
    @pytest.mark.parametrize("route", [*BASE_ROUTES[:1], "tlv-bezwaar", "zorgplicht-onderzoek"])
    @pytest.mark.parametrize("seed", range(3))
    def test_gives_drawings_that_can_be_read_and_loses_no_legal_element_unseen(self, route, seed):
        base = drawing(route)
        base_root, base_model = read_bpmn(base.encode()), model_of(base)
        core = {one.id for one in base_model.elements.values() if one.get("wettelijk")}
        chance, text, count = random.Random(f"{route}{seed}"), base, 0  # noqa: S311 - a fixed order

        while count < 12:
            out = tried(text, any_edit(chance, steps(text)))
            if out is None:
                continue
            text, count = out, count + 1
            model = model_of(text)
            found = check_legal_core(
                read_bpmn(text.encode()), model, base_root=base_root, base=base_model
            )
            told = {one.element for one in found if one.code == "legal_core_missing"}
            assert told == core - set(model.elements)
            assert {one.id for one in steps(text).steps} == set(model.elements)
            assert set(model.elements) | set(model.flows) == drawn(text) & (
                set(model.elements) | set(model.flows)
            )


def tried(text, edit):
    """Return the drawing with the edit done; None when it was refused."""
    try:
        return apply(text, edit, kinds={}).text
    except EditRefused:
        return None


def drawn(text):
    return {one.get("bpmnElement") for one in Sheet(text).root.iter("{*}BPMNShape", "{*}BPMNEdge")}


def any_edit(chance, listed):
    step = chance.choice(listed.steps)
    way = chance.choice([w for one in listed.steps for w in one.ways])
    return chance.choice(
        [
            e.AddAfter(after=step.id, step=NEW),
            e.InsertInFlow(flow=way.flow, step=NEW),
            e.Remove(step=step.id),
            e.Remove(step=step.id),
            e.RemoveWay(flow=way.flow),
            e.MoveStep(step=step.id, flow=way.flow),
            e.SetStep(step=step.id, settings={"naam": "Iets anders"}),
        ]
    )
