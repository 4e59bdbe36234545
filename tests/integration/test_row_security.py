"""PostgreSQL keeps regions and organisations apart, also where a query forgets to."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import inspect, text
from tests.small_route import BEGINNER, BPMN, LOKET, REGION, START, beginning, publish

from doorgang_api.settings import SettingsInvalid
from doorgang_api.wiring import House
from doorgang_engine.cases import start_case
from doorgang_engine.errors import CaseNotFound
from doorgang_engine.model import Organisation
from doorgang_engine.participant_change import change_participant
from doorgang_engine.sealing import Vault
from doorgang_engine.storage.database import open_database
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork
from doorgang_engine.tasks import complete_task

MASTER_KEY = b"0123456789abcdef0123456789abcdef"
#: Tables that say something of a case; each with a row once the case below was played.
OF_CASE = ("cases", "case_keys", "user_tasks", "timers", "terms", "submissions", "acts", "history")
#: The participants of the case.
SWV, SCHOOL, ELSEWHERE = "swv-proef", "school-proef", "school-ander"


@pytest.fixture
def database_url(fresh_postgres_url):
    """Only PostgreSQL has this wall."""
    return fresh_postgres_url


@pytest.fixture
def case(parts):
    publish(parts, bpmn=BPMN)
    return start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)


@pytest.fixture
def looking(database):
    """Give a transaction that reads for a region and an organisation."""
    return partial(SqlUnitOfWork, database, Vault(MASTER_KEY), reading=True)


def count(uow, table):
    """Count the rows of a table with a statement that has no filter: forgotten on purpose."""
    return uow.connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608


def counts(uow):
    return {table: count(uow, table) for table in OF_CASE}


NOTHING = dict.fromkeys(OF_CASE, 0)


@pytest.mark.usefixtures("case")
class TestForgottenFilter:
    @pytest.mark.parametrize("organisation", [SWV, SCHOOL, "*"])
    def test_finds_what_is_of_the_own_region_and_organisation(self, looking, organisation):
        with looking(region=REGION, organisation=organisation) as uow:
            assert all(counts(uow).values())

    @pytest.mark.parametrize("organisation", [SWV, "*"])
    def test_finds_nothing_of_another_region(self, looking, organisation):
        with looking(region="elders", organisation=organisation) as uow:
            assert counts(uow) == NOTHING

    def test_finds_nothing_of_cases_of_other_organisations(self, looking):
        with looking(region=REGION, organisation=ELSEWHERE) as uow:
            assert counts(uow) == NOTHING

    def test_finds_nothing_when_the_transaction_does_not_say_for_whom(self, database):
        with database.connect() as connection:
            found = {
                table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
                for table in OF_CASE
            }

        assert found == NOTHING

    def test_cannot_be_talked_out_of_it(self, looking, case):
        with looking(region="elders", organisation="*") as uow:
            statement = text("SELECT count(*) FROM cases WHERE id = :id OR 1 = 1")

            assert uow.connection.execute(statement, {"id": case.id}).scalar_one() == 0

    def test_does_not_outlive_its_transaction(self, looking, database):
        with looking(region=REGION, organisation="*") as uow:
            assert count(uow, "cases") == 1

        with database.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM cases")).scalar_one() == 0

    def test_reads_a_case_as_if_it_did_not_exist(self, looking, case):
        with looking(region=REGION, organisation=ELSEWHERE) as uow, pytest.raises(CaseNotFound):
            uow.cases.get(case.id)


class TestWriting:
    def test_changes_nothing_of_another_region(self, database, case):
        with SqlUnitOfWork(database, Vault(MASTER_KEY), region="elders") as uow:
            changed = uow.connection.execute(text("UPDATE cases SET outcome = 'weg'"))

            assert changed.rowcount == 0
        assert case.outcome == ""

    def test_cannot_move_a_row_to_another_region(self, database, case):
        with (
            pytest.raises(Exception, match="row-level security"),
            SqlUnitOfWork(database, Vault(MASTER_KEY), region=REGION) as uow,
        ):
            uow.connection.execute(
                text("UPDATE notices SET region = 'elders'; INSERT INTO case_numbers "
                     "(region, year, last) VALUES ('elders', 2027, 1)")
            )  # fmt: skip
        assert case.region == REGION

    def test_closes_the_tasks_of_others_too(self, database, parts, case):
        """One act moves a whole case: only reading is narrowed to an organisation."""
        within = replace(
            parts, new_uow=partial(SqlUnitOfWork, database, Vault(MASTER_KEY), region=REGION)
        )
        with parts.new_uow() as uow:
            (task,) = uow.tasks.of_case(case.id)

        done = complete_task(
            task_id=task.id, submission={"compleet": False}, actor=LOKET, parts=within, now=START
        )

        assert done.outcome == "onvolledig"


class TestTaskForEveryone:
    def test_brings_its_case_with_it(self, looking, parts):
        """A role that no organisation stands for: the case is for who may do the task."""
        roles = {"loket": {"naam": "Loket"}, "school": {"organisatie": "po_school"}}
        publish(parts, roles=roles)
        given = beginning(participants={"po_school": SCHOOL})
        start_case(beginning=given, actor=BEGINNER, parts=parts, now=START)

        with looking(region=REGION, organisation=ELSEWHERE) as uow:
            assert (count(uow, "user_tasks"), count(uow, "cases")) == (1, 1)
            assert count(uow, "history") > 0
        with looking(region=REGION, organisation=ELSEWHERE) as uow:
            assert count(uow, "cases") == 1


class TestReplaced:
    def test_finds_nothing_of_the_case_any_more_not_even_its_own_work(self, looking, parts, case):
        with parts.new_uow() as uow:
            uow.organisations.add(
                [
                    Organisation(region=REGION, id=key, kind="swv", name=key)
                    for key in (SWV, "swv-nieuw")
                ]
            )
            (task,) = uow.tasks.of_case(case.id)
        complete_task(
            task_id=task.id, submission={"compleet": True}, actor=LOKET, parts=parts, now=START
        )

        change_participant(
            case_id=case.id,
            kind="swv",
            organisation="swv-nieuw",
            reason="Verkeerd gekozen",
            actor=BEGINNER,
            parts=parts,
            now=START,
        )

        with looking(region=REGION, organisation=SWV) as uow:
            assert counts(uow) == NOTHING
        with looking(region=REGION, organisation="swv-nieuw") as uow:
            assert counts(uow)["user_tasks"] == counts(uow)["submissions"] == 2


class TestEveryTable:
    def test_with_a_region_is_walled_in(self, database):
        with database.connect() as connection:
            tables = inspect(connection)
            regional = {
                name
                for name in tables.get_table_names()
                if "region" in {column["name"] for column in tables.get_columns(name)}
            }
            walled = set(
                connection.execute(
                    text(
                        "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
                    )
                ).scalars()
            )

        assert len(regional) > 10
        assert regional - walled == set()


class TestMightyRole:
    def test_is_refused_at_the_start(self, database_url, postgres_cluster, house):
        postgres_cluster.create_role(name="machtig", rights="BYPASSRLS IN ROLE doorgang")
        mighty = open_database(database_url.replace("doorgang@", "machtig@", 1))

        with pytest.raises(SettingsInvalid) as refused:
            replace(house, database=mighty).migrate()

        assert "BYPASSRLS" in str(refused.value)
        mighty.dispose()


@pytest.fixture
def house(database, parts):
    return House(
        settings=None, parts=parts, library=None, metrics=None, database=database, read_uow=None
    )  # fmt: skip
