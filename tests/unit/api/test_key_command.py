from __future__ import annotations

import pytest

from doorgang_api.cli import main
from doorgang_api.embedded_keys import key_file, open_keys, read_keys
from doorgang_api.settings import SettingsInvalid, load_settings
from doorgang_api.wiring import House
from doorgang_engine.sealing import master_id


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The settings of an installation with an embedded database, as the command line finds it."""
    url = f"sqlite:///{tmp_path / 'dg.sqlite'}"
    monkeypatch.setenv("DOORGANG_DATABASE_URL", url)
    settings = load_settings(environ={"DOORGANG_DATABASE_URL": url})
    house = House.build(settings)
    house.migrate()
    house.close()
    return settings


class TestKeyCommand:
    def test_changes_the_master_key_step_by_step(self, installed, capsys):
        old = open_keys(settings=installed).master

        statuses = [main(["key", step]) for step in ("new", "activate", "rotate", "drop")]

        (left,) = read_keys(file=key_file(settings=installed))
        assert statuses == [0, 0, 0, 0]
        assert left != old
        assert f"onder hoofdsleutel {master_id(left)} gebracht" in capsys.readouterr().out

    def test_makes_no_key_active_when_there_is_no_other(self, installed, capsys):
        assert main(["key", "activate"]) == 1
        assert "doorgang key new" in capsys.readouterr().err

    def test_tells_which_keys_there_are(self, installed, capsys):
        main(["key", "new"])

        assert main(["key", "status"]) == 0

        told = capsys.readouterr().out
        for one in read_keys(file=key_file(settings=installed)):
            assert master_id(one) in told

    def test_has_no_file_when_the_key_is_a_setting(self, installed, monkeypatch, capsys):
        monkeypatch.setenv("DOORGANG_MASTER_KEY", "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=")

        assert main(["key", "new"]) == 2
        assert "opening_keys" in capsys.readouterr().err


class TestKeyFile:
    def test_is_read_for_an_installation_on_postgresql(self, installed):
        file = key_file(settings=installed)

        settings = load_settings(
            environ={
                "DOORGANG_DATABASE_URL": "postgresql+psycopg://dg@localhost/dg",
                "DOORGANG_MASTER_KEY_FILE": str(file),
            }
        )

        assert open_keys(settings=settings).master == read_keys(file=file)[0]

    def test_is_refused_beside_a_key_in_the_settings(self, installed):
        environ = {
            "DOORGANG_MASTER_KEY": "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
            "DOORGANG_MASTER_KEY_FILE": str(key_file(settings=installed)),
        }

        with pytest.raises(SettingsInvalid, match="Kies één"):
            load_settings(environ=environ)
