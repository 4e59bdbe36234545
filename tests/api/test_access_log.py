"""Every endpoint that shows something of a case writes to the access log, before it answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from tests.api.acting import assert_problem, complete, only_task, say_why, start
from tests.api.conftest import programs_of
from tests.api.test_sessions import endpoints
from tests.small_route import REGION

from doorgang_engine.dossier.chain import verify_log
from doorgang_engine.dossier.looks import LookKind, LookOutcome, LookQuery
from doorgang_engine.model import Organisation

SOON = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()  # also past midnight here
NONSENSE = "01a20063-7eab-716c-bbc3-000000000000"
IF_MATCH = {"headers": {"If-Match": "*"}}
#: Endpoints that show nothing of any case.
SHOW_NOTHING = {
    ("GET", "/api/v1/openapi.json"),
    ("POST", "/api/v1/sessions"),
    ("GET", "/api/v1/sessions/current"),
    ("DELETE", "/api/v1/sessions/current"),
    ("GET", "/api/v1/routes"),
    ("GET", "/api/v1/routes/<string:route_key>"),
    ("GET", "/api/v1/routes/<string:route_key>/bpmn"),
    ("GET", "/api/v1/forms/<string:form_key>"),
    ("POST", "/api/v1/routes/check"),
    ("POST", "/api/v1/terms/reckoning"),
    ("GET", "/api/v1/recurrences"),
    ("GET", "/api/v1/kpi"),  # names cases behind a hard zero only, and notes that then
    ("GET", "/api/v1/contacts"),
    ("POST", "/api/v1/contacts"),
    ("POST", "/api/v1/contacts/<uuid:contact_id>/end"),
    ("PUT", "/api/v1/recurrences/<route>/<key>"),
    ("GET", "/api/v1/webhooks"),
    ("POST", "/api/v1/webhooks"),
    ("DELETE", "/api/v1/webhooks/<uuid:webhook_id>"),
    ("GET", "/api/v1/webhooks/<uuid:webhook_id>/deliveries"),
    ("POST", "/api/v1/webhook-deliveries/<uuid:delivery_id>/redelivery"),
    *(
        (method, f"/api/v1/route-drafts{rest}")
        for rest, methods in {
            "": ("GET", "POST"),
            "/import": ("POST",),
            "/<uuid:draft_id>": ("GET", "DELETE"),
            "/<uuid:draft_id>/bundle": ("GET",),
            "/<uuid:draft_id>/findings": ("GET",),
            "/<uuid:draft_id>/submission": ("POST", "DELETE"),
            "/<uuid:draft_id>/return": ("POST",),
            "/<uuid:draft_id>/adoption": ("POST",),
            "/<uuid:draft_id>/retirement": ("POST",),
            "/<uuid:draft_id>/files": ("GET",),
            "/<uuid:draft_id>/files/<path:path>": ("GET", "PUT", "DELETE"),
            "/<uuid:draft_id>/undo/<path:path>": ("POST",),
            "/<uuid:draft_id>/steps": ("GET",),
            "/<uuid:draft_id>/edits": ("POST",),
        }.items()
        for method in methods
    ),
    ("GET", "/api/v1/cohorts"),
    ("GET", "/api/v1/cohorts/<route>/<key>/template"),
    ("POST", "/api/v1/cohorts/<route>/<key>/batches"),
    ("GET", "/api/v1/cohort-batches"),
    ("GET", "/api/v1/cohort-batches/<uuid:batch_id>"),
    *(
        ("POST", f"/api/v1/cohort-batches/<uuid:batch_id>/{act}")
        for act in ("confirmation", "cancellation", "retry", "closure")
    ),
}
#: Of the others: who asks, what they send, and which kind of look it is.
ASKED = {
    ("GET", "/api/v1/cases"): ("loes", None, "list"),
    ("POST", "/api/v1/cases"): ("loes", "begin", "view"),
    ("GET", "/api/v1/cases/<uuid:case_id>"): ("loes", None, "view"),
    ("POST", "/api/v1/cases/<uuid:case_id>/withdrawal"): ("loes", {"reason": "Dubbel"}, "view"),
    ("POST", "/api/v1/cases/<uuid:case_id>/participants"): ("rik", "participants", "view"),
    ("POST", "/api/v1/cases/<uuid:case_id>/messages"): ("loes", {"name": "ingetrokken"}, None),
    ("POST", "/api/v1/cases/<uuid:case_id>/signals"): ("loes", {"name": "stop"}, None),
    ("GET", "/api/v1/cases/<uuid:case_id>/history"): ("loes", None, "view"),
    ("GET", "/api/v1/cases/<uuid:case_id>/history/verification"): ("loes", None, "verify"),
    ("GET", "/api/v1/cases/<uuid:case_id>/submissions"): ("loes", None, "view"),
    ("GET", "/api/v1/cases/<uuid:case_id>/terms"): ("loes", None, "view"),
    ("POST", "/api/v1/cases/<uuid:case_id>/terms/<uuid:run_id>/changes"): (
        "loes", {"change": "suspend", "reason": "Wacht"}, "view",
    ),
    ("GET", "/api/v1/tasks"): ("loes", None, "list"),
    ("GET", "/api/v1/tasks/<uuid:task_id>"): ("loes", None, "view"),
    ("POST", "/api/v1/tasks/<uuid:task_id>/claim"): ("loes", None, "view"),
    ("DELETE", "/api/v1/tasks/<uuid:task_id>/claim"): ("loes", None, "view"),
    ("GET", "/api/v1/tasks/<uuid:task_id>/receivers"): ("loes", None, None),
    ("POST", "/api/v1/tasks/<uuid:task_id>/handover"): ("loes", {"to": "lars"}, "view"),
    ("PUT", "/api/v1/tasks/<uuid:task_id>/follow-up"): ("loes", {"day": SOON}, "view"),
    ("DELETE", "/api/v1/tasks/<uuid:task_id>/follow-up"): ("loes", None, "view"),
    ("POST", "/api/v1/tasks/together"): ("loes", {"act": "claim", "tasks": []}, None),
    ("GET", "/api/v1/tasks/<uuid:task_id>/draft"): ("loes", None, None),
    ("GET", "/api/v1/tasks/<uuid:task_id>/taken-over"): ("loes", None, "view"),
    ("PUT", "/api/v1/tasks/<uuid:task_id>/draft"): ("loes", {}, None),
    ("DELETE", "/api/v1/tasks/<uuid:task_id>/draft"): ("loes", None, None),
    ("POST", "/api/v1/tasks/<uuid:task_id>/effect"): (
        "loes", {"submission": {"compleet": True}}, "view",
    ),
    ("GET", "/api/v1/tasks/<uuid:task_id>/signature"): ("loes", None, None),
    ("POST", "/api/v1/tasks/<uuid:task_id>/signature"): ("loes", {}, None),
    ("GET", "/api/v1/cases/<uuid:case_id>/letters"): ("loes", None, "view"),
    ("GET", "/api/v1/cases/<uuid:case_id>/letters/<uuid:letter_id>/content"): ("loes", None, None),
    ("POST", "/api/v1/cases/<uuid:case_id>/letters/<uuid:letter_id>/again"): ("loes", {}, None),
    ("GET", "/api/v1/cases/<uuid:case_id>/links"): ("loes", None, "view"),
    ("POST", "/api/v1/cases/<uuid:case_id>/links"): ("loes", {}, None),
    ("POST", "/api/v1/cases/<uuid:case_id>/links/<uuid:link_id>/withdrawal"): ("loes", {}, None),
    ("GET", "/api/v1/cases/<uuid:case_id>/notes"): ("loes", None, None),
    ("POST", "/api/v1/cases/<uuid:case_id>/notes"): ("loes", {}, None),
    ("POST", "/api/v1/cases/<uuid:case_id>/submissions/<uuid:submission_id>/correction"): (
        "loes", {}, None,
    ),
    ("GET", "/api/v1/work/places"): ("rik", None, None),
    ("POST", "/api/v1/tasks/<uuid:task_id>/completion"): (
        "loes", {"submission": {"compleet": True}}, "view",
    ),
    ("GET", "/api/v1/cohort-batches/<uuid:batch_id>/rows"): ("sam", None, None),
    ("GET", "/api/v1/incidents"): ("rik", None, "list"),
    ("POST", "/api/v1/incidents/<uuid:incident_id>/retry"): ("rik", None, None),
    ("GET", "/api/v1/notices"): ("sam", None, "list"),
    ("POST", "/api/v1/attachments"): ("sam", {}, None),
    ("GET", "/api/v1/attachments/<uuid:attachment_id>"): ("sam", None, None),
    ("GET", "/api/v1/attachments/<uuid:attachment_id>/content"): ("sam", None, None),
    ("POST", "/api/v1/cases/<uuid:case_id>/reasons"): (
        "audrey", {"purpose": "klacht", "reason": "Klacht 2027-14"}, "reason",
    ),
    ("POST", "/api/v1/emergency-access"): ("hugo", "emergency", "emergency"),
    ("GET", "/api/v1/emergency-access"): ("fien", None, "log"),
    ("POST", "/api/v1/emergency-access/<uuid:grant_id>/judgement"): ("fien", "judge", "review"),
    ("GET", "/api/v1/access-log"): ("fien", None, "log"),
}  # fmt: skip
#: Need a route of their own: see test_attachments, test_cohorts, and below.
ELSEWHERE = {key for key, (_, _, kind) in ASKED.items() if kind is None}


def looks(house, **asked):
    with house.read_uow() as uow:
        return uow.looks.page(LookQuery(region="proef", limit=500, **asked))


def emergency(program, case, who="hugo"):
    body = {"number": case["number"], "reason": "Het kind is vermist sinds vanochtend."}
    return program(who).post("/emergency-access", body)


class TestEveryEndpoint:
    def test_is_known_here(self, house):
        there = {(method, rule) for method, rule in endpoints(house)}

        assert there == SHOW_NOTHING | set(ASKED)

    @pytest.mark.parametrize("asked", sorted(set(ASKED) - ELSEWHERE), ids=" ".join)
    def test_writes_down_who_looked_at_what(self, house, program, asked):
        method, rule = asked
        who, body, kind = ASKED[asked]
        case = start(program("loes"))
        with house.read_uow() as uow:
            (term,) = uow.terms.of_case(case["id"])
        grant = emergency(program, case).json["id"] if body == "judge" else ""
        if body == "participants":
            other = Organisation(region=REGION, id="school-twee", kind="po_school", name="Twee")
            with house.parts.new_uow() as uow:
                uow.organisations.add([other])
        path = (
            rule.removeprefix("/api/v1")
            .replace("<uuid:case_id>", case["id"])
            .replace("<uuid:task_id>", only_task(case)["id"])
            .replace("<uuid:run_id>", term.id)
            .replace("<uuid:grant_id>", grant)
        )
        before = len(looks(house))

        answer = self.send(program, who, method, path, body, case)

        assert answer.status_code < 300, answer.json
        written = looks(house)[: len(looks(house)) - before]
        assert [(one.account, one.kind, one.outcome) for one in written] == [(who, kind, "given")]
        assert written[0].data or kind in ("reason", "emergency")
        assert written[0].place.startswith("api:")
        assert written[0].role
        assert written[0].organisation

    @staticmethod
    def send(program, who, method, path, body, case):
        if body == "emergency":
            return emergency(program, case)
        if method == "DELETE":
            return program(who).delete(path)
        if method == "GET":
            return program(who).get(path)
        if body == "judge":
            body = {"judgement": "terecht", "note": "Politie bevestigt."}
        if body == "participants":
            body = {"kind": "po_school", "organisation": "school-twee", "reason": "Verhuisd"}
        if body == "begin":
            begun = {"route": "proef-route", "submission": {"vraag": "Hulp"}}
            body = {**begun, "subject": {"given_name": "Bo", "family_name": "Proef"}}
        if method == "PUT":
            return program(who).put(path, body, **IF_MATCH)
        return program(who).post(path, body, **IF_MATCH)


class TestALook:
    def test_names_what_was_seen_by_key_and_on_what_ground(self, house, program):
        case = start(program("loes"))
        program("loes").get(f"/cases/{case['id']}/submissions")

        look = looks(house)[0]

        assert look.case_id == case["id"]
        assert look.subject == case["subject_id"]
        assert look.data == ("formulieren", "formulier:aanvraag")
        assert look.ground == "AVG art. 6 lid 1 onder e"
        assert (look.role, look.organisation, look.act) == ("loket", "swv-proef", "case.read")

    def test_holds_nothing_of_what_was_seen(self, house, program):
        case = start(program("loes"))
        complete(program("loes"), only_task(case))
        program("loes").get("/cases")
        program("loes").get(f"/cases/{case['id']}/submissions")
        say_why(program("audrey"), case)

        with house.database.connect() as connection:
            rows = [
                str(tuple(row))
                for table in ("access_log", "access_chains", "access_grants")
                for row in connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
            ]

        assert len(rows) > 10
        assert not [row for row in rows if "Proefkonijn" in row or "Noortje" in row]
        assert not [row for row in rows if "Hulp bij lezen" in row or "2027-14" in row]

    def test_of_a_list_names_its_cases_once(self, house, program):
        ids = {start(program("loes"))["id"] for _ in range(3)}
        program("loes").get("/cases")

        look = looks(house)[0]

        assert (look.kind, set(look.cases)) == (LookKind.LIST, ids)
        assert look.id in {one.id for one in looks(house, cases=tuple(ids)[:1])}

    def test_that_cannot_be_written_shows_nothing(self, house, program):
        case = start(program("loes"))
        with house.database.begin() as connection:
            connection.execute(text("DROP TABLE access_log"))

        answer = program("loes").get(f"/cases/{case['id']}")

        assert answer.status_code == 500
        assert "Proefkonijn" not in answer.get_data(as_text=True)


class TestARefusedLook:
    @pytest.mark.parametrize("place", ["", "/history", "/submissions", "/terms", "/withdrawal"])
    def test_is_written_down(self, house, program, place):
        case = start(program("loes"))
        method = program("hugo").post if place == "/withdrawal" else program("hugo").get
        more = {"body": {"reason": "x"}, **IF_MATCH} if place == "/withdrawal" else {}

        answer = method(f"/cases/{case['id']}{place}", **more)

        look = looks(house)[0]
        assert answer.status_code == 404
        assert (look.account, look.case_id) == ("hugo", case["id"])
        assert (look.outcome, look.code, look.data) == ("refused", "case_not_found", ())

    def test_of_a_task_is_written_down(self, house, program):
        case = start(program("loes"))
        task = only_task(case)["id"]

        answer = program("sam").get(f"/tasks/{task}")

        look = looks(house)[0]
        assert_problem(answer, 404, "task_not_found")
        assert (look.account, look.case_id) == ("sam", case["id"])
        assert look.data == (f"taak:{task}",)

    def test_of_what_does_not_exist_is_written_down_alike(self, house, program):
        program("hugo").get(f"/cases/{NONSENSE}")

        look = looks(house, outcome=LookOutcome.REFUSED)[0]

        assert (look.case_id, look.code) == (NONSENSE, "case_not_found")


class TestOnEitherDatabase:
    def test_two_readers_at_once_are_both_written_down(self, either_house):
        program = programs_of(either_house)
        case = start(program("loes"))
        readers = [program("loes"), program("lars"), program("sam")] * 2
        barrier, answers = Barrier(len(readers)), []

        def read(reader):
            barrier.wait()
            answers.append(reader.get(f"/cases/{case['id']}").status_code)

        threads = [Thread(target=read, args=(reader,)) for reader in readers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        with either_house.read_uow() as uow:
            verdict = verify_log(region="proef", looks=uow.looks)
            chain = uow.looks.of_chain(region="proef", chain_id=case["id"])
        assert answers == [200] * len(readers)
        assert [one.number for one in chain] == list(range(1, len(readers) + 2))
        assert verdict.is_right

    def test_reasons_and_emergencies_work(self, either_house):
        program = programs_of(either_house)
        case = start(program("loes"))

        refused = program("hugo").get(f"/cases/{case['id']}")
        opened = emergency(program, case)
        seen = program("hugo").get(f"/cases/{case['id']}")
        told = program("fien").get("/notices").json["items"]
        (listed,) = program("fien").get("/emergency-access").json["items"]

        assert refused.status_code == 404
        assert opened.status_code == 201
        assert seen.json["subject"]["given_name"] == "Noortje"
        assert [one["case_id"] for one in told] == [case["id"]]
        assert listed["reason"] == "Het kind is vermist sinds vanochtend."
        assert looks(either_house, only_emergency=True, kind="view")[0].is_emergency

    def test_a_list_is_found_by_a_case_that_it_named(self, either_house):
        program = programs_of(either_house)
        case = start(program("loes"))
        other = start(program("loes"))
        program("sam").get("/cases")

        found = looks(either_house, cases=(case["id"],), account="sam")

        assert [set(one.cases) for one in found] == [{case["id"], other["id"]}]
        assert looks(either_house, cases=(NONSENSE,)) == []
