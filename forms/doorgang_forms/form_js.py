"""Brings in a form of form-js (Camunda, bpmn.io): its questions, with a report of each decision.

Nothing is guessed. What does not mean the same here is left out or made stricter, and the report
says so by question; a person goes through it before the form is used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from doorgang_forms.canonical import read_json
from doorgang_forms.errors import DefinitionInvalid, FormJsRefused
from doorgang_forms.form_js_conditions import Named
from doorgang_forms.form_js_fields import Made, made_field
from doorgang_forms.form_js_mending import mended
from doorgang_forms.limits import MAX_DEFINITION_DEPTH, structure_problem
from doorgang_forms.outline import Raw, free_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Outcome = Literal["taken", "changed", "left_out"]

NO_FORM = "Dit bestand is geen formulier van form-js: er staan geen vragen (components) in."
NOTHING_LEFT = "Geen van de vragen kon worden overgenomen."
#: Things that only arrange the page, which ours does itself; the submit button is one.
_LAYOUT = frozenset({"spacer", "separator", "button"})


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of one question of the file: what it was called there, and why."""

    about: str
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The definition that came of a file, and the report."""

    raw: Raw
    report: tuple[Told, ...]


def import_form_js(*, text: str, into: Mapping[str, Any]) -> Imported:
    """Give the definition `into` with the questions of a form-js file instead of its own.

    Key, title, ground and retention stay those of `into`: form-js has none of them.

    :raises FormJsRefused: if the file is none of form-js, or nothing of it can be taken over.
    """
    schema = _read(text)
    work = _Import()
    sections = [one for one in work.sections(schema["components"]) if one["fields"]]
    if not sections:
        raise FormJsRefused(message=NOTHING_LEFT)
    kept = ("key", "title", "intro", "checklist", "ground", "retention", "anonymous", "seeds")
    raw: Raw = {key: into[key] for key in kept if key in into}
    raw |= {"sections": sections, "example": {}}
    raw, more = mended(raw=raw)
    if not raw["sections"]:
        raise FormJsRefused(message=NOTHING_LEFT)
    told = [*work.report, *(Told(about=a, outcome=o, reason=r) for a, o, r in more)]
    return Imported(raw=raw, report=tuple(_without_doubles(told)))


def _without_doubles(told: list[Told]) -> Iterator[Told]:
    """Leave out that a question was taken when something else is told of it as well."""
    otherwise = {one.about for one in told if one.outcome != "taken"}
    yield from (one for one in told if one.outcome != "taken" or one.about not in otherwise)


def _read(text: str) -> Mapping[str, Any]:
    try:
        schema = read_json(text=text)
    except DefinitionInvalid as error:
        raise FormJsRefused(message=error.message) from error
    if problem := structure_problem(value=schema, max_depth=MAX_DEFINITION_DEPTH):
        raise FormJsRefused(message=problem)
    if not isinstance(schema, dict) or not isinstance(schema.get("components"), list):
        raise FormJsRefused(message=NO_FORM)
    return schema


@dataclass
class _Import:
    report: list[Told] = field(default_factory=list)
    #: Names of fields here by their names there, for conditions; the innermost of two wins.
    names: dict[str, Named] = field(default_factory=dict)
    taken_sections: set[str] = field(default_factory=set)

    def sections(self, components: list[Any]) -> Iterator[Raw]:
        """Give a section for each group without a path, and for what stands between them."""
        top: set[str] = set()
        loose: list[Any] = []
        for one in components:
            if isinstance(one, dict) and one.get("type") == "group" and not one.get("path"):
                if loose:
                    yield self._section("Vragen", loose, top)
                loose = []
                yield self._section(_text(one.get("label")) or "Vragen", _inner(one), top)
            else:
                loose.append(one)
        if loose:
            yield self._section("Vragen", loose, top)

    def _section(self, title: str, components: list[Any], top: set[str]) -> Raw:
        key = free_key(words=title, taken=self.taken_sections, otherwise="onderdeel")
        self.taken_sections.add(key)
        return {"key": key, "title": {"nl": title}, "fields": self._fields(components, top, 0)}

    def _fields(self, components: list[Any], taken: set[str], depth: int) -> list[Raw]:
        found: list[Raw] = []
        for one in components:
            if not isinstance(one, dict):
                self._tell("onbekend", "left_out", "Dit is geen vraag.")
            elif one.get("type") == "group" and not one.get("path"):
                found += self._fields(_inner(one), taken, depth)
            elif one.get("type") in {"group", "dynamiclist"}:
                found += self._nested(one, taken, depth)
            elif one.get("type") not in _LAYOUT:
                found += self._question(one, taken)
        return found

    def _question(self, one: Mapping[str, Any], taken: set[str]) -> list[Raw]:
        made = made_field(component=one, taken=taken, names=self.names)
        self._tell_made(made)
        if made.raw is None:
            return []
        taken.add(made.raw["key"])
        if made.called:
            is_whole = not made.raw.get("decimals")
            self.names[made.called] = Named(path=made.raw["key"], is_whole=is_whole)
        return [made.raw]

    def _nested(self, one: Mapping[str, Any], taken: set[str], depth: int) -> list[Raw]:
        made = made_field(component=one, taken=taken, names=self.names)
        outer = dict(self.names)
        inner = self._fields(_inner(one), set(), depth + 1)
        if made.raw is None or not inner:
            self._tell(made.about, "left_out", made.reasons[0] if made.reasons else "Leeg.")
            return []
        taken.add(made.raw["key"])
        # What stands in a row has no single value outside it; in a group it has another name.
        key = made.raw["key"]
        within = {name: one for name, one in self.names.items() if name not in outer}
        self.names = outer
        if one.get("type") == "group":
            self.names |= {
                f"{made.called}.{name}": Named(path=f"{key}.{one.path}", is_whole=one.is_whole)
                for name, one in within.items()
            }
        self._tell_made(made)
        return [{**made.raw, "fields": inner}]

    def _tell_made(self, made: Made) -> None:
        if made.raw is None:
            self._tell(made.about, "left_out", " ".join(made.reasons))
        elif made.reasons:
            for reason in made.reasons:
                self._tell(made.about, "changed", reason)
        else:
            self._tell(made.about, "taken", "")

    def _tell(self, about: str, outcome: Outcome, reason: str) -> None:
        self.report.append(Told(about=about, outcome=outcome, reason=reason))


def _inner(one: Mapping[str, Any]) -> list[Any]:
    found = one.get("components")
    return found if isinstance(found, list) else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
