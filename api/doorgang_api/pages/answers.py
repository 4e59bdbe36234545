"""What was filled in, as labels with answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_api.forms_adapter import form_of
from doorgang_forms.values import find_date, is_filled

from .words import iso_day_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_forms.definition import Field

LOST = "Er is een bestand toegevoegd dat niet (meer) te openen is."
NOT_ANSWERED = "Niet ingevuld"


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
    """Return the answers of a submission, in the order of the form.

    ``files`` says in words which files can be opened, by id.
    """
    return list(_Reader(files).read(form_of(definition).fields, data))


class _Reader:
    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def read(self, fields: tuple[Field, ...], data: Mapping[str, Any]) -> Iterator[Answer]:
        for one in fields:
            value = data.get(one.key)
            if one.type == "info" or not is_filled(value):
                continue
            yield Answer(
                label=one.label.nl,
                text=self._text(one, value),
                file=str(value) if one.type == "file" and value in self._files else "",
                sensitive=one.sensitive,
                rows=self._rows(one, value),
            )

    def _text(self, one: Field, value: Any) -> str:
        return self._files.get(value, LOST) if one.type == "file" else _text(one, value)

    def _rows(self, one: Field, value: Any) -> tuple[tuple[str, tuple[Answer, ...]], ...]:
        if one.type == "group":
            return ((one.label.nl, tuple(self.read(one.fields, value))),)
        if one.type != "repeat":
            return ()
        title = (one.row_label or one.label).nl
        return tuple(
            (f"{title} {number}", tuple(self.read(one.fields, row)))
            for number, row in enumerate(value, start=1)
        )


def _text(one: Field, value: Any) -> str:
    if one.type in {"group", "repeat"}:
        return ""
    if one.type == "signature":
        return f"{value.get('naam', '')}, {iso_day_words(value.get('op', ''))}"
    if isinstance(value, list):
        return ", ".join(_one(one, inner) for inner in value)
    return _one(one, value) + (f" {one.unit.nl}" if one.unit else "")


def _one(one: Field, value: Any) -> str:
    if isinstance(value, bool):
        return "Ja" if value else "Nee"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    labels = {option.value: option.label.nl for option in one.options}
    text = str(value)
    day = find_date(text) if one.type in {"date", "computed"} else None
    return iso_day_words(text) if day else labels.get(text, text)
