"""What the engine needs from the outside, and nothing more; by subject in the files here."""

from .cases import (
    Acts,
    Attachments,
    CaseQuery,
    Cases,
    History,
    Incidents,
    LockedCase,
    Submissions,
    TaskQuery,
    Tasks,
    Terms,
    Timers,
)
from .parts import (
    AttachedFile,
    Forms,
    Parts,
    Shelf,
    Validated,
)
from .people import (
    Accounts,
    Contacts,
    Notices,
    Organisations,
    Sessions,
    Standing,
)
from .routes import (
    Bundles,
    Jobs,
    Recurrences,
    Reservations,
)
from .transaction import (
    NewUnitOfWork,
    UnitOfWork,
)

__all__ = [
    "Accounts",
    "Acts",
    "AttachedFile",
    "Attachments",
    "Bundles",
    "CaseQuery",
    "Cases",
    "Contacts",
    "Forms",
    "History",
    "Incidents",
    "Jobs",
    "LockedCase",
    "NewUnitOfWork",
    "Notices",
    "Organisations",
    "Parts",
    "Recurrences",
    "Reservations",
    "Sessions",
    "Shelf",
    "Standing",
    "Submissions",
    "TaskQuery",
    "Tasks",
    "Terms",
    "Timers",
    "UnitOfWork",
    "Validated",
]
