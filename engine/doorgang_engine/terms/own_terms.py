"""Terms that a region sets by a draft of a route, laid over what its file says."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from doorgang_engine.terms.overrides import REGIONAL_KEYS, apply_override
from doorgang_engine.terms.problems import TermOverrideRefused
from doorgang_engine.terms.rules import rule_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.terms.register import Register
    from doorgang_engine.terms.rules import TermRule


def own_rule(
    register: Register, *, region: str, key: str, table: Mapping[str, Any], source: str
) -> TermRule:
    """Give a rule as a region has it with this table laid over; ``source`` is for the message.

    :raises TermOverrideRefused: if there is no such rule, or a region may not have it so.
    """
    base, found = register.rules.get(key), register.get_region(key=region)
    if base is None:
        raise TermOverrideRefused(f"{source}: de termijn “{key}” bestaat niet.")
    now, usual = rule_table(rule=found.rules[key]), rule_table(rule=base)
    of_region = {
        name: now[name] for name in REGIONAL_KEYS if name in now and now[name] != usual.get(name)
    }
    return apply_override(rule=base, table={**of_region, **table}, source=source)


def with_own_terms(
    register: Register, *, region: str, tables: Mapping[str, Mapping[str, Any]]
) -> Register:
    """Give the register with these terms of one region in the place of what its file says.

    :raises TermOverrideRefused: if one of them may not be so.
    """
    if not tables:
        return register
    found = register.get_region(key=region)
    own = {
        key: own_rule(register, region=region, key=key, table=table, source=f"terms/{key}.toml")
        for key, table in tables.items()
    }
    changed = replace(found, rules=MappingProxyType({**found.rules, **own}))
    return replace(register, regions=MappingProxyType({**register.regions, region: changed}))
