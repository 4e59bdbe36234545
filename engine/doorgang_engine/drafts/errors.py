"""What can go wrong with drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .draft import DraftFile
    from .finding import DraftFinding


class DraftNotFound(NotFound):
    """There is no such draft in the region."""

    code = "draft_not_found"

    def __init__(self) -> None:
        super().__init__("Dit ontwerp bestaat niet. Ga terug naar de lijst met ontwerpen.")


class DraftFileNotFound(NotFound):
    """Neither the draft nor its region has this file, or no such version of it."""

    code = "draft_file_not_found"

    def __init__(self) -> None:
        super().__init__("Dit bestand staat niet in het ontwerp. Er is niets gewijzigd.")


class DraftFileStale(Conflict):
    """Somebody else changed the file first. ``theirs`` stands; ``yours`` was kept beside it."""

    code = "draft_file_stale"

    def __init__(self, *, theirs: DraftFile, yours: DraftFile) -> None:
        super().__init__(
            "Iemand anders heeft dit bestand intussen gewijzigd. Die wijziging staat er nog. "
            "Uw versie is ernaast bewaard: vergelijk ze, en neem over wat u nodig hebt."
        )
        self.theirs, self.yours = theirs, yours


class DraftStale(Conflict):
    """The draft changed since it was looked at."""

    code = "draft_stale"

    def __init__(self) -> None:
        super().__init__(
            "Het ontwerp is gewijzigd sinds u het bekeek. Er is niets vastgelegd. "
            "Bekijk het opnieuw en probeer het dan nog eens."
        )


class DraftLocked(Conflict):
    """Its state forbids this act."""

    code = "draft_locked"

    def __init__(self, state: str) -> None:
        super().__init__(
            f"Dit kan niet zolang het ontwerp '{state.replace('_', ' ')}' is. "
            "Er is niets gewijzigd. Haal een ontwerp dat ter beoordeling ligt eerst terug; "
            "maak van een vastgesteld ontwerp een nieuwe kopie."
        )
        self.state = state


class SameHands(Conflict):
    """Who worked on a draft may not judge it."""

    code = "draft_same_person"

    def __init__(self) -> None:
        super().__init__(
            "U hebt zelf aan dit ontwerp gewerkt of het ingediend. Het vaststellen is voor een "
            "andere regiocoördinator. Er is niets vastgelegd."
        )


class NothingToUndo(Conflict):
    """There is no earlier version of the file."""

    code = "draft_nothing_to_undo"

    def __init__(self) -> None:
        super().__init__("Er is geen eerdere versie om naar terug te gaan.")


class DraftFileInvalid(Invalid):
    """A file cannot be in a draft as it is: its name, its size or its form."""

    code = "draft_file_invalid"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path[:100]}: {why} Er is niets gewijzigd.")
        self.path = path


class DraftRefused(Invalid):
    """The gate found errors; ``findings`` tells them all."""

    code = "draft_refused"

    def __init__(self, findings: Sequence[DraftFinding]) -> None:
        count = len(findings)
        words = "1 fout" if count == 1 else f"{count} fouten"
        super().__init__(
            f"De poort vindt nog {words} in dit ontwerp. Er is niets vastgelegd; het ontwerp is "
            "bewaard. Los de bevindingen op en probeer het opnieuw."
        )
        self.findings = tuple(findings)


class DraftDecisionInvalid(Invalid):
    """A reason or a day is missing or cannot be; ``fields`` says which."""

    code = "draft_decision_invalid"

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join([*fields.values(), "Er is niets vastgelegd."]))
        self.fields = fields


class ArchiveRefused(Invalid):
    """A zip cannot be a bundle."""

    code = "draft_archive_refused"

    def __init__(self, why: str) -> None:
        super().__init__(f"Dit bestand is niet ingelezen: {why} Er is niets gewijzigd.")
