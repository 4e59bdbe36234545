"""`doorgang account`, as the operator runs it, on both databases."""

from __future__ import annotations

import io
from base64 import b64encode

import pytest
from tests.identity.conftest import MASTER_KEY, identity_file

from doorgang_api.auth import sign_in
from doorgang_api.cli import main
from doorgang_api.identity.api_tokens import is_api_token


@pytest.fixture
def url(database_url):
    return database_url


@pytest.fixture
def house(open_doorgang, hostile):
    return open_doorgang(hostile.issuer, local_accounts="on")


@pytest.fixture
def run(house, url, monkeypatch, tmp_path, stage, hostile, capsys):
    """Run a command; give its status and what it printed."""
    file = identity_file(tmp_path, issuer=hostile.issuer, place=stage.place)
    for name, value in {
        "DATABASE_URL": url,
        "MASTER_KEY": b64encode(MASTER_KEY).decode(),
        "IDENTITY_FILE": str(file),
        "LOCAL_ACCOUNTS": "on",
    }.items():
        monkeypatch.setenv(f"DOORGANG_{name}", value)

    def runner(*words, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = main(["account", *words])
        said = capsys.readouterr()
        return status, said.out + said.err

    return runner


PLACE = ("--region", "leiden", "--organisation", "school-leiden", "--name", "Juf Proef")
GOOD = "een lang wachtwoord"


class TestAddingAnAccount:
    def test_with_a_password_lets_it_sign_in(self, run, house):
        status, said = run("add", "local", *PLACE, "--id", "juf", "--role", "po_ib", typed=GOOD)

        assert (status, said) == (0, "Account juf is toegevoegd.\n")
        with house.read_uow() as uow:
            now = uow.database_now()
        _, account = sign_in(account_id="juf", password=GOOD, house=house, now=now)
        assert account.roles == ("po_ib",)

    @pytest.mark.parametrize(
        ("words", "typed", "said"),
        [
            (("local", *PLACE, "--id", "juf"), "kort", "wachtwoord van 12"),
            (("local", *PLACE, "--id", "klok"), GOOD, "kleine letters"),
            (("local", *PLACE, "--id", "Juf Proef"), GOOD, "kleine letters"),
            (("local", *PLACE, "--id", "juf", "--role", "swv_loket"), GOOD, "Kies rollen"),
            (("local", *PLACE, "--id", "juf", "--role", "koning"), GOOD, "Kies rollen"),
            (("provider", *PLACE), "", "e-mailadres"),
            (("provider", *PLACE, "--mail", "juf"), "", "e-mailadres"),
            (
                ("service", "--region", "leiden", "--organisation", "x", "--name", "P"),
                "",
                "organisatie",
            ),
            (
                ("service", "--region", "x", "--organisation", "x", "--name", "P"),
                "",
                "organisatie",
            ),
        ],
    )
    def test_that_is_not_right_adds_nothing(self, run, house, words, typed, said):
        status, told = run("add", *words, typed=typed)

        assert status == 2
        assert said in told
        with house.read_uow() as uow:
            assert uow.accounts.of_region("leiden") == []

    def test_twice_under_one_name_is_refused(self, run):
        add = ("add", "local", *PLACE, "--id", "juf")
        run(*add, typed=GOOD)

        assert run(*add, typed=GOOD)[0] == 2

    def test_twice_for_one_address_is_refused(self, run):
        add = ("add", "provider", *PLACE, "--mail")
        run(*add, "juf@school.voorbeeld")

        assert run(*add, "JUF@school.voorbeeld")[0] == 2


class TestAccount:
    @pytest.fixture
    def juf(self, run, house):
        run("add", "local", *PLACE, "--id", "juf", "--role", "po_ib", typed=GOOD)
        with house.read_uow() as uow:
            now = uow.database_now()
        sign_in(account_id="juf", password=GOOD, house=house, now=now)

        def sessions():
            with house.read_uow() as uow:
                return len(uow.sessions.of_account(region="leiden", account="juf"))

        return sessions

    def test_is_listed(self, run, juf):
        _, said = run("list", "leiden")

        assert said == "juf  Juf Proef  local  aan  school-leiden  po_ib\n"

    def test_that_gets_other_roles_is_signed_out(self, run, juf):
        status, said = run("roles", "juf", "po_directie")

        assert (status, juf()) == (0, 0)
        assert "po_directie" in said

    def test_that_keeps_its_roles_stays_signed_in(self, run, juf):
        assert run("roles", "juf", "po_ib")[0] == 0
        assert juf() == 1

    def test_that_is_switched_off_is_signed_out(self, run, juf):
        _, off = run("off", "juf")
        _, on = run("on", "juf")

        assert ("  uit  " in off, "  aan  " in on, juf()) == (True, True, 0)

    def test_can_be_signed_out_everywhere(self, run, juf):
        assert run("sign-out", "juf") == (0, "Aanmeldingen beëindigd: 1.\n")
        assert juf() == 0

    @pytest.mark.parametrize("command", ["on", "off", "sign-out", "roles", "tokens"])
    def test_that_does_not_exist_is_not_found(self, run, command):
        status, said = run(command, "niemand")

        assert status == 2
        assert "account_not_found" in said


class TestToken:
    def test_is_printed_once_and_can_be_withdrawn(self, run):
        run("add", "service", *PLACE, "--id", "koppeling", "--role", "po_ib")
        _, made = run("token", "koppeling", "--name", "Proef", "--scope", "cases:read")
        secret, told = made.splitlines()
        _, listed = run("tokens", "koppeling")
        token_id = listed.split()[0]
        first, again = (
            run("withdraw", "koppeling", token_id),
            run("withdraw", "koppeling", token_id),
        )
        _, after = run("tokens", "koppeling")

        assert is_api_token(secret)
        assert token_id in told
        assert secret not in listed
        assert (first[0], again[0]) == (0, 2)
        assert "ingetrokken" in after

    def test_is_not_made_for_a_person(self, run):
        run("add", "local", *PLACE, "--id", "juf", typed=GOOD)

        status, _ = run("token", "juf", "--name", "Proef", "--scope", "cases:read")

        assert status == 2
