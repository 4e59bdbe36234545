"""What a condition can be about: the fields before it, with the words and answers of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_api.languages import gettext as _
from doorgang_forms.outline import label_of, walk_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: The one that stands for a variable of the route, which is typed beside it.
VARIABLE = "-variabele"
#: What holds no single answer.
_NOTHING_TO_ASK = frozenset({"info", "group"})


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A field that can be asked about: the name by which it is meant there, and its words."""

    name: str
    path: str
    words: str
    field: Mapping[str, Any]

    @property
    def answers(self) -> tuple[tuple[Any, str], ...]:
        """The answers it can have, with their words; none when it can have any."""
        compute = self.field.get("compute", {})
        if self.field["type"] == "yes_no" or compute.get("fn") in {"any", "all"}:
            return _YES_AND_NO
        if compute.get("fn") == "when":
            return _outcomes(compute)
        return tuple((one["value"], one["label"]["nl"]) for one in self.field.get("options", ()))


#: Also in another language people type these: they stand in definitions, which are Dutch.
_YES_AND_NO = ((True, "Ja"), (False, "Nee"))


def _outcomes(compute: Mapping[str, Any]) -> tuple[tuple[Any, str], ...]:
    """Return what a reckoning by cases can come to."""
    values = [case["then"] for case in compute["cases"]]
    values += [compute["else"]] if "else" in compute else []
    if any(isinstance(one, bool) for one in values):
        return _YES_AND_NO
    if not all(isinstance(one, str) for one in values):
        return ()
    return tuple((one, one) for one in dict.fromkeys(values))


def subjects_before(*, raw: Mapping[str, Any], path: str) -> list[Subject]:
    """Return what a condition of the field ``path`` can be about; of ``""``: every field."""
    found: list[Subject] = []
    inside = path.rpartition(".")[0]
    for other, field in walk_fields(raw=raw):
        if other == path:
            break
        if path.startswith(f"{other}.") or field.get("type") in _NOTHING_TO_ASK:
            continue
        if _crosses_rows(raw, other, inside):
            continue
        name = other.removeprefix(f"{inside}.") if inside else other
        found.append(Subject(name=name, path=other, words=label_of(field=field), field=field))
    return found


def subjects_inside(*, raw: Mapping[str, Any], place: str) -> list[Subject]:
    """Return every field that has one value in the rows or group ``place``, or at the top."""
    found = []
    for path, field in walk_fields(raw=raw):
        if field.get("type") in _NOTHING_TO_ASK or place == path or place.startswith(f"{path}."):
            continue
        if not _crosses_rows(raw, path, place):
            name = path.removeprefix(f"{place}.") if place else path
            found.append(Subject(name=name, path=path, words=label_of(field=field), field=field))
    return found


def subjects_in(*, raw: Mapping[str, Any], repeat: str = "") -> list[Subject]:
    """Return the fields in the rows of a repeat; of ``""``: of any repeat."""
    found = []
    fields = dict(walk_fields(raw=raw))
    for path, field in fields.items():
        parent = path.rpartition(".")[0]
        if not parent or fields[parent].get("type") != "repeat" or repeat not in ("", parent):
            continue
        if field.get("type") not in _NOTHING_TO_ASK:
            words = f"{label_of(field=fields[parent])}: {label_of(field=field)}"
            name = path.rpartition(".")[2]
            found.append(Subject(name=name, path=path, words=words, field=field))
    return found


def _crosses_rows(raw: Mapping[str, Any], other: str, inside: str) -> bool:
    """Return whether a field stands in rows in which the one that asks does not."""
    fields = dict(walk_fields(raw=raw))
    parts = other.split(".")[:-1]
    parents = [".".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    return any(
        fields[one].get("type") == "repeat" and not f"{inside}.".startswith(f"{one}.")
        for one in parents
    )


def named(subjects: Sequence[Subject], name: str) -> Subject | None:
    """Return the subject of a name; the first, which is the innermost, when two have it."""
    return next((one for one in subjects if one.name == name), None)


def choices_of(
    subjects: Iterable[Subject], *, with_variable: bool = True
) -> list[tuple[str, str]]:
    """Return what to choose from: names with their words, told apart when two are the same."""
    subjects = list(subjects)
    words = [one.words for one in subjects]
    found = [
        (one.name, one.words if words.count(one.words) == 1 else f"{one.words} ({one.name})")
        for one in {one.name: one for one in reversed(subjects)}.values()
    ][::-1]
    return [*found, (VARIABLE, _("Een gegeven van het traject"))] if with_variable else found
