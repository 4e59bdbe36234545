"""Who somebody is at an OpenID provider, the way there and back, and tokens for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The person of an account, as an OpenID provider knows them.

    Before the first sign-in ``subject`` is None, and ``invited_mail`` says by which address the
    person is recognised, once; after it, the provider's issuer and subject are all that counts.
    """

    region: str
    account: str
    issuer: str
    subject: str | None
    invited_mail: str = field(default="", repr=False)
    #: the roles are given by the region, and not changed by what the provider says
    is_registered: bool = False


@dataclass(frozen=True, kw_only=True)
class SignInAttempt:
    """A browser that was sent to the provider and has to come back, once.

    Only hashes of what the browser brings back are kept.
    """

    state_hash: str
    browser_hash: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    #: where to go afterwards, a path of this site
    destination: str
    #: the region that the person chose; empty when they did not have to
    region: str
    began_at: datetime


@dataclass(frozen=True, kw_only=True)
class ApiToken:
    """A token of a service account. The token itself is shown once; here is its hash."""

    region: str
    id: str
    account: str
    name: str
    token_hash: str = field(repr=False)
    scopes: tuple[str, ...]
    created_at: datetime
    created_by: str
    expires_at: datetime
    used_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""

    def works(self, *, now: datetime) -> bool:
        """Return whether the token may be used at this moment."""
        return self.withdrawn_at is None and now < self.expires_at


class Identities(Protocol):
    def of_subject(self, *, issuer: str, subject: str) -> Sequence[Identity]: ...
    def invited(self, *, issuer: str, mail: str) -> Sequence[Identity]: ...
    def of_region(self, region: str) -> Sequence[Identity]: ...
    def add(self, identity: Identity) -> None: ...
    def save(self, identity: Identity) -> None: ...


class SignInAttempts(Protocol):
    def add(self, attempt: SignInAttempt) -> None: ...
    def take(self, state_hash: str) -> SignInAttempt | None:
        """Return an attempt and forget it: nobody gets it twice."""

    def forget_older(self, *, began: datetime) -> None: ...
    def use_once(self, *, key: str, now: datetime, until: datetime) -> bool:
        """Return whether this key was not used before; it is from now on, until that moment."""


class ApiTokens(Protocol):
    def find(self, token_hash: str) -> ApiToken | None: ...
    def of_account(self, *, region: str, account: str) -> Sequence[ApiToken]: ...
    def add(self, token: ApiToken) -> None: ...
    def touch(self, token_hash: str, *, at: datetime) -> None: ...
    def withdraw(
        self, *, region: str, account: str, token_id: str, at: datetime, by: str
    ) -> bool: ...
