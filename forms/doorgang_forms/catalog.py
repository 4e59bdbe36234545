"""The forms of a directory, by key."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from doorgang_forms.check import check_form
from doorgang_forms.errors import DefinitionInvalid, FormNotFound
from doorgang_forms.parsing import read_form
from doorgang_forms.taking_over import source_findings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from doorgang_forms.definition import Form

#: The JSON Schema of the format stands among the definitions; it is not one.
SCHEMA_FILE = "form.schema.json"
#: The largest form we know of is 30 kB; a file above this is something else.
MAX_FILE_BYTES = 1_000_000


class Catalog:
    """Forms by key. Holds only definitions that passed `check`."""

    def __init__(self, *, forms: Collection[Form]) -> None:
        self._forms: Mapping[str, Form] = MappingProxyType({one.key: one for one in forms})

    def get(self, *, key: str) -> Form:
        """Give the form.

        :raises FormNotFound: if there is no form of that key.
        """
        try:
            return self._forms[key]
        except KeyError:
            raise FormNotFound(key=key) from None

    def __contains__(self, key: object) -> bool:
        return key in self._forms

    def __iter__(self) -> Iterator[Form]:
        return iter(self._forms.values())

    def __len__(self) -> int:
        return len(self._forms)


def load_catalog(*, directory: Path, roles: Collection[str] | None = None) -> Catalog:
    """Read every definition of the directory; `roles` are the role keys that `visible_to` may say.

    :raises DefinitionInvalid: at the first definition that is not right; `path` begins with the
        name of the file.
    """
    paths = [one for one in sorted(directory.glob("*.json")) if one.name != SCHEMA_FILE]
    forms = {path.stem: load_form(path=path, roles=roles) for path in paths}
    for path in paths:
        for finding in source_findings(form=forms[path.stem], forms=forms):
            raise _in_file(path, finding.path, finding.message)
    return Catalog(forms=list(forms.values()))


def load_form(*, path: Path, roles: Collection[str] | None = None) -> Form:
    """Read and check one definition; its key is the name of its file.

    :raises DefinitionInvalid: if it is not right; `path` begins with the name of the file.
    """
    try:
        form = read_form(text=_text(path))
    except DefinitionInvalid as error:
        raise _in_file(path, error.path, error.message) from error
    if form.key != path.stem:
        raise _in_file(path, "key", "De sleutel is niet de naam van het bestand.")
    for finding in check_form(form=form, roles=roles):
        raise _in_file(path, finding.path, finding.message)
    return form


def _text(path: Path) -> str:
    content = path.read_bytes()
    if len(content) > MAX_FILE_BYTES:
        raise DefinitionInvalid(path="", message="Dit bestand is te groot voor een formulier.")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise DefinitionInvalid(path="", message="Dit bestand is geen UTF-8.") from error


def _in_file(path: Path, at: str, message: str) -> DefinitionInvalid:
    return DefinitionInvalid(path=f"{path.name}:{at}", message=message)
