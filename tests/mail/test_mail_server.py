from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.mail.conftest import make_certificate

from doorgang_api.mail.server import Security
from doorgang_api.mail.writing import Envelope, Words, write_letter
from doorgang_engine.outgoing.errors import SendingFailed

NOW = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
SITE = "https://doorgang.voorbeeld.nl"
NEWS = [{"kind": "nadert", "number": "LEI-2027-00012", "due": "2027-03-09", "path": "/taken/t1"}]


def letter(address="ib@school.voorbeeld.nl", *, kind="bericht", data=None):
    return write_letter(
        Words(letter=kind, data=data or {"news": NEWS}, language="nl"),
        Envelope(
            job_id="0190-proef",
            sender="doorgang@voorbeeld.nl",
            address=address,
            site=SITE,
            at=NOW,
        ),
    )


class TestALetter:
    @pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
    def test_is_delivered_as_it_was_written(self, exim, security):
        exim.server(security).send(letter())

        [message] = exim.delivered()
        text = message.get_body(("plain",)).get_content()
        html = message.get_body(("html",)).get_content()
        assert message["Subject"] == "Doorgang: Een uiterste dag komt dichtbij"
        assert message["To"] == "ib@school.voorbeeld.nl"
        assert message["From"] == "Doorgang <doorgang@voorbeeld.nl>"
        assert message["Message-ID"] == "<0190-proef@voorbeeld.nl>"
        assert message["List-Unsubscribe"] == f"<{SITE}/meldingen/voorkeuren>"
        for body in (text, html):
            assert "dossier LEI-2027-00012, uiterlijk 09-03-2027" in body
            assert f"{SITE}/taken/t1" in body
        assert "A=plain" in (exim.home / "log-main").read_text()

    def test_with_a_code_has_no_unsubscribe(self, exim):
        data = {"code": "482 913", "minutes": 15}
        exim.server().send(letter(kind="eenmalige_code", data=data))

        [message] = exim.delivered()
        assert "482 913" in message.get_body(("plain",)).get_content()
        assert message["List-Unsubscribe"] is None


class TestAServerThatCannotBeTrusted:
    def refusal(self, server):
        with pytest.raises(SendingFailed) as refused:
            server.send(letter())
        assert not refused.value.is_final
        return refused.value.code

    @pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
    def test_hears_nothing_when_its_certificate_is_of_another(self, exim, security):
        server = exim.server(security, host="127.0.0.1")

        assert self.refusal(server) == "mail_tls_refused"
        assert exim.has_nothing()

    @pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
    def test_hears_nothing_when_nobody_vouches_for_it(self, exim, security, tmp_path):
        make_certificate(tmp_path, "localhost")
        server = exim.server(security, ca_file=tmp_path / "cert.pem")

        assert self.refusal(server) == "mail_tls_refused"
        assert exim.has_nothing()

    def test_hears_nothing_when_it_does_not_offer_tls(self, exim):
        server = exim.server(port=exim.ports["open"])

        assert self.refusal(server) == "mail_tls_refused"
        assert exim.has_nothing()

    def test_that_is_on_this_machine_needs_no_tls(self, exim):
        exim.server(Security.NONE, port=exim.ports["open"], user="").send(letter())

        assert len(exim.delivered()) == 1


class TestAServerThatRefuses:
    def refusal(self, server, address="ib@school.voorbeeld.nl"):
        with pytest.raises(SendingFailed) as refused:
            server.send(letter(address))
        return refused.value.code, refused.value.is_final

    def test_for_now_is_asked_again_later(self, exim):
        exim.refuse_for_now(is_busy=True)

        assert self.refusal(exim.server()) == ("mail_refused_now", False)

    def test_for_good_is_not(self, exim):
        refused = self.refusal(exim.server(), "nooit@school.voorbeeld.nl")

        assert refused == ("mail_refused", True)

    def test_our_password_is_asked_again_later(self, exim):
        assert self.refusal(exim.server(password="anders")) == ("mail_sign_in_refused", False)

    def test_to_answer_is_asked_again_later(self, exim):
        assert self.refusal(exim.server(port=1)) == ("mail_server_unreachable", False)
