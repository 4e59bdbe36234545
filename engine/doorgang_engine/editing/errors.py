"""Why an edit cannot be done."""

from __future__ import annotations

from doorgang_engine.errors import Invalid


class EditRefused(Invalid):
    """An edit cannot be done on this drawing; ``field`` is what was typed wrong."""

    code = "edit_refused"

    def __init__(self, why: str, *, field: str = "") -> None:
        super().__init__(f"{why} Er is niets gewijzigd.")
        self.field = field
        self.why = why
