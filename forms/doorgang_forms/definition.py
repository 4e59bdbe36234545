"""The nouns of a form: what a definition says, as frozen values. Reading JSON is in `parsing`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FieldType = Literal[
    "text", "long_text", "number", "date", "choice", "choices", "yes_no", "group", "repeat",
    "person", "organisation", "file", "signature", "info", "computed",
]  # fmt: skip
Operator = Literal["is", "not", "in", "filled", "at_least", "at_most"]
ComputeName = Literal[
    "consensus", "count", "any", "all", "date_plus", "copy", "when", "days_between", "term"
]
RuleName = Literal["not_before", "not_after", "differs_from", "one_of", "together", "when"]
Scalar = str | int | float | bool

TODAY = "today"
VARIABLE_PREFIX = "variable:"


@dataclass(frozen=True)
class Text:
    """One text in one or more languages; Dutch is always there."""

    nl: str
    others: tuple[tuple[str, str], ...] = ()

    def in_language(self, lang: str) -> str:
        """Give the text in that language, else in Dutch."""
        return dict(self.others).get(lang, self.nl)


@dataclass(frozen=True)
class Test:
    """One test on the value of a field of the form or of a routing variable of the case."""

    __test__ = False  # the name says nothing to pytest

    source: Literal["field", "variable"]
    name: str
    operator: Operator
    value: Scalar | tuple[Scalar, ...]


@dataclass(frozen=True)
class AllOf:
    """Holds when every one of the conditions holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """Holds when at least one of the conditions holds."""

    conditions: tuple[Condition, ...]


Condition = Test | AllOf | AnyOf


@dataclass(frozen=True, kw_only=True)
class Option:
    """One of the answers of a choice."""

    value: str
    label: Text


@dataclass(frozen=True, kw_only=True)
class Case:
    """One branch of the reckoning `when`."""

    condition: Condition
    then: Scalar


@dataclass(frozen=True, kw_only=True)
class Compute:
    """How the value of a computed field is reckoned."""

    fn: ComputeName
    of: str = ""
    variable: str = ""
    where: Condition | None = None
    mixed: str = ""
    duration: str = ""
    cases: tuple[Case, ...] = ()
    otherwise: Scalar | None = None
    start: str = ""
    end: str = ""
    term: str = ""  # key of a term of the region


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field. Which of the keys below `export` say anything depends on the type."""

    key: str
    type: FieldType
    label: Text
    hint: Text | None = None
    required: bool = False
    show_when: Condition | None = None
    sensitive: bool = False
    sensitive_reason: str = ""
    visible_to: tuple[str, ...] | None = None
    ground: str = ""
    export: str = ""
    taken_from: str = ""  # form and field (`form.group.field`) of the case: what is proposed
    max_length: int = 200
    pattern: str = ""
    pattern_message: Text | None = None
    decimals: int = 0
    minimum: int | float | str | None = None
    maximum: int | float | str | None = None
    unit: Text | None = None
    options: tuple[Option, ...] = ()
    min_items: int = 0
    max_items: int | None = None
    must_be: bool = False
    fields: tuple[Field, ...] = ()
    min_rows: int = 0
    max_rows: int = 50
    row_label: Text | None = None
    per_person: bool = False
    export_days: str = ""  # variable with the day of each row
    days_of: str = ""  # the date in the rows
    times: str = ""  # the number in the rows: how often its day counts; "": once
    free: bool = False
    accept: tuple[str, ...] = ()
    max_mb: int = 20
    text: Text | None = None
    compute: Compute | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """Fields under one heading; only layout."""

    key: str
    title: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule over more than one field, with the Dutch message for who breaks it."""

    name: RuleName
    message: Text
    field: str = ""
    than: str = ""
    fields: tuple[str, ...] = ()
    condition: Condition | None = None
    then: Condition | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Form:
    """A form. Two forms are the same when their `content_hash` is.

    `canonical` is the definition as JSON with sorted keys and no spaces; `content_hash` the
    sha256 (hex) of that.
    """

    key: str
    title: Text
    ground: str
    retention: str
    sections: tuple[Section, ...]
    content_hash: str
    canonical: str = field(repr=False)
    intro: Text | None = None
    checklist: tuple[Text, ...] = ()  # to go through before it is sent; never an answer
    anonymous: bool = False  # may not name whom its case is about
    seeds: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields of the top level, in document order."""
        return tuple(one for section in self.sections for one in section.fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Form) and other.content_hash == self.content_hash

    def __hash__(self) -> int:
        return hash(self.content_hash)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A field and where it stands: dotted path, document position, the fields it lies within."""

    path: str
    position: int
    field: Field
    parents: tuple[Field, ...]

    @property
    def in_repeat(self) -> bool:
        """Whether the field stands in a row."""
        return any(parent.type == "repeat" for parent in self.parents)


@lru_cache(maxsize=512)
def _placed(form: Form) -> Mapping[str, Placed]:
    found: dict[str, Placed] = {}
    for path, one, parents in _walk(form.fields, "", ()):
        found.setdefault(path, Placed(path=path, position=len(found), field=one, parents=parents))
    return MappingProxyType(found)


def placed_fields(*, form: Form) -> Mapping[str, Placed]:
    """Give every field by its dotted path without row numbers (`ouders.antwoord`), in order."""
    return _placed(form)


def _walk(
    fields: tuple[Field, ...], prefix: str, parents: tuple[Field, ...]
) -> Iterator[tuple[str, Field, tuple[Field, ...]]]:
    for one in fields:
        yield prefix + one.key, one, parents
        yield from _walk(one.fields, f"{prefix}{one.key}.", (*parents, one))


def resolve(
    *, placed: Mapping[str, Placed], parents: tuple[Field, ...], name: str
) -> Placed | None:
    """Find the field that `name` means inside `parents`: there first, then outwards."""
    keys = [parent.key for parent in parents]
    for depth in range(len(keys), -1, -1):
        found = placed.get(".".join([*keys[:depth], name]))
        if found is not None:
            return found
    return None


def tests_in(*, condition: Condition | None) -> Iterator[Test]:
    """Every single test a condition is made of, in the order written."""
    if isinstance(condition, Test):
        yield condition
    elif condition is not None:
        for one in condition.conditions:
            yield from tests_in(condition=one)
