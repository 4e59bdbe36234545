"""Makes one field of one component of form-js, and says what could not come along."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_forms.form_js_conditions import Named, NotTranslated, shown_when
from doorgang_forms.outline import Raw, free_key
from doorgang_forms.parsing import MAX_DECIMALS, MAX_LENGTH
from doorgang_forms.patterns import pattern_problem
from doorgang_forms.reading import is_number

if TYPE_CHECKING:
    from collections.abc import Collection

#: What form-js accepts by the ending of a name, as the media type it is kept under here.
_ACCEPTED = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".txt": "text/plain",
}
#: Components that show or do something that a form here does not.
_NOT_KNOWN = {
    "html": "Een form van Doorgang bevat geen HTML. Neem de tekst over in een uitleg.",
    "image": "Plaatjes horen niet in een formulier.",
    "iframe": "Een formulier haalt niets van buiten.",
    "table": "Een tabel van buiten kan niet; wat eerder is ingevuld staat al bij de taak.",
    "expression": "Een berekening in FEEL wordt niet overgenomen. Maak er een berekend veld van.",
    "documentPreview": "Bijlagen staan al bij de taak.",
}  # fmt: skip


@dataclass(kw_only=True)
class Made:
    """What came of a component: the field or None, and why; `called` is its name there."""

    about: str
    called: str
    raw: Raw | None = None
    reasons: list[str] = field(default_factory=list)


def made_field(
    *, component: Mapping[str, Any], taken: Collection[str], names: Mapping[str, Named]
) -> Made:
    """Make the field of a component; `names` are the fields before it, as named there."""
    kind = component.get("type")
    called = _text(component.get("key")) or _text(component.get("path"))
    label = _text(component.get("label")) or _text(component.get("dateLabel"))
    made = Made(about=label or called or f"een onderdeel van het type {kind}", called=called)
    maker = _MAKERS.get(str(kind))
    if maker is None:
        unknown = f"Doorgang kent het type ‘{str(kind)[:40]}’ niet."
        made.reasons.append(_NOT_KNOWN.get(str(kind), unknown))
        return made
    if component.get("disabled") or component.get("readonly"):
        made.reasons.append("Alleen om te lezen: wat eerder is ingevuld staat al bij de taak.")
        return made
    own = maker(component, made)
    if own is None:
        return made
    key = free_key(words=_snake(called or label), taken=taken)
    made.raw = {"key": key, "label": {"nl": label or called or "Vraag"}, **own}
    if not label and own["type"] != "info":
        made.reasons.append("De vraag had geen tekst; schrijf er een.")
    _common(component, made, names)
    return made


def _common(component: Mapping[str, Any], made: Made, names: Mapping[str, Named]) -> None:
    if made.raw is None:
        return
    validate = _object(component.get("validate"))
    if validate.get("required") is True and made.raw["type"] not in {"info", "group"}:
        made.raw.setdefault("required", True)
    elif validate.get("required") not in (None, False, True):
        made.reasons.append("Of de vraag verplicht is, werd berekend; dat is niet overgenomen.")
    if hint := _text(component.get("description")):
        if _is_reckoned(hint):
            made.reasons.append("De uitleg werd berekend; die is niet overgenomen.")
        else:
            made.raw["hint"] = {"nl": hint}
    if component.get("defaultValue") not in (None, "", [], False):
        made.reasons.append("Er was vooraf iets ingevuld; hier begint elke vraag leeg.")
    _condition(component, made, names)


def _condition(component: Mapping[str, Any], made: Made, names: Mapping[str, Named]) -> None:
    hide = _object(component.get("conditional")).get("hide")
    if made.raw is None or hide in (None, "", False):
        return
    try:
        made.raw["show_when"] = shown_when(hide=str(hide), fields=names)
    except NotTranslated:
        made.reasons.append(
            "Wanneer de vraag verborgen is, kon niet worden vertaald. Zij staat er nu altijd."
        )


def _texts(kind: str) -> Callable[[Mapping[str, Any], Made], Raw | None]:
    def make(component: Mapping[str, Any], made: Made) -> Raw:
        validate = _object(component.get("validate"))
        own: Raw = {"type": kind}
        most = validate.get("maxLength")
        if type(most) is int and 0 < most <= MAX_LENGTH:
            own["max_length"] = most
        elif most is not None:
            made.reasons.append("De grootste lengte werd berekend of is te groot.")
        if validate.get("minLength"):
            made.reasons.append("Een kleinste lengte is niet overgenomen.")
        _shape(validate, own, made)
        _adorned(component, made)
        return own

    return make


def _shape(validate: Mapping[str, Any], own: Raw, made: Made) -> None:
    if validate.get("validationType") in {"email", "phone"}:
        made.reasons.append("De controle op e-mailadres of telefoonnummer is niet overgenomen.")
    pattern = validate.get("pattern")
    if not pattern:
        return
    whole = str(pattern)
    # There a pattern has to be found somewhere in the text, here it has to be all of it.
    if not (whole.startswith("^") and whole.endswith("$")) or "|" in whole:
        made.reasons.append("Het patroon geldt daar voor een deel van de tekst; weggelaten.")
    elif pattern_problem(pattern=whole[1:-1], max_length=own.get("max_length", 200)):
        made.reasons.append("Het patroon kan hier niet; weggelaten.")
    else:
        own["pattern"] = whole[1:-1]
        said = _text(validate.get("patternErrorMessage"))
        own["pattern_message"] = {"nl": said or f"Controleer ‘{made.about}’."}


def _number(component: Mapping[str, Any], made: Made) -> Raw:
    own: Raw = {"type": "number"}
    validate = _object(component.get("validate"))
    digits = component.get("decimalDigits")
    if type(digits) is int and 0 <= digits <= MAX_DECIMALS:
        own |= {"decimals": digits} if digits else {}
    else:
        made.reasons.append("Hier zijn alleen hele getallen toegestaan; daar ook andere.")
    for key in ("min", "max"):
        value = validate.get(key)
        if is_number(value):
            own[key] = value
        elif value not in (None, ""):
            made.reasons.append("De grens aan het getal werd berekend; weggelaten.")
    suffix = _text(_object(component.get("appearance")).get("suffixAdorner"))
    if suffix and not _is_reckoned(suffix):
        own["unit"] = {"nl": suffix}
    return own


def _date(component: Mapping[str, Any], made: Made) -> Raw | None:
    if component.get("subtype") != "date":
        made.reasons.append("Een formulier vraagt geen tijd van de dag.")
        return None
    if component.get("disallowPassedDates") is True:
        return {"type": "date", "min": "today"}
    return {"type": "date"}


def _chosen(kind: str) -> Callable[[Mapping[str, Any], Made], Raw | None]:
    def make(component: Mapping[str, Any], made: Made) -> Raw | None:
        values = component.get("values")
        if not isinstance(values, list) or not values:
            made.reasons.append("De antwoorden kwamen van buiten het formulier.")
            return None
        options = [_option(one) for one in values]
        found = [one for one in options if one]
        if len(found) < len(options):
            made.reasons.append("Een antwoord zonder tekst is weggelaten.")
        return {"type": kind, "options": found} if found else None

    return make


def _option(one: object) -> Raw | None:
    value = _object(one).get("value")
    label = _text(_object(one).get("label"))
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        return None
    return {"value": str(value), "label": {"nl": label or str(value)}}


def _checkbox(component: Mapping[str, Any], _made: Made) -> Raw:
    # There a mandatory checkbox has to be ticked; an empty one that is not means "no".
    if _object(component.get("validate")).get("required") is True:
        return {"type": "yes_no", "must_be": True, "required": True}
    return {"type": "yes_no"}


def _info(component: Mapping[str, Any], made: Made) -> Raw | None:
    text = _text(component.get("text"))
    if not text or _is_reckoned(text):
        made.reasons.append("Een tekst met berekeningen erin wordt niet overgenomen.")
        return None
    plain = re.sub(r"<[^>\n]{0,200}>", "", text)
    plain = re.sub(r"\[([^\]\n]*)\]\([^)\n]*\)", r"\1", plain)
    lines = [re.sub(r"^[#>\s]+|[*_`]{1,3}", "", line).strip() for line in plain.splitlines()]
    found = [line for line in lines if line]
    if not found:
        made.reasons.append("Er staat geen tekst in.")
        return None
    made.about = found[0][:80]
    if found != [text]:
        made.reasons.append("De opmaak van de tekst is weggelaten.")
    return {"type": "info", "label": {"nl": made.about}, "text": {"nl": "\n".join(found)}}


def _group(_component: Mapping[str, Any], _made: Made) -> Raw:
    return {"type": "group"}


def _rows(component: Mapping[str, Any], made: Made) -> Raw:
    if component.get("allowAddRemove") is False:
        made.reasons.append("Het aantal rijen stond vast; hier voegt men rijen toe.")
    return {"type": "repeat"}


def _file(component: Mapping[str, Any], made: Made) -> Raw:
    own: Raw = {"type": "file"}
    if component.get("multiple"):
        made.reasons.append("Hier hoort één bestand bij een vraag. Gebruik rijen voor meer.")
    accept = _text(component.get("accept"))
    asked = [one.strip().lower() for one in accept.split(",") if one.strip()]
    known = [_ACCEPTED.get(one, "") for one in asked]
    if asked and all(known):
        own["accept"] = sorted(set(known))
    elif asked:
        made.reasons.append("De soorten bestand zijn hier pdf, jpg en png.")
    return own


def _adorned(component: Mapping[str, Any], made: Made) -> None:
    appearance = _object(component.get("appearance"))
    if appearance.get("prefixAdorner") or appearance.get("suffixAdorner"):
        made.reasons.append("De tekst voor of achter het invulvak is weggelaten.")


_MAKERS: Mapping[str, Callable[[Mapping[str, Any], Made], Raw | None]] = {
    "textfield": _texts("text"),
    "textarea": _texts("long_text"),
    "number": _number,
    "datetime": _date,
    "radio": _chosen("choice"),
    "select": _chosen("choice"),
    "checklist": _chosen("choices"),
    "taglist": _chosen("choices"),
    "checkbox": _checkbox,
    "text": _info,
    "group": _group,
    "dynamiclist": _rows,
    "filepicker": _file,
}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)


def _is_reckoned(text: str) -> bool:
    return text.startswith("=") or "{{" in text


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
