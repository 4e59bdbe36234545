from __future__ import annotations

import pytest

from doorgang_api.hosts import require_known_host
from doorgang_api.refusals import HostRefused
from doorgang_api.settings import load_settings

PUBLIC = "https://doorgang.voorbeeld.nl"


def ask(host, *, public_url="", listens="127.0.0.1", endpoint="pages.my_work"):
    settings = load_settings(environ={"DOORGANG_PUBLIC_URL": public_url, "DOORGANG_HOST": listens})
    require_known_host(host=host, endpoint=endpoint, settings=settings)


class TestRequireKnownHost:
    @pytest.mark.parametrize("host", ["localhost", "localhost:8080", "10.1.2.3:80", "[::1]:8080"])
    def test_lets_local_names_and_addresses_through_when_no_name_is_set(self, host):
        ask(host)

    def test_lets_the_name_that_is_listened_on_through(self):
        ask("doorgang:8080", listens="doorgang")

    @pytest.mark.parametrize(
        "host", ["kwaad.test", "localhost.kwaad.test", "", "a b", "127.0.0.1.nip.io"]
    )
    def test_refuses_another_name(self, host):
        with pytest.raises(HostRefused):
            ask(host)

    @pytest.mark.parametrize(
        "host", ["doorgang.voorbeeld.nl", "doorgang.voorbeeld.nl:443", "DOORGANG.voorbeeld.nl"]
    )
    def test_lets_the_public_name_through(self, host):
        ask(host, public_url=PUBLIC)

    @pytest.mark.parametrize(
        "host", ["localhost", "127.0.0.1", "doorgang.voorbeeld.nl:8443", "voorbeeld.nl"]
    )
    def test_refuses_all_else_when_a_name_is_set(self, host):
        with pytest.raises(HostRefused):
            ask(host, public_url=PUBLIC)

    def test_lets_machines_ask_by_address(self):
        ask("10.0.0.9:8080", public_url=PUBLIC, endpoint="healthz")
