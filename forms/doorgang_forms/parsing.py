"""Reads a definition from JSON into the nouns of `definition`, strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast, get_args

from doorgang_forms.canonical import canonical_json, content_hash, read_json
from doorgang_forms.definition import TODAY, Field, FieldType, Form, Option, Section
from doorgang_forms.errors import DefinitionInvalid
from doorgang_forms.limits import MAX_DEFINITION_DEPTH, structure_problem
from doorgang_forms.parsing_conditions import read_compute, read_condition, read_rule
from doorgang_forms.reading import Reader, is_number, read_text
from doorgang_forms.values import is_date

#: A group in a row in a group is the most a person can follow.
MAX_NESTING = 3
#: What a row limit may be raised to; above it a form is an import.
MAX_ROWS = 200
MAX_ITEMS = 500
#: What a file may be when the form says nothing: nothing that a browser or office program runs.
DEFAULT_ACCEPT = ("application/pdf", "image/jpeg", "image/png")
LONG_TEXT_LENGTH = 10_000
MAX_LENGTH = 20_000
MAX_DECIMALS = 6
_OF_A_FORM = re.compile(r"[a-z][a-z0-9_]{0,63}(\.[a-z][a-z0-9_]{0,63}){1,4}")

#: Keys that every type knows, next to `key`, `type` and `label`.
COMMON_KEYS = frozenset(
    {
        "hint",
        "required",
        "show_when",
        "sensitive",
        "sensitive_reason",
        "visible_to",
        "ground",
        "export",
        "taken_from",
    }
)
_TEXT_KEYS = frozenset({"max_length", "pattern", "pattern_message"})
#: The keys each type knows beside the common ones, as the table in the format has them.
TYPE_KEYS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "text": _TEXT_KEYS,
        "long_text": _TEXT_KEYS,
        "number": frozenset({"decimals", "min", "max", "unit"}),
        "date": frozenset({"min", "max"}),
        "choice": frozenset({"options"}),
        "choices": frozenset({"options", "min_items", "max_items"}),
        "yes_no": frozenset({"must_be"}),
        "group": frozenset({"fields"}),
        "repeat": frozenset(
            {
                "fields",
                "min_rows",
                "max_rows",
                "row_label",
                "per_person",
                "export_days",
                "days_of",
                "times",
            }
        ),
        "person": frozenset({"max_length"}),
        "organisation": frozenset({"free"}),
        "file": frozenset({"accept", "max_mb"}),
        "signature": frozenset(),
        "info": frozenset({"text"}),
        "computed": frozenset({"compute"}),
    }
)


def parse_form(*, raw: object) -> Form:
    """Read a definition.

    :raises DefinitionInvalid: at the first place that does not keep to the form format.
    """
    if problem := structure_problem(value=raw, max_depth=MAX_DEFINITION_DEPTH):
        raise DefinitionInvalid(path="", message=problem)
    reader = Reader(raw=raw, path="")
    canonical = canonical_json(raw=raw)
    sections = tuple(_section(one, path) for path, one in reader.items("sections", mandatory=True))
    form = Form(
        key=reader.name("key"),
        title=reader.text("title"),
        intro=reader.text_or_none("intro"),
        checklist=tuple(read_text(raw=one, path=path) for path, one in reader.items("checklist")),
        ground=reader.string("ground"),
        retention=reader.name("retention"),
        anonymous=reader.flag("anonymous"),
        seeds=reader.strings("seeds"),
        sections=sections,
        rules=tuple(read_rule(raw=one, path=path) for path, one in reader.items("rules")),
        example=_example(reader),
        content_hash=content_hash(canonical=canonical),
        canonical=canonical,
    )
    reader.finish()
    return form


def read_form(*, text: str) -> Form:
    """Read a definition from JSON text.

    :raises DefinitionInvalid: if it is no JSON, says a key twice, or breaks the form format.
    """
    return parse_form(raw=read_json(text=text))


def _example(reader: Reader) -> Mapping[str, Any]:
    example = reader.take("example")
    if not isinstance(example, Mapping):
        raise reader.wrong("example", "Het voorbeeld is een object met een waarde per veld.")
    return MappingProxyType(dict(example))


def _section(raw: object, path: str) -> Section:
    reader = Reader(raw=raw, path=path)
    section = Section(
        key=reader.name("key"),
        title=reader.text("title"),
        fields=_fields(reader, depth=0),
    )
    reader.finish()
    return section


def _fields(reader: Reader, *, depth: int) -> tuple[Field, ...]:
    if depth > MAX_NESTING:
        raise reader.wrong("fields", f"Velden mogen {MAX_NESTING} lagen diep staan.")
    return tuple(_field(one, path, depth) for path, one in reader.items("fields", mandatory=True))


def _field(raw: object, path: str, depth: int) -> Field:
    reader = Reader(raw=raw, path=path)
    kind = cast("FieldType", reader.one_of("type", get_args(FieldType)))
    for key in cast("Mapping[str, object]", raw):
        if key not in {"key", "type", "label"} | COMMON_KEYS | TYPE_KEYS[kind]:
            raise reader.wrong(
                str(key)[:64], f"Een veld van het type {kind} kent deze sleutel niet."
            )
    return Field(
        key=reader.name("key"),
        type=kind,
        label=reader.text("label"),
        **_common(reader),
        **_own(reader, kind, depth),
    )


def _common(reader: Reader) -> dict[str, Any]:
    found: dict[str, Any] = {
        "hint": reader.text_or_none("hint"),
        "required": reader.flag("required"),
        "sensitive": reader.flag("sensitive"),
        "sensitive_reason": reader.string("sensitive_reason", ""),
        "ground": reader.string("ground", ""),
        "export": reader.name("export", ""),
        "taken_from": _taken_from(reader),
    }
    if found["sensitive_reason"] and not reader.has("sensitive"):
        raise reader.wrong("sensitive_reason", "Een reden hoort bij sensitive: false.")
    if reader.has("show_when"):
        at = reader.at("show_when")
        found["show_when"] = read_condition(raw=reader.take("show_when"), path=at)
    if reader.has("visible_to"):
        found["visible_to"] = reader.strings("visible_to")
    return found


def _taken_from(reader: Reader) -> str:
    name = reader.string("taken_from", "")
    if name and not _OF_A_FORM.fullmatch(name):
        raise reader.wrong("taken_from", "Hier hoort een formulier en een veld: formulier.veld.")
    return name


def _own(reader: Reader, kind: FieldType, depth: int) -> dict[str, Any]:
    if kind in {"text", "long_text", "person"}:
        return _text_keys(reader, kind)
    if kind in {"choice", "choices"}:
        return _choice_keys(reader)
    if kind in {"number", "date"}:
        return _bounds(reader, kind)
    if kind in {"group", "repeat"}:
        return _nested_keys(reader, depth)
    return _other_keys(reader, kind)


def _text_keys(reader: Reader, kind: FieldType) -> dict[str, Any]:
    default = LONG_TEXT_LENGTH if kind == "long_text" else 200
    found: dict[str, Any] = {
        "max_length": reader.whole("max_length", default, at_least=1, at_most=MAX_LENGTH)
    }
    if reader.has("pattern") or reader.has("pattern_message"):
        found["pattern"] = reader.string("pattern")
        reader.take("pattern_message")
        found["pattern_message"] = reader.text_or_none("pattern_message", plain=True)
    return found


def _choice_keys(reader: Reader) -> dict[str, Any]:
    options = tuple(_option(one, path) for path, one in reader.items("options", mandatory=True))
    found: dict[str, Any] = {"options": options}
    found["min_items"] = reader.whole("min_items", 0, at_least=0, at_most=MAX_ITEMS)
    if reader.has("max_items"):
        found["max_items"] = reader.whole("max_items", 0, at_least=1, at_most=MAX_ITEMS)
    return found


def _option(raw: object, path: str) -> Option:
    reader = Reader(raw=raw, path=path)
    option = Option(value=reader.string("value"), label=reader.text("label"))
    reader.finish()
    return option


def _bounds(reader: Reader, kind: FieldType) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: _bound(reader, key, kind)
        for name, key in (("minimum", "min"), ("maximum", "max"))
        if reader.has(key)
    }
    if kind == "number":
        found["decimals"] = reader.whole("decimals", 0, at_least=0, at_most=MAX_DECIMALS)
        found["unit"] = reader.text_or_none("unit", plain=True)
    return found


def _bound(reader: Reader, key: str, kind: FieldType) -> int | float | str:
    value = reader.take(key)
    if kind == "number" and is_number(value):
        return cast("float", value)
    if kind == "date" and isinstance(value, str) and (value == TODAY or is_date(value)):
        return value
    raise reader.wrong(key, "Hier hoort een getal, of bij een datum een datum of today.")


def _nested_keys(reader: Reader, depth: int) -> dict[str, Any]:
    return {
        "fields": _fields(reader, depth=depth + 1),
        "min_rows": reader.whole("min_rows", 0, at_least=0, at_most=MAX_ROWS),
        "max_rows": reader.whole("max_rows", 50, at_least=1, at_most=MAX_ROWS),
        "row_label": reader.text_or_none("row_label"),
        "per_person": reader.flag("per_person"),
        "export_days": reader.name("export_days", ""),
        "days_of": reader.name("days_of", ""),
        "times": reader.name("times", ""),
    }


def _other_keys(reader: Reader, kind: FieldType) -> dict[str, Any]:
    if kind == "info":
        return {"text": reader.text("text")}
    if kind == "computed":
        return {"compute": read_compute(raw=reader.take("compute"), path=reader.at("compute"))}
    if kind == "file":
        max_mb = reader.whole("max_mb", 20, at_least=1, at_most=100)
        return {"accept": reader.strings("accept") or DEFAULT_ACCEPT, "max_mb": max_mb}
    if kind == "yes_no" and reader.has("must_be"):
        if not reader.flag("must_be"):
            raise reader.wrong("must_be", "Alleen true: het moet worden bevestigd.")
        return {"must_be": True}
    if kind == "organisation":
        return {"free": reader.flag("free")}
    return {}
