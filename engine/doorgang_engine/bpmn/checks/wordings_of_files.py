"""What the gate says about elements, attributes, and the file as a whole."""

from __future__ import annotations

from .wording import Wording

_AGAIN = "Verwijder dit op de tekening, en teken het met wat het menu biedt."
_ASK = "Vraag de beheerder dit te herstellen, of maak uw laatste wijziging ongedaan."

# Elements and attributes that are not on the whitelist
ELEMENTS: dict[str, Wording] = {
    "abstract_task": Wording(
        "'{naam}' is een stap zonder soort; niemand weet wie haar doet.",
        "Kies op de tekening wat voor stap het is: een taak, een wachtmoment, een andere route.",
    ),
    "global_task": Wording(
        "'{naam}' staat buiten de route; dat wordt niet uitgevoerd.",
        "Teken de stap in de route zelf, of maak er een eigen route van en roep die aan.",
    ),
    "choreography": Wording(
        "'{naam}' tekent wie met wie praat; dat wordt niet uitgevoerd.",
        "Teken de stappen zelf, in banen.",
    ),
    "complex_gateway": Wording(
        "'{naam}' is een knooppunt dat hier niet wordt uitgevoerd.",
        "Maak er een vraag van, een vraag met meer antwoorden, of een splitsing.",
    ),
    "ad_hoc_sub_process": Wording(
        "Van de stappen in '{naam}' staat de volgorde niet vast.",
        "Verbind de stappen met pijlen, of laat ze tegelijk lopen met een splitsing.",
    ),
    "transaction": Wording(
        "'{naam}' is een deel dat als geheel wordt teruggedraaid; dat wordt niet uitgevoerd.",
        "Maak er een gewoon deel van de route van.",
    ),
    "cancel_event": Wording(
        "'{naam}' draait een deel van de route terug; dat wordt niet uitgevoerd.",
        _AGAIN,
    ),
    "compensation": Wording(
        "'{naam}' wil stappen terugdraaien; dat gaat hier niet vanzelf.",
        "Teken de stappen die het herstellen als gewone stappen, achter een vraag.",
    ),
    "data_flow": Wording(
        "'{naam}' tekent hoe gegevens stromen; dat wordt niet uitgevoerd.",
        "Laat het weg. Formulieren vullen de gegevens van de route.",
    ),
    "resource_role": Wording(
        "Bij '{naam}' staat wie het doet op een manier die niet wordt gelezen.",
        "Kies bij deze stap een rol, onder Instellen, of zet haar in de baan van die rol.",
        notation="dg:rol",
    ),
    "event_definition_reference": Wording(
        "'{naam}' verwijst naar een gebeurtenis die ergens anders staat.",
        _AGAIN,
        notation="de gebeurtenis in het element zelf",
    ),
    "complex_behaviour": Wording(
        "'{naam}' meldt iets bij elke herhaling; dat wordt niet uitgevoerd.",
        "Zet de melding als stap in wat wordt herhaald.",
    ),
    "import": Wording(
        "De tekening haalt een ander bestand binnen; dat wordt niet gelezen.",
        "Begin de andere route met een stap ‘Andere route’.",
        notation="import",
    ),
    "correlation": Wording(
        "'{naam}' koppelt berichten aan gegevens; berichten komen hier per traject binnen.",
        "Laat het weg.",
    ),
    "unknown_element": Wording(
        "In '{naam}' staat iets dat hier niet wordt uitgevoerd.",
        _AGAIN,
        notation="'{soort}' in '{binnen}'; zie docs/bpmn-support.md",
    ),
    "unknown_attribute": Wording(
        "Bij '{naam}' staat een instelling die hier niet wordt gelezen.",
        _AGAIN,
        notation="het kenmerk '{teken}' van {soort}",
    ),
    "attribute_value": Wording(
        "Bij '{naam}' staat een instelling op een waarde die hier niet wordt uitgevoerd.",
        _AGAIN,
        notation="het kenmerk '{teken}' is '{waarde}'",
    ),
    "instantiating": Wording(
        "'{naam}' zou een traject beginnen; dat kan alleen een begin.",
        "Teken een begin; wie begint, kiest er een.",
    ),
    "multiple_events": Wording(
        "'{naam}' wacht op meer dingen in één keer.",
        "Teken voor elk een eigen wachtmoment. Wachten op wat het eerst komt, kan ook.",
    ),
    "parallel_event_gateway": Wording(
        "'{naam}' wacht op alles tegelijk.",
        "Gebruik een splitsing, met een wachtmoment op elk pad.",
    ),
    "unknown_route_attribute": Wording(
        "Bij '{naam}' staat een instelling die bij deze soort stap niet hoort.",
        _AGAIN,
        notation="'{teken}' op {soort}; zie docs/route-format.md",
    ),
    "unknown_route_element": Wording(
        "In '{naam}' staat iets dat Doorgang daar niet kent.",
        _ASK,
        notation="'{teken}'; alleen dg:variabele bestaat, in de extensionElements van het proces",
    ),
    "foreign_behaviour": Wording(
        "Bij '{naam}' staat een opdracht voor een ander programma; hier gebeurt daar niets mee.",
        "Lees de tekening opnieuw in: wat hier niet past, wordt dan weggelaten en u leest wat.",
        notation="'{teken}'",
    ),
}

# The file, the process, pools and lanes
FILE: dict[str, Wording] = {
    "no_process": Wording(
        "In het bestand staat geen route.",
        "Lees een tekening in waarop een route staat.",
        notation="process",
    ),
    "several_processes": Wording(
        "In het bestand staat meer dan een route.",
        "Zet elke route in een eigen ontwerp; laat andere partijen op de tekening leeg.",
        notation="een pool zonder processRef",
    ),
    "not_executable": Wording(
        "De tekening '{naam}' is bewaard als plaatje dat niet loopt.",
        "Lees haar opnieuw in, en zet in het andere programma aan dat zij wordt uitgevoerd.",
        notation="isExecutable='true'",
    ),
    "no_start": Wording(
        "'{naam}' heeft geen begin.",
        "Teken een begin.",
    ),
    "no_end": Wording(
        "'{naam}' heeft geen einde.",
        "Teken aan elk pad een einde.",
    ),
    "too_many_nodes": Wording(
        "De route heeft meer dan {aantal} stappen, vragen en gebeurtenissen.",
        "Verdeel haar over meer routes, en begin die met een stap ‘Andere route’.",
    ),
    "id_missing": Wording(
        "'{naam}' is niet te onderscheiden van andere stappen.",
        _AGAIN,
        notation="id ontbreekt; daaraan hangt de geschiedenis",
    ),
    "id_not_a_name": Wording(
        "De sleutel van '{naam}' heeft tekens die niet mogen.",
        _AGAIN,
        notation="id: letters, cijfers en een laag streepje, te beginnen met een letter",
    ),
    "id_reserved": Wording(
        "De sleutel van '{naam}' is voor Doorgang zelf.",
        _AGAIN,
        notation="id begint met _dg_",
    ),
    "id_twice": Wording(
        "'{naam}' heeft dezelfde sleutel als iets anders op de tekening.",
        _AGAIN,
        notation="id komt meer dan een keer voor",
    ),
    "dangling_reference": Wording(
        "'{naam}' verwijst naar iets dat er niet is.",
        _AGAIN,
        notation="{teken}",
    ),
    "reference_missing": Wording(
        "Bij '{naam}' staat niet om welk bericht, signaal of welke fout het gaat.",
        "Kies dat op de tekening, of verwijder deze gebeurtenis.",
        notation="{teken} ontbreekt",
    ),
    "message_name": Wording(
        "Het bericht '{bericht}' bij '{naam}' heeft geen bruikbare naam.",
        "Geef het een naam in kleine letters met lage streepjes, zoals aanvraag_ingetrokken.",
    ),
    "signal_name": Wording(
        "Het signaal bij '{naam}' heeft geen naam.",
        "Geef het signaal een naam.",
    ),
    "lane_without_role": Wording(
        "Bij de baan '{naam}' staat niet van wie zij is.",
        "Kies een rol voor deze baan, of kies bij elke stap erin een rol.",
        notation="dg:rol met een rol uit config/roles.toml",
    ),
    "lane_unknown_node": Wording(
        "In de baan '{naam}' zou een stap staan die er niet is.",
        "Verplaats een stap in deze baan een klein stukje en bewaar; dan klopt de baan weer.",
        notation="flowNodeRef '{knoop}'",
    ),
    "node_in_two_lanes": Wording(
        "'{stap}' staat in meer dan een baan; ook in '{naam}'.",
        "Zet deze stap in één baan.",
        notation="flowNodeRef '{knoop}'",
    ),
    "node_without_lane": Wording(
        "'{naam}' staat in geen enkele baan.",
        "Zet deze stap in de baan van wie haar doet.",
        notation="flowNodeRef",
    ),
    "variable_name": Wording(
        "Een gegeven van de route heet '{naam}'; dat kan niet.",
        "Gebruik in het formulier kleine letters, cijfers en lage streepjes, te beginnen met een "
        "letter.",
        notation="ook geen woord van de uitdrukkingstaal",
    ),
    "variable_twice": Wording("Het gegeven '{naam}' staat er meer dan een keer.", _ASK),
    "variable_kind": Wording(
        "Het gegeven '{naam}' is van een soort die niet bestaat.",
        _ASK,
        notation="soort='{soort}'; kies tekst, getal, ja_nee, datum of lijst",
    ),
    "variable_start": Wording(
        "Het gegeven '{naam}' begint met een waarde die geen {soort} is.",
        _ASK,
        notation="start",
    ),
    "variable_input": Wording(
        "Bij het gegeven '{naam}' is onduidelijk of het bij het begin wordt meegegeven.",
        _ASK,
        notation='invoer="ja", of weglaten',
    ),
}
