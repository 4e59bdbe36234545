"""The pages on which people review, hold and approve what is to be destroyed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests import private_case as pc
from tests.pages.conftest import HASHED, ORGANISATIONS, PEOPLE, build_house
from tests.pages.test_every_page import complaints
from tests.small_route import REGION

from doorgang_api.pages.visit import NOW
from doorgang_api.worker import tick
from doorgang_engine.dossier.looks import LookQuery
from doorgang_engine.model import Account, Organisation
from doorgang_engine.privacy.records import ItemStatus, ListStatus

LEFT = date(2024, 3, 4)  # so that what is kept two years is due for every clock
HOLD = {"wat": "leerling", "grondslag": "Lopende klacht", "reden": f"{pc.GIVEN} wacht nog"}


@pytest.fixture
def house(url, library):
    built = build_house(url, library)
    with built.parts.new_uow() as uow:
        uow.organisations.add(
            [
                Organisation(region=REGION, id=key, kind=kind, name=name)
                for kind, key, name in ORGANISATIONS
            ]
        )
        uow.accounts.add(
            [
                Account(
                    region=REGION,
                    id=key,
                    name=name,
                    organisation=home,
                    roles=roles,
                    password=HASHED,
                )
                for key, name, home, roles in (
                    *(one for one in PEOPLE if one[0] != "rik"),
                    ("dirk", "Dirk Directeur", "swv-elders", ("swv_directeur",)),
                )
            ]
        )
    pc.publish_private(built.parts)
    yield built
    built.close()


@pytest.fixture
def case(house):
    """A case that has ended, of a child that left school."""
    played = pc.play(house.parts)
    with house.parts.new_uow() as uow:
        for one in (pc.RIK, pc.FRANK):
            uow.accounts.save(replace(one, password=HASHED))
    pc.leave_school(house.parts, played, left_on=LEFT)
    return played


@pytest.fixture
def listed(house, case):
    """The address of the list that the worker made."""
    tick(house)
    with house.read_uow() as uow:
        (made,) = uow.privacy.lists(region=REGION)
    return f"/bewaren/lijsten/{made.id}"


def approve(browser, address):
    page = browser.get(address)
    button = "Goedkeuren en laten" if "laatste goedkeuring" in page.text else "Lijst goedkeuren"
    return browser.send(page, button, nagekeken="ja")


def lists(house):
    with house.read_uow() as uow:
        return uow.privacy.lists(region=REGION)


def lines(house):
    with house.read_uow() as uow:
        return [
            (one.record_class, one.status)
            for made in uow.privacy.lists(region=REGION)
            for one in uow.privacy.items(region=REGION, list_id=made.id)
        ]


def set_hold(browser, case, **changed):
    form = browser.get("/bewaren/bewaarplicht")
    filled = {"nummer": case.number, **HOLD, **changed}
    return browser.send(form, "Bewaarplicht vastleggen", **filled)


class TestList:
    def test_says_which_records_are_due_since_when_and_why(self, browse, listed, case):
        page = browse("frank").get(listed)

        first = page.texts("//tbody/tr")[0]
        assert case.number in page.text
        assert "Leerlingdossier" in page.text
        assert "Proefroute" in first
        assert "donderdag 5 maart 2026" in page.text
        assert "2 jaar na het verlaten van de school op maandag 4 maart 2024" in page.text

    def test_is_in_the_access_log_when_somebody_looks_at_it(self, browse, house, listed):
        browse("frank").get(listed)

        with house.read_uow() as uow:
            (look, *_) = uow.looks.page(LookQuery(region="proef", limit=10))
        assert (look.account, look.kind, look.place) == ("frank", "list", "pages.destruction_list")

    def test_never_says_whom_it_is_about(self, browse, listed):
        for name in ("frank", "rik", "dirk"):
            visitor = browse(name)
            for address in ("/bewaren", listed):
                assert not any(word in visitor.get(address).source for word in pc.ALL)

    def test_is_carried_out_by_the_worker_after_two_people_approved(self, browse, house, listed):
        first = approve(browse("rik"), listed)
        tick(house)
        after_one = lines(house)
        second = approve(browse("frank"), listed)
        tick(house)

        assert (first.status, second.status) == (303, 303)
        assert {status for _, status in after_one} == {ItemStatus.LISTED}
        assert ("leerlingdossier", ItemStatus.DESTROYED) in lines(house)
        assert lists(house)[-1].status is ListStatus.DONE
        shown = browse("dirk").get("/bewaren").text
        assert "Verklaring 1" in shown
        assert "Leerlingdossier: 1 keer" in shown
        assert "Rik Regio" in shown
        assert "Frank Gegevens" in shown
        assert "vernietigd" in browse("frank").get(listed).text.lower()

    def test_cannot_be_approved_twice_by_one_person(self, browse, house, listed):
        rik = browse("rik")
        form = rik.get(listed)
        rik.send(form, "Lijst goedkeuren", nagekeken="ja")

        again = rik.send(form, "Lijst goedkeuren", nagekeken="ja")

        assert again.status == 403
        assert "al goedgekeurd" in again.text
        assert lists(house)[0].status is ListStatus.OPEN
        assert "U hebt deze lijst goedgekeurd." in rik.get(listed).text

    def test_cannot_be_approved_twice_in_the_same_row_of_roles(self, browse, house, listed):
        dirk = browse("dirk")
        form = dirk.get(listed)
        approve(browse("rik"), listed)

        sent = dirk.send(form, "Lijst goedkeuren", nagekeken="ja", gezien="1")

        assert sent.status == 403
        assert lists(house)[0].status is ListStatus.OPEN
        shown = dirk.get(listed)
        assert "hoort bij een andere rol" in shown.text
        assert "Rik Regio, als " in shown.text
        assert not shown.tree.xpath("//input[@name='nagekeken']")

    def test_is_approved_only_by_who_says_to_have_reviewed_it(self, browse, house, listed):
        rik = browse("rik")

        page = rik.send(rik.get(listed), "Lijst goedkeuren")

        assert page.status == 422
        assert page.texts("//*[@id='foutoverzicht']//a") == [
            "Bevestig dat u de lijst hebt nagekeken."
        ]
        assert list(complaints(page)) == []
        with house.read_uow() as uow:
            (made,) = uow.privacy.lists(region=REGION)
            assert not uow.privacy.approvals(region=REGION, list_id=made.id)

    def test_is_not_approved_last_by_who_was_told_to_be_the_first(self, browse, house, listed):
        frank = browse("frank")
        form = frank.get(listed)
        approve(browse("rik"), listed)

        page = frank.send(form, "Lijst goedkeuren", nagekeken="ja")

        assert page.status == 422
        assert "Intussen heeft iemand anders goedgekeurd." in page.text
        assert "Dat kan niemand ongedaan maken." in page.text
        assert lists(house)[0].status is ListStatus.OPEN
        assert approve(frank, listed).status == 303

    def test_loses_a_line_that_somebody_takes_off_with_a_reason(self, browse, house, listed):
        dirk = browse("dirk")
        form = dirk.get(dirk.get(listed).link("Van de lijst halen"))

        without = dirk.send(form, "Van de lijst halen")
        done = dirk.send(form, "Van de lijst halen", reden="Hoort bij een lopend onderzoek")

        assert without.status == 422
        assert list(complaints(without)) == []
        assert done.status == 303
        assert lines(house).count(("leerlingdossier", ItemStatus.REMOVED)) == 1
        shown = browse("frank").get(listed).text
        assert "Reden van afhalen: Hoort bij een lopend onderzoek" in shown
        assert "Dirk Directeur" in shown
        again = dirk.get(form.address)
        assert again.status == 404

    def test_is_not_there_for_who_works_in_cases(self, browse, listed):
        loes = browse("loes")
        token = loes.get("/").form("Afmelden").fields["_csrf"]

        assert "Bewaren" not in loes.get("/").texts("//nav//a")
        assert "Bewaren" in browse("dirk").get("/").texts("//nav//a")
        assert loes.get("/bewaren").status == 403
        assert loes.get(listed).status == 403
        assert loes.post(f"{listed}/goedkeuren", {"_csrf": token, "nagekeken": "ja"}).status == 403


class TestEitherDatabase:
    @pytest.fixture
    def url(self, database_url):
        return database_url

    def test_shows_a_list_to_a_director_who_takes_no_part(self, browse, house, case, listed):
        dirk = browse("dirk")

        sent = [approve(browser, listed).status for browser in (dirk, browse("frank"))]
        tick(house)

        assert sent == [303, 303]
        assert case.number in dirk.get(listed).text
        assert "Verklaring 1" in dirk.get("/bewaren").text
        assert set_hold(dirk, case).status == 303
        assert "PRO-2024-00001" in dirk.get("/bewaren").text


class TestHold:
    def test_keeps_a_case_off_the_list_until_it_is_lifted(self, browse, house, case):
        frank = browse("frank")
        set_hold(frank, case)
        tick(house)
        held = lines(house)

        lifted = frank.send(frank.get("/bewaren"), "Opheffen")

        assert held == []
        assert lifted.status == 303
        assert "Er geldt nu geen bewaarplicht." in frank.follow(lifted).text

    def test_keeps_what_stands_on_an_approved_list(self, browse, house, case, listed):
        for name in ("rik", "frank"):
            approve(browse(name), listed)
        set_hold(browse("dirk"), case)

        tick(house)

        assert {status for _, status in lines(house)} == {ItemStatus.KEPT}

    def test_is_shown_on_the_list_without_its_reason(self, browse, case, listed):
        dirk = browse("dirk")

        page = dirk.follow(set_hold(dirk, case))

        assert "Alle trajecten van de leerling van PRO-2024-00001" in page.text
        assert "Lopende klacht" in page.text
        assert pc.GIVEN not in page.source
        assert "Wordt niet vernietigd. Bewaarplicht: Lopende klacht." in dirk.get(listed).text

    @pytest.mark.parametrize(
        ("changed", "complaint"),
        [
            ({"nummer": "PRO-1999-1"}, "Er is in uw regio geen traject met dit nummer."),
            ({"wat": None}, "Kies wat bewaard moet blijven."),
            ({"grondslag": " "}, "Vul de grondslag in."),
            ({"reden": ""}, "Vul de reden in."),
            ({"tot": "2024-01-01"}, "De laatste dag is al voorbij."),
            ({"tot": "morgen"}, "Dit is geen datum."),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(
        self, browse, house, case, changed, complaint
    ):
        page = set_hold(browse("rik"), case, **changed)

        (said,) = page.texts("//*[@id='foutoverzicht']//a")
        assert page.status == 422
        assert said.startswith(complaint)
        assert list(complaints(page)) == []
        with house.read_uow() as uow:
            assert not uow.privacy.active_holds(region=REGION)


class TestLeaving:
    @pytest.fixture
    def running(self, house, case, app):
        app.extensions[NOW] = datetime(2024, 9, 2, 9, tzinfo=UTC)
        return pc.start_private(house.parts, subject=case.subject, now=pc.AFTER_LEAVING)

    @pytest.fixture
    def form(self, browse, running):
        sam = browse("sam")
        case_page = sam.get(f"/trajecten/{running.id}")
        return sam, sam.get(case_page.link("Leerling heeft de school verlaten"))

    def test_is_recorded_by_who_works_in_the_case(self, house, running, form):
        sam, page = form

        done = sam.send(page, "Vastleggen", dag="2024-08-30")

        shown = sam.follow(done)
        assert done.status == 303
        assert "Leerlingdossier 2 jaar" in page.text
        assert "Vrijdag 30 augustus 2024 Vastgelegd door Sam School." in shown.text
        assert "Telt niet voor dit traject" in shown.text  # the day on which it left before
        with house.read_uow() as uow:
            known = uow.privacy.departures_of(region=REGION, subject=running.subject)
        assert [one.left_on for one in known] == [date(2024, 8, 30), LEFT]

    def test_is_taken_back(self, house, running, form):
        sam, page = form
        shown = sam.follow(sam.send(page, "Vastleggen", dag="2024-08-30"))

        back = sam.send(shown, "Terugnemen")

        assert back.status == 303
        with house.read_uow() as uow:
            (left,) = uow.privacy.departures_of(region=REGION, subject=running.subject)
        assert left.left_on == LEFT

    @pytest.mark.parametrize(
        ("day", "complaint"),
        [
            ("", "Vul in op welke dag de leerling de school verliet."),
            ("2024-09-03", "De leerling kan de school niet in de toekomst hebben verlaten."),
            (LEFT.isoformat(), "Deze dag is al vastgelegd."),
        ],
    )
    def test_refuses_a_day_that_cannot_be_right(self, form, day, complaint):
        sam, page = form

        wrong = sam.send(page, "Vastleggen", dag=day)

        (said,) = wrong.texts("//*[@id='foutoverzicht']//a")
        assert wrong.status == 422
        assert said.startswith(complaint)
        assert list(complaints(wrong)) == []

    def test_is_not_offered_to_who_may_not(self, browse, house, running):
        assert browse("olga").get(f"/trajecten/{running.id}/school-verlaten").status == 404
        audrey = browse("audrey")
        assert "school-verlaten" not in audrey.get(f"/trajecten/{running.id}").source
        assert audrey.get(f"/trajecten/{running.id}/school-verlaten").status == 403
