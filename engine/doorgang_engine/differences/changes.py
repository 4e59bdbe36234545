"""What changed between two bundles, as a list that people can read and decide on.

A step that was put between two others is one change, not one step and three flows. What is marked
as required by law and changed or gone says so. Whatever differs and has no name here is told by
its path: nothing that differs is silent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.rule_tables import parse_rule

from .facts import FLOW, LANE, SCOPE, Fact, read_facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: What of a bundle is told by a change of its own kind, or is no content.
_TOLD = frozenset({"processes", "terms", "forms", "decisions", "parameters", "roles", "exports"})
HOW_LONG = "duur"
_ENDS = ("sourceRef", "targetRef")  # of a flow
_NAMES_ANOTHER = ("sourceRef", "targetRef", "attachedToRef", LANE, SCOPE)  # by its id


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference. ``kind`` says what of: ``step_added``, ``term_changed`` and so on."""

    kind: str
    route: str = ""  # the process it lies in
    element: str = ""  # id of the step, flow or lane; or the key of the term, form, table
    name: str = ""
    what: str = ""  # the property, by its path
    before: str = ""
    after: str = ""
    is_legal: bool = False
    beside: Mapping[str, str] = field(default_factory=dict)  # names of what lies around it


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return what differs between the contents of two bundles: routes, terms, forms and the rest.

    :raises RouteUnreadable: if a drawing in one of them cannot be read.
    """
    return [
        *_processes(old["processes"], new["processes"]),
        *_rules(old["terms"], new["terms"]),
        *_keyed("form", old["forms"], new["forms"]),
        *_keyed("table", old.get("decisions", {}), new.get("decisions", {})),
        *_values("parameter", old["parameters"], new["parameters"]),
        *_keyed("role", old["roles"], new["roles"]),
        *_rest(old, new),
    ]


def _processes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for key in sorted(new.keys() - old.keys()):
        yield Change(kind="route_added", route=key, element=key)
    for key in sorted(old.keys() - new.keys()):
        yield Change(kind="route_removed", route=key, element=key)
    for key in sorted(old.keys() & new.keys()):
        if old[key] != new[key]:
            yield from drawing_changes(old[key], new[key], route=key)


def drawing_changes(old: str, new: str, *, route: str = "") -> list[Change]:
    """Return what differs between two drawings; the layout is not looked at.

    :raises RouteUnreadable: if one of them cannot be read.
    """
    was, now = read_facts(old), read_facts(new)
    added = {key: one for key, one in now.items() if key not in was}
    gone = {key: one for key, one in was.items() if key not in now}
    return [
        *(_step("step_added", one, now, route) for one in added.values() if one.is_step),
        *(_step("step_removed", one, was, route) for one in gone.values() if one.is_step),
        *_changed(was, now, route),
        *(_flow("way_added", one, now, route) for one in _bare(added, added, gone)),
        *(_flow("way_removed", one, was, route) for one in _bare(gone, added, gone)),
        *(_other("part_added", one, route) for one in added.values() if _is_other(one)),
        *(_other("part_removed", one, route) for one in gone.values() if _is_other(one)),
    ]


def _step(kind: str, one: Fact, facts: Mapping[str, Fact], route: str) -> Change:
    """Tell of a step that came or went, with what it stands between and who does it."""
    flows = [flow for flow in facts.values() if flow.kind == FLOW]
    before = [facts[f.get("sourceRef")].name for f in flows if f.get("targetRef") == one.id]
    behind = [facts[f.get("targetRef")].name for f in flows if f.get("sourceRef") == one.id]
    host = facts.get(one.get("attachedToRef"))
    return Change(
        kind=kind,
        route=route,
        element=one.id,
        name=one.name,
        what=one.kind,
        is_legal=one.is_legal,
        beside={
            "after": ", ".join(before) or (host.name if host else ""),
            "before": ", ".join(behind),
            "lane": _named(facts, one.get(LANE)),
        },
    )


def _changed(was: Mapping[str, Fact], now: Mapping[str, Fact], route: str) -> Iterator[Change]:
    for key, one in now.items():
        if key in was:
            yield from _properties(was[key], one, was, now, route)


def _properties(
    old: Fact, new: Fact, was: Mapping[str, Fact], now: Mapping[str, Fact], route: str
) -> Iterator[Change]:
    paths = sorted({*old.properties, *new.properties})
    if old.kind != new.kind:
        yield _property(old, new, "kind", old.kind, new.kind, route)
    for path in paths:
        before, after = old.properties.get(path), new.properties.get(path)
        if before == after or _is_told_by_a_step(new, path, before or "", after or "", was, now):
            continue
        if path in _NAMES_ANOTHER:
            before, after = _named(was, before), _named(now, after)
        elif path == "default":
            before, after = _way_name(was, before), _way_name(now, after)
        yield _property(old, new, path, before, after, route, facts=now)


def _is_told_by_a_step(
    flow: Fact,
    path: str,
    before: str,
    after: str,
    was: Mapping[str, Fact],
    now: Mapping[str, Fact],
) -> bool:
    """Return whether an end of a flow moved only because a step came, or went, right there."""
    if flow.kind != FLOW or path not in _ENDS:
        return False
    start, end = _ENDS if path == "targetRef" else reversed(_ENDS)

    def leads(facts: Mapping[str, Fact], one: str, other: str) -> bool:
        return any(
            fact.kind == FLOW and (fact.get(start), fact.get(end)) == (one, other)
            for fact in facts.values()
        )

    came = after not in was and leads(now, after, before)
    return came or (before not in now and leads(was, before, after))


def _property(
    old: Fact,
    new: Fact,
    path: str,
    before: str | None,
    after: str | None,
    route: str,
    *,
    facts: Mapping[str, Fact] | None = None,
) -> Change:
    is_flow = new.kind == FLOW
    beside = _ways_of(new, facts) if is_flow and facts is not None else {}
    return Change(
        kind="way_changed" if is_flow else "step_changed" if new.is_step else "part_changed",
        route=route,
        element=new.id,
        name=old.name if path == "name" else new.name,
        what=path,
        before=before or "",
        after=after or "",
        is_legal=old.is_legal,
        beside=beside,
    )


def _bare(
    some: Mapping[str, Fact], added: Mapping[str, Fact], gone: Mapping[str, Fact]
) -> list[Fact]:
    """Return the flows that are not told already by a step that came or went."""
    told = {key for key, one in {**added, **gone}.items() if one.is_step}
    return [
        one
        for one in some.values()
        if one.kind == FLOW and not told & {one.get("sourceRef"), one.get("targetRef")}
    ]


def _flow(kind: str, one: Fact, facts: Mapping[str, Fact], route: str) -> Change:
    return Change(
        kind=kind,
        route=route,
        element=one.id,
        name=one.get("name"),
        after=one.get("conditionExpression"),
        beside=_ways_of(one, facts),
    )


def _ways_of(one: Fact, facts: Mapping[str, Fact]) -> dict[str, str]:
    return {
        "from": _named(facts, one.get("sourceRef")),
        "to": _named(facts, one.get("targetRef")),
    }


def _way_name(facts: Mapping[str, Fact], key: str | None) -> str:
    """Return how people know a flow: where it goes."""
    flow = facts.get(key or "")
    return "" if flow is None else (flow.get("name") or _named(facts, flow.get("targetRef")))


def _named(facts: Mapping[str, Fact], key: str | None) -> str:
    known = facts.get(key or "")
    return known.name if known else (key or "")


def _is_other(one: Fact) -> bool:
    return not one.is_step and one.kind != FLOW


def _other(kind: str, one: Fact, route: str) -> Change:
    return Change(kind=kind, route=route, element=one.id, name=one.name, what=one.kind)


def _rules(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            kind = "term_added" if was is None else "term_removed"
            yield _term(kind, key, was or now or {})
        elif was != now:
            yield from _rule(key, was, now)


def _rule(key: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    """Tell how one rule differs: its length in words, the rest field by field."""
    for what in sorted({*was, *now}):
        if was.get(what) == now.get(what):
            continue
        if what == HOW_LONG or (what == "soort" and was.get(HOW_LONG) == now.get(HOW_LONG)):
            before, after = _length(key, was), _length(key, now)
            yield _term("term_changed", key, now, HOW_LONG, before, after, was)
        elif what != "soort":
            before, after = _text(was.get(what)), _text(now.get(what))
            yield _term("term_changed", key, now, what, before, after, was)


def _term(
    kind: str,
    key: str,
    rule: Mapping[str, Any],
    what: str = "",
    before: str = "",
    after: str = "",
    was: Mapping[str, Any] | None = None,
) -> Change:
    return Change(
        kind=kind,
        element=key,
        name=str(rule.get("naam", key)),
        what=what,
        before=before,
        after=after,
        is_legal=bool((was or rule).get("wettelijk")),
    )


def _length(key: str, table: Mapping[str, Any]) -> str:
    """Return how long a term is: `10 werkdagen`, `6 weken`, `24 maart`."""
    return parse_rule(id=key, table=table, where=key).length_words


def _keyed(what: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if was != now:
            kind = "added" if was is None else "removed" if now is None else "changed"
            found = was if now is None else now
            yield Change(kind=f"{what}_{kind}", element=key, name=_title(found) or key)


def _title(found: Any) -> str:
    """Return what a form or role calls itself."""
    if not isinstance(found, dict):
        return ""
    title = found.get("title", found.get("naam", ""))
    return str(title.get("nl", "") if isinstance(title, dict) else title)


def _values(what: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in sorted({*old, *new}):
        if old.get(key) != new.get(key):
            yield Change(
                kind=f"{what}_changed",
                element=key,
                name=key,
                before=_text(old.get(key)),
                after=_text(new.get(key)),
            )


def _rest(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Tell of all else in a bundle, so that nothing differs unseen; forms say what they export."""
    for key in sorted({*old, *new} - _TOLD):
        if old.get(key) != new.get(key):
            is_short = not isinstance(old.get(key), dict | list)
            yield Change(
                kind="bundle_changed",
                element=key,
                name=key,
                before=_text(old.get(key)) if is_short else "",
                after=_text(new.get(key)) if is_short else "",
            )


def _text(value: Any) -> str:
    if value is None:
        return ""
    return (
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    )
