"""The file with everything about one child (AVG art. 15): what is in it, and what is not."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lxml import html
from tests import private_case as pc
from tests.api.filed_route import PDF, publish_filed
from tests.small_route import (
    BEGINNER,
    LOKET,
    REGION,
    ROUTE,
    START,
    Subject,
    beginning,
    bundle_of,
    content,
)

from doorgang_api.pages.avg.archive import write_archive
from doorgang_engine.attachments import Received, keep_attachment, place_of_start
from doorgang_engine.cases import start_case
from doorgang_engine.corrections.correcting import correct_submission
from doorgang_engine.dossier.desk import Door
from doorgang_engine.dossier.looks import Looker, LookQuery
from doorgang_engine.errors import CaseNotFound, Forbidden, ReasonMissing
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import CLOCK, Actor
from doorgang_engine.note_making import make_note
from doorgang_engine.notes.note import Audience
from doorgang_engine.privacy.destruction import approve, make_list
from doorgang_engine.privacy.erasure import carry_out_list
from doorgang_engine.privacy.person_file import NotAboutPerson, Wanted, find_cases, person_file
from doorgang_engine.privacy.retention import read_policy
from doorgang_engine.tasks import complete_task

POLICY = read_policy(config_dir=Path(__file__).parents[2] / "config")
ROLES = {"fg": "Functionaris gegevensbescherming", "loket": "Loket", "school": "School"}
ELSEWHERE = "elders"
LEFT_OUT = "andersdankind"


def door(parts):
    return Door(parts=parts, reading=parts.new_uow, whole_region=parts.new_uow)


def looker(account=pc.FRANK):
    return Looker(account=account, place="test")


def made(parts, *, account=pc.FRANK, reason="Verzoek van een ouder", **wanted):
    """Give the archive, by name, and its data."""
    into = io.BytesIO()
    with person_file(
        wanted=Wanted(**wanted),
        reason=reason,
        looker=looker(account),
        door=door(parts),
        roles=ROLES,
        now=pc.AFTER_LEAVING,
    ) as file:
        write_archive(file, roles=ROLES, into=into)
    with zipfile.ZipFile(into) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    return found, json.loads(found["gegevens.json"])


def find(parts, *, account=pc.FRANK, **wanted):
    return find_cases(wanted=Wanted(**wanted), looker=looker(account), door=door(parts))


def looks(parts):
    with parts.new_uow() as uow:
        return uow.looks.page(LookQuery(region=REGION, limit=500))


def another_child(parts):
    return start_case(
        beginning=beginning(
            subject=Subject(given_name="Ander", family_name=LEFT_OUT),
            submission={"vraag": LEFT_OUT},
        ),
        actor=BEGINNER,
        parts=parts,
        now=pc.STARTED,
    )


def child_elsewhere(parts, subject):
    """A case about the same pseudonym in another region."""
    bundle = bundle_of(content() | {"region": ELSEWHERE})
    with parts.new_uow() as uow:
        uow.bundles.publish(bundle)
    return start_case(
        beginning=beginning(
            region=ELSEWHERE,
            subject=Subject(given_name="Ander", family_name=LEFT_OUT, id=subject),
            submission={"vraag": LEFT_OUT},
        ),
        actor=Actor(id="x", role="regiocoordinator", organisation="swv-proef", region=ELSEWHERE),
        parts=parts,
        now=pc.STARTED,
    )


def destroy(parts, *, on):
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    ready = make_list(region=REGION, actor=CLOCK, policy=POLICY, parts=parts, now=at)
    given = {"region": REGION, "list_id": ready.id, "policy": POLICY, "parts": parts, "now": at}
    for who in (pc.RIK, pc.FRANK):
        approve(account=who, **given)
    carry_out_list(actor=CLOCK, **given)


@pytest.fixture
def case(parts):
    pc.publish_private(parts)
    return pc.play(parts)


class TestPersonFile:
    def test_holds_everything_of_every_case(self, parts, case):
        pc.hold(parts, case)
        second = pc.start_private(parts, subject=case.subject)
        pc.use_rights(parts, case)

        found, told = made(parts, number=case.number)

        page = found["gegevens.html"].decode()
        assert [one["number"] for one in told["cases"]] == [case.number, second.number]
        assert told["subject"] == {"id": case.subject, "names": [f"{pc.GIVEN} {pc.FAMILY}"]}
        for word in (pc.GIVEN, pc.FAMILY, "23 april 2014", pc.MAIL, pc.WORDS, *pc.REASONS):
            assert word in page, word
        first = told["cases"][0]
        assert {form["title"] for form in first["forms"]} == {"Aanvraag", "Toets"}
        (asked,) = [form for form in first["forms"] if form["title"] == "Aanvraag"]
        assert asked["data"]["geboortedatum"] == pc.BORN
        assert first["terms"][0]["steps"]
        assert len(first["events"]) == len(first_events(parts, case))
        assert first["tasks"]

    def test_is_the_same_when_asked_for_by_pseudonym(self, parts, case):
        _, by_number = made(parts, number=case.number)
        _, by_subject = made(parts, subject=case.subject)

        assert [one["number"] for one in by_subject["cases"]] == [case.number]
        assert by_subject["cases"][0]["forms"] == by_number["cases"][0]["forms"]

    def test_holds_nothing_of_another_child_or_region(self, parts, case):
        another_child(parts)
        child_elsewhere(parts, case.subject)

        found, told = made(parts, number=case.number)

        assert [one["number"] for one in told["cases"]] == [case.number]
        assert all(LEFT_OUT.encode() not in content for content in found.values())

    def test_names_people_by_role_and_organisation(self, parts, case):
        found, told = made(parts, number=case.number)

        everything = (found["gegevens.html"] + found["gegevens.json"]).decode()
        assert pc.FRANK.name not in everything
        assert pc.RIK.name not in everything
        assert pc.PARENT not in everything
        participants = {
            one["kind"]: one["organisation"] for one in told["cases"][0]["participants"]
        }
        assert participants["Ouders en leerling"] == "Ouders en leerling"
        assert told["cases"][0]["history"][-1]["who"].startswith(ROLES["fg"])

    def test_holds_its_attachments(self, parts):
        publish_filed(parts)
        with parts.new_uow() as uow:
            file = keep_attachment(
                Received(name="brief ../van thuis.pdf", media_type="application/pdf", content=PDF),
                region=REGION,
                place=place_of_start(ROUTE, "begin"),
                field="brief",
                actor=BEGINNER,
                uow=uow,
                vault=parts.vault,
                now=START,
            )
        case = start_case(
            beginning=beginning(submission={"vraag": "Lezen", "brief": file.id}),
            actor=BEGINNER,
            parts=parts,
            now=START,
        )

        found, told = made(parts, number=case.number)

        (attachment,) = told["cases"][0]["attachments"]
        assert found[attachment["path"]] == PDF
        assert ".." not in attachment["path"].split("/")
        assert attachment["path"].replace(" ", "%20") in found["gegevens.html"].decode()

    def test_needs_nothing_from_outside(self, parts, case):
        found, _ = made(parts, number=case.number)

        tree = html.fromstring(found["gegevens.html"])
        addresses = tree.xpath("//@href | //@src")
        assert tree.get("lang") == "nl"
        assert len(tree.xpath("//h1")) == 1
        assert tree.xpath("//script | //link | //img | //iframe | //@onclick") == []
        assert [one for one in addresses if ":" in one or one.startswith("//")] == []
        assert all(table.xpath(".//th[@scope]") for table in tree.xpath("//table"))

    def test_shows_what_was_typed_as_text(self, parts):
        pc.publish_private(parts)
        typed = "<script>alert(1)</script>"
        case = start_case(
            beginning=beginning(
                submission={"vraag": typed}, subject=Subject(given_name=typed, family_name="X")
            ),
            actor=BEGINNER,
            parts=parts,
            now=START,
        )

        found, _ = made(parts, number=case.number)

        assert b"<script" not in found["gegevens.html"]
        assert b"&lt;script&gt;alert(1)" in found["gegevens.html"]


class TestDestroyed:
    def test_class_is_named_and_its_answers_are_gone(self, parts, case):
        pc.leave_school(parts, case)
        destroy(parts, on=date(2026, 8, 1))

        found, told = made(parts, number=case.number)

        (one,) = told["cases"]
        assert one["destroyed_classes"] == ["leerlingdossier"]
        assert {form["title"] for form in one["forms"]} == {"Toets"}
        assert pc.MAIL not in found["gegevens.html"].decode()
        assert "Een deel van dit traject is vernietigd" in found["gegevens.html"].decode()

    def test_case_is_named_as_such_and_alone(self, parts, case):
        other = pc.start_private(parts)
        pc.withdraw(parts, other)
        for one in (case, other):
            pc.leave_school(parts, one)
        destroy(parts, on=date(2029, 8, 1))

        found, told = made(parts, number=case.number)

        (one,) = told["cases"]
        assert (one["number"], one["is_destroyed"], one["forms"]) == (case.number, True, [])
        assert told["subject"] == {"id": "", "names": []}
        assert "De gegevens van dit traject zijn vernietigd" in found["gegevens.html"].decode()
        assert other.number.encode() not in found["gegevens.html"]
        assert pc.FAMILY.encode() not in found["gegevens.json"]
        assert [look["what"] for look in told["looks"]] == ["Uitgevoerd als bestand"]


class TestMaking:
    def test_is_logged_and_recorded_as_a_right_that_was_used(self, parts, case):
        _, told = made(parts, number=case.number, reason="Kenmerk 12")

        logged = [one for one in looks(parts) if one.case_id == case.id]
        assert [(one.kind, one.account, one.subject) for one in logged] == [
            ("export", pc.FRANK.id, case.subject)
        ]
        assert told["looks"][-1]["what"] == "Uitgevoerd als bestand"
        assert "inzage" in told["cases"][0]["history"][-1]["title"]
        assert "Kenmerk 12" in told["cases"][0]["history"][-1]["title"]
        assert verify_case(case_id=case.id, parts=parts).is_right

    @pytest.mark.parametrize("ask", [made, find])
    def test_is_for_the_fg_only_and_refusing_is_logged(self, parts, case, ask):
        with pytest.raises(Forbidden):
            ask(parts, account=pc.RIK, number=case.number)

        assert [(one.outcome, one.account) for one in looks(parts)] == [("refused", pc.RIK.id)]
        assert not [one for one in first_events(parts, case) if one.kind == "right_exercised"]

    def test_needs_a_reason(self, parts, case):
        with pytest.raises(ReasonMissing):
            made(parts, number=case.number, reason=" ")

        assert not [one for one in first_events(parts, case) if one.kind == "right_exercised"]

    def test_refuses_what_is_not_there(self, parts, case):
        elsewhere = child_elsewhere(parts, "")

        for wanted in ({"number": elsewhere.number}, {"number": ""}, {"subject": "niemand"}):
            with pytest.raises(CaseNotFound):
                made(parts, **wanted)

    def test_refuses_what_is_not_about_a_person(self, parts):
        made_of = content() | {"subject": "plan"}
        with parts.new_uow() as uow:
            uow.bundles.publish(bundle_of(made_of))
        plan = start_case(
            beginning=beginning(subject=Subject(title="Een plan")),
            actor=BEGINNER,
            parts=parts,
            now=START,
        )

        with pytest.raises(NotAboutPerson):
            made(parts, number=plan.number)


class TestFinding:
    def test_gives_numbers_and_routes_and_is_logged(self, parts, case):
        second = pc.start_private(parts, subject=case.subject)
        another_child(parts)

        found = find(parts, number=second.number)

        assert [(one.number, one.route) for one in found] == [
            (case.number, "Proefroute"),
            (second.number, "Proefroute"),
        ]
        assert {case.id, second.id} in [set(one.cases) for one in looks(parts)]


def first_events(parts, case):
    with parts.new_uow() as uow:
        return uow.history.of_case(case.id)


class TestNotesAndCorrections:
    def test_are_in_it(self, parts):
        pc.publish_private(parts)
        begun = pc.start_private(parts)
        make_note(
            case_id=begun.id,
            text="Ouders bellen <maandag>",
            audience=Audience.OWN,
            actor=LOKET,
            parts=parts,
            now=pc.STARTED,
        )
        complete_task(
            task_id=pc.open_task(parts, begun).id,
            submission={"compleet": True, "toelichting": "Fout"},
            actor=LOKET,
            parts=parts,
            now=pc.STARTED + timedelta(hours=1),
        )
        with parts.new_uow() as uow:
            old = uow.submissions.of_case(begun.id)[-1]
        correct_submission(
            case_id=begun.id,
            submission_id=old.id,
            submission={"compleet": True, "toelichting": "Goed"},
            reason="Verkeerd overgenomen",
            actor=LOKET,
            parts=parts,
            now=pc.AFTER_LEAVING,
        )

        archive, data = made(parts, number=begun.number)

        (case,) = data["cases"]
        assert [(one["text"], one["audience"]) for one in case["notes"]] == [
            ("Ouders bellen <maandag>", "voor de eigen organisatie")
        ]
        toelichtingen = [
            (one["data"].get("toelichting"), one["corrects"]) for one in case["forms"]
        ]
        assert toelichtingen[1][0] == "Fout"
        assert toelichtingen[2] == ("Goed", case["forms"][1]["at"])
        page = archive["gegevens.html"].decode()
        assert "Ouders bellen &lt;maandag&gt;" in page
        assert "Dit verbetert wat op" in page
        assert "Verkeerd overgenomen" in page
