"""The worker publishes, once a day, what begins or ends to hold on that day."""

from __future__ import annotations

from dataclasses import replace

from doorgang_api import worker

ROUTE, REGION = "jongekind-verkenning", "helmond-peelland"


def ended(house):
    """Return the house with a library in which the region's own shape ended long ago."""
    dated = {"varianten": {REGION: {"geldig_tot": "2021-07-31"}}}
    shapes = {
        region: replace(file, info={**file.info, **dated})
        for region, file in house.library.routes[ROUTE].items()
    }
    routes = {**house.library.routes, ROUTE: shapes}
    return replace(house, library=replace(house.library, routes=routes))


def tasks_of(house):
    with house.read_uow() as uow:
        bundle = uow.bundles.active(region=REGION, route=ROUTE)
        model = house.parts.shelf.runnable(uow, bundle.hash).program.models[ROUTE]
    return [e.id for e in model.elements.values() if e.kind == "userTask"]


class TestTheWorker:
    def test_publishes_what_holds_today_and_then_rests(self, house, monkeypatch):
        monkeypatch.setattr(worker, "_published", {})
        assert tasks_of(house) == ["triadegesprek_voeren"]

        published = worker.publish_of_the_day(ended(house))

        assert published > 0
        assert tasks_of(house) == ["verkennen"]
        assert worker.publish_of_the_day(house) == 0  # the same day: not looked at again

        monkeypatch.setattr(worker, "_published", {})
        assert worker.publish_of_the_day(house) == published
        assert tasks_of(house) == ["triadegesprek_voeren"]
