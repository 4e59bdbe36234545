"""What the gate says about flows, gateways and events."""

from __future__ import annotations

from doorgang_engine.bpmn.finding import WARNING

from .wording import Wording

# Sequence flows and gateways
FLOWS: dict[str, Wording] = {
    "flow_dangling": Wording(
        "De pijl '{naam}' heeft een {kant} die er niet is.",
        "Teken de pijl opnieuw tussen twee elementen.",
    ),
    "flow_crosses_scope": Wording(
        "De pijl '{naam}' gaat over de rand van een subproces.",
        "Laat de pijl aan het subproces zelf beginnen of eindigen.",
    ),
    "flow_twice": Wording(
        "Van '{van}' naar '{naar}' lopen twee pijlen.",
        "Houd er een over; zet beide voorwaarden met || in die ene.",
    ),
    "flow_into_start": Wording(
        "Naar '{naam}' loopt een pijl; hier begint een pad juist.",
        "Laat de pijl naar het element erachter lopen.",
    ),
    "flow_out_of_end": Wording(
        "Uit het einde '{naam}' loopt een pijl.",
        "Maak er een tussengebeurtenis van, of verwijder de pijl.",
    ),
    "condition_after_event": Wording(
        "Op de pijl '{naam}' uit een gebeurtenis staat een voorwaarde; BPMN kent die daar niet.",
        "Zet er een exclusieve gateway achter en zet de voorwaarde op haar pijl.",
    ),
    "condition_after_gateway": Wording(
        "De pijl '{naam}' komt uit een gateway die geen voorwaarden kent.",
        "Gebruik een exclusieve of inclusieve gateway.",
    ),
    "condition_on_only_flow": Wording(
        "De enige pijl '{naam}' heeft een voorwaarde; is die niet waar, dan loopt het "
        "traject vast.",
        "Verwijder de voorwaarde of teken het andere pad.",
    ),
    "condition_on_default": Wording(
        "De standaardpijl '{naam}' heeft een voorwaarde.",
        "Verwijder de voorwaarde; de standaardpijl geldt als geen andere waar is.",
    ),
    "condition_missing": Wording(
        "De pijl '{naam}' uit een gateway die kiest, heeft geen voorwaarde.",
        "Geef haar een voorwaarde of maak haar de standaardpijl.",
    ),
    "no_default": Wording(
        "'{naam}' heeft geen standaardpijl, en de voorwaarden zijn niet x en !x.",
        "Maak een van de pijlen de standaardpijl.",
    ),
    "default_not_outgoing": Wording(
        "De standaardpijl van '{naam}' is geen pijl die daar begint.",
        "Kies een uitgaande pijl als standaard.",
    ),
    "default_without_conditions": Wording(
        "'{naam}' heeft een standaardpijl maar geen pijl met een voorwaarde.",
        "Verwijder de standaard, of zet voorwaarden op de andere pijlen.",
    ),
    "event_gateway_flows": Wording(
        "'{naam}' heeft minder dan twee gebeurtenissen om op te wachten.",
        "Gebruik een vangende gebeurtenis zonder gateway, of teken een tweede.",
    ),
    "event_gateway_target": Wording(
        "'{naam}' staat achter een gebeurtenisgateway, maar vangt geen gebeurtenis.",
        "Zet er een vangende gebeurtenis of ontvangsttaak tussen.",
    ),
    "event_gateway_shared": Wording(
        "Naar '{naam}' achter een gebeurtenisgateway loopt nog een andere pijl.",
        "Geef elk pad een eigen gebeurtenis en voeg daarna samen.",
    ),
    "event_gateway_busy": Wording(
        "'{naam}' achter een gebeurtenisgateway heeft een randgebeurtenis of herhaling.",
        "Zet die op een taak erna.",
    ),
    "event_gateway_mixed": Wording(
        "Achter '{naam}' staan een berichtgebeurtenis en een ontvangsttaak door elkaar.",
        "Gebruik een van de twee.",
    ),
    "unreachable": Wording(
        "'{naam}' ligt op geen enkel pad vanaf een start.",
        "Verbind het element of verwijder het.",
    ),
    "dead_end": Wording(
        "Vanaf '{naam}' loopt geen enkel pad naar een einde.",
        "Teken het pad door tot een eindgebeurtenis.",
    ),
    "loop_without_wait": Wording(
        "Bij '{naam}' kan de route rondgaan zonder ergens te wachten.",
        "Zet een taak of een vangende gebeurtenis in de lus.",
    ),
    "loop_may_not_wait": Wording(
        "Bij '{naam}' kan de route rondgaan langs een subproces waarin niet altijd wordt gewacht.",
        "Ga na dat de voorwaarden uitsluiten dat het hele subproces wordt overgeslagen.",
        WARNING,
    ),
    "loop_without_choice": Wording(
        "De lus bij '{naam}' heeft geen exclusieve gateway; elke ronde komt er een pad bij.",
        "Laat de lus teruggaan via een exclusieve gateway.",
    ),
}

# Events
EVENTS: dict[str, Wording] = {
    "start_always_there": Wording(
        "De start '{naam}' heeft dg:parameter, maar kan niet worden weggelaten.",
        "Zet dg:parameter alleen op een start van de route zelf, niet op de eerste: daar beginnen "
        "andere routes.",
    ),
    "event_without_definition": Wording(
        "'{naam}' is een lege gebeurtenis {plaats}.",
        "Kies wat er gebeurt: bericht, timer, signaal of voorwaarde.",
    ),
    "event_at_position": Wording(
        "'{naam}': een gebeurtenis van de soort {soort} kan niet {plaats}.",
        "Kies een gebeurtenis die daar wordt uitgevoerd; zie docs/bpmn-support.md.",
    ),
    "form_on_event": Wording(
        "'{naam}' heeft een formulier of rol, maar vangt geen bericht.",
        "Verwijder het formulier, of wacht op een bericht.",
    ),
    "error_must_interrupt": Wording(
        "'{naam}' vangt een fout zonder te onderbreken.",
        "Een fout onderbreekt altijd; gebruik anders een escalatie.",
    ),
    "error_uncaught": Wording(
        "De fout bij '{naam}' wordt nergens opgevangen.",
        "Zet een foutgebeurtenis op de rand van een subproces eromheen, of gebruik een "
        "gewoon einde.",
    ),
    "nothing_to_catch": Wording(
        "'{naam}' wacht op een {soort} die nergens binnenin wordt gegooid.",
        "Verwijder de gebeurtenis, of gooi haar binnenin met een werpende gebeurtenis.",
    ),
    "boundary_without_host": Wording(
        "'{naam}' zit niet op een activiteit in hetzelfde proces.",
        "Zet de gebeurtenis op de rand van een taak, subproces of aanroep.",
    ),
    "boundary_on_automatic": Wording(
        "'{naam}' zit op '{gastheer}'; daar wacht niets, dus de gebeurtenis komt nooit.",
        "Zet de gebeurtenis op een taak die wacht of op een subproces.",
    ),
    "link_target": Wording(
        "Koppeling '{koppeling}' bij '{naam}' heeft niet precies een doel.",
        "Teken een vangende koppeling met dezelfde naam in hetzelfde proces.",
    ),
    "link_source": Wording(
        "Koppeling '{koppeling}' bij '{naam}' heeft geen bron, of meer dan een doel.",
        "Teken een werpende koppeling met dezelfde naam in hetzelfde proces.",
    ),
    "link_with_flow": Wording(
        "De koppeling '{naam}' heeft een pijl aan de verkeerde kant.",
        "Een werpende koppeling eindigt een pad, een vangende begint er een.",
    ),
    "condition_of_time": Wording(
        "De voorwaarde van '{naam}' hangt van de tijd af; niemand merkt wanneer zij waar wordt.",
        "Gebruik een timer.",
    ),
    "timer_text": Wording(
        "De timer '{naam}' zegt niet precies een moment, duur of herhaling.",
        "Vul een van timeDate, timeDuration en timeCycle in.",
    ),
    "timer_date": Wording(
        "De timer '{naam}' heeft het moment {tekst}; daarvan staat de tijdzone niet vast.",
        "Schrijf termijn(...), op(datum), uiterlijk(datum), of een moment tussen "
        "aanhalingstekens met tijdzone.",
    ),
    "timer_duration": Wording(
        "'{naam}' heeft de duur '{tekst}'; dat is geen duur groter dan nul.",
        "Schrijf bijvoorbeeld P14D (14 dagen) of PT1H (1 uur).",
    ),
    "timer_cycle": Wording(
        "De timer '{naam}' heeft de herhaling '{tekst}'; die wordt niet uitgevoerd.",
        "Schrijf R3/P14D of R/P1W: een aantal (of niets), en een duur van een uur of meer.",
    ),
    "cycle_at_position": Wording(
        "De timer '{naam}' herhaalt zich, maar kan daar maar een keer afgaan.",
        "Gebruik timeDuration, of maak de gebeurtenis niet-onderbrekend.",
    ),
}
