"""Marked secrets go in everywhere; none comes out in a log, an error page or a problem."""

from __future__ import annotations

import io
import logging

import pytest
from tests.api.acting import complete, only_task, start
from tests.api.conftest import Program

from doorgang_api.app import create_app
from doorgang_api.logs import configure_logging

PASSWORD = "GEHEIM-wachtwoord-7Q"
CHILD = "GEHEIM-kind-7Q"
ANSWER = "GEHEIM-antwoord-7Q"
TOKEN = "GEHEIM-token-7Q"
KEY = "GEHEIM-sleutel-7Q"
MARK = "7Q"


@pytest.fixture(params=["json", "text"])
def told(request):
    """All that is logged, at the level that an operator runs with."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging(level="INFO", form=request.param, stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


@pytest.fixture
def broken(house, monkeypatch):
    """An application in which reading a case fails as nobody foresaw, with a child's name."""
    app = create_app(house)

    def fail(*_args, **_kwargs):
        raise RuntimeError(f"{CHILD} {TOKEN} {house.settings.master_key!r}")

    monkeypatch.setattr("doorgang_engine.storage.case_rows.SqlCases.get", fail)
    monkeypatch.setattr("doorgang_engine.storage.case_rows.SqlCases.page", fail)
    return app


def answers(app, token):
    """Ask what goes wrong in every way, with secrets in each place where they can stand."""
    client = app.test_client()
    program = Program(app.test_client(use_cookies=False), token)
    nobody = "00000000-0000-4000-8000-000000000000"
    yield client.post("/api/v1/sessions", json={"account": CHILD, "password": PASSWORD})
    yield client.post("/api/v1/sessions", json={"account": {CHILD: 1}, "password": [PASSWORD]})
    yield client.get("/api/v1/cases", headers={"Authorization": f"Bearer {TOKEN}"})
    yield client.get("/api/v1/cases", headers={"Cookie": f"doorgang_sessie={TOKEN}"})
    yield client.post("/aanmelden", data={"naam": CHILD, "wachtwoord": PASSWORD, "_csrf": TOKEN})
    yield program.get("/cases")
    yield program.get(f"/cases/{nobody}")
    yield program.get("/cases", query_string={"status": ANSWER})
    yield program.post("/cases", {"route": "proef-route", "subject": {"given_name": CHILD}})
    yield program.post("/cases", data=f'{{"{CHILD}": ', content_type="application/json")
    yield program.post("/cases", {"x": 1}, headers={"Idempotency-Key": f"\x01{KEY}"[1:] * 9})
    yield program.post(f"/tasks/{nobody}/completion", {"submission": {"vraag": ANSWER}})


class TestSecrets:
    def test_are_in_no_log_and_no_answer(self, broken, furnished, told, capfd):
        said = [answer.get_data(as_text=True) for answer in answers(broken, furnished[1]["loes"])]

        codes = "".join(said)
        assert "unexpected" in codes
        assert "unexpected" in told.getvalue().lower()
        assert [text for text in said if MARK in text and "naam" not in text] == []
        assert MARK not in told.getvalue()
        out, err = capfd.readouterr()
        assert MARK not in out + err
        assert furnished[1]["loes"] not in codes + told.getvalue() + out + err

    def test_are_in_no_log_of_work_that_goes_well(self, program, told, capfd):
        child = {"given_name": CHILD, "family_name": CHILD}
        case = start(program("loes"), subject=child, submission={"vraag": ANSWER})
        body = {"submission": {"compleet": True, "toelichting": ANSWER}}
        assert complete(program("loes"), only_task(case), body).status_code == 200

        out, err = capfd.readouterr()

        assert MARK not in told.getvalue() + out + err
