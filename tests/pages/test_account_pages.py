from __future__ import annotations

import pytest
from tests.pages.conftest import HASHED
from tests.pages.test_every_page import complaints
from tests.small_route import REGION

from doorgang_api.identity.api_tokens import is_api_token
from doorgang_engine.dossier.looks import LookKind, LookQuery
from doorgang_engine.model import Account, AccountKind, Organisation


@pytest.fixture
def url(database_url):
    """Both databases, one after the other."""
    return database_url


@pytest.fixture
def house(house):
    """With a school whose roles are those of config/roles.toml, and somebody of another region."""
    with house.parts.new_uow() as uow:
        uow.organisations.add(
            [Organisation(region="elders", id="school-elders", kind="po_school", name="Elders")]
        )
        uow.accounts.add(
            [
                Account(
                    region=region,
                    id=key,
                    name=key.title(),
                    organisation=organisation,
                    roles=roles,
                    password=HASHED,
                )
                for region, key, organisation, roles in (
                    (REGION, "ina", "school-proef", ("po_ib",)),
                    ("elders", "elly", "school-elders", ("po_ib",)),
                )
            ]
        )
    return house


def account(house, key):
    with house.read_uow() as uow:
        return uow.accounts.find(key)


def rights(house):
    """Who changed whose rights and how, as the access log tells it."""
    with house.read_uow() as uow:
        found = uow.looks.page(LookQuery(region="proef", kind=LookKind.RIGHTS))
    return [(one.account, one.data[0].removeprefix("account:"), *one.data[1:]) for one in found]


class TestAccounts:
    def test_are_shown_to_the_coordinator_of_the_region(self, browse):
        page = browse("rik").get("/accounts")

        assert "Ina" in page.text
        assert "Elly" not in page.text
        assert list(complaints(page)) == []

    @pytest.mark.parametrize("who", ["loes", "sam", "audrey"])
    @pytest.mark.parametrize(
        "address", ["/accounts", "/accounts/nieuw", "/accounts/ina", "/accounts/ina/tokens"]
    )
    def test_are_not_shown_to_others(self, browse, who, address):
        assert browse(who).get(address).status == 403

    @pytest.mark.parametrize("who", ["loes", "sam", "audrey"])
    @pytest.mark.parametrize("act", ["rollen", "stand", "afmelden", "tokens"])
    def test_are_not_changed_by_others(self, browse, house, who, act):
        browser = browse(who)
        token = browser.get("/").form("Afmelden").fields["_csrf"]

        page = browser.post(f"/accounts/ina/{act}", {"_csrf": token, "stand": "uit"})

        assert page.status == 403
        assert account(house, "ina").is_active
        assert account(house, "ina").roles == ("po_ib",)
        assert rights(house) == []
        with house.read_uow() as uow:
            newest = uow.looks.page(LookQuery(region="proef"))[0]
        assert (newest.kind, newest.outcome, newest.account, newest.code) == (
            "act", "refused", who, "forbidden",
        )  # fmt: skip

    @pytest.mark.parametrize("act", ["", "/rollen", "/stand", "/afmelden"])
    def test_of_another_region_do_not_exist(self, browse, house, act):
        browser = browse("rik")
        token = browser.get("/").form("Afmelden").fields["_csrf"]

        address = f"/accounts/elly{act}"
        page = (
            browser.post(address, {"_csrf": token, "stand": "uit"})
            if act
            else browser.get(address)
        )

        assert page.status == 404
        assert account(house, "elly").is_active


class TestAccount:
    def test_gets_other_roles_and_is_signed_out(self, browse, house):
        rik, ina = browse("rik"), browse("ina")
        page = rik.get("/accounts/ina")

        done = rik.follow(rik.send(page, "Rollen opslaan", rollen=["po_directie"]))

        assert "De rollen zijn gewijzigd" in done.text
        assert account(house, "ina").roles == ("po_directie",)
        assert ina.get("/").status == 302
        assert list(complaints(done)) == []
        assert "door Rik Regio: rol erbij: Directie" in done.text
        assert rights(house) == [("rik", "ina", "erbij:po_directie", "eraf:po_ib")]

    def test_is_switched_off_and_on(self, browse, house):
        rik, ina = browse("rik"), browse("ina")

        off = rik.follow(rik.send(rik.get("/accounts/ina"), "Account uitzetten"))

        assert not account(house, "ina").is_active
        assert ina.get("/").status == 302
        rik.send(off, "Account aanzetten")
        assert account(house, "ina").is_active

    def test_is_signed_out_everywhere(self, browse):
        rik, ina = browse("rik"), browse("ina")

        rik.send(rik.get("/accounts/ina"), "Overal afmelden")

        assert ina.get("/").status == 302

    @pytest.mark.parametrize("role", ["swv_loket", "auditor", "regiocoordinator", "koning"])
    def test_does_not_get_a_role_that_is_not_of_its_organisation(self, browse, house, role):
        rik = browse("rik")
        page = rik.get("/accounts/ina")

        refused = rik.send(page, "Rollen opslaan", rollen=[role])

        assert refused.status in (403, 422)
        assert account(house, "ina").roles == ("po_ib",)

    @pytest.mark.parametrize("who", ["rik", "audrey"])
    def test_of_oneself_or_of_who_oversees_is_not_changed(self, browse, house, who):
        rik = browse("rik")
        token = rik.get("/").form("Afmelden").fields["_csrf"]

        shown = rik.get(f"/accounts/{who}")
        off = rik.post(f"/accounts/{who}/stand", {"_csrf": token, "stand": "uit"})
        roles = rik.post(f"/accounts/{who}/rollen", {"_csrf": token, "rollen": "auditor"})

        assert "wijzigt alleen de beheerder" in shown.text
        assert (off.status, roles.status) == (403, 403)
        assert account(house, who).is_active


class TestProgram:
    @pytest.fixture
    def added(self, browse):
        rik = browse("rik")
        form = rik.get("/accounts/nieuw?soort=programma")
        assert list(complaints(form)) == []
        answer = rik.send(form, "Toevoegen", naam="Koppeling", organisatie="school-proef")
        return rik, rik.follow(answer)

    def test_is_added_and_then_given_its_roles(self, added, house):
        rik, page = added

        rik.send(page, "Rollen opslaan", rollen=["po_ib"])

        found = account(house, page.address.rpartition("/")[2].partition("?")[0])

        assert (found.kind, found.roles) == (AccountKind.SERVICE, ("po_ib",))
        assert list(complaints(page)) == []

    def test_gets_a_token_that_is_shown_once(self, added):
        rik, page = added
        form = rik.get(page.link("Token maken"))

        shown = rik.send(form, "Token maken", naam="Proef", bereik=["cases:read"])
        after = rik.get(shown.link("Ik heb het bewaard"))

        (secret,) = shown.texts("//main//code")
        assert is_api_token(secret)
        assert secret not in after.text
        assert "Mag: trajecten zien" in after.text
        assert [list(complaints(one)) for one in (form, shown, after)] == [[], [], []]

    def test_loses_a_token_that_is_withdrawn(self, added):
        rik, page = added
        form = rik.get(page.link("Token maken"))
        shown = rik.send(form, "Token maken", naam="Proef", bereik=["cases:read"])

        after = rik.get(shown.link("Ik heb het bewaard"))
        done = rik.follow(rik.send(after, "Intrekken"))

        assert "ingetrokken" in done.text
        assert "Intrekken" not in done.texts("//button")

    def test_is_told_what_a_token_lacks(self, added):
        rik, page = added
        form = rik.get(page.link("Token maken"))

        wrong = rik.send(form, "Token maken", naam="", dagen="veel")

        assert wrong.status == 422
        assert len(wrong.texts("//*[@id='foutoverzicht']//a")) == 3
        assert list(complaints(wrong)) == []

    def test_is_not_added_without_name_or_organisation(self, browse):
        rik = browse("rik")

        wrong = rik.send(rik.get("/accounts/nieuw?soort=programma"), "Toevoegen")

        assert wrong.status == 422
        assert list(complaints(wrong)) == []

    def test_of_a_person_needs_a_provider(self, browse):
        rik = browse("rik")

        assert "Persoon toevoegen" not in rik.get("/accounts").text
        wrong = rik.send(
            rik.get("/accounts/nieuw?soort=persoon"),
            "Toevoegen",
            naam="Juf",
            organisatie="school-proef",
            mail="juf@school.voorbeeld",
        )
        assert wrong.status == 422
