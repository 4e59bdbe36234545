"""Asks about one field of a form: what it says, to whom it is shown, what the route gets of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from doorgang_api.languages import gettext as _
from doorgang_forms.outline import walk_fields
from doorgang_forms.parsing import DEFAULT_ACCEPT
from doorgang_forms.taking_over import NEVER_TAKEN

from .asking import ENGLISH, Raw, ask, asking_form, options, section, text_of, typed_text, when
from .compute_questions import compute_answers, compute_of, compute_questions
from .own_questions import OWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOT: Final = "nee"
SENSITIVE: Final = "ja"
NOT_THOUGH: Final = "nee_want"
EVERYONE: Final = "iedereen"
SOME_ROLES: Final = "rollen"
#: Types that ask nothing, so that they cannot be mandatory.
_NEVER_MANDATORY = frozenset({"group", "info", "computed"})
#: Types of which the route can get nothing.
_NEVER_EXPORTED = frozenset({"group", "info", "person", "long_text"})
#: What these questions decide; other keys of a field stay as they are.
_COMMON = frozenset({
    "label", "hint", "required", "sensitive", "sensitive_reason", "visible_to", "ground", "export",
    "taken_from",
})  # fmt: skip
_OWN_KEYS = frozenset({
    "max_length", "pattern", "pattern_message", "min", "max", "decimals", "unit", "options",
    "min_items", "max_items", "must_be", "min_rows", "max_rows", "row_label", "per_person",
    "export_days", "days_of", "times", "free", "accept", "max_mb", "text", "compute",
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked about: the form, the path of the field ('' for a new one), and its type.

    ``at`` is the path that a new field will have next to it, by which is known what comes before.
    ``roles`` and ``terms`` are the keys and names of those there are in the region.
    """

    raw: Mapping[str, Any]
    kind: str
    path: str = ""
    at: str = ""
    roles: Sequence[tuple[str, str]] = ()
    terms: Sequence[tuple[str, str]] = ()


def field_form(asked: Asked) -> Raw:
    """Return the form that asks about a field."""
    return asking_form(
        "vraag",
        _("Vraag"),
        [
            section("vraag", _("De vraag"), _text_questions(asked)),
            section("soort", _("Wat erbij hoort"), _own_questions(asked)),
            section("gebruik", _("Wie het leest en wat de route ermee doet"), _use(asked)),
        ],
    )


def _text_questions(asked: Asked) -> list[Raw]:
    found = [
        ask("label", "text", _("Tekst van de vraag"), required=True, max_length=500,
            hint=_("Schrijf haar zo dat zij tussen aanhalingstekens goed leest: Vul ‘…’ in.")),
        ask(f"label_{ENGLISH}", "text", _("Tekst in het Engels"), max_length=500),
    ]  # fmt: skip
    if asked.kind != "info":
        found += [
            ask("hint", "long_text", _("Uitleg bij de vraag"), max_length=2000),
            ask(f"hint_{ENGLISH}", "long_text", _("Uitleg in het Engels"), max_length=2000),
        ]
    if asked.kind not in _NEVER_MANDATORY:
        found.append(
            ask("required", "yes_no", _("Moet deze vraag worden ingevuld?"), required=True)
        )
    return found


def _own_questions(asked: Asked) -> list[Raw]:
    if asked.kind == "computed":
        return compute_questions(raw=asked.raw, path=_place(asked), terms=asked.terms)
    return OWN[asked.kind].questions(asked.raw, asked.path)


def _place(asked: Asked) -> str:
    return asked.path or asked.at


def _use(asked: Asked) -> list[Raw]:
    found = []
    if asked.kind != "info":
        kinds = [
            (NOT, _("Nee")),
            (SENSITIVE, _("Ja: gezondheid, geloof, afkomst of strafrecht")),
            (NOT_THOUGH, _("Nee, ook al lijken de woorden daarop")),
        ]
        found = [
            ask("sensitive", "choice", _("Is dit een gevoelig gegeven?"), options=options(kinds),
                required=True),
            ask("sensitive_reason", "text", _("Waarom het niet gevoelig is"), required=True,
                show_when=when("sensitive", NOT_THOUGH), max_length=500),
        ]  # fmt: skip
    found += _readers(asked)
    found.append(ask("ground", "text", _("Eigen wettelijke grondslag"), max_length=500,
                     hint=_("Alleen als die anders is dan die van het formulier.")))  # fmt: skip
    if asked.kind not in _NEVER_EXPORTED:
        found.append(
            ask("export", "text", _("Naam waaronder de route het antwoord krijgt"), max_length=64,
                pattern="[a-z][a-z0-9_]*", pattern_message=_("Kleine letters, cijfers en _."),
                hint=_("Alleen als de route erop beslist. Het komt dan in de geschiedenis."))
        )  # fmt: skip
    if asked.kind not in NEVER_TAKEN and not _is_in_rows(asked):
        found.append(
            ask("taken_from", "text", _("Neem het antwoord over uit een eerder formulier"),
                max_length=330, pattern=r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+",
                pattern_message=_("Formulier en veld, met een punt ertussen: formulier.veld."),
                hint=_("Formulier en veld, zoals zienswijze_ouder.ouders. Wie invult, ziet het "
                       "antwoord staan en kan het wijzigen."))
        )  # fmt: skip
    return found


def _is_in_rows(asked: Asked) -> bool:
    """Return whether the field stands, or will stand, in rows: those are taken over whole."""
    kinds = {path: one.get("type") for path, one in walk_fields(raw=asked.raw)}
    parts = _place(asked).split(".")[:-1]
    return any(kinds.get(".".join(parts[:deep])) == "repeat" for deep in range(1, len(parts) + 1))


def _readers(asked: Asked) -> list[Raw]:
    kinds = [
        (EVERYONE, _("Iedereen die het formulier mag lezen")),
        (SOME_ROLES, _("Alleen sommige rollen")),
    ]
    return [
        ask("readers", "choice", _("Wie mag het antwoord lezen?"), options=options(kinds),
            required=True),
        ask("visible_to", "choices", _("Welke rollen"), options=options(asked.roles),
            show_when=when("readers", SOME_ROLES),
            hint=_("De organisatie die het invult leest het altijd.")),
    ] if asked.roles else []  # fmt: skip


def new_answers(asked: Asked) -> Raw:
    """Return the answers with which a new field begins."""
    found: Raw = {"required": False, "sensitive": NOT, "readers": EVERYONE}
    if asked.kind == "date":
        found |= {"min": "geen", "max": "geen"}
    return _asked_for(asked, found)


def _asked_for(asked: Asked, found: Raw) -> Raw:
    """Return the answers to what is asked of a field of this type."""
    keys = {one["key"] for part in field_form(asked)["sections"] for one in part["fields"]}
    return {key: one for key, one in found.items() if key in keys}


def field_answers(asked: Asked, field: Mapping[str, Any]) -> Raw:
    """Return the answers that a field amounts to."""
    found = {
        **typed_text("label", field.get("label")),
        **typed_text("hint", field.get("hint")),
        "required": field.get("required") is True,
        "sensitive": _sensitive(field),
        "readers": SOME_ROLES if "visible_to" in field else EVERYONE,
        **{key: field[key] for key in _PLAIN if key in field},
    }
    if asked.kind == "computed":
        own = compute_answers(raw=asked.raw, path=asked.path, compute=field["compute"])
    else:
        own = OWN[asked.kind].answers(field)
    return _asked_for(asked, {**found, **own})


_PLAIN = ("sensitive_reason", "visible_to", "ground", "export", "taken_from")


def _sensitive(field: Mapping[str, Any]) -> str:
    if field.get("sensitive"):
        return SENSITIVE
    return NOT_THOUGH if field.get("sensitive_reason") else NOT


def field_of(asked: Asked, values: Mapping[str, Any], *, was: Mapping[str, Any]) -> Raw:
    """Return the field that was answered; ``was`` is the one it takes the place of, if any.

    :raises AnswersWrong: if a value in it is none that there can be.
    """
    decided = _COMMON | _OWN_KEYS
    found: Raw = {key: one for key, one in was.items() if key not in decided}
    found |= {"type": asked.kind, "label": text_of(values, "label")}
    if hint := text_of(values, "hint"):
        found["hint"] = hint
    if values.get("required"):
        found["required"] = True
    found |= {key: values[key] for key in ("ground", "export", "taken_from") if key in values}
    if values.get("readers") == SOME_ROLES:
        found["visible_to"] = values.get("visible_to", [])
    if not asked.roles and "visible_to" in was:
        found["visible_to"] = was["visible_to"]
    sensitive = values.get("sensitive", NOT)
    if sensitive != NOT:
        found["sensitive"] = sensitive == SENSITIVE
    if sensitive == NOT_THOUGH:
        found["sensitive_reason"] = values["sensitive_reason"]
    if asked.kind == "computed":
        found["compute"] = compute_of(raw=asked.raw, path=_place(asked), values=values)
    else:
        found |= OWN[asked.kind].made(values)
    return _as_it_was(found, was)


def _as_it_was(found: Raw, was: Mapping[str, Any]) -> Raw:
    """Return the field without differences that say nothing: the same in other words."""
    same = {key: one for key, one in was.items() if _means_the_same(key, found.get(key), one)}
    return {**found, **same}


def _means_the_same(key: str, new: Any, old: Any) -> bool:
    if key in _SETS and isinstance(old, list):
        return set(old) == set(new or _SETS[key])
    if isinstance(old, str) and isinstance(new, dict):
        return bool(new == {"nl": old})
    return old is False and new is None and key in _COMMON | _OWN_KEYS and key != "sensitive"


#: Lists of which the order says nothing, and what they are when nothing is said.
_SETS: Mapping[str, Sequence[str]] = {"visible_to": (), "accept": DEFAULT_ACCEPT}
