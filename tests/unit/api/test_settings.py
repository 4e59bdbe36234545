from __future__ import annotations

import base64
from pathlib import Path

import pytest

from doorgang_api.settings import KINDS, SettingsInvalid, load_settings

KEY = base64.b64encode(b"k" * 32).decode()
POSTGRES = "postgresql+psycopg://dg:geheim@db.voorbeeld.nl:5432/doorgang"


def refused(*, environ, config=None):
    """Give the problems of settings that may not pass, as `source, key`."""
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(environ=environ, config=config)
    return [f"{problem.source}, {problem.key}" for problem in caught.value.problems]


@pytest.fixture
def settings_file(tmp_path):
    def write(text):
        file = tmp_path / "doorgang.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


class TestLoadSettings:
    def test_gives_the_defaults_when_nothing_is_set(self):
        settings = load_settings(environ={})

        assert (settings.host, settings.port) == ("127.0.0.1", 8080)
        assert settings.database_file == Path("var/doorgang.sqlite").absolute()
        assert settings.master_key is None

    def test_puts_the_file_over_the_defaults(self, settings_file):
        file = settings_file("[server]\nport = 9000\n")

        settings = load_settings(environ={"DOORGANG_CONFIG": str(file)})

        assert (settings.port, settings.threads) == (9000, 8)

    def test_puts_the_environment_over_the_file(self, settings_file):
        file = settings_file("[server]\nport = 9000\nthreads = 2\n")

        settings = load_settings(environ={"DOORGANG_PORT": "9001"}, config=file)

        assert (settings.port, settings.threads) == (9001, 2)

    def test_prefers_the_file_of_the_command_line_over_that_of_the_environment(
        self, settings_file, tmp_path
    ):
        file = settings_file("[server]\nport = 9000\n")

        settings = load_settings(
            environ={"DOORGANG_CONFIG": str(tmp_path / "bestaat_niet.toml")}, config=file
        )

        assert settings.port == 9000

    def test_leaves_variables_of_others_alone(self):
        settings = load_settings(environ={"PORT": "1", "PATH": "/bin"})

        assert settings.port == 8080

    def test_decodes_keys(self):
        settings = load_settings(environ={"DOORGANG_MASTER_KEY": KEY})

        assert settings.master_key == b"k" * 32

    def test_finds_processes_and_forms_in_a_library_of_ones_own(self, tmp_path):
        (tmp_path / "processes").mkdir()
        (tmp_path / "forms").mkdir()

        settings = load_settings(environ={"DOORGANG_LIBRARY_DIR": str(tmp_path)})

        assert settings.processes_dir == tmp_path / "processes"
        assert settings.forms_dir == tmp_path / "forms"

    def test_shows_no_secret_when_printed(self):
        environ = {"DOORGANG_DATABASE_URL": POSTGRES, "DOORGANG_MASTER_KEY": KEY}

        shown = repr(load_settings(environ=environ))

        assert "geheim" not in shown
        assert "kkkk" not in shown


class TestRefusal:
    def test_names_everything_that_is_wrong_at_once(self, settings_file):
        file = settings_file('[server]\nport = "8080"\npoort = 1\n[paramters]\n')
        environ = {"DOORGANG_THREADS": "veel", "DOORGANG_DEMO": "ja", "DOORGANG_PROT": "1"}

        problems = refused(environ=environ, config=file)

        assert sorted(problems) == sorted(
            [
                f"{file}, port",
                f"{file}, poort",
                f"{file}, paramters",
                "omgeving, DOORGANG_THREADS",
                "omgeving, DOORGANG_DEMO",
                "omgeving, DOORGANG_PROT",
            ]
        )

    def test_says_where_it_stands_what_is_wrong_and_what_to_do(self):
        with pytest.raises(SettingsInvalid) as caught:
            load_settings(environ={"DOORGANG_PORT": "70000", "DOORGANG_PROT": "1"})

        unknown, wrong = str(caught.value).splitlines()[1:]
        assert unknown == (
            "- omgeving, DOORGANG_PROT: deze instelling bestaat niet. Bedoelde u DOORGANG_PORT?"
        )
        assert wrong == (
            "- omgeving, DOORGANG_PORT: '70000' is geen heel getal van 0 t/m 65535. "
            "Geef een heel getal van 0 t/m 65535."
        )

    @pytest.mark.parametrize("name", ["DATABASE_URL", "MASTER_KEY", "SECRET_KEY"])
    def test_does_not_show_a_secret_that_is_wrong(self, name):
        with pytest.raises(SettingsInvalid) as caught:
            load_settings(environ={f"DOORGANG_{name}": "mysql://dg:geheim@db/doorgang"})

        assert "geheim" not in str(caught.value)

    def test_holds_for_a_value_that_another_source_overrides(self, settings_file):
        file = settings_file("[server]\nthreads = 0\n")

        assert refused(environ={"DOORGANG_THREADS": "4"}, config=file) == [f"{file}, threads"]

    def test_holds_for_a_file_that_is_not_there(self, tmp_path):
        file = tmp_path / "weg.toml"

        assert refused(environ={"DOORGANG_CONFIG": str(file)}) == [f"{file}, bestand"]

    def test_holds_for_a_file_that_is_no_toml(self, settings_file):
        file = settings_file("[server\n")

        assert refused(environ={}, config=file) == [f"{file}, bestand"]

    def test_holds_for_postgresql_without_a_master_key(self):
        problems = refused(environ={"DOORGANG_DATABASE_URL": POSTGRES})

        assert problems == ["omgeving, DOORGANG_MASTER_KEY"]

    def test_holds_for_a_directory_without_what_should_be_in_it(self, tmp_path):
        problems = refused(environ={"DOORGANG_CONFIG_DIR": str(tmp_path)})

        assert problems == ["omgeving, DOORGANG_CONFIG_DIR"]


class TestKinds:
    @pytest.mark.parametrize(
        ("name", "text", "value"),
        [
            ("port", "0", 0),
            ("port", "65535", 65535),
            ("tick_seconds", "1", 1),
            ("log_level", "DEBUG", "DEBUG"),
            ("log_format", "json", "json"),
            ("demo", "true", True),
            ("host", "::1", "::1"),
            ("database_url", "sqlite:////srv/dg.sqlite", "sqlite:////srv/dg.sqlite"),
            ("database_url", "postgresql://db/dg", "postgresql+psycopg://db/dg"),
            ("database_url", "postgresql+psycopg:///dg", "postgresql+psycopg:///dg"),
            ("secret_key", KEY, b"k" * 32),
            ("secret_key", "", None),
        ],
    )
    def test_accept(self, name, text, value):
        kind = KINDS[name]

        assert kind.read(kind.from_text(text)) == value

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("port", 65536),
            ("port", -1),
            ("port", True),
            ("port", 80.0),
            ("port", "80"),
            ("demo", 1),
            ("demo", "true"),
            ("log_level", "debug"),
            ("host", ""),
            ("host", 1),
            ("database_url", ""),
            ("database_url", "doorgang.sqlite"),
            ("database_url", "sqlite://"),
            ("database_url", "sqlite:///"),
            ("database_url", "sqlite:///:memory:"),
            ("database_url", "sqlite:///a.sqlite?mode=ro"),
            ("database_url", "postgresql://db"),
            ("database_url", "postgresql://db:poort/doorgang"),
            ("database_url", "mysql://db/doorgang"),
            ("master_key", "kort"),
            ("master_key", base64.b64encode(b"k" * 31).decode()),
            ("master_key", "é" * 44),
        ],
    )
    def test_refuse(self, name, value):
        with pytest.raises((ValueError, TypeError, AttributeError)):
            KINDS[name].read(value)

    @pytest.mark.parametrize(
        ("name", "text"),
        [("port", " 80"), ("port", "8_0"), ("port", "80.0"), ("demo", "True"), ("demo", "")],
    )
    def test_refuse_text_that_only_looks_right(self, name, text):
        with pytest.raises((ValueError, KeyError)):
            KINDS[name].from_text(text)


class TestPublicUrl:
    @pytest.mark.parametrize("value", ["https://doorgang.nl", "https://Doorgang.nl:8443/"])
    def test_is_an_address_without_a_path(self, value):
        settings = load_settings(environ={"DOORGANG_PUBLIC_URL": value})

        assert settings.public_url == value.lower().rstrip("/")

    @pytest.mark.parametrize(
        "value",
        ["doorgang.nl", "ftp://doorgang.nl", "https://", "https://a@b.nl", "https://b.nl/x"],
    )
    def test_is_nothing_else(self, value):
        assert refused(environ={"DOORGANG_PUBLIC_URL": value}) == ["omgeving, DOORGANG_PUBLIC_URL"]


class TestTrustedProxies:
    def test_are_addresses_and_networks(self):
        settings = load_settings(environ={"DOORGANG_TRUSTED_PROXIES": "10.0.0.2, 10.1.0.0/16,::1"})

        assert [str(n) for n in settings.trusted_proxies] == [
            "10.0.0.2/32",
            "10.1.0.0/16",
            "::1/128",
        ]

    @pytest.mark.parametrize("value", ["*", "proxy.nl", "10.0.0.1/8", "10.0.0.2,"])
    def test_are_nothing_else(self, value):
        found = refused(environ={"DOORGANG_TRUSTED_PROXIES": value})

        assert found == ["omgeving, DOORGANG_TRUSTED_PROXIES"]
