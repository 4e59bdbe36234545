"""What was filled in, as labels with answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_api.forms_adapter import form_of
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_forms.values import find_date, is_filled
from doorgang_forms.wrong_parts import DATE_PARTS

from .words import iso_day_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doorgang_forms.definition import Field

LOST = _l("Er is een bestand toegevoegd dat niet (meer) te openen is.")
NOT_ANSWERED = _l("Niet ingevuld")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer. ``rows`` are titles with answers, for what was asked more than once."""

    label: str
    text: str = ""
    sensitive: bool = False
    file: str = ""  # id, when it is one that can be opened
    rows: tuple[tuple[str, tuple[Answer, ...]], ...] = ()


def answers_of(
    *, definition: Mapping[str, Any], data: Mapping[str, Any], files: Mapping[str, str]
) -> list[Answer]:
    """Return the answers of a submission or a draft, in the order of the form.

    Of a draft nothing was judged: what has another shape than its field is told as far as it can
    be read. ``files`` says in words which files can be opened, by id.
    """
    return list(_Reader(files).read(form_of(definition).fields, data))


class _Reader:
    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def read(self, fields: tuple[Field, ...], data: object) -> Iterator[Answer]:
        given = data if isinstance(data, Mapping) else {}
        for one in fields:
            value = given.get(one.key)
            if one.type == "info" or not is_filled(value):
                continue
            yield Answer(
                label=one.label.nl,
                text=self._text(one, value),
                file=str(value) if one.type == "file" and _is_of(value, self._files) else "",
                sensitive=one.sensitive,
                rows=self._rows(one, value),
            )

    def _text(self, one: Field, value: Any) -> str:
        return answer_words(one, value, self._files)

    def _rows(self, one: Field, value: Any) -> tuple[tuple[str, tuple[Answer, ...]], ...]:
        if one.type == "group":
            return ((one.label.nl, tuple(self.read(one.fields, value))),)
        if one.type != "repeat" or not isinstance(value, list):
            return ()
        title = (one.row_label or one.label).nl
        return tuple(
            (f"{title} {number}", tuple(self.read(one.fields, row)))
            for number, row in enumerate(value, start=1)
        )


def answer_words(one: Field, value: Any, files: Mapping[str, str]) -> str:
    """Return one answer in words; ``files`` says which files can be opened, by id."""
    if one.type == "file":
        return files[value] if _is_of(value, files) else str(LOST)
    return _text(one, value)


def _is_of(value: object, files: Mapping[str, str]) -> bool:
    return isinstance(value, str) and value in files


def _text(one: Field, value: Any) -> str:
    if one.type in {"group", "repeat"}:
        return ""
    if one.type == "signature":
        parts = (value.get("naam"), _day(value.get("op"))) if isinstance(value, Mapping) else ()
        return ", ".join(str(part) for part in parts if part)
    if isinstance(value, Mapping):
        return _day(value)
    if isinstance(value, list):
        return ", ".join(_one(one, inner) for inner in value)
    return _one(one, value) + (f" {one.unit.nl}" if one.unit else "")


def _day(value: object) -> str:
    """Write a day out; as it was typed when it is none."""
    if isinstance(value, Mapping):
        return "-".join(str(value[part]) for part in DATE_PARTS if part in value)
    text = str(value or "")
    return iso_day_words(text) if find_date(text) else text


def _one(one: Field, value: Any) -> str:
    if isinstance(value, bool):
        return "Ja" if value else _("Nee")
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    labels = {option.value: option.label.nl for option in one.options}
    text = str(value)
    if one.type in {"date", "computed"} and find_date(text):
        return iso_day_words(text)
    return labels.get(text, text)
