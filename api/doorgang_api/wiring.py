"""Put the parts together. The only module that knows every concrete class."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Self

from doorgang_engine.ports import Parts
from doorgang_engine.privacy.keys import require_master_keys
from doorgang_engine.routes.library import LibraryFiles, read_library
from doorgang_engine.routes.shelf import BundleShelf
from doorgang_engine.sealing import Vault
from doorgang_engine.storage.database import open_database
from doorgang_engine.storage.migrate import is_current, migrate
from doorgang_engine.storage.unit_of_work import SqlUnitOfWork

from .embedded_keys import open_keys
from .forms_adapter import FormsAdapter
from .metrics import Metrics

if TYPE_CHECKING:
    from sqlalchemy import Engine

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

    @classmethod
    def build(cls, settings: Settings) -> Self:
        """Open the database and read the library.

        :raises SettingsInvalid: if the keys do not fit the database.
        :raises LibraryInvalid: if a file of the library cannot be read.
        """
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
            library=read_library(library_dir=settings.library_dir, config_dir=settings.config_dir),
            metrics=Metrics(),
            database=database,
            read_uow=partial(SqlUnitOfWork, database, vault, reading=True),
        )

    def migrate(self) -> None:
        """Bring the database to the newest schema, and see that its master keys are here.

        :raises MasterKeyMissing: if cases lie under a key that was not given.
        """
        migrate(self.database, self.parts.vault)
        require_master_keys(parts=self.parts)

    def is_ready(self) -> bool:
        """Return whether the database answers and has the newest schema."""
        with self.database.connect() as connection:
            return is_current(connection)

    def close(self) -> None:
        """Let go of the database."""
        self.database.dispose()
