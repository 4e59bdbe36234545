"""A region with more schools of a kind than one: which it becomes is named on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.integration.conftest import database, parts
from tests.process.acceptance.test_d12_12_migration import (
    RECEIVED,
    REGION,
    RIK,
    ROOT,
    answers,
    decide,
    publish,
)

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.cases import Beginning, start_case
from doorgang_engine.errors import SubmissionInvalid
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import Actor, Organisation, TaskStatus
from doorgang_engine.participants import bind_participants, kinds_at_start
from doorgang_engine.routes.bundle import prepare
from doorgang_engine.routes.library import assemble, read_library
from doorgang_engine.subject import Subject
from doorgang_engine.tasks import complete_task

__all__ = ["database", "parts"]
LATER = RECEIVED + timedelta(days=10)


@pytest.fixture
def schools(parts):
    """Two schools for special education; of everything else one."""
    kinds = (
        "po_school", "swv", "gezin", "voorschool", "gemeente", "vo_school", "jgz", "jeugdhulp",
        "lbt", "bestuur",
    )  # fmt: skip
    found = [Organisation(region=REGION, id=kind, kind=kind, name=kind) for kind in kinds]
    found += [
        Organisation(region=REGION, id="so-brug", kind="so_school", name="De Brug", brin="22ZZ00"),
        Organisation(region=REGION, id="so-kade", kind="so_school", name="De Kade", brin="33YY00"),
    ]
    with parts.new_uow() as uow:
        uow.organisations.add(found)
    return found


@pytest.fixture
def case(parts, schools):
    """A TLV that was decided; nobody said yet which school it will be."""
    bundle = publish(parts, ROOT / "config", at=RECEIVED)
    with parts.new_uow() as uow:
        runnable = parts.shelf.runnable(uow, bundle.hash)
    begun = start_case(
        beginning=Beginning(
            region=REGION,
            route=bundle.route,
            subject=Subject(given_name="Kind", family_name="Verzonnen"),
            start_event="aanvraag_door_school",
            submission=answers(parts, bundle.hash, "tlv_aanvraag"),
            participants=bind_participants(
                runnable=runnable, given={}, organisations=schools, on=RECEIVED.date()
            ),
        ),
        actor=RIK,
        parts=parts,
        now=RECEIVED,
    )
    decide(parts, begun)
    return begun


def find_place(parts, case, **said):
    with parts.new_uow() as uow:
        task = next(t for t in uow.tasks.of_case(case.id) if t.element == "plaatsing_zoeken")
    example = answers(parts, case.bundle, "plaatsing_so")
    return complete_task(
        task_id=task.id,
        submission={key: one for key, one in {**example, **said}.items() if one is not None},
        actor=Actor(id="ina", role=task.role, organisation=task.organisation, region=REGION),
        parts=parts,
        now=LATER,
    )


class TestTlv:
    def test_begins_before_it_is_known_which_school_it_becomes(self, parts, case):
        with parts.new_uow() as uow:
            assert "so_school" not in uow.cases.get(case.id).participants

    def test_goes_to_the_school_where_a_place_was_found(self, parts, case):
        find_place(parts, case, school="33YY00")

        with parts.new_uow() as uow:
            found = uow.cases.get(case.id)
            open_now = {
                (task.role, task.organisation)
                for task in uow.tasks.of_case(case.id)
                if task.status is TaskStatus.OPEN and task.role == "so_toelating"
            }
        assert found.participants["so_school"] == "so-kade"
        assert open_now == {("so_toelating", "so-kade")}
        assert verify_case(case_id=case.id, parts=parts).differences == ()

    def test_names_nobody_while_no_place_was_found(self, parts, case):
        find_place(
            parts, case, uitkomst="niet_gevonden", geprobeerd="Alle scholen gevraagd.",
            school=None, aangemeld_op=None, verwachte_start=None,
        )  # fmt: skip

        with parts.new_uow() as uow:
            assert "so_school" not in uow.cases.get(case.id).participants

    def test_refuses_a_school_that_the_region_does_not_know(self, parts, case):
        with pytest.raises(SubmissionInvalid) as refused:
            find_place(parts, case, school="99XX00")

        assert "school" in refused.value.fields


@pytest.mark.parametrize(
    ("route", "kinds"),
    [("po-vo-warme-overdracht", {"vo_school", "so_school"}), ("tlv-aanvraag", {"so_school"})],
)
def test_may_begin_without(route, kinds):
    files = read_library(library_dir=ROOT, config_dir=ROOT / "config")
    content = assemble(
        files, route=route, region="amsterdam-diemen", export_kinds=FormsAdapter().export_kinds
    )

    assert not kinds & kinds_at_start(prepare(content))
