"""What an installation with a provider has: the provider, and the seal of its ID tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .configuration import read_identity_rules
from .provider import Provider
from .seal import Seal

if TYPE_CHECKING:
    from doorgang_api.settings import Settings

    from .configuration import Roles


@dataclass(frozen=True)
class Gate:
    """The door for people who sign in at a provider."""

    provider: Provider
    seal: Seal


def open_gate(*, settings: Settings, secret: bytes, roles: Roles) -> Gate | None:
    """Return the gate that the settings ask for, or None. Calls nobody.

    :raises SettingsInvalid: if the identity file is wrong.
    """
    if settings.identity_file is None:
        return None
    rules = read_identity_rules(file=settings.identity_file, roles=roles)
    return Gate(Provider(rules, secret=settings.identity_secret), Seal(secret))
