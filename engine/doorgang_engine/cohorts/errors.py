"""What can be wrong with a list of children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_engine.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .complaints import Complaint


class CohortNotFound(NotFound):
    """No published route of the region has this cohort, or not for this person."""

    code = "cohort_not_found"


class BatchNotFound(NotFound):
    """There is no such list, or not for this person."""

    code = "batch_not_found"


class BatchStateRefused(Conflict):
    """The list is not in a state for this: it runs, is done or was cancelled."""

    code = "batch_state_refused"


class ListRefused(Invalid):
    """A list is wrong; ``complaints`` says where and why. Nothing was kept, nothing began.

    ``total`` is how many there are, of which the first are told.
    """

    code = "list_refused"

    def __init__(self, complaints: Sequence[Complaint], *, total: int | None = None) -> None:
        self.complaints = tuple(complaints)
        self.total = len(self.complaints) if total is None else total
        super().__init__(
            f"De lijst is nog niet goed: {self.total} fout(en). Er is niets bewaard en niets "
            "begonnen. Verbeter het bestand en stuur het opnieuw."
        )

    @property
    def fields(self) -> dict[str, list[str]]:
        """What is wrong, by place: ``rij 3, geldig_tot``."""
        found: dict[str, list[str]] = {}
        for one in self.complaints:
            found.setdefault(one.place, []).append(one.text)
        return found
