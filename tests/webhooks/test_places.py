"""Where a webhook may go: never to our own machines, whatever a name means."""

from __future__ import annotations

import socket
from ipaddress import ip_address, ip_network

import pytest

from doorgang_api.webhooks.places import complaint_about, find_place, is_public
from doorgang_engine.outgoing.errors import SendingFailed


class TestAnAddress:
    @pytest.mark.parametrize(
        "url",
        [
            "http://systeem.voorbeeld.nl/",
            "ftp://systeem.voorbeeld.nl/",
            "https://",
            "https://naam:geheim@systeem.voorbeeld.nl/",
            "https://systeem.voorbeeld.nl/#deel",
            "https://systeem.voorbeeld.nl:0/",
            "https://systeem.voorbeeld.nl:99999/",
            "https://systeem.voorbeeld.nl/\r\nX-Kop: 1",
            "https://127.0.0.1/",
            "https://10.1.2.3/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[fe80::1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[2002:7f00:1::]/",
            "https://" + "a" * 500 + ".nl/",
        ],
    )
    def test_that_is_not_public_https_is_refused(self, url):
        assert complaint_about(url, allowed=())

    @pytest.mark.parametrize(
        "url",
        [
            "https://systeem.voorbeeld.nl/",
            "https://systeem.voorbeeld.nl:8443/doorgang?a=b",
            "https://[2a02:a450::1]/",
            "https://93.184.215.14/",
        ],
    )
    def test_that_is_public_is_taken(self, url):
        assert complaint_about(url, allowed=()) == ""

    @pytest.mark.parametrize(
        "address", ["0.1.2.3", "100.64.0.1", "224.0.0.1", "255.255.255.255", "fd00::1", "::"]
    )
    def test_of_a_special_kind_is_not_public(self, address):
        assert not is_public(ip_address(address), allowed=())

    def test_of_a_network_that_the_operator_allows_is_taken(self):
        assert complaint_about("https://10.2.3.4/", allowed=(ip_network("10.2.0.0/16"),)) == ""


class TestAName:
    def means(self, monkeypatch, *addresses):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    def refusal(self):
        with pytest.raises(SendingFailed) as refused:
            find_place("https://systeem.voorbeeld.nl/", allowed=())
        return refused.value.code

    def test_of_our_own_network_leads_nowhere(self, monkeypatch):
        self.means(monkeypatch, "10.0.0.5")

        assert self.refusal() == "webhook_address_refused"

    def test_with_one_address_of_our_own_leads_nowhere(self, monkeypatch):
        self.means(monkeypatch, "93.184.215.14", "127.0.0.1")

        assert self.refusal() == "webhook_address_refused"

    def test_is_looked_up_once_and_gone_to_there(self, monkeypatch):
        self.means(monkeypatch, "93.184.215.14")

        _, addresses, port = find_place("https://systeem.voorbeeld.nl/", allowed=())

        assert (addresses, port) == (["93.184.215.14"], 443)

    def test_that_nobody_knows_is_tried_later(self):
        with pytest.raises(SendingFailed) as refused:
            find_place("https://bestaat-niet.invalid/", allowed=())

        assert not refused.value.is_final
