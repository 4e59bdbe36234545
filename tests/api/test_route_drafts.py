"""Drawing a route by a program: files, steps, edits, the gate, and the decisions of two people."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from tests.api.people import _hashed
from tests.two_coordinators import add_two_coordinators

from doorgang_engine.terms.moments import local_day

ROUTE = "jongekind-verkenning"


@pytest.fixture
def leiden(house):
    """A region with two coordinators."""
    add_two_coordinators(house.parts, password=_hashed())
    return house


@pytest.fixture
def lea(leiden, program):
    return program("lea")


@pytest.fixture
def leo(leiden, program):
    return program("leo")


@pytest.fixture
def draft(lea):
    made = lea.post("/route-drafts", {"route": ROUTE, "title": "Eerst bellen"})
    assert made.status_code == 201, made.json
    return made.json["id"]


def at(revision):
    return {"headers": {"If-Match": f'"{revision}"'}}


def add_call(lea, draft, revision=1):
    step = {"kind": "taak", "name": "Ouders bellen", "settings": {"formulier": "oudergesprek"}}
    asked = {"edit": "add_after", "after": "verkennen", "step": step}
    return lea.post(f"/route-drafts/{draft}/edits", asked, **at(revision))


def steps(lea, draft):
    return lea.get(f"/route-drafts/{draft}/steps").json["items"]


class TestADraft:
    def test_is_made_listed_and_read(self, lea, draft):
        listed = lea.get("/route-drafts").json["items"]
        read = lea.get(f"/route-drafts/{draft}")

        assert [(one["id"], one["standing"]) for one in listed] == [(draft, "concept")]
        assert read.json["origin"] == "de basis"
        assert read.headers["ETag"] == '"1"'

    def test_is_of_one_region(self, draft, program):
        assert program("rik").get(f"/route-drafts/{draft}").status_code == 404
        assert program("rik").get("/route-drafts").json == {"items": []}

    def test_is_not_made_of_what_is_not_there(self, lea):
        asked = {"route": "bestaat-niet", "title": "x"}
        both = {"route": ROUTE, "title": "x", "of": "basis", "version": 1}

        assert lea.post("/route-drafts", asked).json["code"] == "route_not_found"
        assert lea.post("/route-drafts", both).json["code"] == "request_invalid"
        assert lea.post("/route-drafts", {**asked, "version": 3}).status_code == 404

    def test_goes_out_and_comes_in_as_a_zip(self, lea, draft):
        add_call(lea, draft)
        zipped = lea.get(f"/route-drafts/{draft}/bundle")
        kind = {"content_type": "application/zip"}
        made = lea.post("/route-drafts/import", data=zipped.data, **kind)
        copied = lea.get(f"/route-drafts/{made.json['id']}/steps").json["items"]

        assert zipped.content_type == "application/zip"
        assert made.status_code == 201
        assert copied == steps(lea, draft)
        assert lea.post("/route-drafts/import", data=b"PK", **kind).status_code == 422
        assert lea.post("/route-drafts/import", {}).status_code == 415


class TestFiles:
    def test_are_listed_written_undone_and_removed(self, lea, draft):
        path = f"/route-drafts/{draft}/files/forms/oudergesprek.json"
        own = lea.get(path)
        form = {**json.loads(own.json["content"]), "title": {"nl": "Bellen met ouders"}}
        text = json.dumps(form)
        first = lea.put(path, {"content": text, "what": "titel"}, **at(0))
        second = lea.put(path, {"content": own.json["content"]}, **at(1))
        undone = lea.post(path.replace("/files/", "/undo/"), {}, **at(2))
        names = [one["path"] for one in lea.get(f"/route-drafts/{draft}/files").json["items"]]
        removed = lea.delete(path, **at(3))

        assert own.json["is_own"] is False
        assert (first.json["revision"], first.json["what"]) == (1, "titel")
        assert second.headers["ETag"] == '"2"'
        assert undone.json["content"] == text
        assert "forms/oudergesprek.json" in names
        assert removed.json["is_own"] is False
        assert "forms/oudergesprek.json" not in [
            one["path"] for one in lea.get(f"/route-drafts/{draft}/files").json["items"]
        ]

    def test_are_kept_beside_when_somebody_was_first(self, lea, leo, draft):
        path = f"/route-drafts/{draft}/files/route.bpmn"
        read = lea.get(path).json
        lea.put(path, {"content": read["content"] + "\n"}, **at(1))
        late = leo.put(path, {"content": read["content"] + "\n\n"}, **at(1))

        assert late.status_code == 409
        assert late.json["code"] == "draft_file_stale"
        assert lea.get(path).json["revision"] == 2

    def test_are_refused_without_saying_what_was_read(self, lea, draft):
        path = f"/route-drafts/{draft}/files/route.toml"
        text = lea.get(path).json["content"]
        anyhow = lea.put(path, {"content": text}, headers={"If-Match": "*"})

        assert lea.put(path, {"content": text}).status_code == 428
        assert anyhow.json["code"] == "request_invalid"
        assert lea.put(path, {"content": "=="}, **at(1)).json["code"] == "draft_file_invalid"
        assert lea.get(f"/route-drafts/{draft}/files/passwd").status_code == 404


class TestSteps:
    def test_are_told_with_what_can_be_done(self, lea, draft):
        answer = lea.get(f"/route-drafts/{draft}/steps")
        first = next(one for one in answer.json["items"] if one["id"] == "verkennen")

        assert answer.headers["ETag"] == '"1"'
        assert first["kind"] == "userTask"
        assert "na" in first["acts"]
        assert first["ways"][0]["target"]

    def test_come_in_by_an_edit(self, lea, draft):
        done = add_call(lea, draft)

        assert done.status_code == 200, done.json
        assert done.json["revision"] == 2
        new = next(one for one in steps(lea, draft) if one["id"] == done.json["focus"])
        assert (new["name"], new["settings"]["formulier"]) == ("Ouders bellen", "oudergesprek")

    @pytest.mark.parametrize(
        ("asked", "field"),
        [
            ({"edit": "remove"}, "step"),
            ({"edit": "remove", "step": "verkennen", "flow": "x"}, "flow"),
            ({"edit": "remove", "step": {"kind": "taak"}}, "step"),
            ({"edit": "add_after", "after": "verkennen", "step": "x"}, "step"),
            ({"edit": "add_after", "after": "verkennen", "step": {"kind": "taak"}}, "step"),
            ({"edit": "opblazen"}, "edit"),
        ],
    )
    def test_are_left_alone_by_what_is_no_edit(self, lea, draft, asked, field):
        refused = lea.post(f"/route-drafts/{draft}/edits", asked, **at(1))

        assert refused.status_code == 422
        assert field in refused.json["errors"]
        assert lea.get(f"/route-drafts/{draft}").json["revision"] == 1

    def test_are_left_alone_by_an_edit_that_cannot_be(self, lea, draft):
        asked = {"edit": "remove", "step": "bestaat_niet"}
        refused = lea.post(f"/route-drafts/{draft}/edits", asked, **at(1))

        assert refused.json["code"] == "edit_refused"

    def test_branch_by_conditions(self, lea, draft):
        flow = next(one for one in steps(lea, draft) if one["id"] == "verkennen")["ways"][0]
        asked = {
            "edit": "branch",
            "flow": flow["flow"],
            "question": "Is er haast?",
            "label": "ja",
            "otherwise": "nee",
            "conditions": [{"field": "zorg", "operator": "ja"}],
            "to": "einde",
            "outcome": "Spoed",
        }
        refused = lea.post(f"/route-drafts/{draft}/edits", asked, **at(1))

        assert refused.json["code"] == "edit_refused"
        assert "zorg" in refused.json["detail"]


class TestTheGate:
    def test_tells_what_is_wrong_and_keeps_it_from_being_sent_in(self, lea, draft):
        lea.post(f"/route-drafts/{draft}/edits", {"edit": "remove", "step": "verkennen"}, **at(1))
        found = lea.get(f"/route-drafts/{draft}/findings").json
        sent = lea.post(f"/route-drafts/{draft}/submission", {"note": "Korter"}, **at(2))

        assert found["adoptable"] is False
        assert {"code", "element", "reason", "remedy", "path"} <= set(found["findings"][0])
        assert sent.status_code == 422
        assert sent.json["code"] == "draft_refused"
        assert sent.json["findings"]

    def test_passes_a_copy_of_the_base_with_its_scenarios(self, lea, draft):
        found = lea.get(f"/route-drafts/{draft}/findings?play=true").json

        assert found["adoptable"] is True


class TestDeciding:
    def test_takes_two_people_and_publishes(self, lea, leo, draft, leiden):
        sent = lea.post(f"/route-drafts/{draft}/submission", {"note": "Zelfde"}, **at(1))
        with leiden.read_uow() as uow:
            today = local_day(moment=uow.database_now())
        decision = {"reason": "Besproken", "from_day": today.isoformat()}
        own = lea.post(f"/route-drafts/{draft}/adoption", decision, **at(2))
        seen = leo.post(f"/route-drafts/{draft}/adoption", decision, **at(1))
        done = leo.post(f"/route-drafts/{draft}/adoption", decision, **at(2))
        ends = {"reason": "Terug", "last_day": (today - timedelta(days=1)).isoformat()}
        over = leo.post(f"/route-drafts/{draft}/retirement", ends)

        assert sent.json["standing"] == "ter_beoordeling"
        assert own.json["code"] == "draft_same_person"
        assert seen.json["code"] == "draft_stale"
        assert done.json["standing"] == "actief"
        assert [one["route"] for one in done.json["published"]] != []
        assert over.json["standing"] == "ingetrokken"

    def test_may_be_no(self, lea, leo, draft):
        lea.post(f"/route-drafts/{draft}/submission", {"note": "Zelfde"}, **at(1))
        back = leo.post(f"/route-drafts/{draft}/return", {"reason": "Niet nodig"}, **at(2))
        again = lea.post(f"/route-drafts/{draft}/submission", {"note": "Toch"}, **at(3))
        taken = lea.delete(f"/route-drafts/{draft}/submission")
        gone = lea.delete(f"/route-drafts/{draft}")

        assert (back.json["standing"], back.json["reason"]) == ("concept", "Niet nodig")
        assert again.json["standing"] == "ter_beoordeling"
        assert taken.json["standing"] == "concept"
        assert gone.json["standing"] == "vervallen"
        assert lea.delete(f"/route-drafts/{draft}").json["code"] == "draft_locked"
