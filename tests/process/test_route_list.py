from __future__ import annotations

import json

from doorgang_api.cli import main


class TestRouteList:
    def test_shows_every_route_and_what_it_is_about(self, capsys):
        status = main(["route", "list", "--json"])

        listed = {one["key"]: one["subject"] for one in json.loads(capsys.readouterr().out)}
        assert status == 0
        assert listed["tlv-aanvraag"] == "leerling"
        assert listed["avg-verzoek"] == "verzoek"

    def test_counts_them_for_people(self, capsys):
        main(["route", "list"])

        lines = capsys.readouterr().out.splitlines()
        assert lines[-1] == f"{len(lines) - 1} routes"
