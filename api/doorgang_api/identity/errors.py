"""What can go wrong at the provider's door: a message for the person, a reason for the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.errors import EngineError, Forbidden, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

AGAIN = "Er is niets gebeurd. Meld u opnieuw aan."


class ProviderUnavailable(EngineError):
    """The provider does not answer, or not as OpenID Connect has it."""

    code = "provider_unavailable"

    def __init__(self, reason: str) -> None:
        super().__init__(
            "De aanmelddienst geeft nu geen goed antwoord. Er is niets gebeurd. Probeer het over "
            "een paar minuten opnieuw; blijft het zo, vraag dan de beheerder."
        )
        #: for the log: a fixed word, never what was answered
        self.reason = reason


class ProviderAnswerRefused(Forbidden):
    """What came back from the provider does not belong to this sign-in, or cannot be trusted."""

    code = "provider_answer_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(f"Het antwoord van de aanmelddienst past niet bij uw aanmelding. {AGAIN}")
        self.reason = reason


class IdentityRefused(Forbidden):
    """The provider says who somebody is, but this person may not enter."""

    code = "identity_refused"

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class RegionUnclear(IdentityRefused):
    """The person's organisation works in more than one region; the person must choose."""

    code = "region_unclear"

    def __init__(self, regions: Sequence[str]) -> None:
        super().__init__(
            "Uw organisatie werkt mee in meer dan één regio. Kies voor welke u nu wilt werken.",
            reason="region_unclear",
        )
        self.regions = tuple(regions)


class LogoutTokenRefused(Invalid):
    """The provider's word that a session is over cannot be trusted."""

    code = "logout_token_refused"

    def __init__(self, reason: str) -> None:
        super().__init__("Dit afmeldbericht kan niet worden vertrouwd. Er is niets gebeurd.")
        self.reason = reason


class AccountInvalid(Invalid):
    """An account or token cannot be as it is asked for; ``fields`` says where and why."""

    code = "account_invalid"

    def __init__(self, fields: dict[str, list[str]]) -> None:
        said = " ".join(text for texts in fields.values() for text in texts)
        super().__init__(f"Dit kan zo niet. Er is niets gewijzigd. {said}")
        self.fields = fields


class AccountNotFound(NotFound):
    """There is no such account, or not for this person."""

    code = "account_not_found"
