from __future__ import annotations

import pytest
import sqlalchemy as sa


@pytest.fixture(scope="module")
def postgres_template():
    """Databases with nothing in them."""
    return "template0"


@pytest.fixture(scope="module")
def sqlite_template():
    """No file yet."""


def table_names(url):
    database = sa.create_engine(url)
    try:
        return sa.inspect(database).get_table_names()
    finally:
        database.dispose()


def create_table(url):
    database = sa.create_engine(url)
    try:
        sa.Table("probe", sa.MetaData(), sa.Column("id", sa.Integer)).create(database)
    finally:
        database.dispose()


class TestDatabaseUrl:
    def test_gives_a_database_in_which_a_table_can_be_made(self, database_url):
        create_table(database_url)

        assert table_names(database_url) == ["probe"]

    def test_gives_no_test_the_tables_of_another(self, database_url):
        found = table_names(database_url)

        assert found == []

    def test_is_of_the_kind_that_the_name_of_the_test_says(self, database_url, request):
        assert request.node.callspec.id == database_url.split(":")[0].split("+")[0]


class TestPostgresUrl:
    def test_is_the_same_database_for_all_tests_of_a_worker(
        self, postgres_url, fresh_postgres_url
    ):
        assert table_names(postgres_url) == []
        assert postgres_url != fresh_postgres_url
