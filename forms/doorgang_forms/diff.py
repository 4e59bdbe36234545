"""Compares two definitions: what came, went, moved or changed, in a form that can be applied.

Sections are known by their key, fields by their path; a field that went into a group or out of
one is another field. Nothing is guessed from words that look alike.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from doorgang_forms.canonical import canonical_json
from doorgang_forms.outline import Raw, label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Kind = Literal["form", "section", "field"]
#: The form itself, among the nodes.
FORM = ""
_CHILDREN = {"form": "sections", "section": "fields", "field": "fields"}


@dataclass(frozen=True, kw_only=True)
class Node:
    """The form, a section or a field, without what stands in it.

    `parent` is the id of where it stands; of a field of the top level that is its section.
    `holds` says whether something can stand in it.
    """

    id: str
    kind: Kind
    parent: str
    own: Mapping[str, Any]
    holds: bool

    @property
    def words(self) -> str:
        """What people call it."""
        if self.kind == "field":
            return label_of(field=self.own)
        title = self.own.get("title")
        words = title.get("nl") if isinstance(title, dict) else None
        return str(words or self.own.get("key", ""))

    @property
    def path(self) -> str:
        """The dotted path of a field, '' of anything else."""
        return self.id.removeprefix("veld:") if self.kind == "field" else ""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One key of a node that says something else; None stands for: it is not said."""

    node: Node
    key: str
    old: Any
    new: Any


@dataclass(frozen=True, kw_only=True)
class Difference:
    """All that is different between two definitions; `orders` are the ids in each parent."""

    added: tuple[Node, ...] = ()
    removed: tuple[Node, ...] = ()
    moved: tuple[Node, ...] = ()
    changed: tuple[Changed, ...] = ()
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.added or self.removed or self.moved or self.changed)


def difference(*, old: Mapping[str, Any], new: Mapping[str, Any]) -> Difference:
    """Say how `new` differs from `old`; nothing of two that say the same."""
    was, now = nodes_of(raw=old), nodes_of(raw=new)
    found = Difference(
        added=tuple(one for key, one in now.items() if key not in was),
        removed=tuple(one for key, one in was.items() if key not in now),
        moved=tuple(_moved(was, now)),
        changed=tuple(
            change for key, one in now.items() if key in was for change in _changes(was[key], one)
        ),
        orders=_orders(now),
    )
    return found or Difference()


def applied(*, old: Mapping[str, Any], changes: Difference) -> Raw:
    """Give the definition that comes of `old` with the changes."""
    if not changes:
        return deepcopy(dict(old))
    nodes = nodes_of(raw=old)
    for one in changes.removed:
        del nodes[one.id]
    nodes.update({one.id: one for one in changes.added})
    own = {key: deepcopy(dict(one.own)) for key, one in nodes.items()}
    for change in changes.changed:
        if change.new is None:
            del own[change.node.id][change.key]
        else:
            own[change.node.id][change.key] = deepcopy(change.new)
    return _assembled(FORM, nodes, own, changes.orders)


def _assembled(
    node: str,
    nodes: Mapping[str, Node],
    own: Mapping[str, Raw],
    orders: Mapping[str, Sequence[str]],
) -> Raw:
    made = own[node]
    if node in orders:
        made[_CHILDREN[nodes[node].kind]] = [
            _assembled(one, nodes, own, orders) for one in orders[node]
        ]
    return made


def nodes_of(*, raw: Mapping[str, Any]) -> dict[str, Node]:
    """Give the form, its sections and its fields by an id that another version has as well."""
    return {one.id: one for one in _walk(raw, FORM, "form", "", Counter())}


def _walk(
    raw: Mapping[str, Any], parent: str, kind: Kind, prefix: str, seen: Counter[str]
) -> Iterator[Node]:
    inner = raw.get(_CHILDREN[kind])
    own = {key: one for key, one in raw.items() if key != _CHILDREN[kind]}
    key = str(raw.get("key", ""))
    found = {"form": FORM, "section": f"deel:{key}", "field": f"veld:{prefix}{key}"}[kind]
    seen[found] += 1
    if seen[found] > 1:
        # A key that is there twice is wrong, and still has to be told apart.
        found = f"{found}#{seen[found]}"
    holds = isinstance(inner, list)
    yield Node(id=found, kind=kind, parent=parent, own=own, holds=holds)
    below: Kind = "section" if kind == "form" else "field"
    deeper = f"{prefix}{key}." if kind == "field" else prefix
    for one in inner if isinstance(inner, list) else ():
        yield from _walk(one, found, below, deeper, seen)


def _orders(nodes: Mapping[str, Node]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {one.id: [] for one in nodes.values() if one.holds}
    for one in nodes.values():
        if one.id != FORM:
            found[one.parent].append(one.id)
    return {key: tuple(ids) for key, ids in found.items()}


def _changes(old: Node, new: Node) -> Iterator[Changed]:
    for key in sorted({*old.own, *new.own}):
        was, now = old.own.get(key), new.own.get(key)
        # As JSON: to Python true is 1.
        if canonical_json(raw=was) != canonical_json(raw=now):
            yield Changed(node=new, key=key, old=was, new=now)


def _moved(was: Mapping[str, Node], now: Mapping[str, Node]) -> Iterator[Node]:
    """Give what stands elsewhere: under another parent, or not in line with what stayed."""
    orders = {key: [one for one in ids if one in was] for key, ids in _orders(now).items()}
    places = {one: at for at, one in enumerate(was)}
    for parent, ids in orders.items():
        here = [one for one in ids if was[one].parent == parent]
        stayed = set(_longest_in_order(here, places))
        yield from (now[one] for one in ids if one not in stayed)


def _longest_in_order(ids: Sequence[str], places: Mapping[str, int]) -> list[str]:
    """Give the longest row of ids that stand in the order they stood in: the rest moved."""
    best: list[list[str]] = []
    for one in ids:
        before = [row for row in best if places[row[-1]] < places[one]]
        longest = max(before, key=len, default=[])
        best.append([*longest, one])
    return max(best, key=len, default=[])
