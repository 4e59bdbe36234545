"""What every use case works with: the shelf, the forms, and how to begin a transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.cohorts.field_column import FieldColumn
    from doorgang_engine.enact import Runnable
    from doorgang_engine.sealing import Vault
    from doorgang_engine.terms.last_days import LastDay

    from .transaction import NewUnitOfWork, UnitOfWork


class Shelf(Protocol):
    """Bundles made ready to run, kept in memory by content hash."""

    def runnable(self, uow: UnitOfWork, bundle_hash: str) -> Runnable: ...
    def content(self, uow: UnitOfWork, bundle_hash: str) -> Mapping[str, Any]: ...


class Forms(Protocol):
    """Validates what people send."""

    def validate(
        self,
        definition: Mapping[str, Any],
        data: Any,
        *,
        variables: Mapping[str, Any],
        now: datetime,
        reckon: LastDay | None = None,
    ) -> Validated:
        """Return the submission as it will be kept, and what it exports.

        ``reckon`` gives the last day of a term from its first, for forms that tell it.

        :raises SubmissionInvalid: if it does not pass the form.
        """

    def export_kinds(self, definition: Mapping[str, Any]) -> Mapping[str, str]: ...
    def problem(self, definition: Mapping[str, Any]) -> tuple[str, str] | None:
        """Return where a form breaks the form format and how, in Dutch; None: it does not."""

    def source_problems(
        self, definition: Mapping[str, Any], forms: Mapping[str, Mapping[str, Any]]
    ) -> Sequence[tuple[str, str]]:
        """Return where a form takes over what no other one has or does not fit, in Dutch."""

    def readable(
        self, definition: Mapping[str, Any], data: Mapping[str, Any], *, roles: Sequence[str]
    ) -> dict[str, Any]: ...
    def common_part(self, form: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]: ...
    def columns(self, form: Mapping[str, Any]) -> Sequence[FieldColumn]: ...
    def read_cells(self, form: Mapping[str, Any], cells: Mapping[str, str]) -> dict[str, Any]: ...
    def write_cell(self, form: Mapping[str, Any], key: str, value: Any) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Validated:
    """A submission that passed its form: what is kept, and what the route gets to see."""

    data: Mapping[str, Any]
    exports: Mapping[str, Any]
    form_hash: str
    record_class: str = ""  # how long it is kept: the form's ``retention``
    files: Sequence[AttachedFile] = ()


@dataclass(frozen=True, kw_only=True)
class AttachedFile:
    """A file that a submission names, and what its field takes."""

    path: str  # dotted path of the field
    id: str
    accept: tuple[str, ...]  # media types
    most_bytes: int


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What every use case works with; put together once, at the outside."""

    new_uow: NewUnitOfWork
    shelf: Shelf
    forms: Forms
    vault: Vault
