"""What the gate says about elements, attributes, and the file as a whole."""

from __future__ import annotations

from .wording import Wording

# Elements and attributes that are not on the whitelist
ELEMENTS: dict[str, Wording] = {
    "abstract_task": Wording(
        "'{naam}' is een taak zonder soort; niemand weet wie haar doet.",
        "Kies een gebruikerstaak, handmatige taak, scripttaak, servicetaak of bedrijfsregeltaak.",
    ),
    "global_task": Wording(
        "'{naam}' is een globale taak.",
        "Teken de taak in de route zelf, of maak er een eigen route van en roep die aan.",
    ),
    "choreography": Wording(
        "'{naam}' is een choreografie; die wordt niet uitgevoerd.",
        "Teken een proces in een pool.",
    ),
    "complex_gateway": Wording(
        "'{naam}' is een complexe gateway.",
        "Gebruik een inclusieve of parallelle gateway.",
    ),
    "ad_hoc_sub_process": Wording(
        "'{naam}' is een ad-hoc-subproces; de volgorde staat niet vast.",
        "Teken de stappen met pijlen, of parallel met een parallelle gateway.",
    ),
    "transaction": Wording(
        "'{naam}' is een transactie.",
        "Gebruik een gewoon subproces met een foutgebeurtenis op de rand.",
    ),
    "cancel_event": Wording(
        "'{naam}' hoort bij een transactie; die wordt niet uitgevoerd.",
        "Gebruik een foutgebeurtenis.",
    ),
    "compensation": Wording(
        "'{naam}' vraagt om compensatie; stappen worden niet automatisch teruggedraaid.",
        "Teken de herstelstappen als gewone taken achter een gateway of randgebeurtenis.",
    ),
    "data_flow": Wording(
        "'{naam}' beschrijft een gegevensstroom; die wordt niet uitgevoerd.",
        "Laat het weg. Formulieren en scripttaken vullen de variabelen van de route.",
    ),
    "resource_role": Wording(
        "'{naam}' wijst een uitvoerder aan op een manier die niet wordt gelezen.",
        "Zet de taak in de baan van de rol, of gebruik dg:rol.",
    ),
    "event_definition_reference": Wording(
        "'{naam}' verwijst naar een gebeurtenis elders in het bestand.",
        "Zet de gebeurtenis in het element zelf.",
    ),
    "complex_behaviour": Wording(
        "'{naam}' gooit gebeurtenissen per herhaling; dat wordt niet uitgevoerd.",
        "Zet de gebeurtenis in de herhaalde activiteit zelf.",
    ),
    "import": Wording(
        "Het bestand haalt een ander bestand binnen; dat wordt niet gelezen.",
        "Roep de andere route aan met een aanroepactiviteit.",
    ),
    "correlation": Wording(
        "'{naam}' koppelt berichten aan gegevens; berichten komen hier per traject binnen.",
        "Laat het weg.",
    ),
    "unknown_element": Wording(
        "'{soort}' in '{binnen}' wordt niet uitgevoerd.",
        "Laat het element weg, of teken het met een element dat in docs/bpmn-support.md staat.",
    ),
    "unknown_attribute": Wording(
        "Het kenmerk '{teken}' van '{naam}' ({soort}) wordt niet gelezen.",
        "Verwijder het kenmerk.",
    ),
    "attribute_value": Wording(
        "Het kenmerk '{teken}' van '{naam}' heeft de waarde '{waarde}'; die wordt niet "
        "uitgevoerd.",
        "Verwijder het kenmerk of kies de gewone waarde.",
    ),
    "instantiating": Wording(
        "'{naam}' zou een traject starten; dat kan alleen een startgebeurtenis.",
        "Gebruik startgebeurtenissen; de starter kiest er een.",
    ),
    "multiple_events": Wording(
        "'{naam}' heeft meer dan een gebeurtenis.",
        "Teken voor elke gebeurtenis een eigen element; wachten op de eerste van meer kan"
        " met een gebeurtenisgateway.",
    ),
    "parallel_event_gateway": Wording(
        "'{naam}' wacht op alle gebeurtenissen tegelijk.",
        "Gebruik een parallelle gateway met een vangende gebeurtenis op elk pad.",
    ),
    "unknown_route_attribute": Wording(
        "'{teken}' hoort niet op '{naam}' ({soort}); een tikfout wordt zo een stille fout.",
        "Kijk in docs/route-format.md welke dg-kenmerken dit element kent.",
    ),
    "unknown_route_element": Wording(
        "Het element '{teken}' hoort hier niet.",
        "Alleen dg:variabele bestaat, in de extensionElements van het proces.",
    ),
    "foreign_behaviour": Wording(
        "'{naam}' heeft '{teken}' van een andere engine; dat zou stil worden genegeerd.",
        "Verwijder het, en druk het uit met BPMN of met een dg-kenmerk.",
    ),
}

# The file, the process, pools and lanes
FILE: dict[str, Wording] = {
    "no_process": Wording(
        "Het bestand heeft geen proces.",
        "Teken een pool met een proces.",
    ),
    "several_processes": Wording(
        "Het bestand heeft meer dan een proces.",
        "Zet elke route in een eigen bestand; andere pools blijven leeg (zonder processRef).",
    ),
    "not_executable": Wording(
        "Het proces '{naam}' staat op niet-uitvoerbaar.",
        "Zet isExecutable op true.",
    ),
    "no_start": Wording(
        "'{naam}' heeft geen startgebeurtenis.",
        "Teken een startgebeurtenis.",
    ),
    "no_end": Wording(
        "'{naam}' heeft geen einde.",
        "Teken aan elk pad een eindgebeurtenis.",
    ),
    "too_many_nodes": Wording(
        "De route heeft meer dan {aantal} knopen.",
        "Verdeel haar in deelroutes en roep die aan.",
    ),
    "id_missing": Wording(
        "'{naam}' heeft geen id.",
        "Geef het element een id; daaraan hangt de geschiedenis.",
    ),
    "id_not_a_name": Wording(
        "De id van '{naam}' heeft tekens die niet mogen.",
        "Gebruik letters, cijfers en een laag streepje, en begin met een letter.",
    ),
    "id_reserved": Wording(
        "De id van '{naam}' begint met _dg_; dat is voor de engine zelf.",
        "Kies een andere id.",
    ),
    "id_twice": Wording(
        "De id van '{naam}' komt meer dan een keer voor.",
        "Geef elk element een eigen id.",
    ),
    "dangling_reference": Wording(
        "'{naam}' verwijst met {teken} naar iets dat er niet is.",
        "Kies iets dat in dit bestand staat, of verwijder de verwijzing.",
    ),
    "reference_missing": Wording(
        "'{naam}' zegt niet welke ({teken} ontbreekt).",
        "Kies een bericht, signaal, fout of escalatie.",
    ),
    "message_name": Wording(
        "Het bericht '{bericht}' bij '{naam}' heeft geen bruikbare naam.",
        "Geef het bericht een naam in kleine letters met lage streepjes, zoals "
        "aanvraag_ingetrokken.",
    ),
    "signal_name": Wording(
        "Het signaal bij '{naam}' heeft geen naam.",
        "Geef het signaal een naam.",
    ),
    "lane_without_role": Wording(
        "De baan '{naam}' heeft geen rol.",
        "Geef de baan dg:rol met een rol uit config/roles.toml.",
    ),
    "lane_unknown_node": Wording(
        "De baan '{naam}' noemt '{knoop}'; die is er niet.",
        "Verwijder de verwijzing.",
    ),
    "node_in_two_lanes": Wording(
        "'{knoop}' staat in meer dan een baan; ook in '{naam}'.",
        "Zet elk element in een baan.",
    ),
    "node_without_lane": Wording(
        "'{naam}' staat in geen enkele baan.",
        "Zet het element in de baan van wie het aangaat.",
    ),
    "variable_name": Wording(
        "'{naam}' is geen naam voor een variabele.",
        "Gebruik kleine letters, cijfers en lage streepjes, te beginnen met een letter, "
        "en geen woord van de uitdrukkingstaal.",
    ),
    "variable_twice": Wording(
        "De variabele '{naam}' staat er meer dan een keer.",
        "Verwijder er een.",
    ),
    "variable_kind": Wording(
        "De variabele '{naam}' heeft de soort '{soort}'; die bestaat niet.",
        "Kies tekst, getal, ja_nee, datum of lijst.",
    ),
    "variable_start": Wording(
        "De beginwaarde van '{naam}' is geen {soort}.",
        "Geef een waarde van de soort, of laat start weg.",
    ),
    "variable_input": Wording(
        "Bij de variabele '{naam}' staat invoer op iets anders dan ja of nee.",
        'Schrijf invoer="ja" of laat het weg.',
    ),
}
