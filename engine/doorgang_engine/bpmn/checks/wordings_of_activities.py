"""What the gate says about activities, expressions and references."""

from __future__ import annotations

from .wording import Wording

# Activities
ACTIVITIES: dict[str, Wording] = {
    "task_without_form": Wording(
        "De stap '{naam}' heeft geen formulier.",
        "Kies bij deze stap een formulier, onder Instellen.",
        notation="dg:formulier",
    ),
    "task_without_role": Wording(
        "Bij de stap '{naam}' staat niet wie haar doet.",
        "Kies bij deze stap een rol, onder Instellen, of zet haar in de baan van wie haar doet.",
        notation="dg:rol op de taak of op haar baan",
    ),
    "two_deadlines": Wording(
        "De stap '{naam}' heeft twee dagen waarop zij klaar moet zijn: een termijn en een datum.",
        "Haal bij deze stap de termijn weg, of haal de datum weg.",
        notation="dg:termijn of dg:uiterlijk, niet allebei",
    ),
    "start_without_term": Wording(
        "Bij de stap '{naam}' staat vanaf wanneer een termijn loopt, maar niet welke termijn.",
        "Kies bij deze stap een termijn, of maak het veld ‘Termijn loopt vanaf’ leeg.",
        notation="dg:vanaf vraagt dg:termijn of dg:uiterlijk",
    ),
    "more_than_one_signature": Wording(
        "'{naam}' vraagt meer dan één rol om mee te ondertekenen.",
        "Houd één rol over. Moeten er meer tekenen, maak dan voor elke rol een stap.",
        notation="dg:medeondertekening noemt één rol",
    ),
    "other_performer_unknown": Wording(
        "'{naam}' moet iemand anders doen dan een stap die er niet meer is.",
        "Kies bij deze stap opnieuw bij ‘Iemand anders dan bij’.",
        notation="dg:anders_dan noemt '{knoop}'; noem de id van een taak in deze route",
    ),
    "script_empty": Wording(
        "De stap '{naam}' moet een gegeven vastleggen, maar legt niets vast.",
        "Verwijder deze stap, of vraag de beheerder erin te zetten wat zij vastlegt.",
        notation="regels als: naam = uitdrukking",
    ),
    "script_line": Wording(
        "De stap '{naam}' legt een gegeven vast op een manier die niet klopt.",
        "Vraag de beheerder dit te herstellen, of maak uw wijziging aan deze stap ongedaan.",
        notation="{reden} Alleen regels als: naam = uitdrukking",
    ),
    "reserve_without_person": Wording(
        "'{naam}' reserveert een plaats zonder dat er net iemand iets invulde.",
        "Verplaats deze stap tot vlak na een stap die iemand doet: wordt er geweigerd, dan moet "
        "die iets anders kunnen kiezen.",
    ),
    "action_unknown": Wording(
        "De stap '{naam}' gaat vanzelf, maar wat er moet gebeuren bestaat niet.",
        "Verwijder deze stap en voeg haar opnieuw toe, of vraag de beheerder dit te herstellen.",
        notation="dg:actie='{actie}'; de acties staan in docs/route-format.md",
    ),
    "action_lacks": Wording(
        "De stap '{naam}' gaat vanzelf, maar mist iets dat zij daarvoor nodig heeft: {gemist}.",
        "Vul dat bij deze stap in, onder Instellen.",
        notation="dg:actie='{actie}' vraagt {teken}",
    ),
    "action_extra": Wording(
        "Bij de stap '{naam}' is iets ingesteld waar zij niets mee doet: {gemist}.",
        "Maak dat bij deze stap leeg, onder Instellen.",
        notation="dg:actie='{actie}' kent {teken} niet",
    ),
    "call_without_route": Wording(
        "Bij '{naam}' staat niet welke route er begint.",
        "Kies bij deze stap onder Instellen welke route.",
        notation="calledElement",
    ),
    "call_of_itself": Wording(
        "'{naam}' begint deze zelfde route nog een keer binnen zichzelf.",
        "Kies een andere route, of laat een pad teruggaan naar een eerdere stap.",
        notation="calledElement; of dg:actie='traject_starten'",
    ),
    "call_output": Wording(
        "'{naam}' neemt een gegeven over van een andere route op een manier die niet klopt.",
        "Vraag de beheerder dit te herstellen.",
        notation="dg:uitvoer heeft '{tekst}'; schrijf \"besluit reden=toelichting\"",
    ),
    "call_roles": Wording(
        "'{naam}' zegt op een manier die niet klopt wie in de andere route wat doet.",
        "Vraag de beheerder dit te herstellen.",
        notation="dg:rollen heeft '{tekst}'; schrijf \"po_ib=vo_zorgcoordinator\"",
    ),
    "sub_process_starts": Wording(
        "Het deel van de route '{naam}' heeft {aantal} keer een begin.",
        "Geef dit deel op de tekening precies één begin, zonder bericht of klok.",
    ),
    "handler_starts": Wording(
        "Het deel '{naam}', dat vanzelf begint, heeft {aantal} keer een begin.",
        "Geef dit deel op de tekening precies één begin.",
    ),
    "handler_with_flows": Wording(
        "Aan het deel '{naam}', dat vanzelf begint, zit een pijl.",
        "Verwijder die pijl op de tekening.",
    ),
    "handler_in_handler": Wording(
        "Het deel '{naam}', dat vanzelf begint, staat in een ander deel dat vanzelf begint.",
        "Zet het daarbuiten, of maak er een gebeurtenis van bij een stap.",
    ),
    "handler_repeats": Wording(
        "Het deel '{naam}', dat vanzelf begint, herhaalt zich.",
        "Zet wat zich herhaalt in een eigen deel daarbinnen.",
    ),
    "repeats_twice": Wording(
        "'{naam}' herhaalt zich op twee manieren.",
        "Houd op de tekening één herhaling over.",
    ),
    "instances_count": Wording(
        "Bij '{naam}' staat niet hoe vaak het wordt herhaald, of het staat er twee keer.",
        "Haal de herhaling op de tekening weg, of vraag de beheerder dit te herstellen.",
        notation="loopCardinality of loopDataInputRef, niet allebei",
    ),
    "instances_list": Wording(
        "'{naam}' wordt herhaald voor een gegeven dat er niet is.",
        "Haal de herhaling op de tekening weg, of vraag de beheerder dit te herstellen.",
        notation="loopDataInputRef heeft '{tekst}'; noem een variabele van de soort lijst",
    ),
    "instances_item": Wording(
        "Wat bij '{naam}' per keer anders is, heeft geen bruikbare naam.",
        "Gebruik kleine letters, cijfers en lage streepjes.",
        notation="inputDataItem",
    ),
    "instances_output": Wording(
        "'{naam}' verzamelt uitkomsten, maar zegt niet allebei: welke en waarin.",
        "Vraag de beheerder dit te herstellen.",
        notation="outputDataItem en loopDataOutputRef, allebei",
    ),
    "loop_endless": Wording(
        "De herhaling van '{naam}' houdt nooit op.",
        "Haal de herhaling op de tekening weg, of laat een vraag bepalen of het nog eens moet.",
        notation="loopCondition of loopMaximum",
    ),
    "loop_maximum": Wording(
        "'{naam}' mag zich een aantal keer herhalen dat geen getal is van 1 tot en met {aantal}.",
        "Haal de herhaling op de tekening weg, of vraag de beheerder dit te herstellen.",
        notation="loopMaximum of loopCondition",
    ),
}

# Expressions, and what the route names outside itself
EXPRESSIONS: dict[str, Wording] = {
    "expression_refused": Wording(
        "Bij '{naam}' staat een voorwaarde of berekening die niet klopt: {reden}",
        "Kies haar opnieuw bij de stap waar dit pad begint: Paden hierna, Pad wijzigen. Klopte "
        "zij eerst wel, kijk dan of een formulier dat gegeven nog vraagt.",
        notation="{tekst} (docs/route-format.md)",
    ),
    "variable_unknown": Wording(
        "'{naam}' vult het gegeven '{variabele}' in; dat gegeven heeft de route niet.",
        "Laat een formulier van de route dat gegeven vragen, of vraag de beheerder het toe te "
        "voegen.",
        notation="dg:variabele",
    ),
    "item_hides_variable": Wording(
        "Wat bij '{naam}' per keer anders is, heet net als een gegeven van de route: "
        "'{variabele}'.",
        "Geef het een andere naam.",
    ),
    "instances_output_kind": Wording(
        "'{naam}' verzamelt uitkomsten in '{variabele}'; daar past er maar één in.",
        "Vraag de beheerder van dat gegeven een lijst te maken.",
        notation='dg:variabele met soort="lijst"',
    ),
    "instances_result_kind": Wording(
        "'{naam}' verzamelt '{variabele}'; dat is geen tekst of datum.",
        "Verzamel een gegeven dat een tekst of een datum is.",
    ),
    "key_not_literal": Wording(
        "Bij '{naam}' wordt uitgerekend welke termijn of instelling geldt; dat is niet na te "
        "kijken.",
        "Kies een vaste termijn, of vraag de beheerder dit te herstellen.",
        notation="de naam tussen aanhalingstekens",
    ),
    "form_unknown": Wording(
        "'{naam}' vraagt een formulier dat er niet is: '{sleutel}'.",
        "Kies bij deze stap een ander formulier, of maak dit formulier bij Formulieren.",
    ),
    "mandate_unknown": Wording(
        "'{naam}' vraagt een mandaat dat geen rol heeft: '{sleutel}'.",
        "Kies bij deze stap een ander mandaat, of vraag de beheerder het aan een rol te geven.",
        notation="mandaten in config/roles.toml",
    ),
    "role_unknown": Wording(
        "'{naam}' noemt een rol die er niet is: '{sleutel}'.",
        "Kies bij deze stap een andere rol, of vraag de beheerder deze rol toe te voegen.",
        notation="config/roles.toml",
    ),
    "term_unknown": Wording(
        "'{naam}' noemt een termijn die er niet is: '{sleutel}'.",
        "Kies bij deze stap een andere termijn, of vraag de beheerder deze termijn toe te voegen.",
        notation="config/terms",
    ),
    "parameter_unknown": Wording(
        "'{naam}' kijkt naar een instelling van de regio die er niet is: '{sleutel}'.",
        "Maak uw wijziging ongedaan, of vraag de beheerder deze instelling toe te voegen.",
        notation="config/defaults.toml",
    ),
    "route_unknown": Wording(
        "'{naam}' begint een route die er niet is: '{sleutel}'.",
        "Kies bij deze stap een andere route.",
    ),
}
