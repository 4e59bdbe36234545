"""A condition as a script in the page can judge it, by the names of the inputs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from doorgang_forms import html_names
from doorgang_forms.conditions import holds
from doorgang_forms.definition import AllOf, Condition, Field, Placed, Test, resolve
from doorgang_forms.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping


def live_condition(
    *,
    condition: Condition | None,
    path: str,
    parents: tuple[Field, ...],
    placed: Mapping[str, Placed],
    variables: Mapping[str, Any],
) -> str:
    """Give the condition of the field at `path` (with row numbers) as JSON; '' without one.

    What the case says is judged already. What is reckoned has no input: of that nothing is known.
    """
    if condition is None:
        return ""
    writer = _Writer(_places(path, parents), parents, placed, variables)
    return json.dumps(writer.written(condition), ensure_ascii=False)


def _places(path: str, parents: tuple[Field, ...]) -> list[str]:
    """Give the path of each field around a place, with its row number, the outermost first."""
    parts, found, at = path.split("."), [""], 0
    for parent in parents:
        at += 2 if parent.type == "repeat" else 1
        found.append(".".join(parts[:at]))
    return found


class _Writer:
    def __init__(
        self,
        places: list[str],
        parents: tuple[Field, ...],
        placed: Mapping[str, Placed],
        variables: Mapping[str, Any],
    ) -> None:
        self._places, self._parents = places, parents
        self._placed, self._variables = placed, variables

    def written(self, condition: Condition) -> dict[str, Any]:
        if isinstance(condition, Test):
            return self._test(condition)
        word = "all" if isinstance(condition, AllOf) else "any"
        return {word: [self.written(one) for one in condition.conditions]}

    def _test(self, test: Test) -> dict[str, Any]:
        if test.source == "variable":
            return {"known": holds(condition=test, scope=Scope((), self._variables))}
        found = resolve(placed=self._placed, parents=self._parents, name=test.name)
        if found is None or found.field.type in {"computed", "info", "group"}:
            return {"known": None}
        value = list(test.value) if isinstance(test.value, tuple) else test.value
        return {
            "name": html_names.html_name(path=self._path(found)),
            "kind": found.field.type,
            "op": test.operator,
            "value": value,
        }

    def _path(self, found: Placed) -> str:
        """Give the path of another field as it is seen from here: in the same row."""
        shared = 0
        for mine, other in zip(self._parents, found.parents, strict=False):
            if mine.key != other.key:
                break
            shared += 1
        keys = found.path.split(".")[shared:]
        return ".".join([self._places[shared], *keys] if self._places[shared] else keys)
