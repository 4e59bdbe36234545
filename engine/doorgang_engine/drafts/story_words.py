"""Why a scenario went otherwise than it tells, in words for who never saw its file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.bpmn.spoken import Spoken
from doorgang_engine.errors import SubmissionInvalid, TaskNotOpen
from doorgang_engine.routes.titles import question_of
from doorgang_engine.terms.wording import date_words

from .uses import model_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_engine.routes.adopted import AdoptedDraft
    from doorgang_engine.routes.library import LibraryFiles
    from doorgang_engine.routes.play import Outcome

_NOTHING = "niets"
_WHAT = {
    "taken": "open taken",
    "termijnen": "termijnen",
    "variabelen": "gegevens",
    "einde": "hoe het afloopt",
    "wacht_op": "waarop wordt gewacht",
}
_ACTS = {
    "voltooi": "{} afronden",
    "klok": "de kalender verzetten",
    "bericht": "het bericht {} ontvangen",
    "signaal": "het signaal {} geven",
    "deelroute": "{} afronden",
    "weiger": "zien dat iets wordt geweigerd",
    "verwacht": "nakijken",
    "termijn": "de termijn {} wijzigen",
    "start": "beginnen",
}
_KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")


@dataclass(frozen=True, kw_only=True)
class Names:
    """How people know what a scenario names by its key."""

    known: Mapping[str, str]  # key of a step, term or route -> its name
    forms: Mapping[str, Mapping[str, Any]]

    def of(self, key: Any) -> str:
        """Return a name in quotes; without one the key, as words."""
        text = str(key)
        if text in self.known:
            return f"‘{self.known[text]}’"
        asked = question_of(self.forms, text)
        shown = text.replace("_", " ") if asked == text and _KEY.fullmatch(text) else asked
        return f"‘{shown}’"

    def in_text(self, text: str) -> str:
        """Return a text in which each key that is known is its name."""
        return _KEY.sub(lambda found: self.known.get(found[0], found[0]), text)


def names_in(candidate: AdoptedDraft, files: LibraryFiles) -> Names:
    """Return the names of the steps of a draft and of the routes that it calls, and of terms."""
    known = {key: rule.name for key, rule in files.region(candidate.region).rules.items()}
    calls = sorted(model_of(candidate.bpmn).called_routes() & set(files.routes))
    drawings = [files.file(route, candidate.region).bpmn for route in calls]
    for text in (*drawings, candidate.bpmn):  # of two with one id the draft's own counts
        root = read_bpmn(text.encode())
        spoken = Spoken(root)
        for element in root.iter("{*}*"):
            if element.get("id") and element.get("name"):
                known[element.get("id")] = spoken.of(element)
    return Names(known=known, forms={**files.forms, **candidate.forms})


def why_otherwise(outcome: Outcome, names: Names) -> str:
    """Return at which step, and what came instead; begins with the sign that joins it on."""
    steps = outcome.scenario.steps
    place = "bij het begin"
    if outcome.step and outcome.step <= len(steps):
        step = steps[outcome.step - 1]
        doing = _ACTS.get(step.kind, "{}").format(names.of(step.value))
        place = f"bij stap {outcome.step} ({doing})"
    reasons = [_differs(*one, names) for one in outcome.expected] or [_refusal(outcome, names)]
    return f", {place}: {'; '.join(reasons)}."


def _differs(key: str, wanted: Any, found: Any, names: Names) -> str:
    if isinstance(wanted, dict):
        found = {one: value for one, value in found.items() if value != wanted.get(one)}
        wanted = {one: wanted.get(one) for one in found}
    words = [_value(one, names) for one in (wanted, found)]
    return f"{_WHAT.get(key, key)}: het scenario zegt {words[0]}, nu is het {words[1]}"


def _value(value: Any, names: Names) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{names.of(one)} {_single(told)}" for one, told in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(names.of(one) for one in value) or _NOTHING
    return names.of(value)


def _single(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    try:
        return date_words(day=date.fromisoformat(str(value)))
    except ValueError:
        return "leeg" if value in (None, "", []) else str(value)


def _refusal(outcome: Outcome, names: Names) -> str:
    error = outcome.refused
    if error is None:
        return "hier wordt iets niet geweigerd, of om een andere reden"
    if isinstance(error, TaskNotOpen):
        return "die stap is dan niet open"
    if isinstance(error, SubmissionInvalid):
        asked = ", ".join(f"‘{one}’" for one in _asked(error.fields, names))
        return f"het formulier vraagt nu iets anders ({asked})"
    return names.in_text(str(error)).rstrip(".")


def _asked(fields: Mapping[str, Any], names: Names) -> Iterator[str]:
    labels = {
        field.get("key", ""): field.get("label", {}).get("nl", "")
        for form in names.forms.values()
        for section in form.get("sections", ())
        for field in section.get("fields", ())
    }
    for key in fields:
        yield labels.get(key) or key.replace("_", " ")
