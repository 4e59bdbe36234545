"""A form on paper: every question there is, with its answer or why it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from doorgang_forms.conditions import holds
from doorgang_forms.definition import Field, Form, tests_in
from doorgang_forms.scope import Scope
from doorgang_forms.values import is_filled

if TYPE_CHECKING:
    from collections.abc import Iterator

#: answered; empty; not_asked: its condition did not hold; unsure: empty, or not for this reader,
#: or not asked for a reason that stands outside the form.
State = Literal["answered", "empty", "not_asked", "unsure"]


@dataclass(frozen=True, kw_only=True)
class PrintedField:
    """One question on paper. `path` has row numbers; `rows` are those of a group or of rows."""

    path: str
    field: Field
    value: Any
    state: State
    rows: tuple[tuple[PrintedField, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PrintedSection:
    """One section on paper."""

    title: str
    fields: tuple[PrintedField, ...]


def print_view(
    *, form: Form, data: Mapping[str, Any], lang: str = "nl"
) -> tuple[PrintedSection, ...]:
    """Give the whole form with the answers of a submission, as far as a reader has them.

    What was left out because a reader may not see it cannot be told from what was not filled in:
    of such a question the state is `unsure`, and nothing is said that may be untrue.
    """
    found: list[PrintedSection] = []
    printer = _Printer(values={}, scope=Scope((), {}))
    printer = printer.inside(form.fields, data)
    for section in form.sections:
        printed = tuple(printer.fields(section.fields, "", may_hide=False))
        title = section.title.in_language(lang)
        found.append(PrintedSection(title=title, fields=printed))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class _Printer:
    values: Mapping[str, Any]
    scope: Scope

    def inside(self, fields: tuple[Field, ...], values: Mapping[str, Any]) -> _Printer:
        return _Printer(values=values, scope=self.scope.inside(fields=fields, values=values))

    def fields(
        self, fields: tuple[Field, ...], prefix: str, *, may_hide: bool
    ) -> Iterator[PrintedField]:
        for one in fields:
            path, value = prefix + one.key, self.values.get(one.key)
            yield PrintedField(
                path=path,
                field=one,
                value=value,
                state=self._state(one, value, may_hide=may_hide),
                rows=tuple(self._rows(one, value, path, may_hide=may_hide)),
            )

    def _rows(
        self, one: Field, value: Any, path: str, *, may_hide: bool
    ) -> Iterator[tuple[PrintedField, ...]]:
        hides = may_hide or one.per_person or one.visible_to is not None
        if one.type == "group":
            inner = value if isinstance(value, Mapping) else {}
            printer = self.inside(one.fields, inner)
            yield tuple(printer.fields(one.fields, f"{path}.", may_hide=hides))
        elif one.type == "repeat":
            for number, row in enumerate(value or ()):
                printer = self.inside(one.fields, row)
                yield tuple(printer.fields(one.fields, f"{path}.{number}.", may_hide=hides))

    def _state(self, one: Field, value: Any, *, may_hide: bool) -> State:
        if one.type == "info" or is_filled(value):
            return "answered"
        if may_hide or one.visible_to is not None:
            return "unsure"
        condition = one.show_when
        if condition is None:
            return "empty"
        tests = list(tests_in(condition=condition))
        of_fields = all(test.source == "field" for test in tests)
        if not of_fields or any(self.scope.field(test.name) is None for test in tests):
            return "unsure"
        return "empty" if holds(condition=condition, scope=self.scope) else "not_asked"
