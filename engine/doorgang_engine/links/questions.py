"""Which questions of a form a link may ask (``config/links.toml``), as a form of its own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_engine.errors import LibraryInvalid
from doorgang_engine.link import LinkRefused, Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

FILE = "links.toml"
ROLES = ("ouder", "leerling")
_NEEDED = {"doel": str, "wie": list, "titel": str, "uitleg": str, "vragen": dict}
_MORE = {"rij": str, "zonder": list, "vast": dict, "naam": str, "dag": str}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a link asks of one form."""

    form: str
    purpose: Purpose
    roles: tuple[str, ...]
    title: str
    intro: str
    fields: Mapping[str, str]  # field -> the question as who answers reads it
    row: str = ""  # the repeat in which each person has a row
    without: tuple[str, ...] = ()  # answers that only the school gives
    fixed: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""  # the field that gets the name of who answers
    day: str = ""  # the field that gets the day of the answer

    def form_in(self, definition: Mapping[str, Any]) -> dict[str, Any]:
        """Return the form that the link shows.

        :raises LinkRefused: if the form of this case does not have these questions.
        """
        asked = {one["key"]: one for one in self._fields(definition)}
        if missing := [key for key in self.fields if key not in asked]:
            raise LinkRefused(f"Dit formulier heeft de vragen niet: {', '.join(missing)}.")
        return {
            "key": self.form,
            "title": {"nl": self.title},
            "intro": {"nl": self.intro},
            "ground": definition["ground"],
            "retention": definition["retention"],
            "sections": [
                {
                    "key": "vragen",
                    "title": {"nl": "Uw antwoord"},
                    "fields": [self._asked(asked[key]) for key in self.fields],
                }
            ],
            "example": {},
        }

    def filled(self, answers: Mapping[str, Any], *, name: str, on: date) -> dict[str, Any]:
        """Return the answers as they are put into the form of the school."""
        own = {**self.fixed, **answers}
        if self.name:
            own[self.name] = name
        if self.day:
            own[self.day] = on.isoformat()
        return own

    def _fields(self, definition: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        fields = [one for part in definition["sections"] for one in part["fields"]]
        if not self.row:
            return fields
        return [one for row in fields if row["key"] == self.row for one in row.get("fields", ())]

    def _asked(self, found: Mapping[str, Any]) -> dict[str, Any]:
        asked = {**found, "label": {"nl": self.fields[found["key"]]}}
        asked.pop("hint", None)  # written for the school
        asked.pop("export", None)
        asked.pop("visible_to", None)
        if "options" in asked:
            left = [one for one in asked["options"] if one["value"] not in self.without]
            asked["options"] = left
        when = asked.get("show_when")
        if isinstance(when, dict) and when.get("field") not in self.fields:
            asked.pop("show_when")  # what it depends on is not asked here: it was settled
        return asked


def read_questions(*, config_dir: Path) -> dict[str, Question]:
    """Return what links may ask, by form.

    :raises LibraryInvalid: if the file is not right.
    """
    path = config_dir / FILE
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LibraryInvalid(f"{FILE} is niet te lezen.") from error
    return {form: _read(form, table) for form, table in tables.items()}


def _read(form: str, table: Any) -> Question:
    known = {**_NEEDED, **_MORE}
    right = isinstance(table, dict) and all(
        key in known and isinstance(value, known[key]) for key, value in table.items()
    )
    if not right or not all(table.get(key) for key in _NEEDED):
        raise LibraryInvalid(f"{FILE}, {form}: een sleutel ontbreekt of is onbekend.")
    if not all(isinstance(text, str) and text for text in table["vragen"].values()):
        raise LibraryInvalid(f"{FILE}, {form}: een vraag heeft geen tekst.")
    if table["doel"] not in set(Purpose) or not set(table["wie"]) <= set(ROLES):
        raise LibraryInvalid(f"{FILE}, {form}: dit doel of deze rol bestaat niet.")
    return Question(
        form=form,
        purpose=Purpose(table["doel"]),
        roles=tuple(table["wie"]),
        title=table["titel"],
        intro=table["uitleg"],
        fields=table["vragen"],
        row=table.get("rij", ""),
        without=tuple(table.get("zonder", ())),
        fixed=table.get("vast", {}),
        name=table.get("naam", ""),
        day=table.get("dag", ""),
    )
