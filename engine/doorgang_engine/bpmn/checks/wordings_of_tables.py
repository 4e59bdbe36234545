"""What the gate says about the decision tables that a route names."""

from __future__ import annotations

from .wording import Wording

TABLES: dict[str, Wording] = {
    "table_missing": Wording(
        "Bij de stap '{naam}' staat niet welke beslistabel beslist.",
        "Verwijder deze stap, of vraag de beheerder er een tabel bij te zetten.",
        notation="dg:tabel",
    ),
    "table_unknown": Wording(
        "'{naam}' vraagt de beslistabel '{sleutel}'; die is er niet, of zij klopt niet.",
        "Herstel eerst de tabel, als hierboven staat wat er niet klopt. Is zij er niet, verwijder "
        "dan deze stap of vraag de beheerder de tabel toe te voegen.",
        notation="een map in processes/dmn; na te kijken met doorgang route check",
    ),
    "table_input_unknown": Wording(
        "De beslistabel '{sleutel}' bij '{naam}' kijkt naar '{variabele}'; dat gegeven heeft de "
        "route niet.",
        "Laat een formulier van de route dat gegeven vragen.",
        notation="export in een formulier, of dg:variabele",
    ),
    "table_input_kind": Wording(
        "De beslistabel '{sleutel}' bij '{naam}' leest '{variabele}' als {gevraagd}; in de route "
        "is dat {gevonden}.",
        "Maak in het formulier van dat gegeven een vraag van de soort die de tabel leest.",
        notation="typeRef van de kolom",
    ),
    "table_output_taken": Wording(
        "De beslistabel '{sleutel}' bij '{naam}' vult '{variabele}' in; een formulier of een "
        "andere tabel doet dat al.",
        "Laat het formulier een gegeven met een andere naam vullen.",
    ),
}
