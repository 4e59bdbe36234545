"""What the gate says about flows, gateways and events."""

from __future__ import annotations

from doorgang_engine.bpmn.finding import WARNING

from .wording import Wording

# Sequence flows and gateways
FLOWS: dict[str, Wording] = {
    "flow_dangling": Wording(
        "De pijl '{naam}' zit aan {kant} nergens aan vast.",
        "Verwijder de pijl op de tekening, en teken haar opnieuw tussen twee stappen.",
        notation="{teken}",
    ),
    "flow_crosses_scope": Wording(
        "De pijl '{naam}' gaat over de rand van een deel van de route.",
        "Laat de pijl op de tekening aan de rand van dat deel beginnen of eindigen.",
    ),
    "flow_twice": Wording(
        "Van '{van}' naar '{naar}' lopen twee pijlen.",
        "Houd er een over. Gaat het om twee antwoorden die hetzelfde betekenen, gebruik dan bij "
        "dat pad ‘is een van’.",
    ),
    "flow_into_start": Wording(
        "Naar '{naam}' loopt een pijl; hier begint een pad juist.",
        "Laat de pijl naar de stap erachter lopen.",
    ),
    "flow_out_of_end": Wording(
        "Uit het einde '{naam}' loopt nog een pijl.",
        "Verwijder de pijl, of zet een stap in de plaats van dit einde.",
    ),
    "condition_after_event": Wording(
        "Op de pijl '{naam}' staat een voorwaarde, maar daarvoor staat geen vraag.",
        "Voeg een vraag toe, en kies de voorwaarde bij een van haar paden.",
        notation="geen conditionExpression na een gebeurtenis",
    ),
    "condition_after_gateway": Wording(
        "De pijl '{naam}' heeft een voorwaarde, maar hier wordt niet gekozen.",
        "Maak er op de tekening een vraag van, of haal de voorwaarde weg.",
        notation="conditionExpression alleen na exclusiveGateway of inclusiveGateway",
    ),
    "condition_on_only_flow": Wording(
        "De enige pijl '{naam}' heeft een voorwaarde; klopt die niet, dan loopt het traject vast.",
        "Haal de voorwaarde weg, of voeg bij de vraag een pad toe voor alle andere gevallen.",
    ),
    "condition_on_default": Wording(
        "Het standaardpad '{naam}' heeft een voorwaarde.",
        "Haal de voorwaarde weg; dit pad geldt in alle andere gevallen.",
    ),
    "condition_missing": Wording(
        "Bij het pad '{naam}' staat niet wanneer het wordt gekozen.",
        "Kies bij de vraag waar dit pad begint een voorwaarde (Pad wijzigen), of maak het het "
        "standaardpad.",
        notation="conditionExpression, of default op de gateway",
    ),
    "no_default": Wording(
        "De vraag '{naam}' heeft geen standaardpad: niet elk antwoord heeft een pad.",
        "Kies bij deze vraag één pad, en zet daar ‘Standaardpad’ aan (Pad wijzigen).",
        notation="default, of de voorwaarden x en !x",
    ),
    "default_not_outgoing": Wording(
        "Het standaardpad van '{naam}' begint daar niet.",
        "Kies bij deze vraag een van haar eigen paden als standaardpad.",
        notation="default",
    ),
    "default_without_conditions": Wording(
        "'{naam}' heeft een standaardpad, maar geen ander pad met een voorwaarde.",
        "Geef de andere paden een voorwaarde (Pad wijzigen).",
    ),
    "event_gateway_flows": Wording(
        "'{naam}' wacht op wat het eerst komt, maar er is maar één ding dat kan komen.",
        "Teken erachter nog een wachtmoment, of haal dit weg en laat de route gewoon wachten.",
    ),
    "event_gateway_target": Wording(
        "'{naam}' staat achter een keuze voor wat het eerst komt, maar wacht nergens op.",
        "Zet er een wachtmoment tussen: een bericht of een klok.",
    ),
    "event_gateway_shared": Wording(
        "Naar '{naam}', achter een keuze voor wat het eerst komt, loopt nog een andere pijl.",
        "Geef elk pad een eigen wachtmoment, en laat de paden daarna samenkomen.",
    ),
    "event_gateway_busy": Wording(
        "'{naam}', achter een keuze voor wat het eerst komt, heeft nog een gebeurtenis bij zich "
        "of herhaalt zich.",
        "Zet die op een stap erna.",
    ),
    "event_gateway_mixed": Wording(
        "Achter '{naam}' wordt op twee manieren op een bericht gewacht.",
        "Gebruik overal dezelfde: een wachtmoment, of een stap die op een bericht wacht.",
    ),
    "unreachable": Wording(
        "De route komt nooit bij '{naam}'.",
        "Teken een pijl hierheen, of verwijder deze stap.",
    ),
    "dead_end": Wording(
        "Na '{naam}' houdt de route op zonder einde.",
        "Teken de pijl door tot een einde.",
    ),
    "loop_without_wait": Wording(
        "Bij '{naam}' kan de route steeds rondgaan zonder ergens te wachten.",
        "Zet in het rondje een stap die iemand doet, of een wachtmoment.",
    ),
    "loop_may_not_wait": Wording(
        "Bij '{naam}' kan de route rondgaan langs een deel waarin niet altijd wordt gewacht.",
        "Ga na dat dat hele deel nooit wordt overgeslagen.",
        WARNING,
    ),
    "loop_without_choice": Wording(
        "Het rondje bij '{naam}' heeft geen vraag; elke ronde komt er een pad bij.",
        "Zet in het rondje een vraag die zegt of het nog eens moet.",
    ),
}

# Events
EVENTS: dict[str, Wording] = {
    "start_always_there": Wording(
        "Het begin '{naam}' geldt alleen bij een instelling van de regio, maar is altijd nodig.",
        "Laat een ander begin daarvan afhangen: bij het eerste beginnen andere routes.",
        notation="dg:parameter alleen op een start van de route zelf, niet op de eerste",
    ),
    "event_without_definition": Wording(
        "'{naam}' staat {plaats}, maar er staat niet wat er gebeurt.",
        "Kies op de tekening wat er gebeurt: een bericht, een klok, een signaal of een "
        "voorwaarde.",
    ),
    "event_at_position": Wording(
        "'{naam}' is {soort}; dat kan niet {plaats}.",
        "Kies op de tekening een gebeurtenis die hier wel kan, of verwijder haar.",
        notation="docs/bpmn-support.md",
    ),
    "form_on_event": Wording(
        "'{naam}' heeft een formulier of rol, maar wacht niet op een bericht.",
        "Maak bij deze stap formulier en rol leeg, of laat haar op een bericht wachten.",
    ),
    "error_must_interrupt": Wording(
        "'{naam}' vangt een fout op, maar laat het werk doorgaan.",
        "Laat deze gebeurtenis het werk afbreken.",
        notation="cancelActivity of isInterrupting; of een escalatie",
    ),
    "error_uncaught": Wording(
        "De fout bij '{naam}' wordt nergens opgevangen.",
        "Maak er een gewoon einde van, of vang haar op bij het deel van de route eromheen.",
    ),
    "nothing_to_catch": Wording(
        "'{naam}' wacht op {soort} die daarbinnen nooit komt.",
        "Verwijder deze gebeurtenis, of laat daarbinnen gebeuren waar zij op wacht.",
    ),
    "boundary_without_host": Wording(
        "'{naam}' zit niet aan een stap vast.",
        "Zet deze gebeurtenis op de rand van een stap, of verwijder haar.",
        notation="attachedToRef",
    ),
    "boundary_on_automatic": Wording(
        "'{naam}' zit op '{gastheer}'; daar wacht niets, dus dit gebeurt nooit.",
        "Zet deze gebeurtenis op een stap die iemand doet, of op een deel van de route.",
    ),
    "link_target": Wording(
        "De sprong bij '{naam}' heeft niet precies één plek waar de route verdergaat.",
        "Teken in plaats van de sprong een pijl.",
        notation="linkEventDefinition '{koppeling}'",
    ),
    "link_source": Wording(
        "Naar '{naam}' wordt nergens gesprongen, of er is meer dan één zo'n plek.",
        "Teken in plaats van de sprong een pijl.",
        notation="linkEventDefinition '{koppeling}'",
    ),
    "link_with_flow": Wording(
        "De sprong '{naam}' heeft een pijl aan de verkeerde kant.",
        "Laat na het begin van een sprong geen pijl vertrekken, en bij de plek waar de route "
        "verdergaat geen pijl aankomen.",
    ),
    "condition_of_time": Wording(
        "De voorwaarde van '{naam}' hangt van de tijd af; niemand merkt wanneer zij waar wordt.",
        "Maak er een wachtmoment met een klok van.",
    ),
    "timer_text": Wording(
        "Bij de klok van '{naam}' staat niet precies één ding waar zij op wacht.",
        "Kies bij deze stap hoe lang er wordt gewacht, of tot het einde van welke termijn.",
        notation="een van timeDate, timeDuration en timeCycle",
    ),
    "timer_date": Wording(
        "De klok van '{naam}' noemt een moment dat niet vaststaat.",
        "Kies bij deze stap hoe lang er wordt gewacht, of tot het einde van welke termijn.",
        notation="{tekst}; schrijf termijn(...), op(datum), uiterlijk(datum), of een moment met "
        "tijdzone tussen aanhalingstekens",
    ),
    "timer_duration": Wording(
        "Bij '{naam}' staat niet hoe lang: er staat geen tijd die langer is dan niets.",
        "Kies bij deze stap een aantal en een eenheid, zoals 14 dagen of 1 uur.",
        notation="'{tekst}'; schrijf P14D of PT1H",
    ),
    "timer_cycle": Wording(
        "De klok van '{naam}' herhaalt zich op een manier die niet kan.",
        "Kies bij deze stap hoe lang er wordt gewacht. Herhalen kan vanaf een uur.",
        notation="'{tekst}'; schrijf R3/P14D of R/P1W",
    ),
    "cycle_at_position": Wording(
        "De klok van '{naam}' herhaalt zich, maar kan daar maar één keer afgaan.",
        "Kies bij deze stap hoe lang er wordt gewacht, of laat het werk ernaast doorgaan.",
        notation="timeDuration, of cancelActivity='false'",
    ),
}
