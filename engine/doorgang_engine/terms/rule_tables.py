"""Reading term rules from parsed TOML tables, and refusing those that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from doorgang_engine.terms.collecting import Collected
from doorgang_engine.terms.durations import Duration, parse_duration
from doorgang_engine.terms.problems import DurationInvalid, TermRuleInvalid
from doorgang_engine.terms.rule_checks import check_rule
from doorgang_engine.terms.rules import Kind, SuspensionFrom, TermRule
from doorgang_engine.terms.wording import listed

TEXT_KEYS = frozenset(
    {"naam", "soort", "duur", "min", "max", "grondslag", "opschorting_vanaf"}
    | {"verlengbaar", "max_verlengd", "verschuiving", "bron"}
)
FLAG_KEYS = frozenset({"wettelijk", "geverifieerd", "opschortbaar", "vakantie_telt"})

_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-([0-3][0-9])")
_NOT_LEAP = 2027
_Enum = TypeVar("_Enum", Kind, SuspensionFrom)


def parse_rules(*, tables: Mapping[str, Any], source: str) -> dict[str, TermRule]:
    """Read all rules of one parsed file; `source` names it in messages.

    :raises TermConfigurationInvalid: naming all that cannot be read or contradict themselves; a
        TermRuleInvalid when that is one.
    """
    problems = Collected()
    rules: dict[str, TermRule] = {}
    for key, table in tables.items():
        with problems.noted():
            rules[key] = parse_rule(id=key, table=table, where=f'{source}, ["{key}"]')
    problems.tell()
    return rules


def parse_rule(*, id: str, table: Any, where: str) -> TermRule:  # noqa: A002 -- its name
    """Read one rule from its table; `where` names file and rule in messages.

    :raises TermRuleInvalid: if it cannot be read or contradicts itself; the message names the
        file, the rule, the key and what to write instead.
    """
    if not _ID.fullmatch(id):
        raise TermRuleInvalid(
            f"{where}: een termijn heet familie.naam in kleine letters, zoals tlv.beslis."
        )
    if not isinstance(table, Mapping):
        raise TermRuleInvalid(f"{where}: hier hoort een tabel met naam, soort en duur.")
    _require_known_keys(table, where)
    rule = _rule(id, table, where)
    check_rule(rule=rule, where=where)
    return rule


def parse_month_days(*, text: str, where: str) -> tuple[tuple[int, int], ...]:
    """Read days of the year such as `03-24` or `04-01 08-01 12-01`, in order.

    :raises TermRuleInvalid: if one is not a day that every year has.
    """
    days = []
    for part in text.split():
        found = _MONTH_DAY.fullmatch(part)
        try:
            day = date(_NOT_LEAP, int(found[1]), int(found[2])) if found else None
        except ValueError:
            day = None
        if day is None:
            raise TermRuleInvalid(
                f"{where}: “{part}” is geen dag die elk jaar voorkomt. Schrijf maand-dag, "
                "zoals 03-24 voor 24 maart."
            )
        days.append((day.month, day.day))
    if not days:
        raise TermRuleInvalid(f"{where}: duur is leeg. Schrijf maand-dag, zoals 03-24.")
    return tuple(sorted(set(days)))


def _require_known_keys(table: Mapping[str, Any], where: str) -> None:
    for key, value in table.items():
        if key not in TEXT_KEYS | FLAG_KEYS:
            known = listed(items=sorted(TEXT_KEYS | FLAG_KEYS))
            raise TermRuleInvalid(f"{where}: de sleutel “{key}” bestaat niet. Bekend: {known}.")
        if not isinstance(value, bool if key in FLAG_KEYS else str):
            kind = "true of false" if key in FLAG_KEYS else "tekst tussen aanhalingstekens"
            raise TermRuleInvalid(f"{where}: bij “{key}” hoort {kind}.")
    for key in ("naam", "soort", "duur"):
        if not table.get(key):
            raise TermRuleInvalid(f"{where}: “{key}” ontbreekt.")


def _rule(id_: str, table: Mapping[str, Any], where: str) -> TermRule:
    kind = _choice(Kind, table["soort"], "soort", where)
    is_fixed = kind is Kind.FIXED_DATE
    return TermRule(
        id=id_,
        name=table["naam"],
        kind=kind,
        duration=None if is_fixed else _duration(table, "duur", where),
        dates=parse_month_days(text=table["duur"], where=where) if is_fixed else (),
        minimum=_duration(table, "min", where),
        maximum=_duration(table, "max", where),
        statutory=table.get("wettelijk", False),
        ground=table.get("grondslag", ""),
        verified=table.get("geverifieerd", True),
        suspendable=table.get("opschortbaar", False),
        suspension_from=_choice(
            SuspensionFrom, table.get("opschorting_vanaf", "dag"), "opschorting_vanaf", where
        ),
        extendable=_duration(table, "verlengbaar", where),
        max_extended=_duration(table, "max_verlengd", where),
        counts_school_holidays=table.get("vakantie_telt", kind is not Kind.SCHOOL_WEEKS),
        offset=_duration(table, "verschuiving", where),
        source=table.get("bron", ""),
    )


def _choice(enum: type[_Enum], text: str, key: str, where: str) -> _Enum:
    try:
        return enum(text)
    except ValueError:
        known = listed(items=[member.value for member in enum])
        raise TermRuleInvalid(f"{where}: {key} “{text}” bestaat niet. Kies uit {known}.") from None


def _duration(table: Mapping[str, Any], key: str, where: str) -> Duration | None:
    if not table.get(key):
        return None
    try:
        return parse_duration(text=table[key])
    except DurationInvalid as problem:
        raise TermRuleInvalid(f"{where}: {key}: {problem}") from problem
