"""``doorgang route adopted``: what no longer fits, and what runs meanwhile."""

from __future__ import annotations

import json
from datetime import date

from tests.integration.draft_shop import RIA, ROUTE, copied, shop_of

from doorgang_api.cli import main
from doorgang_engine.drafts.draft import Draft, DraftState


def adopt_unpublished(commanded):
    made = copied(shop_of(commanded.parts))
    changed = {"state": DraftState.ADOPTED, "from_day": date(2026, 1, 1), "reviewed_by": RIA.id}
    with commanded.parts.new_uow() as uow:
        uow.drafts.save(Draft(**{**vars(made), **changed}))
    return made


class TestAdoptedCommand:
    def test_says_that_all_fit(self, commanded, capsys):
        assert main(["route", "adopted"]) == 0
        assert capsys.readouterr().out == "Alle vastgestelde ontwerpen passen.\n"

    def test_names_what_does_not_run(self, commanded, capsys):
        made = adopt_unpublished(commanded)

        assert main(["route", "adopted"]) == 1
        told = capsys.readouterr().out
        assert f"leiden: {ROUTE}: Proef. Nieuwe trajecten worden geweigerd." in told
        assert main(["route", "adopted", "--json"]) == 1
        assert json.loads(capsys.readouterr().out) == [
            {"region": "leiden", "route": ROUTE, "draft": made.id, "version": 0,
             "is_running": False}
        ]  # fmt: skip
