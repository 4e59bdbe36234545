"""The fixed words around a form, in the languages it can be shown in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one language."""

    yes: str
    no: str
    optional: str
    day: str
    month: str
    year: str
    date_hint: str
    signer: str
    signed_on: str
    signed_hint: str
    add_row: str
    remove_row: str
    row: str
    file_present: str
    file_remove: str
    file_hint: str
    no_answer: str
    look_up: str
    found: str
    not_found: str
    errors_title: str
    only_when: str
    chosen: str
    not_chosen: str
    reckoned: str
    not_reckoned: str
    filled: str
    not_filled: str
    at_least: str
    at_most: str
    both: str
    either: str


NL = Words(
    yes="Ja",
    no="Nee",
    optional="niet verplicht",
    day="Dag",
    month="Maand",
    year="Jaar",
    date_hint="Bijvoorbeeld 24 3 2027",
    signer="Naam",
    signed_on="Datum van ondertekening",
    signed_hint="Laat de datum leeg als u vandaag ondertekent.",
    add_row="{label} toevoegen",
    remove_row="{label} {number} verwijderen",
    row="Regel",
    file_present="Er is een bestand toegevoegd.",
    file_remove="Dit bestand verwijderen",
    file_hint="{kinds}; hoogstens {max_mb} MB.",
    no_answer="Geen antwoord",
    look_up="Opzoeken",
    found="Bedoelt u een van deze?",
    not_found=(
        "Dit staat niet in het register van uw regio. Controleer het, of typ een deel van de naam."
    ),
    errors_title="Er klopt iets nog niet",
    only_when="Alleen invullen als {clause}.",
    chosen="bij ‘{label}’ {answers} is gekozen",
    not_chosen="bij ‘{label}’ niet {answers} is gekozen",
    reckoned="uit uw antwoorden volgt: {label}: {answers}",
    not_reckoned="uit uw antwoorden niet volgt: {label}: {answers}",
    filled="‘{label}’ is ingevuld",
    not_filled="‘{label}’ niet is ingevuld",
    at_least="‘{label}’ {value} of meer is",
    at_most="‘{label}’ {value} of minder is",
    both=" en ",
    either=" of ",
)
EN = Words(
    yes="Yes",
    no="No",
    optional="optional",
    day="Day",
    month="Month",
    year="Year",
    date_hint="For example 24 3 2027",
    signer="Name",
    signed_on="Date of signing",
    signed_hint="Leave the date empty if you sign today.",
    add_row="Add {label}",
    remove_row="Remove {label} {number}",
    row="Row",
    file_present="A file has been added.",
    file_remove="Remove this file",
    file_hint="{kinds}; at most {max_mb} MB.",
    no_answer="No answer",
    look_up="Look up",
    found="Do you mean one of these?",
    not_found="This is not in the register of your region. Check it, or type part of the name.",
    errors_title="Something is not right yet",
    only_when="Only fill in if {clause}.",
    chosen="‘{label}’ is {answers}",
    not_chosen="‘{label}’ is not {answers}",
    reckoned="your answers amount to: {label}: {answers}",
    not_reckoned="your answers do not amount to: {label}: {answers}",
    filled="‘{label}’ is filled in",
    not_filled="‘{label}’ is not filled in",
    at_least="‘{label}’ is {value} or more",
    at_most="‘{label}’ is {value} or less",
    both=" and ",
    either=" or ",
)


def words_in(*, lang: str) -> Words:
    """Give the words of a language; Dutch when there are none of it."""
    return EN if lang == "en" else NL
