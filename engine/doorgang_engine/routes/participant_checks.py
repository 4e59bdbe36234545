"""Steps that name who takes part (``dg:deelnemer``) have a form that says which organisation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.finding import Finding
from doorgang_engine.bpmn.names import bpmn
from doorgang_engine.naming import FAMILY, naming_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doorgang_engine.bpmn.process import Element, ProcessModel

    from .library import LibraryFiles


_CALL = re.compile(r"\bheeft_contact\s*\(")
_CONTACT = re.compile(r"""\bheeft_contact\s*\(\s*["']([^"']*)["']\s*\)""")


def check_naming(model: ProcessModel, *, files: LibraryFiles) -> list[Finding]:
    """Return what is wrong with the steps that name a participant."""
    kinds = {role.get("organisatie", "") for role in files.roles.values()} - {"", FAMILY}
    return [
        Finding(code=code, element=element.id, line=element.line, message=message, remedy=remedy)
        for element in model.elements.values()
        if element.get("deelnemer")
        for code, message, remedy in _wrong(element, kinds, files)
    ]


def check_contacts(root: Any, *, files: LibraryFiles) -> list[Finding]:
    """Return each ``heeft_contact`` outside a script, or of no role that is written out.

    In a script its answer becomes a variable: told in the history, and the same afterwards.
    """
    found = []
    for node in root.iter():
        if not isinstance(node.tag, str) or node.tag == bpmn("documentation"):
            continue
        texts = [node.text or "", *node.attrib.values()]
        calls = sum(len(_CALL.findall(text)) for text in texts)
        named = [role for text in texts for role in _CONTACT.findall(text)]
        wrong = calls and (node.tag != bpmn("script") or calls != len(named))
        if wrong or not set(named) <= set(files.roles):
            found.append(
                Finding(
                    code="contact_asked",
                    element=_place(node),
                    line=node.sourceline or 0,
                    message="heeft_contact() staat buiten een script, of noemt geen bekende rol.",
                    remedy='Schrijf in een scriptTask: bekend = heeft_contact("po_contact").',
                )
            )
    return found


def _place(node: Any) -> str:
    for around in (node, *node.iterancestors()):
        if around.get("id"):
            return str(around.get("id"))
    return ""


def _wrong(
    element: Element, kinds: set[str], files: LibraryFiles
) -> Iterator[tuple[str, str, str]]:
    kind, form = element.get("deelnemer"), element.get("formulier")
    if kind not in kinds:
        yield (
            "participant_kind",
            f"'{element.id}' noemt een deelnemer van het soort '{kind}'; dat kan hier niet.",
            f"Kies uit: {', '.join(sorted(kinds))}.",
        )
    if element.kind == "startEvent" and not element.parent:
        yield (
            "participant_start",
            f"'{element.id}' is een begin van de route; wie begint, kiest daar al wie meedoet.",
            "Haal dg:deelnemer weg.",
        )
    fields = naming_fields(files.forms.get(form, {}))
    if len(fields) != 1:
        yield (
            "participant_field",
            f"'{element.id}' noemt een deelnemer; '{form}' heeft daarvoor {len(fields)} velden.",
            "Geef het formulier één verplicht veld organisation, zonder show_when.",
        )
