"""Put the parts together. The only module that knows every concrete class."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Self, cast

from doorgang_engine.kpi.definitions import FILE as KPI_FILE
from doorgang_engine.kpi.definitions import read_definitions
from doorgang_engine.links.questions import FILE as LINKS_FILE
from doorgang_engine.links.questions import read_questions
from doorgang_engine.notifying.leads import FILE as REMINDERS_FILE
from doorgang_engine.notifying.leads import read_leads
from doorgang_engine.notifying.mornings import Habits
from doorgang_engine.ports import Parts
from doorgang_engine.privacy.keys import require_master_keys
from doorgang_engine.privacy.retention import FILE, read_policy
from doorgang_engine.routes.library import BASE, LibraryFiles, read_library
from doorgang_engine.routes.shelf import BundleShelf
from doorgang_engine.sealing import Vault
from doorgang_engine.storage.database import is_sqlite, open_database
from doorgang_engine.storage.migrate import is_current, migrate
from doorgang_engine.storage.row_security import binds
from doorgang_engine.storage.scrub import scrub
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork

from .embedded_keys import open_keys
from .forms_adapter import FormsAdapter
from .identity.gate import open_gate
from .meter import Meter
from .metrics import Metrics
from .settings import ROLE_TOO_MIGHTY, SettingsInvalid
from .shipped import config_dir

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from doorgang_engine.kpi.definitions import Definition
    from doorgang_engine.links.questions import Question
    from doorgang_engine.ports import NewUnitOfWork
    from doorgang_engine.privacy.retention import RetentionPolicy

    from .identity.gate import Gate
    from .settings import Settings


@dataclass(frozen=True)
class House:
    """Everything that is put together, for one process."""

    settings: Settings
    parts: Parts
    library: LibraryFiles
    metrics: Metrics
    database: Engine
    read_uow: partial[SqlUnitOfWork]
    #: where people sign in at a provider; None: they do not
    gate: Gate | None = None
    meter: Meter = field(default_factory=Meter)

    @classmethod
    def build(cls, settings: Settings) -> Self:
        """Open the database and read the library.

        :raises SettingsInvalid: if the keys do not fit the database, or the identity file is not
            right.
        :raises LibraryInvalid: if a file of the library cannot be read.
        """
        library = read_library(library_dir=settings.library_dir, config_dir=settings.config_dir)
        keys = open_keys(settings=settings)  # before the database: a file made without is refused
        if settings.database_file is not None:
            settings.database_file.parent.mkdir(parents=True, exist_ok=True)
        database = open_database(settings.database_url)
        vault = Vault(keys.masters, refresh=lambda: open_keys(settings=settings).masters)
        parts = Parts(
            new_uow=partial(SqlUnitOfWork, database, vault),
            shelf=BundleShelf(),
            forms=FormsAdapter(),
            vault=vault,
        )
        return cls(
            settings=settings,
            parts=parts,
            library=library,
            metrics=Metrics(),
            database=database,
            read_uow=partial(SqlUnitOfWork, database, vault, reading=True),
            gate=open_gate(settings=settings, secret=keys.secret, roles=library.roles),
        )

    def within(self, *, region: str, organisation: str) -> Self:
        """Return the same house, in which only the rows of a region exist (on PostgreSQL).

        ``organisation`` narrows what is read to cases in which it takes part; ``"*"`` does not.
        """
        new_uow = cast("NewUnitOfWork", partial(cast("Any", self.parts.new_uow), region=region))
        return replace(
            self,
            parts=replace(self.parts, new_uow=new_uow),
            read_uow=partial(self.read_uow, region=region, organisation=organisation),
        )

    def migrate(self) -> None:
        """Bring the database to the newest schema, and see that its master keys are here.

        :raises SettingsInvalid: if row-level security does not bind the role signed in with.
        :raises MasterKeyMissing: if cases lie under a key that was not given.
        """
        migrate(self.database, self.parts.vault)
        with self.database.connect() as connection:
            if not is_sqlite(connection) and not binds(connection):
                raise SettingsInvalid(ROLE_TOO_MIGHTY)
        require_master_keys(parts=self.parts)

    @property
    def retention(self) -> RetentionPolicy:
        """How long what is kept; the shipped rules where the configuration has none.

        :raises RetentionInvalid: if they are not right.
        """
        own = self.settings.config_dir
        return read_policy(config_dir=own if (own / FILE).exists() else config_dir())

    @property
    def link_questions(self) -> dict[str, Question]:
        """What links may ask of parents and pupils; what is shipped where nothing is configured.

        :raises LibraryInvalid: if it is not right.
        """
        own = self.settings.config_dir
        return read_questions(config_dir=own if (own / LINKS_FILE).exists() else config_dir())

    @property
    def figures(self) -> tuple[Definition, ...]:
        """What is measured; the shipped figures where the configuration has none.

        :raises KpiInvalid: if they are not right.
        """
        own = self.settings.config_dir
        return read_definitions(config_dir=own if (own / KPI_FILE).exists() else config_dir())

    @property
    def habits(self) -> Habits:
        """How people are reminded; the shipped rules where the configuration has none.

        :raises RemindersInvalid: if they are not right.
        """
        own = self.settings.config_dir
        register = self.library.register
        leads = read_leads(
            config_dir=own if (own / REMINDERS_FILE).exists() else config_dir(),
            known=frozenset(register.rules),
        )
        base = register.regions[BASE]
        return Habits(
            calendar_of=lambda key: register.regions.get(key, base).calendar, leads=leads
        )

    def scrub(self) -> bool:
        """Wipe destroyed keys from the files of the database; False when it is not complete."""
        return scrub(self.database)

    def is_ready(self) -> bool:
        """Return whether the database answers and has the newest schema."""
        with self.database.connect() as connection:
            return is_current(connection)

    def close(self) -> None:
        """Let go of the database."""
        self.database.dispose()
