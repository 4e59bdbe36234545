"""What the gate says about activities, expressions and references."""

from __future__ import annotations

from .wording import Wording

# Activities
ACTIVITIES: dict[str, Wording] = {
    "task_without_form": Wording(
        "De taak '{naam}' heeft geen formulier.",
        "Geef de taak dg:formulier.",
    ),
    "task_without_role": Wording(
        "De taak '{naam}' heeft geen rol.",
        "Zet de taak in een baan met dg:rol, of geef haar zelf dg:rol.",
    ),
    "two_deadlines": Wording(
        "De taak '{naam}' heeft zowel dg:termijn als dg:uiterlijk.",
        "Houd een van de twee over.",
    ),
    "start_without_term": Wording(
        "De taak '{naam}' heeft dg:vanaf zonder dg:termijn.",
        "Noem de termijn, of gebruik dg:uiterlijk.",
    ),
    "other_performer_unknown": Wording(
        "'{naam}' moet door een ander dan '{knoop}'; die stap is er niet.",
        "Noem in dg:anders_dan de id van een taak in deze route.",
    ),
    "script_empty": Wording(
        "De scripttaak '{naam}' doet niets.",
        "Schrijf regels als: naam = uitdrukking.",
    ),
    "script_line": Wording(
        "In '{naam}': {reden}",
        "Schrijf alleen regels als: naam = uitdrukking.",
    ),
    "reserve_without_person": Wording(
        "'{naam}' reserveert zonder dat er net iemand iets invulde.",
        "Zet het na een taak: wordt er geweigerd, dan moet iemand iets anders kunnen kiezen.",
    ),
    "action_unknown": Wording(
        "De servicetaak '{naam}' heeft de actie '{actie}'; die bestaat niet.",
        "Kies een actie uit docs/route-format.md en zet die in dg:actie.",
    ),
    "action_lacks": Wording(
        "De actie {actie} van '{naam}' mist {teken}.",
        "Vul het kenmerk in.",
    ),
    "action_extra": Wording(
        "De actie {actie} van '{naam}' doet niets met {teken}.",
        "Verwijder het kenmerk, of kies de actie die erbij hoort.",
    ),
    "call_without_route": Wording(
        "De aanroep '{naam}' noemt geen route.",
        "Zet de sleutel van de route in calledElement.",
    ),
    "call_of_itself": Wording(
        "'{naam}' roept de eigen route aan.",
        "Teken een lus, of start een nieuw traject met de actie traject_starten.",
    ),
    "call_output": Wording(
        "De uitvoer '{tekst}' van '{naam}' is geen doel=naam.",
        'Schrijf bijvoorbeeld dg:uitvoer="besluit reden=toelichting".',
    ),
    "call_roles": Wording(
        "De rolverdeling '{tekst}' van '{naam}' is geen rol=rol.",
        'Schrijf bijvoorbeeld dg:rollen="po_ib=vo_zorgcoordinator".',
    ),
    "sub_process_starts": Wording(
        "Het subproces '{naam}' heeft {aantal} startgebeurtenissen.",
        "Geef het precies een lege startgebeurtenis.",
    ),
    "handler_starts": Wording(
        "Het event-subproces '{naam}' heeft {aantal} startgebeurtenissen.",
        "Geef het precies een startgebeurtenis.",
    ),
    "handler_with_flows": Wording(
        "Aan het event-subproces '{naam}' zit een pijl.",
        "Verwijder de pijl; een event-subproces begint vanzelf.",
    ),
    "handler_in_handler": Wording(
        "Het event-subproces '{naam}' staat in een ander event-subproces.",
        "Zet de stappen in een subproces met een randgebeurtenis.",
    ),
    "handler_repeats": Wording(
        "Het event-subproces '{naam}' herhaalt zich.",
        "Zet een herhaald subproces in het event-subproces.",
    ),
    "repeats_twice": Wording(
        "'{naam}' herhaalt zich op twee manieren.",
        "Houd een herhaling over.",
    ),
    "instances_count": Wording(
        "'{naam}' moet of een aantal of een lijst hebben om over te herhalen.",
        "Vul loopCardinality of loopDataInputRef in, niet allebei.",
    ),
    "instances_list": Wording(
        "'{naam}' herhaalt over '{tekst}'; dat is geen variabele.",
        "Noem in loopDataInputRef een variabele van de soort lijst.",
    ),
    "instances_item": Wording(
        "De naam van een onderdeel bij '{naam}' is geen naam voor een variabele.",
        "Gebruik kleine letters, cijfers en lage streepjes.",
    ),
    "instances_output": Wording(
        "'{naam}' verzamelt uitkomsten, maar zegt niet allebei: wat en waarin.",
        "Vul outputDataItem en loopDataOutputRef allebei in.",
    ),
    "loop_endless": Wording(
        "De herhaling van '{naam}' heeft geen einde.",
        "Geef een loopCondition of een loopMaximum.",
    ),
    "loop_maximum": Wording(
        "Het maximum van '{naam}' is geen getal van 1 tot en met {aantal}.",
        "Vul een getal in, of gebruik een loopCondition.",
    ),
}

# Expressions, and what the route names outside itself
EXPRESSIONS: dict[str, Wording] = {
    "expression_refused": Wording(
        "In '{naam}': {reden}",
        "Verbeter de uitdrukking; zie docs/route-format.md.",
    ),
    "variable_unknown": Wording(
        "'{naam}' geeft '{variabele}' een waarde; die variabele is er niet.",
        "Declareer haar met dg:variabele.",
    ),
    "item_hides_variable": Wording(
        "Het onderdeel '{variabele}' van '{naam}' heet als een variabele van de route.",
        "Geef het onderdeel een andere naam.",
    ),
    "instances_output_kind": Wording(
        "'{naam}' verzamelt in '{variabele}'; dat is geen lijst.",
        'Declareer de variabele met soort="lijst".',
    ),
    "instances_result_kind": Wording(
        "'{naam}' verzamelt '{variabele}'; dat is geen tekst of datum.",
        "Verzamel een variabele van de soort tekst of datum.",
    ),
    "key_not_literal": Wording(
        "In '{naam}' wordt de naam van een termijn of parameter berekend; die is niet te "
        "controleren.",
        "Schrijf de naam tussen aanhalingstekens.",
    ),
    "form_unknown": Wording(
        "'{naam}' noemt het formulier '{sleutel}'; dat is er niet.",
        "Maak het formulier of kies een ander.",
    ),
    "mandate_unknown": Wording(
        "'{naam}' vraagt het mandaat '{sleutel}'; geen rol heeft dat.",
        "Zet het bij de rol die mag beslissen: mandaten in config/roles.toml.",
    ),
    "role_unknown": Wording(
        "'{naam}' noemt de rol '{sleutel}'; die staat niet in config/roles.toml.",
        "Kies een bestaande rol of voeg haar toe.",
    ),
    "term_unknown": Wording(
        "'{naam}' noemt de termijn '{sleutel}'; die staat niet in config/terms.",
        "Kies een bestaande termijn of voeg haar toe.",
    ),
    "parameter_unknown": Wording(
        "'{naam}' noemt de parameter '{sleutel}'; die is er niet.",
        "Voeg hem toe aan config/defaults.toml of kies een andere.",
    ),
    "route_unknown": Wording(
        "'{naam}' noemt de route '{sleutel}'; die is er niet.",
        "Kies een bestaande route.",
    ),
}
