from __future__ import annotations

import json
import subprocess
import sys

from doorgang_api.cli import CLOSED_PIPE, main


class TestRouteList:
    def test_shows_every_route_and_what_it_is_about(self, capsys):
        status = main(["route", "list", "--json"])

        listed = {one["key"]: one["subject"] for one in json.loads(capsys.readouterr().out)}
        assert status == 0
        assert listed["tlv-aanvraag"] == "leerling"
        assert listed["avg-verzoek"] == "verzoek"

    def test_stops_quietly_when_nobody_reads_on(self):
        program = "import sys; from doorgang_api.cli import main; sys.exit(main())"
        with subprocess.Popen(
            [sys.executable, "-c", program, "route", "list"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as listing:
            listing.stdout.close()
            said = listing.stderr.read()

            assert (listing.wait(), said) == (CLOSED_PIPE, b"")

    def test_counts_them_for_people(self, capsys):
        main(["route", "list"])

        lines = capsys.readouterr().out.splitlines()
        routes = [line for line in lines[:-1] if not line.startswith(" ")]
        assert lines[-1] == f"{len(routes)} routes"

    def test_tells_by_what_means_a_region_differs(self, capsys):
        main(["route", "list"])

        shown = " ".join(capsys.readouterr().out.split())
        assert (
            "amsterdam-diemen: parameter tlv.extern_panel = 3, vanaf 2020-08-01 (basis: 0)"
            in shown
        )
        assert "amsterdam-diemen: termijn tlv.beslis = P8W (basis: P6W)" in shown
        assert "aangeroepen route met eigen tekening: jongekind-verkenning" in shown
        assert "eigen tekening: jongekind-verkenning/helmond-peelland.bpmn" in shown

    def test_tells_of_one_region_when_asked(self, capsys):
        status = main(["route", "list", "--regio", "leiden", "--json"])

        routes = {one["key"]: one["variants"] for one in json.loads(capsys.readouterr().out)}
        (leiden,) = routes["voorschool-po"]
        assert status == 0
        assert {variant["region"] for found in routes.values() for variant in found} == {"leiden"}
        assert leiden["seeds"] == ["L-17", "L-20", "L-22", "L-24"]
        assert {
            "kind": "parameter",
            "key": "voorschool.venster_bewaken",
            "base": False,
            "region": True,
            "seeds": ["L-17", "L-20"],
            "when": "",
        } in leiden["settings"]
        pilot = next(s for s in leiden["settings"] if s["key"] == "voorschool.pilot")
        assert pilot["when"] == "vanaf 2021-03-01 tot en met 2022-02-28"

    def test_refuses_a_region_that_does_not_exist(self, capsys):
        assert main(["route", "list", "--regio", "elders"]) != 0
        assert "elders" in capsys.readouterr().err
