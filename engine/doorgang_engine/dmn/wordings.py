"""What the gate says about decision tables. Dutch, for people."""

from __future__ import annotations

from doorgang_engine.bpmn.checks.wording import Wording
from doorgang_engine.bpmn.finding import WARNING

_SAVE = "Bewaar de tabel opnieuw in een programma voor beslistabellen, als DMN 1.3."
_SEE = "Schrijf een waarde, een lijst van waarden, of een grens zoals >= 12."
_NOTED = "docs/decision-tables.md"

# The table as a whole
TABLE: dict[str, Wording] = {
    "dmn_version": Wording("De tabel is bewaard in een andere versie van DMN dan 1.3.", _SAVE),
    "dmn_no_decision": Wording(
        "In het bestand staat geen beslissing.",
        "Maak een beslissing met een beslistabel.",
        notation="decision",
    ),
    "dmn_several_decisions": Wording(
        "Het bestand heeft {aantal} beslissingen; er wordt er maar een uitgevoerd.",
        "Geef elke beslistabel een eigen bestand, en elk een eigen stap in de route.",
    ),
    "dmn_no_table": Wording(
        "De beslissing '{naam}' is geen beslistabel, maar {soort}.",
        "Maak er een beslistabel van. Berekenen doet een stap van de route, geen tabel.",
    ),
    "dmn_element": Wording(
        "In tabel '{tabel}' staat iets dat niet wordt uitgevoerd.",
        "Verwijder het, of schrijf het als regels van de tabel.",
        notation="'{soort}' in '{binnen}'",
    ),
    "dmn_attribute": Wording(
        "In tabel '{tabel}' staat een instelling die niet wordt uitgevoerd.",
        "Haal de instelling weg.",
        notation="het kenmerk '{teken}' van '{soort}'",
    ),
    "dmn_language": Wording(
        "Een cel van tabel '{tabel}' is geschreven in '{taal}'.",
        "Kies FEEL; dat is de gewone taal van een beslistabel.",
    ),
    "dmn_foreign": Wording(
        "In tabel '{tabel}' staat een opdracht voor een ander programma; die doet hier niets.",
        "Haal die instelling weg.",
        notation="'{teken}'",
    ),
    "dmn_id_twice": Wording(
        "Twee onderdelen van tabel '{tabel}' hebben dezelfde sleutel.",
        _SAVE,
        notation="id '{naam}'",
    ),
    "dmn_large": Wording(
        "Tabel '{tabel}' heeft meer dan {aantal} {soort}.",
        "Verdeel haar over meer tabellen, met een eigen stap voor elk.",
    ),
    "dmn_policy": Wording(
        "Tabel '{tabel}' kiest tussen regels op een manier die niet kan: '{waarde}'.",
        "Kies UNIQUE, FIRST, ANY of COLLECT zonder optelling.",
        notation="hitPolicy",
    ),
    "dmn_aggregation": Wording(
        "Tabel '{tabel}' telt de uitkomsten samen ({waarde}).",
        "Kies COLLECT zonder optelling.",
    ),
    "dmn_lacks": Wording(
        "Tabel '{tabel}' heeft geen {soort}.",
        "Een tabel heeft minstens een invoer, een uitvoer en een regel.",
    ),
    "dmn_collect": Wording(
        "Tabel '{tabel}' verzamelt (COLLECT), maar heeft niet precies een uitvoer van het type "
        "string zonder standaardwaarde.",
        "Houd een uitvoer van tekst over; die wordt in de route een lijst.",
    ),
    "dmn_default": Wording(
        "Tabel '{tabel}' heeft bij een deel van haar uitvoer een standaardwaarde.",
        "Geef elke uitvoer een standaardwaarde, of geen enkele.",
        notation="defaultOutputEntry",
    ),
}

# Its columns and rules
COLUMNS: dict[str, Wording] = {
    "dmn_input": Wording(
        "Kolom {kolom} van tabel '{tabel}' kijkt naar '{tekst}'; dat is geen gegeven.",
        "Zet er de naam van een gegeven van de route.",
    ),
    "dmn_input_twice": Wording(
        "Tabel '{tabel}' heeft twee kolommen voor '{naam}'.",
        "Voeg de kolommen samen.",
    ),
    "dmn_output": Wording(
        "Kolom {kolom} van tabel '{tabel}' geeft '{tekst}'; dat is geen naam voor een gegeven.",
        "Gebruik kleine letters, cijfers en lage streepjes, en geen woord van de taal.",
    ),
    "dmn_output_twice": Wording(
        "Tabel '{tabel}' geeft '{naam}' twee keer, of leest haar ook.",
        "Geef elke uitvoer een eigen naam.",
    ),
    "dmn_type": Wording(
        "Kolom {kolom} van tabel '{tabel}' heeft het type '{waarde}'.",
        "Kies string, integer, long, double, number, boolean of date.",
    ),
    "dmn_cells": Wording(
        "Regel {regel} van tabel '{tabel}' heeft {gevonden} cellen; de tabel heeft {aantal} "
        "kolommen.",
        _SAVE,
    ),
    "dmn_overlap": Wording(
        "In tabel '{tabel}' passen regel {regel} en regel {ander} tegelijk, bijvoorbeeld bij "
        "{voorbeeld}. Dat mag niet bij UNIQUE.",
        "Maak de regels smaller, of kies FIRST als de eerste moet gelden.",
    ),
    "dmn_disagree": Wording(
        "In tabel '{tabel}' passen regel {regel} en regel {ander} tegelijk, bijvoorbeeld bij "
        "{voorbeeld}, en zij geven iets anders. Dat mag niet bij ANY.",
        "Geef beide dezelfde uitkomst, of maak de regels smaller.",
    ),
    "dmn_gap": Wording(
        "Tabel '{tabel}' heeft geen regel voor {voorbeeld}; een traject blijft dan staan.",
        "Voeg een regel of een standaardwaarde toe, of noem de toegestane waarden.",
        WARNING,
    ),
    "dmn_never": Wording(
        "Regel {regel} van tabel '{tabel}' geldt nooit: eerdere regels gaan altijd voor.",
        "Verwijder de regel, of zet haar hoger.",
        WARNING,
    ),
}

# Its cells: why, and what to write. Where the cell is, is put before it.
CELLS: dict[str, Wording] = {
    "cell_long": Wording("de cel is langer dan {aantal} tekens.", "Verdeel haar over regels."),
    "cell_list_long": Wording(
        "de lijst heeft meer dan {aantal} waarden.", "Verdeel haar over regels."
    ),
    "cell_quotes": Wording(
        "{teken} is geen aanhalingsteken voor een tekst.",
        'Gebruik rechte dubbele aanhalingstekens: "havo".',
    ),
    "cell_open_quote": Wording(
        "een aanhalingsteken wordt niet gesloten.",
        'Schrijf de tekst tussen twee aanhalingstekens; een " in een tekst is \\".',
    ),
    "cell_escape": Wording(
        "'{teken}' is geen teken.",
        'Na een schuine streep naar links mag: " of \\, of u met vier cijfers.',
    ),
    "cell_unseen": Wording(
        "in een tekst staat iets dat niemand ziet: een spatie aan de rand of een stuurteken.",
        "Haal het weg; formulieren bewaren zulke teksten ook zonder.",
    ),
    "cell_day": Wording(
        "hier hoort een datum, en die staat er niet zoals het moet.",
        'Schrijf een datum als date("2027-01-31").',
    ),
    "cell_no_such_day": Wording(
        "de dag {dag} bestaat niet.", 'Schrijf een datum als date("2027-01-31").'
    ),
    "cell_number": Wording(
        "een getal is niet te lezen.", "Schrijf een getal met cijfers, zonder punten: 12000."
    ),
    "cell_digits": Wording(
        "een getal heeft meer dan {aantal} cijfers.", "Gebruik een kleiner getal."
    ),
    "cell_point": Wording(
        "{getal} is dubbelzinnig: een punt is hier een decimaalteken, geen scheiding van "
        "duizendtallen.",
        "Schrijf duizend als 1000, en een heel getal zonder punt.",
    ),
    "cell_comma": Wording(
        "een komma scheidt waarden, en is geen decimaalteken.",
        "Schrijf een lijst met een spatie (4, 5) en een half met een punt (4.5).",
    ),
    "cell_decimals": Wording(
        "{getal} is geen heel getal; een gegeven van een route is dat wel.",
        "Schrijf een heel getal.",
    ),
    "cell_function": Wording(
        "de functie '{naam}' wordt niet uitgevoerd.",
        "Schrijf de waarden zelf in de cel.",
    ),
    "cell_name": Wording(
        "'{naam}' staat niet tussen aanhalingstekens.",
        'Schrijf een tekst als "{naam}". Een gegeven kan niet in een cel staan.',
    ),
    "cell_kind": Wording(
        "hier staat een {gevonden}; de kolom vraagt {gevraagd}.",
        "Schrijf een waarde van het type van de kolom.",
    ),
    "cell_no_order": Wording(
        "van {soort} is er geen kleiner of groter.", 'Noem de waarden: "havo","vwo".'
    ),
    "cell_empty": Wording(
        "dit past op geen enkele waarde.", "Draai de grenzen om, of verwijder de regel."
    ),
    "cell_outside": Wording(
        "dit valt buiten de toegestane waarden van de kolom.",
        "Verbeter de cel, of vul de toegestane waarden aan.",
    ),
    "cell_no_value": Wording(
        "er staat geen uitkomst.", 'Schrijf een waarde; een lege tekst is "".'
    ),
    "cell_ends": Wording("de cel houdt te vroeg op.", _SEE, notation=_NOTED),
    "cell_strange": Wording(
        "'{teken}' staat op een plaats waar het niet kan.", _SEE, notation=_NOTED
    ),
}

WORDINGS: dict[str, Wording] = {**TABLE, **COLUMNS, **CELLS}
