"""Letters that a route sends (``dg:brief``): the route must have what their contract speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.finding import Finding
from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.letters.contract import find_field

from .titles import form_title, label_of, letter_title

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from doorgang_engine.bpmn.process import Element, ProcessModel
    from doorgang_engine.letters.contract import Contract

    from .library import LibraryFiles

_REMEDY = (
    "Maak uw wijziging ongedaan, of vraag de beheerder de brief bij deze route te laten passen."
)
_NOTATION = "brief.toml, dg:brief en dg:aan"
_SPOKEN = frozenset({"info", "group", "repeat", "file", "signature"})  # no one answer in words


def check_letters(
    model: ProcessModel, *, files: LibraryFiles, region: str, variables: Collection[str]
) -> list[Finding]:
    """Return each letter that the route cannot send as its contract says."""
    return [
        Finding(
            code=code,
            element=element.id,
            line=element.line,
            message=f"'{element.name}' stuurt de brief "
            f"'{letter_title(files, element.get('brief'))}'; {what}",
            remedy=_REMEDY,
            notation=_NOTATION,
        )
        for element in model.elements.values()
        if element.get("brief") or (element.kind == "userTask" and element.get("aan"))
        for code, what in _problems(element, model, files, region, variables)
    ]


def _problems(
    element: Element,
    model: ProcessModel,
    files: LibraryFiles,
    region: str,
    variables: Collection[str],
) -> Iterator[tuple[str, str]]:
    letter = files.letters.get(element.get("brief"))
    if letter is None:
        yield "letter_unknown", "die staat niet in de bibliotheek."
        return
    contract = letter.contract
    if not element.words("aan"):
        yield "letter_recipient", "er staat niet bij voor wie."
    for role in sorted(set(element.words("aan")) - set(contract.to)):
        yield "letter_recipient", f"die is niet voor de rol '{role}'."
    forms = _forms(model, files, region, set())
    yield from _unknown(contract, files, region, variables, forms & set(files.forms))
    for place in contract.answers.values():
        if problem := _answer_problem(place, contract, forms, files):
            yield "letter_answer", problem


def _unknown(
    contract: Contract,
    files: LibraryFiles,
    region: str,
    variables: Collection[str],
    forms: Collection[str],
) -> Iterator[tuple[str, str]]:
    """Yield what the contract speaks of that is nowhere."""
    kinds = {role.get("organisatie", "") for role in files.roles.values()}
    known: tuple[tuple[str, Collection[str], Collection[str]], ...] = (
        ("de rol", contract.to, files.roles),
        ("de organisatie", (contract.sender, *contract.organisations.values()), kinds),
        ("de termijn", contract.terms.values(), files.region(region).rules),
        ("het routegegeven", contract.variables.values(), variables),
        (
            "de bewaarklasse",
            (contract.record_class,),
            {files.forms[f]["retention"] for f in forms},
        ),
    )
    for noun, named, there in known:
        for name in named:
            if name not in there:
                yield "letter_contract", f"die noemt {noun} '{name}', en die is er niet."


def _answer_problem(
    place: str, contract: Contract, forms: Collection[str], files: LibraryFiles
) -> str:
    """Return why an answer cannot stand in the letter; ``""`` when it can."""
    form, *path = place.split(".")
    known = files.forms[form] if form in forms and form in files.forms else {}
    field = find_field(known, path)
    asked = f"{label_of(files.forms.get(form, {}), path[-1])} ({form_title(files, form)})"
    if field is None or field.get("type") in _SPOKEN:
        return f"die noemt het antwoord '{asked}', en dat is er niet."
    around = find_field(known, path[:1]) or field
    if around.get("per_person"):
        return f"'{asked}' is van één persoon, en een brief is voor iedereen aan wie hij gaat."
    hidden = {role for one in (field, around) for role in _blind(one, contract)}
    return f"'{asked}' is niet te lezen voor: {', '.join(sorted(hidden))}." if hidden else ""


def _blind(field: Mapping[str, Any], contract: Contract) -> set[str]:
    """Return who gets the letter and may not read a field."""
    readers = field.get("visible_to")
    return set() if readers is None else set(contract.to) - set(readers)


def _forms(model: ProcessModel, files: LibraryFiles, region: str, seen: set[str]) -> set[str]:
    """Return the forms of a route and of all that it calls."""
    found = model.form_keys()
    for called in sorted(model.called_routes() - seen):
        seen.add(called)
        if called in files.routes:
            text = files.file(called, region).bpmn
            found |= _forms(read_process(read_bpmn(text.encode())), files, region, seen)
    return found
