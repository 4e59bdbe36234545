"""docs/kpi.md says what config/kpi.toml says, of things that routes really have."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path

from doorgang_engine.bpmn.process import read_process
from doorgang_engine.bpmn.read import read_bpmn
from doorgang_engine.kpi.definitions import EVERY, read_definitions
from doorgang_engine.kpi.milestones import MilestoneKind

ROOT = Path(__file__).parents[2]
DEFINITIONS = read_definitions(config_dir=ROOT / "config")
#: The list of figures of the field, each of which has an answer.
ROWS = """
Kinderen niet blanco
Intake vóór plaatsing
Overdracht op tijd
Actualiteit
Toestemmingsgraad
Zonder plek na PO
Definitief advies op tijd
Advies bijgesteld
Warme overdracht uitgevoerd
Arrangement voortgezet
Mentor las overdracht vóór start
Terugkoppeling aan PO
OKR-kwaliteit
Advies bevestigd/bijgesteld (AdviesMiddag)
TLV binnen termijn
TLV doorlooptijd (netto/bruto)
Incompleet bij indienen
TLV verlengd vóór vervaldatum
TLV niet verzilverd
Bezwaar % / gegrond %
Dyslexie binnen termijn
Passend aanbod ≤ 3 maanden
Thuiszitters > 3 mnd zonder aanbod
Thuiszitters 4wk–3mnd, absoluut, vrijstelling
Verzuimmelding ≤ 5 werkdagen
MAZL-consult ≤ 2 wk
Terugplaatsingen
Schoolwisselingen per kind / setting-wissel < 12 mnd
OPP ≤ 6 wk; instemming per ouder; hoorrecht %
OPP-evaluatie op tijd
Wachttijd SWV-advies
Ouder- en leerlingtevredenheid
Taken over termijn; herplande termijnen
Jaarplan: prioriteiten op schema per tertiaal
"""


def of_routes():
    """Return every milestone that a route can have, in every region's drawing of it."""
    found = set()
    for file in (ROOT / "processes" / "bpmn").glob("*/*.bpmn"):
        route, model = file.parent.name, read_process(read_bpmn(file.read_bytes()))
        for flow in model.flows.values():
            found.add((MilestoneKind.MARK, route, flow.milestone))
        for element in model.elements.values():
            found.add((MilestoneKind.MARK, route, element.get("mijlpaal")))
            found.add((MilestoneKind.NORM, route, element.get("kpi")))
            if element.kind == "startEvent" and not element.parent:
                found |= {(MilestoneKind.BEGIN, route, key) for key in (element.id, EVERY)}
            if element.kind == "endEvent":
                found.add((MilestoneKind.OUTCOME, route, element.get("uitkomst")))
    return found


class TestFigures:
    def test_are_documented_as_they_are(self):
        made = runpy.run_path(str(ROOT / "tools/kpi.py"))

        assert made["DOCUMENT"].read_text("utf-8") == made["document"](), (
            "run: python tools/kpi.py"
        )

    def test_answer_every_row_of_the_list_of_the_field(self):
        assert {d.row for d in DEFINITIONS} == set(ROWS.strip().splitlines())

    def test_speak_of_what_routes_have(self):
        known = of_routes()

        assert not [
            f"{definition.key}: {reference}"
            for definition in DEFINITIONS
            for reference in definition.references
            if reference.route != EVERY
            and (reference.kind, reference.route, reference.key) not in known
        ]

    def test_speak_of_terms_that_there_are(self):
        terms = {
            key
            for file in (ROOT / "config" / "terms").glob("*.toml")
            for key in tomllib.loads(file.read_text("utf-8"))
        }
        of_references = (r for d in DEFINITIONS for r in d.references if r.route == EVERY)
        named = {reference.key.split("/")[0] for reference in of_references}
        named |= {definition.net_of for definition in DEFINITIONS} - {""}

        assert named <= terms
