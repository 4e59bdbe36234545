"""Links: made by who works in the case, used by a parent who has no account."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests import letter_route as lr
from tests.link_route import PARTICIPANTS, publish_family
from tests.pages.conftest import HASHED, add_people, build_house
from tests.pages.test_every_page import complaints
from tests.small_route import BEGINNER, LOKET, REGION, START, beginning

from doorgang_engine.cases import start_case
from doorgang_engine.dossier.looks import LookQuery
from doorgang_engine.model import Account, TaskStatus
from doorgang_engine.tasks import complete_task

LINKS = """
[toets]
doel = "zienswijze"
wie = ["ouder"]
titel = "Wat vindt u van de aanvraag?"
uitleg = "U mag zeggen wat u vindt."
rij = "ouders"
vragen = { antwoord = "Bent u het eens?", toelichting = "Waarom?" }
naam = "naam"
"""
NAME = "Annabel Voorbeeld"
ASKED = {
    "rol": "ouder",
    "leeftijd": "onder_12",
    "gezag": "ja",
    "naam": NAME,
    "dagen": "14",
}


@pytest.fixture
def house(url, library, tmp_path):
    (tmp_path / "links.toml").write_text(LINKS, "utf-8")
    built = build_house(url, library)
    built = replace(built, settings=replace(built.settings, config_dir=tmp_path))
    add_people(built)
    lr.add_organisations(built.parts, family_only=True)
    publish_family(built.parts)
    yield built
    built.close()


@pytest.fixture
def case(house):
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


def page_of(case):
    return f"/trajecten/{case.id}/links"


def make(browser, case, what, **changed):
    """Make a link on the page; return its address."""
    page = browser.get(page_of(case))
    made = browser.send(page, "Maak de link", waarvoor=what, **{**ASKED, **changed})
    assert made.status == 200, made.text
    return made.texts("//code")[0].partition("localhost")[2]


def code_of(browser, case):
    shown = browser.send(browser.get(page_of(case)), "Toon een code")
    return shown.texts("//code")[0]


def opened(browse, case, what, **changed):
    """The browser of a parent who came in by a link, and the page that is shown."""
    staff, parent = browse("loes"), browse()
    link = make(staff, case, what, **changed)
    page = parent.send(parent.get(link), "Ga verder", code=code_of(staff, case))
    return parent, parent.follow(page), link


def looks(house, **asked):
    with house.read_uow() as uow:
        return uow.looks.page(LookQuery(region=REGION, limit=50, **asked))


def links_of(house, case):
    with house.read_uow() as uow:
        return list(uow.links.of_case(case))


class TestTheStaffPage:
    def test_is_reached_from_the_case(self, browse, case):
        loes = browse("loes")

        page = loes.get(loes.get(f"/trajecten/{case.id}").link("Links voor ouders en leerling"))

        assert page.heading == "Links voor ouders en leerling"
        assert list(complaints(page)) == []

    def test_shows_a_link_once_and_then_only_for_whom_it_is(self, browse, case, task):
        loes = browse("loes")
        link = make(loes, case, task.id)

        page = loes.get(page_of(case))

        assert NAME in page.text
        assert "werkt tot vrijdag 29 januari 2027" in page.text
        assert link.rpartition("/")[2] not in page.source

    def test_says_what_is_wrong_and_keeps_what_was_typed(self, browse, house, case, task):
        loes = browse("loes")
        page = loes.get(page_of(case))

        page = loes.send(
            page, "Maak de link", waarvoor=task.id, **{**ASKED, "gezag": None, "naam": "Anna X"}
        )

        assert page.status == 422
        assert "gezag" in page.text
        assert page.tree.xpath("//input[@name='naam']/@value") == ["Anna X"]
        assert links_of(house, case) == []
        assert list(complaints(page)) == []

    @pytest.mark.parametrize("changed", [{"dagen": "duizend"}, {"naam": ""}, {"rol": None}])
    def test_makes_nothing_of_half_a_form(self, browse, house, case, task, changed):
        loes = browse("loes")

        page = loes.send(
            loes.get(page_of(case)), "Maak de link", waarvoor=task.id, **{**ASKED, **changed}
        )

        assert page.status == 422
        assert links_of(house, case) == []

    def test_withdraws_a_link(self, browse, case, task):
        loes, parent = browse("loes"), browse()
        link = make(loes, case, task.id)

        page = loes.follow(loes.send(loes.get(page_of(case)), "Trek deze link in"))

        assert "ingetrokken op" in page.text
        assert parent.get(link).status == 404

    @pytest.mark.parametrize("who", ["rik", "audrey", "olga"])
    def test_is_not_for_who_does_not_work_in_the_case(self, browse, case, who):
        assert browse(who).get(page_of(case)).status in (403, 404)

    def test_is_not_for_the_family(self, browse, house, case):
        with house.parts.new_uow() as uow:
            uow.accounts.add(
                [
                    Account(
                        region=REGION,
                        id="anna",
                        name="Anna",
                        organisation=lr.FAMILY,
                        roles=("ouder",),
                        password=HASHED,
                    )
                ]
            )

        assert browse("anna").get(page_of(case)).status == 403


class TestAnswering:
    def test_asks_only_the_questions_for_a_parent(self, browse, case, task):
        _, page, _ = opened(browse, case, task.id)

        assert page.heading == "Wat vindt u van de aanvraag?"
        assert "Dit gaat over Noor." in page.text
        for hidden in ("Voorbeeld", case.number, "Is de aanvraag compleet", "Mijn werk"):
            assert hidden not in page.text.replace("Demo met verzonnen", "")
        assert list(complaints(page)) == []

    def test_comes_to_the_task_of_who_asked(self, browse, house, case, task):
        parent, page, link = opened(browse, case, task.id)

        done = parent.follow(
            parent.send(page, "Verstuur mijn antwoord", antwoord="nee", toelichting="Te vroeg.")
        )

        assert "ontvangen" in done.heading
        seen = browse("loes").get(f"/taken/{task.id}")
        assert f"{NAME}, op vrijdag 15 januari 2027" in seen.text
        assert seen.tree.xpath("//input[@name='ouders-0-naam']/@value") == [NAME]
        assert "Te vroeg." in seen.source
        assert parent.get(link).status == 404
        assert parent.get("/ouder/vragen").status == 404

    def test_says_what_is_wrong_in_the_form(self, browse, case, task):
        parent, page, _ = opened(browse, case, task.id)

        page = parent.send(page, "Verstuur mijn antwoord", toelichting="x" * 200_000)

        assert page.status == 422
        assert list(complaints(page)) == []

    def test_is_refused_from_another_site(self, browse, house, case, task):
        parent, _, _ = opened(browse, case, task.id)

        page = parent.post("/ouder/vragen", {"antwoord": "nee", "_csrf": "x"})

        assert page.status == 404
        assert links_of(house, case)[0].used_at is None

    def test_is_logged_as_the_link_with_what_was_seen(self, browse, house, case, task):
        opened(browse, case, task.id)
        [link] = links_of(house, case)

        seen = [(one.kind, one.data, one.case_id) for one in looks(house, account=link.actor)]

        assert seen == [
            ("view", ("naam", "formulier:toets"), case.id),
            ("sign_in", (), case.id),
        ]

    def test_tells_in_the_timeline_who_answered(self, browse, case, task):
        parent, page, _ = opened(browse, case, task.id)
        parent.send(page, "Verstuur mijn antwoord", antwoord="nee")

        page = browse("loes").get(f"/trajecten/{case.id}")

        assert "Ouder of leerling, met een link" in page.text
        assert "Met een link is geantwoord op" in page.text

    def test_ends_when_a_parent_stops(self, browse, case, task):
        parent, page, _ = opened(browse, case, task.id)

        parent.send(page, "Stop zonder te versturen")

        assert parent.get("/ouder/vragen").status == 404

    def test_shows_nothing_of_a_task_that_is_done(self, browse, house, case, task):
        parent, _, _ = opened(browse, case, task.id)
        complete_task(
            task_id=task.id,
            submission={"compleet": True},
            actor=LOKET,
            parts=house.parts,
            now=START,
        )

        page = parent.get("/ouder/vragen")

        assert page.status == 404
        assert "niet meer aan u gevraagd" in page.text


class TestGuessing:
    def test_of_a_link_shows_what_an_old_one_shows(self, browse, case, task):
        loes, parent = browse("loes"), browse()
        old = make(loes, case, task.id)
        loes.send(loes.get(page_of(case)), "Trek deze link in")

        guessed, withdrawn = parent.get("/ouder/link/" + "A" * 32), parent.get(old)

        assert guessed.status == withdrawn.status == 404
        assert guessed.text == withdrawn.text

    def test_of_a_code_shows_nothing(self, browse, house, case, task):
        loes, parent = browse("loes"), browse()
        link = make(loes, case, task.id)
        right = code_of(loes, case)

        page = parent.send(parent.get(link), "Ga verder", code=f"{(int(right) + 1) % 10**6:06d}")

        assert page.status == 422
        assert "Deze code klopt niet" in page.text
        assert parent.get("/ouder/vragen").status == 404
        assert list(complaints(page)) == []

    def test_takes_no_code_from_another_site(self, browse, house, case, task):
        loes, parent = browse("loes"), browse()
        link = make(loes, case, task.id)

        page = parent.post(link, {"code": code_of(loes, case)})

        assert page.status == 422
        assert links_of(house, case)[0].session_hash == ""

    def test_needs_a_session_everywhere(self, browse):
        parent = browse()

        for page in ("vragen", "dossier", "brieven/x"):
            assert parent.get(f"/ouder/{page}").status == 404

    def test_says_that_mail_is_not_possible_here(self, browse, case, task):
        loes, parent = browse("loes"), browse()
        link = make(loes, case, task.id)

        page = parent.get(link)
        page = parent.post(f"{link}/code", {"_csrf": page.tree.xpath("//input/@value")[0]})

        assert page.status == 422
        assert "Vraag de code aan de school" in page.text


class TestReading:
    def test_shows_what_was_shared_with_the_family_and_no_more(self, browse, house, case, task):
        complete_task(
            task_id=task.id,
            submission={"compleet": True, "toelichting": "Goed gedaan."},
            actor=LOKET,
            parts=house.parts,
            now=START,
        )

        _, page, _ = opened(browse, case, "lezen")

        assert page.heading == "Wat met u is gedeeld"
        assert "Goed gedaan." in page.text
        assert "Hulp bij lezen" not in page.text  # the start form was not shared
        assert list(complaints(page)) == []

    def test_opens_no_form(self, browse, case):
        parent, _, _ = opened(browse, case, "lezen")

        assert parent.get("/ouder/vragen").location.endswith("/ouder/dossier")

    def test_is_not_opened_by_a_link_to_a_form(self, browse, case, task):
        parent, _, _ = opened(browse, case, task.id)

        assert parent.get("/ouder/dossier").location.endswith("/ouder/vragen")
        assert parent.get("/ouder/brieven/x").status == 404

    def test_is_for_no_other_case_and_no_other_page(self, browse, house, case):
        other = start_case(
            beginning=beginning(participants=PARTICIPANTS),
            actor=BEGINNER,
            parts=house.parts,
            now=START,
        )
        parent, page, _ = opened(browse, case, "lezen")

        assert other.number not in page.text
        for address in (f"/trajecten/{case.id}", f"/trajecten/{other.id}", "/"):
            assert parent.get(address).status in (302, 303, 401)
        assert parent.client.get(f"/api/v1/cases/{case.id}").status_code == 401

    def test_is_logged_with_what_was_read(self, browse, house, case, task):
        complete_task(
            task_id=task.id,
            submission={"compleet": True},
            actor=LOKET,
            parts=house.parts,
            now=START,
        )
        opened(browse, case, "lezen")
        link = links_of(house, case)[0]

        [view, _] = looks(house, account=link.actor)

        assert (view.kind, view.role, view.organisation) == ("view", "ouder", lr.FAMILY)
        assert "formulier:toets" in view.data
