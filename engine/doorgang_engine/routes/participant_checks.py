"""Steps that name who takes part (``dg:deelnemer``) have a form that says which organisation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.finding import Finding
from doorgang_engine.bpmn.names import bpmn
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.naming import FAMILY, naming_fields

from .table_files import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_engine.bpmn.process import Element, ProcessModel

    from .library import LibraryFiles

_CALL = re.compile(r"\bheeft_contact\s*\(")
_CONTACT = re.compile(r"""\bheeft_contact\s*\(\s*["']([^"']*)["']\s*\)""")


def check_naming(model: ProcessModel, *, files: LibraryFiles) -> list[Finding]:
    """Return what is wrong with the steps that name a participant."""
    return [*_never_named(model, files), *_steps(model, files)]


def _never_named(model: ProcessModel, files: LibraryFiles) -> Iterator[Finding]:
    """Yield each kind that is to be known later (``later_bekend``) and that no step names.

    A called route may have that step too.
    """
    named = _named(model, files, set())
    for kind in sorted(set(_later(model, files)) - named):
        yield Finding(
            code="participant_never_named",
            element="",
            line=0,
            message=f"Een organisatie van het soort '{kind}' zou later bekend worden; geen stap "
            "noemt die.",
            remedy=f"Kies bij de stap waarin dat bekend wordt: ‘Noemt een organisatie van het "
            f"soort’ {kind}.",
            notation=f'later_bekend in route.toml, dg:deelnemer="{kind}"',
        )


def _named(model: ProcessModel, files: LibraryFiles, seen: set[str]) -> set[str]:
    named = {element.get("deelnemer") for element in model.elements.values()}
    for called in model.called_routes() - seen:
        seen.add(called)
        if file := files.routes.get(called, {}).get(BASE):
            named |= _named(read_process(read_bpmn(file.bpmn.encode())), files, seen)
    return named


def _later(model: ProcessModel, files: LibraryFiles) -> list[str]:
    base = files.routes.get(model.key, {}).get(BASE)
    return list(base.info.get("later_bekend", ())) if base else []


def _steps(model: ProcessModel, files: LibraryFiles) -> list[Finding]:
    kinds = {role.get("organisatie", "") for role in files.roles.values()} - {"", FAMILY}
    return [
        Finding(code=code, element=element.id, line=element.line, message=message, remedy=remedy)
        for element in model.elements.values()
        if element.get("deelnemer")
        for code, message, remedy in _wrong(element, kinds, _later(model, files), files)
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
                    message="Hier wordt gevraagd of een rol een contactpersoon heeft, op een plek "
                    "waar dat niet kan.",
                    remedy="Maak uw wijziging ongedaan, of vraag de beheerder dit te herstellen.",
                    notation='in een scriptTask: bekend = heeft_contact("po_contact")',
                )
            )
    return found


def _place(node: Any) -> str:
    for around in (node, *node.iterancestors()):
        if around.get("id"):
            return str(around.get("id"))
    return ""


def _wrong(
    element: Element, kinds: set[str], later: list[str], files: LibraryFiles
) -> Iterator[tuple[str, str, str]]:
    kind, form = element.get("deelnemer"), element.get("formulier")
    if kind not in kinds:
        yield (
            "participant_kind",
            f"'{element.name}' noemt een organisatie van het soort '{kind}'; dat kan hier niet.",
            f"Kies bij deze stap uit: {', '.join(sorted(kinds))}.",
        )
    if element.kind == "startEvent" and not element.parent:
        yield (
            "participant_start",
            f"'{element.name}' is een begin van de route; wie begint, kiest daar al wie meedoet.",
            "Maak bij deze stap leeg welke organisatie zij noemt.",
        )
    fields = naming_fields(files.forms.get(form, {}), also_asked_at_times=kind in later)
    if len(fields) != 1 or not _is_free(files.forms.get(form, {}), fields[0]):
        yield (
            "participant_field",
            (
                f"'{element.name}' noemt een organisatie, maar haar formulier heeft daar niet "
                f"precies één goede vraag voor (het zijn er {len(fields)})."
            ),
            (
                "Geef het formulier één verplichte vraag naar een organisatie, waarin ook een "
                "naam mag worden getypt, en die altijd wordt gesteld."
            ),
        )


def _is_free(form: Mapping[str, Any], key: str) -> bool:
    """Return whether a field takes an organisation that has no BRIN."""
    return any(
        field.get("key") == key and field.get("free") is True
        for section in form.get("sections", ())
        for field in section.get("fields", ())
    )
