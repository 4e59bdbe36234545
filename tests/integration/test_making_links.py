"""Who may give a link to whom, and what is kept of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from tests import private_case as pc
from tests.letter_route import add_organisations
from tests.link_route import (
    MAIL,
    NAME,
    events,
    found,
    make,
    open_task,
    publish_family,
    start,
    told_code,
)
from tests.small_route import BEGINNER, LOKET, SCHOOL, START, beginning

from doorgang_engine.cases import start_case
from doorgang_engine.errors import (
    Forbidden,
    NotYours,
    TaskNotOpen,
)
from doorgang_engine.history.verify import verify_case
from doorgang_engine.link import (
    LinkRefused,
    Purpose,
)


@pytest.fixture
def case(parts):
    add_organisations(parts)
    publish_family(parts)
    return start(parts)


class TestMakingALink:
    def test_keeps_neither_token_nor_whom_it_is_for_readable(self, parts, case, database):
        link, token = make(parts, case)
        code = told_code(parts, link)

        assert pc.found_in_rows(database, (token, NAME, MAIL)) == set()
        assert found(parts, link).code_hash != hashlib.sha256(code.encode()).hexdigest()
        assert verify_case(case_id=case.id, parts=parts).is_right

    def test_is_told_in_the_history(self, parts, case):
        link, _ = make(parts, case)

        [(actor, event)] = events(parts, case, "link_made")

        assert actor == LOKET.id
        assert (event.link_id, event.task_id, event.purpose) == (
            link.id, open_task(parts, case).id, "zienswijze",
        )  # fmt: skip

    def test_is_for_whose_task_it_is(self, parts, case):
        with pytest.raises(NotYours):
            make(parts, case, actor=SCHOOL)

    def test_is_not_for_who_does_not_take_part(self, parts, case):
        with pytest.raises(Forbidden):
            make(parts, case, actor=replace(LOKET, organisation="swv-ander"))

    def test_is_not_for_who_oversees(self, parts, case):
        with pytest.raises(Forbidden):
            make(parts, case, actor=pc.COORDINATOR)

    def test_is_refused_for_a_task_of_another_case(self, parts, case):
        other = open_task(parts, start(parts))

        with pytest.raises(TaskNotOpen):
            make(parts, case, task_id=other.id)

    @pytest.mark.parametrize(
        "changed",
        [
            {"name": " "},
            {"address": "geen adres"},
            {"address": "a@b.nl, c@d.nl"},
            {"role": "loket"},
            {"age": ""},
            {"days": 0},
            {"days": 31},
            {"has_authority": False},  # a parent without authority
            {"role": "leerling", "age": "12_tot_16"},  # the form asks parents
        ],
    )
    def test_is_refused_without_all_that_is_needed(self, parts, case, changed):
        with pytest.raises(LinkRefused):
            make(parts, case, **changed)

    @pytest.mark.parametrize(
        ("role", "age", "is_made"),
        [
            ("ouder", "onder_12", True),
            ("ouder", "12_tot_16", True),
            ("ouder", "vanaf_16", False),  # the pupil decides
            ("leerling", "onder_12", False),
            ("leerling", "12_tot_16", False),  # the parents decide
            ("leerling", "vanaf_16", True),
        ],
    )
    def test_to_read_is_for_who_decides_at_that_age(self, parts, case, role, age, is_made):
        if is_made:
            link, _ = make(parts, case, task_id="", role=role, age=age)
            assert link.purpose is Purpose.INSPECTION
        else:
            with pytest.raises(LinkRefused):
                make(parts, case, task_id="", role=role, age=age)

    def test_to_read_is_refused_without_a_family(self, parts, case):
        alone = start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)

        with pytest.raises(LinkRefused):
            make(parts, alone, task_id="")
