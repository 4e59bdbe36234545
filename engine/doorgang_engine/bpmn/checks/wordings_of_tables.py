"""What the gate says about the decision tables that a route names."""

from __future__ import annotations

from .wording import Wording

TABLES: dict[str, Wording] = {
    "table_missing": Wording(
        "De bedrijfsregeltaak '{naam}' noemt geen beslistabel.",
        "Zet de sleutel van de tabel in dg:tabel.",
    ),
    "table_unknown": Wording(
        "'{naam}' noemt de beslistabel '{sleutel}'; die is er niet, of zij klopt niet.",
        "Kies een tabel uit processes/dmn, en kijk haar na met doorgang route check.",
    ),
    "table_input_unknown": Wording(
        "De beslistabel '{sleutel}' bij '{naam}' kijkt naar '{variabele}'; die variabele is er "
        "niet.",
        "Laat een formulier haar uitvoeren, of declareer haar met dg:variabele.",
    ),
    "table_input_kind": Wording(
        "De beslistabel '{sleutel}' bij '{naam}' leest '{variabele}' als {gevraagd}; in de route "
        "is zij {gevonden}.",
        "Maak het type van de kolom gelijk aan de soort van de variabele.",
    ),
    "table_output_taken": Wording(
        "De beslistabel '{sleutel}' bij '{naam}' geeft '{variabele}'; een formulier, een "
        "declaratie of een andere tabel doet dat al.",
        "Geef de uitvoer van de tabel een eigen naam.",
    ),
}
