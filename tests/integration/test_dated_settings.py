"""A date of effect: a new version on that day, and cases that run stay on theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from doorgang_engine.cases import Beginning, start_case
from doorgang_engine.model import Actor
from doorgang_engine.routes.library import read_library
from doorgang_engine.routes.publish import Publication, publish_library
from doorgang_engine.subject import Subject

ROOT = Path(__file__).parents[2]
ROUTE, REGION = "jongekind-verkenning", "helmond-peelland"
CONTACT = Actor(id="an", role="voorschool_contact", organisation="voorschool-proef", region=REGION)


@pytest.fixture(scope="module")
def files():
    """One route; from 1 August 2027 the region has its own shape of it."""
    whole = read_library(library_dir=ROOT, config_dir=ROOT / "config")
    dated = {"varianten": {REGION: {"geldig_van": "2027-08-01"}}}
    shapes = {
        region: replace(file, info={**file.info, **dated})
        for region, file in whole.routes[ROUTE].items()
    }
    return replace(whole, routes={ROUTE: shapes})


def publish(files, parts, day):
    """Publish as the worker does at its first tick of the day."""
    at = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
    with parts.new_uow() as uow:
        return publish_library(
            files=files.on(day),
            export_kinds=parts.forms.export_kinds,
            publication=Publication(by="doorgang", at=at, reason="proef"),
            uow=uow,
        )


def begin(parts):
    return start_case(
        beginning=Beginning(
            region=REGION,
            route=ROUTE,
            subject=Subject(given_name="Noor", family_name="Voorbeeld"),
            participants={"voorschool": "voorschool-proef"},
        ),
        actor=CONTACT,
        parts=parts,
    )


def open_tasks(parts, case):
    with parts.new_uow() as uow:
        return [task.element for task in uow.tasks.of_case(case.id)]


class TestADateOfEffect:
    def test_publishes_for_that_region_alone_and_once(self, files, parts):
        first = publish(files, parts, date(2027, 7, 31))

        assert {bundle.number for bundle in first} == {1}
        assert publish(files, parts, date(2027, 7, 31)) == []
        (new,) = publish(files, parts, date(2027, 8, 1))
        assert (new.region, new.number) == (REGION, 2)
        assert publish(files, parts, date(2027, 8, 2)) == []

    def test_leaves_a_case_that_began_before_on_the_old_shape(self, files, parts):
        publish(files, parts, date(2027, 7, 31))
        before = begin(parts)
        publish(files, parts, date(2027, 8, 1))
        after = begin(parts)

        assert open_tasks(parts, before) == ["verkennen"]
        assert open_tasks(parts, after) == ["triadegesprek_voeren"]
