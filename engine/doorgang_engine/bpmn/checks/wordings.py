"""Everything that the gate can say, by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .wordings_of_activities import ACTIVITIES, EXPRESSIONS
from .wordings_of_files import ELEMENTS, FILE
from .wordings_of_flows import EVENTS, FLOWS
from .wordings_of_tables import TABLES

if TYPE_CHECKING:
    from .wording import Wording

WORDINGS: dict[str, Wording] = {
    **ELEMENTS,
    **FILE,
    **FLOWS,
    **EVENTS,
    **ACTIVITIES,
    **EXPRESSIONS,
    **TABLES,
}
