"""Reads conditions, reckonings and rules of a definition."""

from __future__ import annotations

from typing import cast, get_args

from doorgang_forms.definition import (
    AllOf,
    AnyOf,
    Case,
    Compute,
    ComputeName,
    Condition,
    Operator,
    Rule,
    RuleName,
    Scalar,
    Test,
)
from doorgang_forms.errors import DefinitionInvalid
from doorgang_forms.reading import Reader, is_number, read_scalar

#: Deeper than this nobody understands a condition, and recursion has to end somewhere.
MAX_CONDITION_DEPTH = 6
#: A variable or a (dotted) reference; longer is a mistake.
MAX_REFERENCE = 200


def read_condition(*, raw: object, path: str, depth: int = 0) -> Condition:
    """Read a condition.

    :raises DefinitionInvalid: if it does not keep to the format.
    """
    reader = Reader(raw=raw, path=path)
    if depth > MAX_CONDITION_DEPTH:
        raise DefinitionInvalid(path=path, message="Deze voorwaarde is te diep genest.")
    if reader.has("all") or reader.has("any"):
        word = "all" if reader.has("all") else "any"
        parts = tuple(
            read_condition(raw=one, path=place, depth=depth + 1)
            for place, one in reader.items(word, mandatory=True)
        )
        reader.finish()
        return AllOf(parts) if word == "all" else AnyOf(parts)
    return _read_test(reader)


def _read_test(reader: Reader) -> Test:
    if reader.has("field") == reader.has("variable"):
        raise reader.wrong("field", "Noem één veld (field) of één variabele (variable).")
    is_field = reader.has("field")
    name = reader.string("field" if is_field else "variable")
    operators = [one for one in get_args(Operator) if reader.has(one)]
    if len(operators) != 1:
        raise reader.wrong("is", f"Gebruik precies één van: {', '.join(get_args(Operator))}.")
    operator = cast("Operator", operators[0])
    value = _read_operand(reader, operator)
    reader.finish()
    return Test("field" if is_field else "variable", name[:MAX_REFERENCE], operator, value)


def _read_operand(reader: Reader, operator: Operator) -> Scalar | tuple[Scalar, ...]:
    if operator == "in":
        items = reader.items("in", mandatory=True)
        return tuple(read_scalar(raw=one, path=path) for path, one in items)
    if operator == "filled":
        reader.take("filled")
        return reader.flag("filled")
    value = read_scalar(raw=reader.take(operator), path=reader.at(operator))
    if operator in {"at_least", "at_most"} and not is_number(value):
        raise reader.wrong(operator, "Hier hoort een getal te staan.")
    return value


def read_compute(*, raw: object, path: str) -> Compute:
    """Read how a computed field is reckoned.

    :raises DefinitionInvalid: if it does not keep to the format.
    """
    reader = Reader(raw=raw, path=path)
    fn = cast("ComputeName", reader.one_of("fn", get_args(ComputeName)))
    compute = _COMPUTES[fn](reader)
    reader.finish()
    return compute


def _consensus(reader: Reader) -> Compute:
    return Compute(fn="consensus", of=reader.string("of"), mixed=reader.string("mixed"))


def _count(reader: Reader) -> Compute:
    where = _where(reader) if reader.has("where") else None
    return Compute(fn="count", of=reader.string("of"), where=where)


def _any(reader: Reader) -> Compute:
    return Compute(fn="any", of=reader.string("of"), where=_where(reader))


def _all(reader: Reader) -> Compute:
    return Compute(fn="all", of=reader.string("of"), where=_where(reader))


def _date_plus(reader: Reader) -> Compute:
    return Compute(fn="date_plus", of=reader.string("of"), duration=reader.string("duration"))


def _copy(reader: Reader) -> Compute:
    if reader.has("of") == reader.has("variable"):
        raise reader.wrong("of", "Noem één veld (of) of één variabele (variable).")
    if reader.has("of"):
        return Compute(fn="copy", of=reader.string("of"))
    return Compute(fn="copy", variable=reader.string("variable"))


def _when(reader: Reader) -> Compute:
    cases = tuple(_case(one, path) for path, one in reader.items("cases", mandatory=True))
    otherwise = None
    if reader.has("else"):
        otherwise = read_scalar(raw=reader.take("else"), path=reader.at("else"))
    return Compute(fn="when", cases=cases, otherwise=otherwise)


def _case(raw: object, path: str) -> Case:
    reader = Reader(raw=raw, path=path)
    condition = read_condition(raw=reader.take("if"), path=reader.at("if"))
    then = read_scalar(raw=reader.take("then"), path=reader.at("then"))
    reader.finish()
    return Case(condition=condition, then=then)


def _days_between(reader: Reader) -> Compute:
    return Compute(fn="days_between", start=reader.string("from"), end=reader.string("to"))


def _term(reader: Reader) -> Compute:
    return Compute(fn="term", of=reader.string("of"), term=reader.string("term"))


def _where(reader: Reader) -> Condition:
    return read_condition(raw=reader.take("where"), path=reader.at("where"))


_COMPUTES = {
    "consensus": _consensus,
    "count": _count,
    "any": _any,
    "all": _all,
    "date_plus": _date_plus,
    "copy": _copy,
    "when": _when,
    "days_between": _days_between,
    "term": _term,
}


def read_rule(*, raw: object, path: str) -> Rule:
    """Read a rule over fields.

    :raises DefinitionInvalid: if it does not keep to the format.
    """
    reader = Reader(raw=raw, path=path)
    name = cast("RuleName", reader.one_of("rule", get_args(RuleName)))
    message = reader.text("message")
    if name in {"one_of", "together"}:
        rule = Rule(name=name, message=message, fields=reader.strings("fields", mandatory=True))
    elif name == "when":
        rule = Rule(
            name=name,
            message=message,
            field=reader.string("field", ""),
            condition=read_condition(raw=reader.take("if"), path=reader.at("if")),
            then=read_condition(raw=reader.take("then"), path=reader.at("then")),
        )
    else:
        field, than = reader.string("field"), reader.string("than")
        rule = Rule(name=name, message=message, field=field, than=than)
    reader.finish()
    return rule
