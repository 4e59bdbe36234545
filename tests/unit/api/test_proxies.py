from __future__ import annotations

import ipaddress

import pytest

from doorgang_api.proxies import TrustedProxies

PROXY = "10.0.0.2"
CLIENT = "203.0.113.7"


def seen_by_the_app(*, peer, networks="10.0.0.0/24", **headers):
    seen = {}

    def app(environ, _start_response):
        seen.update(environ)
        return [b""]

    environ = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", **headers}
    TrustedProxies(app, tuple(ipaddress.ip_network(n) for n in networks.split(",") if n))(
        environ, None
    )
    return seen


class TestTrustedProxies:
    def test_believe_a_trusted_proxy(self):
        seen = seen_by_the_app(
            peer=PROXY, HTTP_X_FORWARDED_FOR=CLIENT, HTTP_X_FORWARDED_PROTO="https"
        )

        assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == (CLIENT, "https")

    @pytest.mark.parametrize("networks", ["", "10.0.0.9"])
    def test_throw_away_what_anybody_else_says(self, networks):
        seen = seen_by_the_app(
            peer=PROXY,
            networks=networks,
            HTTP_X_FORWARDED_FOR=CLIENT,
            HTTP_X_FORWARDED_PROTO="https",
            HTTP_X_FORWARDED_HOST="kwaad.test",
            HTTP_FORWARDED="for=1.2.3.4",
        )

        assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == (PROXY, "http")
        assert not [name for name in seen if "FORWARDED" in name]

    def test_read_from_the_right_past_proxies_of_ours(self):
        seen = seen_by_the_app(peer=PROXY, HTTP_X_FORWARDED_FOR=f"1.2.3.4, {CLIENT}, 10.0.0.7")

        assert seen["REMOTE_ADDR"] == CLIENT

    @pytest.mark.parametrize("told", ["", "unknown", "1.2.3.4, x", "' OR 1=1", "1.2.3.4,,"])
    def test_keep_the_nearest_address_when_the_claim_is_none(self, told):
        seen = seen_by_the_app(peer=PROXY, HTTP_X_FORWARDED_FOR=told)

        assert seen["REMOTE_ADDR"] == PROXY

    @pytest.mark.parametrize("told", ["", "ftp", "https, gopher"])
    def test_take_no_scheme_that_is_none(self, told):
        seen = seen_by_the_app(peer=PROXY, HTTP_X_FORWARDED_PROTO=told)

        assert seen["wsgi.url_scheme"] == "http"
