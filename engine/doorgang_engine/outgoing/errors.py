"""Why something did not leave."""

from __future__ import annotations

from doorgang_engine.errors import EngineError

UNKNOWN_ADDRESS = "address_unknown"
EXPIRED = "expired"
GIVEN_UP = "given_up"


class SendingFailed(EngineError):
    """Something was not sent. ``is_final``: trying again would not help."""

    code = "sending_failed"

    def __init__(self, code: str, *, is_final: bool) -> None:
        super().__init__("Een bericht kon niet worden verzonden.")
        self.code, self.is_final = code, is_final


class LetterRefused(EngineError):
    """A letter was asked for with something that its kind does not name."""

    code = "letter_refused"
