"""The OpenID provider: where its parts are, its keys, and what it answers. Keeps no person."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests.exceptions import RequestException

from .errors import LogoutTokenRefused, ProviderAnswerRefused, ProviderUnavailable
from .kinds import is_safe_url
from .outside import Bounds, bound, get_object, reason_of
from .tokens import Expected, LogoutToken, UnknownKey, check_id_token, check_logout_token

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from .configuration import IdentityRules

METADATA_LASTS = 3600.0  # seconds
KEYS_LAST = 60.0  # seconds, for logout only: at a sign-in the keys are always fetched anew
KEYS_REST = 10.0  # seconds between two fetches for a logout token with an unknown key
DISCOVERY = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")

Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the provider said about a person who came back, checked."""

    issuer: str
    #: `sub`, whatever claim the accounts go by
    subject: str
    #: `sid`; empty when the provider has no single logout
    session: str
    id_token: str = field(repr=False)
    claims: dict[str, Any] = field(repr=False)


class Provider:
    """One OpenID provider, as the operator's file names it."""

    def __init__(self, rules: IdentityRules, *, secret: str, bounds: Bounds | None = None) -> None:
        self.rules = rules
        self._secret, self._bounds = secret, bounds or Bounds()
        self._expected = Expected(
            issuer=rules.issuer, client_id=rules.client_id, algorithms=rules.algorithms
        )
        self._lock = threading.Lock()
        self._metadata: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def authorization_url(
        self, *, state: str, nonce: str, verifier: str, anew: bool = False
    ) -> str:
        """Return where to send the browser; ``anew`` lets the person say again who they are.

        :raises ProviderUnavailable: if the provider does not tell where that is.
        """
        more = {"nonce": nonce}
        if self.rules.max_age_minutes:
            more["max_age"] = str(self.rules.max_age_minutes * 60)
        if anew:
            more["prompt"] = "login"
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self.metadata()["authorization_endpoint"],
                state=state,
                code_verifier=verifier,
                **more,
            )
        return str(url)

    def redeem(self, *, code: str, verifier: str, nonce: str, now: datetime) -> Answer:
        """Return who came back with a code.

        :raises ProviderAnswerRefused: if the code or the token is not right.
        :raises ProviderUnavailable: if the provider does not answer as it should.
        """
        tokens = self._tokens(code, verifier)
        id_token, access_token = tokens.get("id_token"), tokens.get("access_token", "")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise ProviderUnavailable("no_id_token")
        keys = self._fetch_keys()  # always anew: a key that was withdrawn opens nothing
        try:
            claims = check_id_token(
                token=id_token,
                keys=keys,
                expected=self._expected,
                nonce=nonce,
                access_token=access_token,
                max_age=self.rules.max_age_minutes * 60,
                now=now,
            )
        except UnknownKey as error:
            raise ProviderAnswerRefused(error.code) from error
        session = claims.get("sid", "")
        return Answer(
            issuer=self.rules.issuer,
            subject=claims["sub"],
            session=session if isinstance(session, str) else "",
            id_token=id_token,
            claims={**self._userinfo(access_token, claims["sub"]), **claims},
        )

    def logout_url(self, *, id_token: str) -> str:
        """Return where to send the browser to sign out at the provider; empty when nowhere.

        OpenID Connect RP-Initiated Logout 1.0.
        """
        if not self.rules.single_logout:
            return ""
        try:
            endpoint = self.metadata().get("end_session_endpoint", "")
        except ProviderUnavailable:
            return ""
        if not isinstance(endpoint, str) or not is_safe_url(endpoint):
            return ""
        asked = {
            "client_id": self.rules.client_id,
            "post_logout_redirect_uri": self.rules.after_logout,
            "state": "ja",  # comes back, and lets the page say that the person is signed out
            **({"id_token_hint": id_token} if id_token else {}),
        }
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def read_logout_token(self, *, token: str, now: datetime) -> LogoutToken:
        """Return what a logout token says.

        :raises LogoutTokenRefused: if it cannot be trusted.
        :raises ProviderUnavailable: if the keys cannot be fetched.
        """

        def check(keys: KeySet) -> LogoutToken:
            return check_logout_token(token=token, keys=keys, expected=self._expected, now=now)

        try:
            return self._with_known_keys(check)
        except UnknownKey as error:
            raise LogoutTokenRefused(error.code) from error

    def metadata(self) -> dict[str, Any]:
        """Return what the provider tells of itself (OpenID Connect Discovery 1.0).

        :raises ProviderUnavailable: if it tells nothing that can be used.
        """
        with self._lock:
            kept = self._metadata
        if kept is not None and time.monotonic() - kept[0] < METADATA_LASTS:
            return kept[1]
        found = self._get(self.rules.issuer.rstrip("/") + DISCOVERY)
        if found.get("issuer") != self.rules.issuer:
            raise ProviderUnavailable("issuer")
        for name in ENDPOINTS:
            if not isinstance(found.get(name), str) or not is_safe_url(found[name]):
                raise ProviderUnavailable(name)
        with self._lock:
            self._metadata = (time.monotonic(), found)
        return found

    def names_itself(self) -> bool:
        """Return whether the provider says that its answers name it (RFC 9207)."""
        return self.metadata().get("authorization_response_iss_parameter_supported") is True

    def _tokens(self, code: str, verifier: str) -> dict[str, Any]:
        with self._client() as client:
            try:
                return dict(
                    client.fetch_token(
                        self.metadata()["token_endpoint"],
                        grant_type="authorization_code",
                        code=code,
                        code_verifier=verifier,
                    )
                )
            except AuthlibBaseError as error:
                if error.error == "invalid_grant":
                    raise ProviderAnswerRefused("invalid_grant") from error
                raise ProviderUnavailable("token_endpoint") from error
            except RequestException as error:
                raise ProviderUnavailable(reason_of(error)) from error
            except (ValueError, RecursionError) as error:
                raise ProviderUnavailable("token_endpoint") from error

    def _userinfo(self, access_token: str, subject: str) -> dict[str, Any]:
        endpoint = self.metadata().get("userinfo_endpoint")
        if not self.rules.userinfo or not access_token or not isinstance(endpoint, str):
            return {}
        found = self._get(endpoint, bearer=access_token)
        if found.get("sub") != subject:
            raise ProviderAnswerRefused("userinfo_sub")
        return found

    def _fetch_keys(self) -> KeySet:
        found = self._get(self.metadata()["jwks_uri"])
        try:
            keys = KeySet.import_key_set(found)  # type: ignore[arg-type]
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise ProviderUnavailable("keys") from error
        with self._lock:
            self._keys = (time.monotonic(), keys)
        return keys

    def _with_known_keys(self, check: Callable[[KeySet], Found]) -> Found:
        """Try the keys we have, then new ones; anybody can ask this, so not too often."""
        with self._lock:
            kept = self._keys
        age = time.monotonic() - kept[0] if kept is not None else KEYS_LAST
        if kept is None or age >= KEYS_LAST:
            return check(self._fetch_keys())
        try:
            return check(kept[1])
        except UnknownKey:
            if age < KEYS_REST:
                raise
            return check(self._fetch_keys())

    def _client(self) -> OAuth2Session:
        client = OAuth2Session(
            client_id=self.rules.client_id,
            client_secret=self._secret or None,
            token_endpoint_auth_method=self.rules.client_authentication,
            scope=" ".join(self.rules.scopes),
            redirect_uri=self.rules.redirect_uri,
            code_challenge_method="S256",
        )
        bound(client, bounds=self._bounds, trusted=self.rules.ca_file)
        return client

    def _get(self, url: str, *, bearer: str = "") -> dict[str, Any]:
        return get_object(url, bounds=self._bounds, trusted=self.rules.ca_file, bearer=bearer)
