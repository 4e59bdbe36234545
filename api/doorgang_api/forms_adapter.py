"""The engine's port for forms, filled by the forms package."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from doorgang_engine.cohorts.field_column import FieldColumn
from doorgang_engine.errors import SubmissionInvalid
from doorgang_engine.ports import AttachedFile, Validated
from doorgang_engine.terms.moments import local_day
from doorgang_forms.canonical import canonical_json
from doorgang_forms.cells import columns_of, read_cells, write_cell
from doorgang_forms.errors import DefinitionInvalid
from doorgang_forms.errors import SubmissionInvalid as FormRefused
from doorgang_forms.exports import export_kinds
from doorgang_forms.parsing import parse_form
from doorgang_forms.submission import validate
from doorgang_forms.taking_over import source_findings, sources_of
from doorgang_forms.uploads import attached_files, most_bytes
from doorgang_forms.visibility import readable, without_private

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from doorgang_forms.definition import Form


class FormsAdapter:
    """Validates submissions against the definitions that a bundle holds."""

    def validate(
        self,
        definition: Mapping[str, Any],
        data: Any,
        *,
        variables: Mapping[str, Any],
        now: datetime,
        reckon: Callable[[str, date], date | None] | None = None,
    ) -> Validated:
        """Return the submission as it will be kept, and what it exports.

        :raises SubmissionInvalid: if it does not pass the form.
        """
        form = form_of(definition)
        try:
            checked = validate(
                form=form,
                data=data,
                variables=variables,
                today=local_day(moment=now),
                reckon=reckon,
            )
        except FormRefused as refused:
            raise SubmissionInvalid({k: list(v) for k, v in refused.fields.items()}) from None
        return Validated(
            data=checked.data,
            exports=checked.exports,
            form_hash=checked.content_hash,
            record_class=form.retention,
            files=[
                AttachedFile(
                    path=path, id=found, accept=field.accept, most_bytes=most_bytes(field)
                )
                for path, field, found in attached_files(
                    form=form_of(definition), data=checked.data
                )
            ],
        )

    def export_kinds(self, definition: Mapping[str, Any]) -> Mapping[str, str]:
        """Return the kind of every routing variable that a form exports."""
        return dict(export_kinds(form=form_of(definition)))

    def problem(self, definition: Mapping[str, Any]) -> tuple[str, str] | None:
        """Return where a form breaks the form format and how; None: it does not."""
        try:
            form_of(definition)
        except DefinitionInvalid as error:
            return error.path, error.message
        return None

    def source_problems(
        self, definition: Mapping[str, Any], forms: Mapping[str, Mapping[str, Any]]
    ) -> Sequence[tuple[str, str]]:
        """Return where a form takes over what no other one has or does not fit, in Dutch."""
        form = form_of(definition)
        wanted = {source for source, _ in sources_of(form=form).values()} & set(forms)
        others = {key: form_of(forms[key]) for key in wanted}
        return [(one.path, one.message) for one in source_findings(form=form, forms=others)]

    def readable(
        self, definition: Mapping[str, Any], data: Mapping[str, Any], *, roles: Sequence[str]
    ) -> dict[str, Any]:
        """Return the data without the fields that none of the roles may read."""
        return readable(form=form_of(definition), data=data, roles=roles)

    def common_part(self, form: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the data without what rows that are each of one person hold of that person."""
        return without_private(form=form_of(form), data=data)

    def columns(self, form: Mapping[str, Any]) -> Sequence[FieldColumn]:
        """Return the fields of a form that a column of a table can hold."""
        return [FieldColumn(**vars(one)) for one in columns_of(form=form_of(form))]

    def read_cells(self, form: Mapping[str, Any], cells: Mapping[str, str]) -> dict[str, Any]:
        """Return the cells of a table, by key of field, as a submission to validate."""
        return read_cells(form=form_of(form), cells=cells)

    def write_cell(self, form: Mapping[str, Any], key: str, value: Any) -> str:
        """Return a value as it is written in a cell."""
        return write_cell(form=form_of(form), key=key, value=value)


def form_of(definition: Mapping[str, Any]) -> Form:
    """Return a parsed form definition; parsed once per content."""
    return _parsed(canonical_json(raw=dict(definition)))


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Form:

    return parse_form(raw=json.loads(text))
