"""A request that the intern begeleider filled in and the head of the school signs."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.looking import examine

from doorgang_engine.model import TaskStatus


@pytest.fixture
def task(live):
    """The request of the demonstration that waits for a signature."""
    with live.house.read_uow() as uow:
        return next(
            task
            for one in uow.cases.ids()
            for task in uow.tasks.of_case(one)
            if task.element == "dossier_samenstellen" and task.status is TaskStatus.OPEN
        )


def test_who_filled_it_in_does_not_find_it_in_their_work(visit, task):
    page = visit("iris", path="/")
    expect(page.locator(f"a[href*='{task.id}']")).to_have_count(0)


def test_the_second_person_reads_signs_and_gets_a_receipt(visit, live, task):
    page = visit("daan", path=f"/taken/{task.id}")
    examine(page)
    expect(page.get_by_text("Iris Verzonnen vulde dit in op")).to_be_visible()
    expect(page.get_by_role("heading", name="Als u ondertekent")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Bekijk de brief als concept").click()
    assert saved.value.suggested_filename.endswith("-ontvangstbevestiging-concept.pdf")
    page.get_by_role("button", name="Ondertekenen en taak afronden").click()
    expect(page.locator(":focus")).to_contain_text("Vink aan dat u hebt gelezen")
    examine(page)
    page.get_by_label("Ik heb gelezen").check()
    page.get_by_role("button", name="Ondertekenen en taak afronden").click()
    expect(page.locator(":focus")).to_contain_text("ingevuld door Iris Verzonnen")
    examine(page)
    with live.house.read_uow() as uow:
        assert uow.tasks.get(task.id).status is TaskStatus.COMPLETED
