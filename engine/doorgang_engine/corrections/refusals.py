"""Why a form cannot be corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.errors import Conflict, Forbidden

if TYPE_CHECKING:
    from collections.abc import Sequence


_PUT_BACK = "Het traject ging hierop verder. Zet terug wat er stond."


class AlreadyCorrected(Conflict):
    """Another correction was first; that one holds now."""

    code = "already_corrected"

    def __init__(self) -> None:
        super().__init__(
            "Dit formulier is al verbeterd. Er is niets verwerkt. Ververs de pagina en verbeter "
            "het formulier dat nu geldt."
        )


class NothingCorrected(Conflict):
    """What was sent says the same as what it would correct."""

    code = "nothing_corrected"

    def __init__(self) -> None:
        super().__init__("Er is niets veranderd aan het formulier. Er is niets verwerkt.")


class CorrectionSteersRoute(Conflict):
    """The correction would change what the route went by; ``questions`` are those, by label.

    ``fields`` says of each answer to put back (``ouders.0.antwoord``) what is wrong with it.
    """

    code = "correction_steers_route"

    def __init__(self, questions: Sequence[str], *, paths: Sequence[str] = ()) -> None:
        named = ", ".join(f"‘{one}’" for one in questions)
        super().__init__(
            f"Het traject is verdergegaan op wat hier is ingevuld: {named}. Dat verandert niet "
            "meer door een verbetering. Er is niets verwerkt. Klopt het antwoord niet? Overleg "
            "met de regiocoördinator: die kan het traject intrekken, zodat u opnieuw begint."
        )
        self.questions = tuple(questions)
        self.fields = {path: [_PUT_BACK] for path in paths}


class CorrectionOfFourEyes(Forbidden):
    """Of a step with four eyes only who filled it in may correct it."""

    code = "correction_of_four_eyes"

    def __init__(self) -> None:
        super().__init__(
            "Bij deze stap kijken twee mensen mee. Alleen wie het formulier invulde, "
            "kan het verbeteren. Er is niets verwerkt."
        )
