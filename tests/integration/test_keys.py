"""Master keys on a real database: changing them, missing them, and what was there before."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
import sqlalchemy as sa
from alembic import command
from tests import private_case as pc
from tests.small_route import BEGINNER, LOKET, START, beginning, publish

from doorgang_engine.cases import start_case
from doorgang_engine.ciphertext import encrypt
from doorgang_engine.deadlines import change_term
from doorgang_engine.history.verify import verify_case
from doorgang_engine.privacy.keys import MasterKeyMissing, key_status, require_master_keys, rotate
from doorgang_engine.sealing import MasterKeys, Vault, master_id
from doorgang_engine.storage import migrate as migrating
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork
from doorgang_engine.subject import subject_of

MASTER_KEY = b"0123456789abcdef0123456789abcdef"  # of conftest
NEW_KEY = b"n" * 32


def with_keys(parts, database, *, active, others=()):
    vault = Vault(MasterKeys(active=active, others=others))
    return replace(parts, new_uow=partial(SqlUnitOfWork, database, vault), vault=vault)


def name_of(case, parts):
    with parts.new_uow() as uow:
        return subject_of(uow.cases.get(case.id), uow.cases.key(case.id)).given_name


@pytest.fixture
def case(parts):
    publish(parts)
    return start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)


class TestRotate:
    def test_puts_every_case_under_the_active_key(self, parts, database, case):
        both = with_keys(parts, database, active=NEW_KEY, others=[MASTER_KEY])

        assert rotate(parts=both) == 1

        only_new = with_keys(parts, database, active=NEW_KEY)
        assert name_of(case, only_new) == "Noor"
        assert key_status(parts=only_new).cases == {master_id(NEW_KEY): 1}
        assert verify_case(case_id=case.id, parts=only_new).is_right

    def test_has_nothing_left_to_do_the_second_time(self, parts, database, case):
        both = with_keys(parts, database, active=NEW_KEY, others=[MASTER_KEY])
        rotate(parts=both)

        assert rotate(parts=both) == 0

    def test_goes_on_where_it_was_stopped(self, parts, database, case, monkeypatch):
        monkeypatch.setattr("doorgang_engine.privacy.keys.BATCH", 1)
        for _ in range(2):
            start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)
        both = with_keys(parts, database, active=NEW_KEY, others=[MASTER_KEY])

        def stop(count):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            rotate(parts=both, progress=stop)

        assert sorted(key_status(parts=both).cases.values()) == [1, 2]
        assert rotate(parts=both) == 2

    def test_leaves_a_ring_alone_that_changed_in_the_meantime(self, parts, case):
        with parts.new_uow() as uow:
            (ring,) = uow.case_keys.under(master_id(MASTER_KEY), limit=5)
            assert uow.case_keys.rewrap(ring, wrapped=b"")

        with parts.new_uow() as uow:
            assert not uow.case_keys.rewrap(ring, wrapped=ring.wrapped)

        with parts.new_uow() as uow:
            assert uow.cases.key(case.id).secret is None


class TestMissingKeys:
    def test_are_refused_with_their_name(self, parts, database, case):
        with pytest.raises(MasterKeyMissing, match=master_id(MASTER_KEY)):
            require_master_keys(parts=with_keys(parts, database, active=NEW_KEY))

    def test_stop_a_rotation_before_it_begins(self, parts, database, case):
        with pytest.raises(MasterKeyMissing):
            rotate(parts=with_keys(parts, database, active=NEW_KEY))

        assert name_of(case, parts) == "Noor"

    def test_do_not_matter_when_nothing_lies_under_them(self, parts, database):
        require_master_keys(parts=with_keys(parts, database, active=NEW_KEY))


@pytest.fixture
def first_schema(database, parts, case):
    """A database as the first schema had it: keys without a name, terms in the clear."""
    with parts.new_uow() as uow:
        key, (term,) = uow.cases.key(case.id), uow.terms.of_case(case.id)
    wrapped = encrypt(MASTER_KEY, key.secret, head=b"\x01", place=f"{case.id}|key".encode())
    with pc.mighty(database).begin() as connection:
        connection.execute(sa.text("DROP INDEX ix_case_keys_master"))
        connection.execute(sa.text("ALTER TABLE case_keys DROP COLUMN master"))
        connection.execute(sa.text("UPDATE case_keys SET wrapped = :w"), {"w": wrapped})
        connection.execute(sa.text("ALTER TABLE terms DROP COLUMN sealed"))
        for column, kind in (
            ("started_on", "DATE"),
            ("raw_end", "DATE"),
            ("reason", "TEXT"),
            ("content", "JSON" if database.dialect.name == "sqlite" else "JSONB"),
        ):
            connection.execute(sa.text(f"ALTER TABLE terms ADD COLUMN {column} {kind}"))
        terms = sa.table(
            "terms",
            sa.column("started_on", sa.Date),
            sa.column("raw_end", sa.Date),
            sa.column("reason", sa.Text),
            sa.column("content", sa.JSON),
        )
        connection.execute(
            sa.update(terms).values(
                started_on=term.started_on,
                raw_end=term.raw_end,
                reason=term.reason,
                content=dict(term.content),
            )
        )
        configuration = migrating._configuration()
        configuration.attributes["connection"] = connection
        command.stamp(configuration, "0006")
    return term


class TestMigration:
    def test_seals_the_terms_and_opens_the_keys_that_were_there(
        self, parts, database, case, first_schema
    ):
        with pc.mighty(database).begin() as connection:
            configuration = migrating._configuration()
            configuration.attributes |= {"connection": connection, "vault": parts.vault}
            command.upgrade(configuration, "0007")

        with parts.new_uow() as uow:
            assert uow.terms.of_case(case.id) == [first_schema]
        assert name_of(case, parts) == "Noor"
        assert key_status(parts=parts).cases == {"": 1}
        assert rotate(parts=parts) == 1
        assert key_status(parts=parts).cases == {master_id(MASTER_KEY): 1}


class TestTerms:
    def test_say_nothing_in_the_clear_of_what_people_typed(self, parts, database, case):
        with parts.new_uow() as uow:
            (term,) = uow.terms.of_case(case.id)

        change_term(
            case_id=case.id,
            run_id=term.id,
            change="suspend",
            reason="Moeder is zwaar ziek",
            actor=LOKET,
            parts=parts,
            now=START,
        )

        with parts.new_uow() as uow:
            (changed,) = uow.terms.of_case(case.id)
        with pc.mighty(database).connect() as connection:
            rows = [
                *connection.execute(sa.text("SELECT * FROM terms")),
                *connection.execute(sa.text("SELECT * FROM history")),
            ]
        assert changed.content["suspensions"][0]["reason"] == "Moeder is zwaar ziek"
        assert "Moeder" not in repr([tuple(row) for row in rows])
