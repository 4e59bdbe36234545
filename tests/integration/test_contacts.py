"""The contact register, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.naming_route import (
    PO,
    STARTER,
    VO_A,
    VO_GONE,
    naming_beginning,
    publish_naming,
)
from tests.small_route import REGION, START

from doorgang_engine.access.standing import Deputyship
from doorgang_engine.cases import start_case
from doorgang_engine.contacts.appointing import (
    Asked,
    ContactsRefused,
    appoint,
    end_contact,
    forget_ended,
)
from doorgang_engine.contacts.register import duty_on, gaps_in
from doorgang_engine.contacts.table import read_contacts
from doorgang_engine.errors import Forbidden, NotFound
from doorgang_engine.messages import deliver_message
from doorgang_engine.model import UNNAMED, Actor

RIK = Actor(id="rik", role="regiocoordinator", organisation="swv-proef", region=REGION)
ROLES = {
    "ib": {"organisatie": "po_school"},
    "vo": {"organisatie": "vo_school"},
    "ouder": {"organisatie": "gezin"},
}
TODAY = date(2027, 1, 15)
TABLE = """organisatie;rol;naam;werkmail;soort;van;tot
11ZZ00;ib;Mila Voorbeeld;mila@linde.example;vast;2026-08-01;
vo-anna;vo;Bo Verzonnen;bo@anna.example;vervanger;2026-08-01;2027-07-31
"""


@pytest.fixture(autouse=True)
def _region(parts):
    publish_naming(parts)


def asked(**changed):
    given = {
        "organisation": PO,
        "role": "ib",
        "name": "Mila Voorbeeld",
        "mail": "mila@linde.example",
        "from_day": date(2026, 8, 1),
    }
    return Asked(**{**given, **changed})


def enter(parts, *several, actor=RIK):
    given = {f"rij {number}": one for number, one in enumerate(several, start=2)}
    return appoint(asked=given, region=REGION, actor=actor, roles=ROLES, parts=parts, now=START)


def duty(parts, day=TODAY):
    with parts.new_uow() as uow:
        return duty_on(day, region=REGION, uow=uow)


def gaps(parts, day=TODAY):
    with parts.new_uow() as uow:
        found = gaps_in(duty_on(day, region=REGION, uow=uow), region=REGION, roles=ROLES, uow=uow)
    return [(one.organisation, one.role, one.tasks, one.has_account) for one in found]


def in_register(parts):
    with parts.new_uow() as uow:
        return [one.name for one in uow.contacts.of_region(REGION)]


class TestTable:
    def test_is_read_and_entered_whole(self, parts):
        found = appoint(
            asked=read_contacts(TABLE), region=REGION, actor=RIK, roles=ROLES, parts=parts
        )

        assert [(one.organisation, one.is_deputy, one.until_day) for one in found] == [
            (PO, False, None),
            (VO_A, True, date(2027, 7, 31)),
        ]

    def test_takes_commas_and_an_account(self, parts):
        table = (
            "organisatie,rol,naam,werkmail,soort,van,tot,account\n"
            f"{PO},ib,Mila,mila@linde.example,vast,2026-08-01,,ib\n"
        )

        (found,) = appoint(
            asked=read_contacts(table), region=REGION, actor=RIK, roles=ROLES, parts=parts
        )

        assert found.account == "ib"

    @pytest.mark.parametrize(
        ("row", "complaint"),
        [
            ("11ZZ00;ib;M;m@l.example;tijdelijk;2026-08-01;", "De soort is"),
            ("11ZZ00;ib;M;m@l.example;vast;;", "eerste dag ontbreekt"),
            ("11ZZ00;ib;M;m@l.example;vast;01-08-2026;", "geen dag"),
            ("11ZZ00;ib;M;m@l.example;vast", "geen 7 kolommen"),
        ],
    )
    def test_says_per_row_what_is_wrong_with_its_form(self, row, complaint):
        with pytest.raises(ContactsRefused) as refused:
            read_contacts(f"{TABLE}{row}\n")

        (where,) = refused.value.fields
        assert where == "rij 4"
        assert complaint in refused.value.fields[where][0]

    @pytest.mark.parametrize("table", ["", "naam;rol\n", "organisatie\n"])
    def test_asks_for_its_columns(self, table):
        with pytest.raises(ContactsRefused, match="kolommen"):
            read_contacts(table)


class TestAppoint:
    @pytest.mark.parametrize(
        ("changed", "complaint"),
        [
            ({"organisation": "99XX"}, "geen bekende id of BRIN"),
            ({"role": "vo"}, "hoort niet bij een organisatie"),
            ({"role": "ouder"}, "Ouders en leerlingen"),
            ({"role": "verzonnen"}, "bestaat niet"),
            ({"organisation": VO_GONE, "role": "vo"}, "gesloten"),
            ({"name": ""}, "De naam ontbreekt"),
            ({"name": "A\x07"}, "stuurteken"),
            ({"mail": "geen adres"}, "werkmailadres"),
            ({"until_day": date(2026, 7, 1)}, "voor de eerste"),
            ({"account": "anna"}, "hoort niet bij deze organisatie"),
        ],
    )
    def test_enters_nobody_when_one_is_wrong(self, parts, changed, complaint):
        with pytest.raises(ContactsRefused) as refused:
            enter(parts, asked(), asked(**{"mail": "ander@linde.example", **changed}))

        assert complaint in " ".join(refused.value.fields["rij 3"])
        assert in_register(parts) == []

    def test_refuses_the_same_twice_in_one_time(self, parts):
        with pytest.raises(ContactsRefused):
            enter(parts, asked(), asked(mail="MILA@linde.example"))
        enter(parts, asked(until_day=date(2026, 12, 31)))
        with pytest.raises(ContactsRefused):
            enter(parts, asked(from_day=date(2026, 12, 31)))

        enter(parts, asked(from_day=date(2027, 1, 1)))

    def test_is_for_the_coordinator(self, parts):
        with pytest.raises(Forbidden):
            enter(parts, asked(), actor=STARTER)


class TestDuty:
    def test_is_of_the_days_between_the_first_and_the_last(self, parts):
        enter(parts, asked(from_day=date(2027, 1, 15), until_day=date(2027, 1, 16)))

        days = [date(2027, 1, day) for day in (14, 15, 16, 17)]
        assert [duty(parts, day).has(PO, "ib") for day in days] == [False, True, True, False]

    def test_names_the_fixed_one_first(self, parts):
        enter(parts, asked(is_deputy=True, name="Abel", mail="a@linde.example"), asked())

        assert [one.name for one in duty(parts).of(PO, "ib")] == ["Mila Voorbeeld", "Abel"]

    def test_does_not_count_who_can_no_longer_sign_in(self, parts):
        enter(parts, asked(account="ib"))
        assert duty(parts).has(PO, "ib")
        with parts.new_uow() as uow:
            uow.accounts.save(replace(uow.accounts.find("ib"), is_active=False))

        assert not duty(parts).has(PO, "ib")

    def test_counts_a_colleague_who_stands_in(self, parts):
        with parts.new_uow() as uow:
            uow.standing.add_deputyship(
                Deputyship(
                    region=REGION,
                    id="01a20063-7eab-716c-bbc3-000000000001",
                    organisation=PO,
                    account="iemand",
                    deputy="ib",
                    roles=("ib",),
                    with_mandate=False,
                    from_day=date(2027, 1, 1),
                    until_day=date(2027, 1, 31),
                    reason="Verlof",
                    made_by="rik",
                    made_at=START,
                )
            )

        assert duty(parts).has(PO, "ib")
        assert not duty(parts, date(2027, 2, 1)).has(PO, "ib")


class TestEnd:
    def test_sets_the_last_day(self, parts):
        (made,) = enter(parts, asked())

        for _ in range(2):
            end_contact(contact_id=made.id, last_day=TODAY, actor=RIK, parts=parts)

        assert duty(parts).has(PO, "ib")
        assert not duty(parts, date(2027, 1, 16)).has(PO, "ib")

    def test_refuses_a_day_before_the_first_and_who_is_not_there(self, parts):
        (made,) = enter(parts, asked())

        with pytest.raises(ContactsRefused):
            end_contact(contact_id=made.id, last_day=date(2026, 1, 1), actor=RIK, parts=parts)
        with pytest.raises(NotFound):
            end_contact(contact_id="nergens", last_day=TODAY, actor=RIK, parts=parts)

    def test_is_forgotten_after_a_year(self, parts):
        enter(parts, asked(until_day=TODAY), asked(name="Abel", mail="abel@linde.example"))

        kept = forget_ended(parts=parts, now=datetime(2028, 1, 15, 12, tzinfo=UTC))
        gone = forget_ended(parts=parts, now=datetime(2028, 1, 16, 12, tzinfo=UTC))

        assert (kept, gone) == (0, 1)
        assert in_register(parts) == ["Abel"]


class TestGaps:
    @pytest.fixture
    def case(self, parts):
        case = start_case(beginning=naming_beginning(), actor=STARTER, parts=parts, now=START)
        return deliver_message(
            case_id=case.id,
            name="aanmelding",
            payload={"school": "22YY00"},
            actor=STARTER,
            parts=parts,
            now=START,
        )

    @pytest.mark.usefixtures("case")
    def test_are_where_work_waits_and_are_gone_once_somebody_is_there(self, parts):
        assert gaps(parts) == [(VO_A, "vo", 1, True)]

        enter(parts, asked(organisation=VO_A, role="vo"))

        assert gaps(parts) == []

    def test_tell_of_an_organisation_that_closed(self, parts, case):
        enter(parts, asked(organisation=VO_A, role="vo"))
        with parts.new_uow() as uow:
            school = next(o for o in uow.organisations.of_region(REGION) if o.id == VO_A)
            uow.organisations.save(replace(school, closed_on=date(2027, 1, 1)))

        assert gaps(parts) == [(VO_A, "vo", 1, True)]

    def test_tell_of_an_organisation_that_nobody_named(self, parts, case):
        with parts.new_uow() as uow:
            (task,) = uow.tasks.of_case(case.id)
            uow.tasks.hand_over([task.id], organisation=UNNAMED)

        assert gaps(parts) == [(UNNAMED, "vo", 1, False)]
