"""The OpenAPI document: valid, complete, and true."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from tests.api.acting import complete, only_task, start
from tests.api.test_sessions import endpoints

WITHOUT_KEY = {"/api/v1/sessions", "/api/v1/terms/reckoning", "/api/v1/routes/check"} | {
    "/api/v1/cases/{case_id}/reasons",
    "/api/v1/cohorts/{route}/{key}/batches",
    "/api/v1/cohort-batches/{batch_id}/confirmation",
    "/api/v1/cohort-batches/{batch_id}/cancellation",
    "/api/v1/cohort-batches/{batch_id}/retry",
    "/api/v1/cohort-batches/{batch_id}/closure",
    "/api/v1/contacts",
    "/api/v1/contacts/{contact_id}/end",
    "/api/v1/emergency-access",
    "/api/v1/tasks/{task_id}/handover",
    "/api/v1/tasks/together",
    "/api/v1/tasks/{task_id}/effect",
    "/api/v1/cases/{case_id}/letters/{letter_id}/again",
    "/api/v1/cases/{case_id}/links",
    "/api/v1/cases/{case_id}/links/{link_id}/withdrawal",
    "/api/v1/webhooks",
    "/api/v1/webhook-deliveries/{delivery_id}/redelivery",
    "/api/v1/emergency-access/{grant_id}/judgement",
}
DRAFTS = "/api/v1/route-drafts"
DRAFT = f"{DRAFTS}/{{draft_id}}"
WITHOUT_KEY |= {DRAFTS, f"{DRAFTS}/import", f"{DRAFT}/retirement"}
WITH_REVISION = {
    "/api/v1/cases/{case_id}/participants",
    "/api/v1/cases/{case_id}/withdrawal",
    "/api/v1/cases/{case_id}/terms/{run_id}/changes",
    "/api/v1/cases/{case_id}/submissions/{submission_id}/correction",
}
OF_A_DRAFT = {
    f"{DRAFT}/{act}" for act in ("submission", "return", "adoption", "edits", "undo/{path}")
}
WITHOUT_KEY |= OF_A_DRAFT  # the revision keeps them from being done twice
WITH_REVISION |= OF_A_DRAFT


@pytest.fixture
def document(anonymous):
    return anonymous.get("/openapi.json").json


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in ("get", "post", "delete", "put", "patch"):
                yield path, method, operation


def contents(document):
    """Give each body of a request or an answer, with where it stands."""
    for path, method, operation in operations(document):
        if body := operation.get("requestBody"):
            yield from ((f"{method} {path}", c) for c in body["content"].values())
        for status, response in operation["responses"].items():
            for content in response.get("content", {}).values():
                yield f"{method} {path} {status}", content


def errors_of(document, schema, value):
    whole = Resource.from_contents(document, default_specification=DRAFT202012)
    registry = Registry().with_resource("urn:doc", whole)
    anchored = json.loads(json.dumps(schema).replace('"#/', '"urn:doc#/'))
    validator = Draft202012Validator(anchored, registry=registry, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(value)]


class TestDocument:
    def test_is_valid(self, document):
        errors = [str(e) for e in OpenAPIV31SpecValidator(document).iter_errors()]

        assert document["openapi"] == "3.1.0"
        assert errors == []

    def test_describes_every_endpoint_and_no_other(self, house, document):
        there = {
            (method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule))
            for method, rule in endpoints(house)
            if rule != "/api/v1/openapi.json"
        }

        described = {(method.upper(), path) for path, method, _ in operations(document)}

        assert described == there

    def test_says_of_each_what_it_does_and_how_it_refuses(self, document):
        for path, method, operation in operations(document):
            assert operation["summary"], path
            assert operation["tags"], path
            assert "default" in operation["responses"], (path, method)

    def test_gives_an_example_of_every_body(self, document):
        without = [
            place
            for place, content in contents(document)
            if "$ref" in str(content.get("schema")) and "example" not in content
        ]

        assert without == []

    def test_gives_examples_that_fit(self, document):
        wrong = {
            place: errors
            for place, content in contents(document)
            if "example" in content
            and (errors := errors_of(document, content["schema"], content["example"]))
        }

        assert wrong == {}
        assert sum("example" in content for _, content in contents(document)) > 30

    def test_names_the_headers_that_acts_take(self, document):
        for path, method, operation in operations(document):
            if method != "post":
                continue
            named = {p["name"] for p in operation.get("parameters", []) if p["in"] == "header"}
            assert ("Idempotency-Key" in named) is (path not in WITHOUT_KEY), path
            assert ("If-Match" in named) is (path in WITH_REVISION), path

    def test_asks_for_a_sign_in_everywhere_but_where_one_signs_in(self, document):
        open_to_all = {p for p, _, o in operations(document) if o.get("security") == []}

        assert document["security"] == [{"bearer": []}]
        assert open_to_all == {"/api/v1/sessions"}


class TestAnswers:
    def test_are_as_described(self, program, document):
        loes = program("loes")
        case = start(loes)
        task = only_task(case)
        here = f"/cases/{case['id']}"
        complete(loes, task)
        asked = [
            ("/cases", "/cases"),
            (here, "/cases/{case_id}"),
            (f"{here}/history", "/cases/{case_id}/history"),
            (f"{here}/history/verification", "/cases/{case_id}/history/verification"),
            (f"{here}/submissions", "/cases/{case_id}/submissions"),
            (f"{here}/terms", "/cases/{case_id}/terms"),
            ("/tasks", "/tasks"),
            (f"/tasks/{task['id']}", "/tasks/{task_id}"),
            ("/routes", "/routes"),
            ("/routes/proef-route", "/routes/{route_key}"),
            ("/forms/aanmelding_vo", "/forms/{form_key}"),
            ("/notices", "/notices"),
            ("/sessions/current", "/sessions/current"),
        ]

        wrong = {
            path: errors
            for path, described in asked
            if (
                errors := errors_of(
                    document,
                    document["paths"][f"/api/v1{described}"]["get"]["responses"]["200"]["content"][
                        "application/json"
                    ]["schema"],
                    loes.get(path).json,
                )
            )
        }

        assert wrong == {}

    def test_are_problems_as_described_when_something_is_wrong(self, program, document):
        loes = program("loes")
        task = only_task(start(loes))
        complete(loes, task)
        problems = [complete(loes, task), loes.post("/cases", {}), loes.get("/nergens")]

        described = document["components"]["responses"]["DEFAULT_ERROR"]["content"]

        schema = described["application/problem+json"]["schema"]
        assert [errors_of(document, schema, problem.json) for problem in problems] == [[], [], []]
