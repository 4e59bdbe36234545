"""Reads what a browser posts into the JSON that `validate` judges.

Nothing is judged here. What cannot be read (31 February, "twaalf") is passed on as typed, so
that `validate` refuses it and `view` shows it again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_forms import html_names as names
from doorgang_forms.html_rows import apply_row_action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from doorgang_forms.definition import Field, Form

#: The biggest form, 200 rows of 30 fields, fits; a post with more pairs is none of ours.
MAX_PAIRS = 10_000
#: Under this key stands that a post was cut off; `validate` refuses it, as any unknown key.
TOO_MANY = "-te-veel-velden"

#: A comma, never a point: "1.000" is a thousand to one reader and one to another.
_NUMBER = re.compile(r"-?[0-9]{1,15}(,[0-9]{1,6})?")
_DAY_PARTS = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")


@dataclass(frozen=True, kw_only=True)
class Posted:
    """What was posted: the values as JSON, and whether a button only added or removed a row.

    After a row button the page is shown again, with `focus` (an HTML id) as the place to go on.
    """

    values: dict[str, Any]
    row_action: bool
    focus: str


def read_post(*, form: Form, pairs: Iterable[tuple[str, str]]) -> Posted:
    """Turn the pairs of a post into JSON for `validate`; names that are not ours are kept.

    Raises nothing, whatever is posted.
    """
    post = _Post(pairs)
    action = post.single(names.ACTION)
    values = post.object_of(form.fields, "", keep_blank=bool(action))
    for name in post.unread():
        values.setdefault(name, post.single(name))
    if isinstance(action, str) and action:
        focus = apply_row_action(form=form, values=values, action=action)
        return Posted(values=values, row_action=True, focus=focus)
    return Posted(values=values, row_action=False, focus="")


class _Post:
    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for number, (name, value) in enumerate(pairs):
            if number >= MAX_PAIRS:
                self._values[TOO_MANY] = [""]
                break
            self._values.setdefault(name, []).append(value)
        self._read: set[str] = set()

    def single(self, name: str) -> Any:
        """Give the one value posted; all of them, to be refused, when there are more."""
        self._read.add(name)
        found = self._values.get(name, [])
        return found[0] if len(found) == 1 else (found or None)

    def last(self, name: str) -> str | None:
        self._read.add(name)
        return next((one for one in reversed(self._values.get(name, [])) if one), None)

    def all(self, name: str) -> list[str]:
        self._read.add(name)
        return self._values.get(name, [])

    def unread(self) -> list[str]:
        return [one for one in self._values if one not in self._read and not one.startswith("_")]

    def object_of(
        self, fields: tuple[Field, ...], prefix: str, *, keep_blank: bool
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for one in fields:
            value = self._value(one, names.join(prefix, one.key), keep_blank=keep_blank)
            if value not in (None, "", [], {}):
                found[one.key] = value
        return found

    def _value(self, one: Field, name: str, *, keep_blank: bool) -> Any:
        if one.type == "group":
            return self.object_of(one.fields, name, keep_blank=keep_blank)
        if one.type == "repeat":
            return self._rows(one, name, keep_blank=keep_blank)
        if one.type in {"info", "computed"}:
            return None
        return _READERS.get(one.type, _text)(self, one, name)

    def _rows(self, one: Field, name: str, *, keep_blank: bool) -> list[dict[str, Any]]:
        pattern = re.compile(re.escape(name) + r"-([0-9]{1,3})(?:-.*)?", re.DOTALL)
        hits = {match[1] for key in self._values if (match := pattern.fullmatch(key))}
        for number in hits:
            self._read.add(names.join(name, number))
        rows = [
            self.object_of(one.fields, names.join(name, number), keep_blank=keep_blank)
            for number in sorted(hits, key=lambda digits: (int(digits), digits))
        ]
        if keep_blank:
            return rows
        return [row for number, row in enumerate(rows) if row or number < one.min_rows]


def _text(post: _Post, _: Field, name: str) -> Any:
    return post.single(name)


def _number(post: _Post, _: Field, name: str) -> Any:
    typed = post.single(name)
    text = typed.strip() if isinstance(typed, str) else ""
    if not _NUMBER.fullmatch(text):
        return typed
    return float(text.replace(",", ".")) if "," in text else int(text)


def _choices(post: _Post, _: Field, name: str) -> list[str]:
    return [one for one in post.all(name) if one]


def _yes_no(post: _Post, _: Field, name: str) -> Any:
    typed = post.single(name)
    return {names.YES: True, names.NO: False}.get(typed, typed) if _is_word(typed) else typed


def _is_word(typed: object) -> bool:
    return isinstance(typed, str)


def _date(post: _Post, _: Field, name: str) -> Any:
    typed: Mapping[str, Any] = {
        part: post.single(names.join(name, part)) for part in (names.DAY, names.MONTH, names.YEAR)
    }
    tidy = {part: value.strip() for part, value in typed.items() if isinstance(value, str)}
    if not any(typed.values()) or (len(tidy) == len(typed) and not any(tidy.values())):
        return None
    found = _DAY_PARTS.fullmatch("-".join(tidy.values()))
    if found is None:
        return {part: value for part, value in typed.items() if value}
    day, month, year = found.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def _file(post: _Post, _: Field, name: str) -> str | None:
    attachment = post.last(name)
    post.single(names.join(name, names.UPLOAD))
    return None if post.single(names.join(name, names.REMOVE)) else attachment


def _signature(post: _Post, one: Field, name: str) -> dict[str, Any]:
    signer = post.single(names.join(name, names.SIGNER))
    moment = _date(post, one, names.join(name, names.SIGNED_ON))
    return {key: value for key, value in (("naam", signer), ("op", moment)) if value}


_READERS: Mapping[str, Callable[[_Post, Field, str], Any]] = {
    "number": _number,
    "choices": _choices,
    "yes_no": _yes_no,
    "date": _date,
    "file": _file,
    "signature": _signature,
}
