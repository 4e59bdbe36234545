"""Lint of references: reckonings and rules speak of fields that exist and are of use there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_forms.definition import (
    TODAY,
    VARIABLE_PREFIX,
    Compute,
    Form,
    Placed,
    Rule,
    placed_fields,
    resolve,
)
from doorgang_forms.exports import kind_of
from doorgang_forms.finding import Finding
from doorgang_forms.rules import rule_target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Types whose answer can be the same for all rows.
_COMPARABLE = frozenset({"choice", "text", "organisation"})
_NOT_COPIED = frozenset({"group", "repeat", "info", "file", "signature"})


def reference_findings(*, form: Form) -> Iterator[Finding]:
    """Say which reckonings and rules speak of something that is not there."""
    placed = placed_fields(form=form)
    for path, one in placed.items():
        if one.field.compute:
            for message in _compute_problems(one, one.field.compute, placed):
                yield Finding(path=path, code="compute", message=message)
    for number, rule in enumerate(form.rules):
        for message in _rule_problems(rule, placed):
            yield Finding(path=f"rules.{number}", code="rule", message=message)


def _compute_problems(
    one: Placed, compute: Compute, placed: Mapping[str, Placed]
) -> Iterator[str]:
    for name in _references(compute):
        found = resolve(placed=placed, parents=one.parents, name=name)
        if found is None:
            yield f"De berekening noemt {name}, en dat veld is er niet."
        elif found.position >= one.position:
            yield f"De berekening noemt {name}, en dat veld komt pas later."
        elif _crosses_rows(one, found) and compute.fn != "consensus":
            yield f"{name} staat in een regel en heeft hier niet één waarde."
        else:
            yield from _type_problems(compute, found, placed)
    if compute.fn == "when" and not _one_kind(compute):
        yield "De uitkomsten (then en else) moeten allemaal tekst, getal of ja/nee zijn."


def _references(compute: Compute) -> list[str]:
    names = [compute.of, compute.start, compute.end]
    return [one for one in names if one and one != TODAY and not one.startswith(VARIABLE_PREFIX)]


def _crosses_rows(one: Placed, found: Placed) -> bool:
    outside = [parent for parent in found.parents if parent not in one.parents]
    return any(parent.type == "repeat" for parent in outside)


def _type_problems(compute: Compute, found: Placed, placed: Mapping[str, Placed]) -> Iterator[str]:
    kind = found.field.type
    if compute.fn == "consensus":
        yield from _consensus_problems(found)
    elif compute.fn == "count" and kind != "repeat" and (kind != "choices" or compute.where):
        yield "count telt de regels van een repeat, of de antwoorden van choices zonder where."
    elif compute.fn in {"any", "all"} and kind != "repeat":
        yield f"{compute.fn} gaat over de regels van een repeat."
    elif (
        compute.fn in {"date_plus", "days_between", "term"}
        and kind_of(one=found, placed=placed) != "datum"
    ):
        yield "Rekenen met dagen kan alleen met een datum."
    elif compute.fn == "copy" and kind in _NOT_COPIED:
        yield f"Een veld van het type {kind} kan niet worden overgenomen."


def _consensus_problems(found: Placed) -> Iterator[str]:
    repeats = [parent for parent in found.parents if parent.type == "repeat"]
    if len(repeats) != 1 or found.parents[-1].type != "repeat":
        yield "consensus gaat over één veld van de regels van een repeat (repeat.veld)."
    elif found.field.type not in _COMPARABLE:
        yield "consensus kan alleen over een keuze of een korte tekst gaan."


def _one_kind(compute: Compute) -> bool:
    values = [case.then for case in compute.cases]
    values += [] if compute.otherwise is None else [compute.otherwise]
    return len({type(one) for one in values}) == 1


def _rule_problems(rule: Rule, placed: Mapping[str, Placed]) -> Iterator[str]:
    target = placed.get(rule_target(rule))
    if target is None:
        yield "De regel noemt geen bestaand veld waar de melding bij hoort."
        return
    for name in rule.fields:
        other = placed.get(name)
        if other is None:
            yield f"De regel noemt {name}, en dat veld is er niet."
        elif other.parents != target.parents:
            yield "De velden van een regel staan in dezelfde groep."
    if rule.than:
        yield from _than_problems(rule, target, placed)


def _than_problems(rule: Rule, target: Placed, placed: Mapping[str, Placed]) -> Iterator[str]:
    ordered = rule.name in {"not_before", "not_after"}
    if ordered and kind_of(one=target, placed=placed) != "datum":
        yield "Deze regel kan alleen over een datum gaan."
    if rule.than.startswith(VARIABLE_PREFIX):
        return
    if rule.than == TODAY:
        if not ordered:
            yield "Alleen een datum is met today te vergelijken."
        return
    yield from _other_problems(rule, target, placed)


def _other_problems(rule: Rule, target: Placed, placed: Mapping[str, Placed]) -> Iterator[str]:
    other = placed.get(rule.than) or resolve(placed=placed, parents=target.parents, name=rule.than)
    if other is None:
        yield f"De regel noemt {rule.than}, en dat veld is er niet."
    elif other.path == target.path:
        yield "Een veld kan niet met zichzelf worden vergeleken."
    elif _crosses_rows(target, other):
        yield f"{rule.than} staat in een regel en heeft hier niet één waarde."
    elif rule.name != "differs_from" and kind_of(one=other, placed=placed) != "datum":
        yield "Deze regel kan alleen over een datum gaan."
