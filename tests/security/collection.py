"""The kept collection of escapes, read from the files beside this module.

An entry says what it tries (``tries``), the input, and what must come of it (``must``):
``refused`` (with ``code`` when it matters which), or ``passed`` for what is harmless, with
``because``. Long input is written as parts: ``[text, times]`` or a text by itself.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent / "escapes"
KEYS = {"name", "tries", "text", "parts", "must", "code", "because", "encoding", "data", "fields",
        "pairs", "chain", "twice", "harmless_in"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Escape:
    """One entry."""

    file: str
    name: str
    tries: str
    must: str  # refused or passed
    code: str = ""  # a code that is among those of the refusal
    because: str = ""  # why passing is harmless
    encoding: str = "utf-8"
    text: str = ""
    data: Any = None
    fields: Any = None
    pairs: Any = None
    harmless_in: tuple[str, ...] = ()  # places of an expression in which this means something else

    @property
    def content(self) -> str:
        """The input as bytes, in base64: that is how it travels."""
        return base64.b64encode(self.text.encode(self.encoding, "surrogatepass")).decode()


def escapes(file: str) -> list[Escape]:
    """Return the entries of one file."""
    raw = yaml.safe_load((HERE / f"{file}.yaml").read_text(encoding="utf-8"))
    return [_entry(file, one) for one in raw]


def _entry(file: str, raw: dict[str, Any]) -> Escape:
    if unknown := set(raw) - KEYS:
        raise ValueError(f"{file}, {raw.get('name')}: {unknown}")
    parts = raw.pop("parts", None)
    if parts is not None:
        raw["text"] = _joined(parts)
    for key in ("data", "fields", "pairs"):
        if key in raw:
            raw[key] = grown(raw[key])
    if "chain" in raw:
        raw["fields"] = _chain(raw.pop("chain"), twice=raw.pop("twice", False))
    raw["harmless_in"] = tuple(raw.get("harmless_in", ()))
    return Escape(file=file, **raw)


def _chain(count: int, *, twice: bool) -> list[dict[str, Any]]:
    """Return fields that are each shown when the next is filled in, or the next two are."""
    names = [f"veld_{number}" for number in range(count)]
    fields: list[dict[str, Any]] = []
    for number, name in enumerate(names):
        field: dict[str, Any] = {"key": name, "type": "text", "label": {"nl": name}}
        asked = [{"field": other, "filled": True} for other in names[max(0, number - 2) : number]]
        if asked:
            field["show_when"] = {"all": asked} if twice else asked[-1]
        fields.append(field)
    if twice:  # and one condition that cannot hold at the end, so that all is looked at
        fields[-1]["show_when"]["all"].append({"field": names[0], "filled": False})
    else:
        fields[-1]["show_when"] = {"field": "weg", "filled": True}
    return fields


def _joined(parts: list[Any]) -> str:
    return "".join(part if isinstance(part, str) else part[0] * part[1] for part in parts)


def grown(value: Any) -> Any:
    """Return data with ``{herhaal: x, keer: n}`` written out: a text n times, or a list of n."""
    if isinstance(value, dict) and set(value) == {"herhaal", "keer"}:
        inner, times = grown(value["herhaal"]), value["keer"]
        return inner * times if isinstance(inner, str) else [inner] * times
    if isinstance(value, dict) and set(value) == {"nest", "keer"}:
        found: Any = 1
        for _ in range(value["keer"]):
            found = [found] if value["nest"] == "list" else {"a": found}
        return found
    if isinstance(value, dict):
        return {key: grown(one) for key, one in value.items()}
    if isinstance(value, list):
        return [grown(one) for one in value]
    return value
