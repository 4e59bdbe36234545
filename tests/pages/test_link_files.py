"""Files by a link: a parent sends one with a task of the family, and saves what was shared."""

from __future__ import annotations

from copy import deepcopy

import pytest
from tests.api.filed_route import PDF, file_field
from tests.link_route import PARTICIPANTS, publish_family
from tests.pages import test_links
from tests.pages.test_files import send
from tests.pages.test_links import code_of, looks, make
from tests.small_route import BEGINNER, FORMS, START, beginning
from tests.unit.forms.contents import samples

from doorgang_engine.cases import start_case
from doorgang_engine.model import TaskStatus

house = test_links.house
SEND = "Verstuur mijn antwoord"
NAME = "Verslag Noor.pdf"


def with_file():
    made = deepcopy(FORMS)
    made["toets"]["sections"][0]["fields"].append(file_field("verslag", max_mb=1))
    return made


@pytest.fixture
def case(house):
    publish_family(house.parts, by_a_parent=True, number=3, forms=with_file())
    return start_case(
        beginning=beginning(participants=PARTICIPANTS),
        actor=BEGINNER,
        parts=house.parts,
        now=START,
    )


@pytest.fixture
def task(house, case):
    with house.read_uow() as uow:
        [found] = [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]
        return found


def opened(browse, case, what):
    """The browser of a parent, and the page; the school made the link."""
    staff, parent = browse("sam"), browse()
    link = make(staff, case, what)
    page = parent.send(parent.get(link), "Ga verder", code=code_of(staff, case))
    return parent, parent.follow(page)


def answered(browse, case, task):
    parent, page = opened(browse, case, task.id)
    return send(
        parent, page, SEND, files=[("verslag-bestand", NAME, PDF)], compleet="ja", toelichting=""
    )


class TestSending:
    def test_completes_the_task_with_the_file(self, browse, house, case, task):
        done = answered(browse, case, task)

        assert done.status == 303
        with house.read_uow() as uow:
            assert uow.tasks.get(task.id).status is TaskStatus.COMPLETED
            [kept] = uow.attachments.of_case(region=case.region, case_id=case.id)
        assert kept.actor.startswith("link:")
        seen = browse("sam").get(f"/trajecten/{case.id}")
        assert browse("sam").client.get(seen.link(NAME)).status_code == 200

    @pytest.mark.parametrize(
        ("name", "content", "why"),
        [
            ("groot.pdf", samples.pdf(tail=b"\n" * 1_100_000), "hoogstens 1 MB"),
            ("virus.exe", b"MZ" + b"\0" * 200, "soort"),
        ],
    )
    def test_tells_what_is_wrong_with_a_file(self, browse, house, case, task, name, content, why):
        parent, page = opened(browse, case, task.id)

        back = send(parent, page, SEND, files=[("verslag-bestand", name, content)], compleet="ja")

        assert back.status == 422
        assert why in back.text
        with house.read_uow() as uow:
            assert uow.tasks.get(task.id).status is TaskStatus.OPEN

    def test_keeps_the_file_when_the_rest_is_not_right(self, browse, case, task):
        parent, page = opened(browse, case, task.id)
        back = send(parent, page, SEND, files=[("verslag-bestand", NAME, PDF)], compleet=None)
        assert back.status == 422

        assert send(parent, back, SEND, compleet="ja").status == 303


class TestReading:
    def test_saves_a_file_that_was_shared_and_notes_it(self, browse, house, case, task):
        answered(browse, case, task)
        parent, page = opened(browse, case, "lezen")

        saved = parent.client.get(page.link(NAME))

        assert saved.data == PDF
        assert saved.headers["Content-Disposition"].startswith("attachment")
        look = looks(house)[0]
        assert (look.kind, look.place) == ("download", "pages.parent_attachment")
        assert look.account.startswith("link:")

    def test_is_not_for_who_has_no_session(self, browse, house, case, task):
        answered(browse, case, task)
        with house.read_uow() as uow:
            [kept] = uow.attachments.of_case(region=case.region, case_id=case.id)

        assert browse().get(f"/ouder/bijlagen/{kept.id}").status == 404
