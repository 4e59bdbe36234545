"""No form that a samenwerkingsverband can see asks a BSN: it has no ground to receive one.

Sources: UAVG art. 46 (a national number only where a law says so); OSO: the *aanvraag
SWV-dossier* is the overstapdossier without the persoonsgebonden nummer.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.finding import Finding
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn

from .titles import form_title, label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_engine.bpmn.process import Element, ProcessModel

    from .library import LibraryFiles

#: The kind of organisation that may not receive the number.
BARRED = "swv"
_NUMBERS = (
    r"bsn(?:[-_ ]?nummer)?|pgn|sofi[-_ ]?nummer|onderwijsnummer|"
    r"burger[-_ ]?service[-_ ]?nummer|persoonsgebonden[-_ ]?nummer"
)
_KEY = re.compile(rf"(?:^|_)(?:{_NUMBERS}|sofi|personal_number)(?:_|$)")
_WORDS = re.compile(rf"\b(?:{_NUMBERS})\b", re.IGNORECASE)
#: "Vul geen burgerservicenummer in" asks for none. Counts in a hint, never in a label.
_WARNING = re.compile(rf"\bgeen\s+(?:{_NUMBERS})\b", re.IGNORECASE)
#: Types in which nobody can type a number: they may ask "Staat er geen bsn in de bijlagen?".
_NO_ROOM = frozenset({"yes_no", "choice", "choices", "date", "info", "computed"})


def check_personal_numbers(model: ProcessModel, *, files: LibraryFiles) -> list[Finding]:
    """Return each element through which a samenwerkingsverband would see a BSN.

    It sees what one of its roles fills in, records or gets shared, here and in every route that
    is called, with the roles that the call gives; whatever shape a region gave that route.
    """
    found = {}
    for at, form in _seen(model, files, {}, frozenset({model.key})):
        field = next(_asking(files.forms.get(form, {})), None)
        if field is not None:
            found[at.id, form] = _finding(at, form, field, files)
    return list(found.values())


def _finding(at: Element, form: str, field: str, files: LibraryFiles) -> Finding:
    asked = label_of(files.forms[form], field)
    return Finding(
        code="personal_number_seen",
        element=at.id,
        line=at.line,
        message=f"Door '{at.name}' ziet het samenwerkingsverband het formulier "
        f"'{form_title(files, form)}', en dat vraagt bij '{asked}' een BSN.",
        remedy="Haal die vraag uit het formulier: een samenwerkingsverband mag geen BSN "
        "ontvangen.",
    )


def _seen(
    model: ProcessModel,
    files: LibraryFiles,
    given: Mapping[str, str],
    passed: frozenset[str],
) -> Iterator[tuple[Element, str]]:
    """Yield the forms that are seen, with the element of the model through which they are.

    ``given`` says who plays a role of this process, ``passed`` which routes were entered.
    """
    for element in model.elements.values():
        for form in _shown_by(element, files, given):
            yield element, form
        if not element.called or element.called in passed:
            continue
        own = dict(word.split("=", 1) for word in element.words("rollen") if "=" in word)
        roles = {role: given.get(player, player) for role, player in own.items()}
        for file in files.routes.get(element.called, {}).values():
            inner = _seen(_model(file.bpmn), files, {**given, **roles}, passed | {element.called})
            yield from ((element, form) for _, form in inner)


@lru_cache(maxsize=128)
def _model(text: str) -> ProcessModel:
    """Return the model of a called file; many routes call the same ones."""
    return read_process(read_bpmn(text.encode()))


def _shown_by(element: Element, files: LibraryFiles, given: Mapping[str, str]) -> Iterator[str]:
    def is_barred(role: str) -> bool:
        # Without a role anybody can be the one who fills it in.
        return not role or _kind_of(given.get(role, role), files) == BARRED

    if element.get("formulier") and is_barred(element.role):
        yield element.get("formulier")
    if element.get("actie") == "delen" and any(map(is_barred, element.words("aan"))):
        yield from element.words("formulieren")


def _kind_of(role: str, files: LibraryFiles) -> str:
    return files.roles.get(role, {}).get("organisatie", "")


def _asking(form: Mapping[str, Any]) -> Iterator[str]:
    """Yield the key of each field of a definition that asks the number."""
    for section in form.get("sections", ()):
        yield from _asking_fields(section.get("fields", ()))


def _asking_fields(fields: Any) -> Iterator[str]:
    for field in fields:
        if _asks(field):
            yield str(field.get("key", ""))
        yield from _asking_fields(field.get("fields", ()))


def _asks(field: Mapping[str, Any]) -> bool:
    kind = field.get("type")
    if kind in _NO_ROOM:
        return False
    hints = (_WARNING.sub("", text) for text in _texts(field.get("hint")))
    return (
        kind == "personal_number"
        or bool(_KEY.search(str(field.get("key", ""))))
        or any(_WORDS.search(text) for text in (*_texts(field.get("label")), *hints))
    )


def _texts(text: Any) -> tuple[str, ...]:
    """Return a text of a form in each of its languages; a bare one is Dutch."""
    if isinstance(text, str):
        return (text,)
    return tuple(map(str, text.values())) if isinstance(text, dict) else ()
