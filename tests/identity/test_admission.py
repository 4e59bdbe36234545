"""Who enters with what the provider says, and which account that is."""

from __future__ import annotations

import pytest
from tests.identity.conftest import EVERYONE, HASHED, PASSWORD, accounts_of, add_account, employee

from doorgang_engine.identity import Identity
from doorgang_engine.model import AccountKind

ONLY_REGISTERED = '[default_roles]\npo_school = ["po_leerkracht"]\n'
WITHOUT_ROLES = '[admission]\naccounts = "everyone"\n'
BOTH = ("leiden", "rotterdam-koersvo")


def house_of(visit):
    (house,) = visit.houses.values()
    return house


@pytest.fixture
def invite(hostile):
    """Register a person beforehand: by mail, or by the subject when it is given."""

    def inviter(house, account_id="juf", *, subject=None, mail="jan@school.voorbeeld", **account):
        made = add_account(house, account_id, kind=AccountKind.PROVIDER, **account)
        with house.parts.new_uow() as uow:
            uow.identities.add(
                Identity(
                    region=made.region,
                    account=made.id,
                    issuer=hostile.issuer,
                    subject=subject,
                    invited_mail="" if subject else mail,
                    is_registered=True,
                )
            )
        return made

    return inviter


class TestOrganisation:
    @pytest.mark.parametrize(
        ("brin", "organisation"),
        [
            ("11ZZ03", "school-leiden"),
            ("11zz03", "school-leiden"),
            ("33XX", "school-geheel"),
            ("33XX07", "school-geheel"),
            (["11ZZ03"], "school-leiden"),
            (["11ZZ03", "11ZZ03"], "school-leiden"),
        ],
    )
    def test_is_that_of_the_brin(self, visit, hostile, brin, organisation):
        hostile.userinfo = employee(brin)
        browser = visit()

        assert browser.enter().status == 303
        (account,) = accounts_of(house_of(visit)).values()
        assert account.organisation == organisation

    @pytest.mark.parametrize(
        ("brin", "reason"),
        [
            ("11ZZ", "organisation_unclear"),  # which location?
            ("11ZZ04", "organisation_unclear"),  # a location that does not take part
            ("99AA00", "organisation_unclear"),
            (["11ZZ03", "22YY00"], "organisation_unclear"),  # two schools of one region
            ("", "organisation_missing"),
            ([], "organisation_missing"),
            (None, "claim_unreadable"),
            (11, "claim_unreadable"),
            ([["11ZZ03"]], "claim_unreadable"),
            ("11ZZ3", "brin"),
            ("11ZZ03 ' OR 1=1", "brin"),
            ("%", "brin"),
            (["11ZZ03", "school"], "brin"),
        ],
    )
    def test_that_is_not_certain_is_refused(self, visit, hostile, reasons, brin, reason):
        hostile.userinfo = employee(brin)

        page = visit().enter()

        assert page.status == 403
        assert reasons() == [reason]
        assert accounts_of(house_of(visit)) == {}

    def test_in_two_regions_is_chosen_by_the_person(self, visit, hostile):
        hostile.userinfo = employee("55VV00")
        browser = visit()

        asked = browser.enter()
        chosen = browser.enter(regio="rotterdam-koersvo")

        assert (asked.status, asked.heading) == (200, "Voor welke regio?")
        links = asked.tree.xpath("//main//a/@href")
        assert [link.rpartition("=")[2] for link in links] == list(BOTH)
        assert chosen.status == 303
        assert accounts_of(house_of(visit), "leiden") == {}
        (account,) = accounts_of(house_of(visit), "rotterdam-koersvo").values()
        assert (account.organisation, account.roles) == ("school-beide", ("vo_mentor",))

    def test_can_be_entered_in_the_other_region_too(self, visit, hostile):
        hostile.userinfo = employee("55VV00")
        for region in BOTH:
            assert visit().enter(regio=region).status == 303

        assert visit().enter().heading == "Voor welke regio?"
        assert [len(accounts_of(house_of(visit), region)) for region in BOTH] == [1, 1]

    @pytest.mark.parametrize("region", ["basis", "nergens", "'"])
    def test_is_not_made_in_a_region_that_it_is_not_of(self, visit, region):
        assert visit().enter(regio=region).status == 403
        assert accounts_of(house_of(visit)) == {}

    def test_may_be_our_own_id_where_the_operator_says_so(self, visit, hostile):
        hostile.userinfo = employee("swv-leiden")
        rules = WITHOUT_ROLES + 'organisation_by = "id"\n[default_roles]\nswv = ["swv_loket"]\n'

        assert visit(rules).enter().status == 303


class TestOrganisationThatChanged:
    def test_takes_the_old_one_away(self, visit, hostile):
        before = visit()
        before.enter()
        hostile.userinfo = employee("22YY00")

        after = visit()
        assert after.enter().status == 303

        (account,) = accounts_of(house_of(visit)).values()
        assert account.organisation == "school-tweede"
        assert before.get("/").status == 302

    def test_takes_it_away_also_when_there_is_no_new_one(self, visit, hostile, reasons):
        before = visit()
        before.enter()
        hostile.userinfo = employee("99AA00")

        assert visit().enter().status == 403

        (account,) = accounts_of(house_of(visit)).values()
        assert account.roles == ()
        assert before.get("/").status == 302
        assert reasons() == ["organisation_changed"]

    def test_switches_off_who_was_registered(self, visit, hostile, invite, reasons):
        before = visit(ONLY_REGISTERED)
        invite(house_of(visit), subject="jan")
        before.enter()
        hostile.userinfo = employee("22YY00")

        assert visit(ONLY_REGISTERED).enter().status == 403

        account = accounts_of(house_of(visit))["juf"]
        assert (account.roles, account.is_active) == ((), False)
        assert before.get("/").status == 302
        assert reasons() == ["organisation_changed"]


class TestRegisteredAccount:
    def test_is_needed_where_the_operator_says_so(self, visit, reasons):
        assert visit(ONLY_REGISTERED).enter().status == 403
        assert reasons() == ["not_registered"]

    @pytest.mark.parametrize("given", [{"subject": "jan"}, {"mail": "jan@school.voorbeeld"}])
    def test_is_entered_with_the_roles_of_the_region(self, visit, invite, given):
        browser = visit(ONLY_REGISTERED)
        invite(house_of(visit), roles=("po_directie",), **given)

        assert browser.enter().status == 303
        account = accounts_of(house_of(visit))["juf"]
        assert (account.roles, account.name) == (("po_directie",), "Jan Verzonnen")

    def test_is_enough_for_a_brin_without_location(self, visit, hostile, invite):
        browser = visit(ONLY_REGISTERED)
        invite(house_of(visit), subject="jan")
        hostile.userinfo = employee("11ZZ")

        assert browser.enter().status == 303

    def test_belongs_for_good_to_who_came_first(self, visit, hostile, invite, reasons):
        browser = visit(ONLY_REGISTERED)
        invite(house_of(visit))
        browser.enter()
        hostile.claims = {"sub": "piet"}
        hostile.userinfo = {**employee(), "sub": "piet"}

        assert visit(ONLY_REGISTERED).enter().status == 403
        assert reasons() == ["not_registered"]

    def test_of_another_organisation_is_not_given_to_the_same_address(
        self, visit, invite, reasons
    ):
        browser = visit(ONLY_REGISTERED)
        invite(house_of(visit), organisation="school-tweede")

        assert browser.enter().status == 403
        assert reasons() == ["not_registered"]

    @pytest.mark.parametrize("verified", [False, None, "true", 1])
    def test_needs_an_address_that_was_verified(self, visit, hostile, invite, verified):
        browser = visit('[claims]\nmail_verified = "email_verified"\n')
        invite(house_of(visit))
        hostile.userinfo = employee(email_verified=verified)

        assert browser.enter().status == 403

    def test_is_not_opened_by_one_of_two_addresses(self, visit, hostile, invite):
        browser = visit(ONLY_REGISTERED)
        invite(house_of(visit))
        hostile.userinfo = employee(mail=["een@school.voorbeeld", "jan@school.voorbeeld"])

        assert browser.enter().status == 403

    def test_that_is_off_stays_off(self, visit, invite, reasons):
        browser = visit(EVERYONE)
        invite(house_of(visit), subject="jan", is_active=False)

        assert browser.enter().status == 403
        assert reasons() == ["switched_off"]
        assert list(accounts_of(house_of(visit))) == ["juf"]


class TestRoles:
    def test_are_needed_to_enter_but_make_the_account_known(self, visit, reasons):
        browser = visit(WITHOUT_ROLES)

        assert browser.enter().status == 403
        assert reasons() == ["no_role"]
        (account,) = accounts_of(house_of(visit)).values()
        assert (account.name, account.roles) == ("Jan Verzonnen", ())

    def test_of_another_kind_of_organisation_are_not_given(self, visit, hostile, reasons):
        rules = '[claims]\nroles = "functie"\n' + WITHOUT_ROLES
        hostile.userinfo = employee(functie=["loket", "ib"])

        browser = visit(rules + '[roles]\nloket = ["swv_loket", "auditor"]\nib = ["po_ib"]\n')

        assert browser.enter().status == 303
        (account,) = accounts_of(house_of(visit)).values()
        assert account.roles == ("po_ib",)


class TestAffiliation:
    @pytest.mark.parametrize("given", ["employee", ["staff"], ["Employee", "member"]])
    def test_of_staff_may_enter(self, visit, hostile, given):
        hostile.userinfo = employee(eduPersonAffiliation=given)

        assert visit().enter().status == 303

    @pytest.mark.parametrize(
        "given", ["student", ["employee", "student"], [], "member", "employees"]
    )
    def test_of_others_may_not(self, visit, hostile, reasons, given):
        hostile.userinfo = employee(eduPersonAffiliation=given)

        assert visit().enter().status == 403
        assert reasons() == ["affiliation"]


class TestLocalAccount:
    def test_with_the_name_of_a_subject_is_another(self, visit):
        browser = visit(local_accounts="on")
        add_account(house_of(visit), "jan", password=HASHED, organisation="school-tweede")

        browser.enter()

        assert len(accounts_of(house_of(visit))) == 2

    def test_is_off_where_there_is_a_provider(self, visit):
        browser = visit()
        add_account(house_of(visit), "jan", password=HASHED)
        page = browser.get("/aanmelden")
        api = browser.client.post(
            "/api/v1/sessions", json={"account": "jan", "password": PASSWORD}
        )

        assert page.tree.xpath("//input[@type='password']") == []
        assert (api.status_code, api.json["code"]) == (403, "local_accounts_off")

    def test_of_a_provider_has_no_password(self, visit):
        browser = visit(local_accounts="on")
        browser.enter()
        (account,) = accounts_of(house_of(visit)).values()

        page = browser.get("/afmelden")
        answer = browser.client.post(
            "/api/v1/sessions", json={"account": account.id, "password": "x"}
        )

        assert page.status in (404, 405)
        assert answer.status_code == 401
