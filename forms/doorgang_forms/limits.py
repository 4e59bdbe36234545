"""How big what is sent may be, whatever the form says. Looked at before anything else is done."""

from __future__ import annotations

from collections.abc import Mapping

#: The deepest form has 3 nested lists or groups, each of which is 2 levels, and a list in it.
MAX_DEPTH = 12
#: A definition is deeper: lists of fields with lists of options with texts, and conditions.
MAX_DEFINITION_DEPTH = 40
#: 200 rows of 30 fields, thrice. Enough for any form; few enough to check within a second.
MAX_NODES = 20_000
#: All text together: 50 long texts filled to the brim.
MAX_CHARACTERS = 500_000

#: A number above this is not exact in every JSON reader, and nothing in a dossier comes near.
MAX_NUMBER = 10**12


def structure_problem(*, value: object, max_depth: int = MAX_DEPTH) -> str | None:
    """Say in Dutch what keeps a JSON value from being looked at; None when nothing does.

    Walks without recursion, because a nested bomb is exactly what it looks for.
    """
    waiting: list[tuple[object, int]] = [(value, 1)]
    nodes = characters = 0
    while waiting:
        one, depth = waiting.pop()
        nodes += 1
        if problem := _own_problem(one, depth, max_depth):
            return problem
        if isinstance(one, str):
            characters += len(one)
        elif isinstance(one, Mapping):
            characters += sum(map(len, one))
            waiting.extend((inner, depth + 1) for inner in one.values())
        elif isinstance(one, list):
            waiting.extend((inner, depth + 1) for inner in one)
        if nodes + len(waiting) > MAX_NODES or characters > MAX_CHARACTERS:
            return "De gegevens zijn te groot."
    return None


def _own_problem(one: object, depth: int, max_depth: int) -> str | None:
    if depth > max_depth:
        return "De gegevens zijn te diep genest."
    if isinstance(one, Mapping):
        if not all(isinstance(key, str) for key in one):
            return "De namen van velden moeten tekst zijn."
    elif not isinstance(one, str | list | bool | int | float | None):
        return "De gegevens bevatten iets dat geen JSON is."
    return None
