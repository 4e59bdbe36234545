"""How many tasks there are per deadline, in words: what was not counted is not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_api.languages import gettext as _
from doorgang_engine.work.asking import Due

if TYPE_CHECKING:
    from doorgang_engine.work.asking import Counts


def count_words(counts: Counts) -> dict[str, str]:
    """Return how many there are of each sort of deadline; ``""`` where that is not known."""
    words = {}
    for due in Due:
        number, is_more = counts.known(due)
        if number is None:
            words[str(due)] = ""
        elif is_more:
            words[str(due)] = _("%(aantal)s of meer", aantal=number)
        else:
            words[str(due)] = str(number)
    return words
