from __future__ import annotations

import base64
import stat

import pytest

from doorgang_api.embedded_keys import open_keys
from doorgang_api.settings import SettingsInvalid, load_settings

KEY = base64.b64encode(b"m" * 32).decode()
SESSIONS = base64.b64encode(b"s" * 32).decode()


@pytest.fixture
def database(tmp_path):
    return tmp_path / "var" / "doorgang.sqlite"


@pytest.fixture
def settings(database):
    return load_settings(environ={"DOORGANG_DATABASE_URL": f"sqlite:///{database}"})


@pytest.fixture
def key_file(database):
    return database.with_name("doorgang.sqlite.sleutel")


class TestOpenKeys:
    def test_makes_a_key_beside_the_database_that_only_the_owner_can_read(
        self, settings, key_file
    ):
        keys = open_keys(settings=settings)

        assert base64.b64decode(key_file.read_text()) == keys.master
        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
        assert list(key_file.parent.iterdir()) == [key_file]

    def test_gives_the_same_keys_at_the_next_start(self, settings, database):
        first = open_keys(settings=settings)
        database.write_bytes(b"SQLite format 3")

        assert open_keys(settings=settings) == first

    def test_makes_another_key_for_another_installation(self, settings, tmp_path):
        url = f"sqlite:///{tmp_path / 'elders.sqlite'}"
        elsewhere = load_settings(environ={"DOORGANG_DATABASE_URL": url})

        assert open_keys(settings=settings).master != open_keys(settings=elsewhere).master

    def test_uses_the_keys_that_are_given_and_keeps_no_file(self, database):
        environ = {
            "DOORGANG_DATABASE_URL": f"sqlite:///{database}",
            "DOORGANG_MASTER_KEY": KEY,
            "DOORGANG_SECRET_KEY": SESSIONS,
        }

        keys = open_keys(settings=load_settings(environ=environ))

        assert (keys.master, keys.secret) == (b"m" * 32, b"s" * 32)
        assert not database.parent.exists()

    def test_derives_the_secret_key_without_giving_away_the_master_key(self):
        settings = load_settings(environ={"DOORGANG_MASTER_KEY": KEY})

        keys = open_keys(settings=settings)

        assert len(keys.secret) == 32
        assert keys.secret == open_keys(settings=settings).secret
        assert keys.secret != keys.master

    def test_refuses_to_make_a_new_key_over_an_existing_database(
        self, settings, database, key_file
    ):
        database.parent.mkdir()
        database.write_bytes(b"SQLite format 3")

        with pytest.raises(SettingsInvalid, match="reservekopie"):
            open_keys(settings=settings)
        assert not key_file.exists()

    def test_refuses_a_key_file_that_others_can_read(self, settings, key_file):
        open_keys(settings=settings)
        key_file.chmod(0o640)

        with pytest.raises(SettingsInvalid, match="chmod 600"):
            open_keys(settings=settings)

    @pytest.mark.parametrize("content", ["", "geen sleutel", "a2V5"])
    def test_refuses_a_key_file_without_a_key(self, settings, key_file, content):
        open_keys(settings=settings)
        key_file.write_text(content)

        with pytest.raises(SettingsInvalid, match="er staat geen sleutel"):
            open_keys(settings=settings)
