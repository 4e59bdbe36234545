"""Requests made from our own OpenAPI document, for each kind of caller, on both databases.

No request makes the application fail; every answer is one that the document or docs/api.md names,
of the form it says; and who has no business with a case cannot tell it from one that is not there.
"""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis import checks as library_checks
from tests.api.acting import BEGINNING, only_task, start
from tests.api.conftest import Program, furnish, open_house, programs_of
from tests.fuzz.targets import library

from doorgang_api.app import create_app

DOCUMENT = "/api/v1/openapi.json"
API_MD = Path(__file__).parents[2] / "docs" / "api.md"
DOCUMENTED = {
    (int(status), code)
    for code, status in re.findall(
        r"^\| `([a-z_]+)` \| (\d{3}) \|", API_MD.read_text(), re.MULTILINE
    )
}
CALLERS = ("loes", "rik", "audrey", "elly", "")
# Not asked: that what fits the schema is accepted (rules of routes and forms refuse more), and
# what needs operations in a row with links.
LEFT_OUT = {"positive_data_acceptance", "use_after_free", "ensure_resource_availability"}
A_FEW = settings(
    max_examples=5,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
NOBODY = str(uuid.UUID(int=7, version=4))


@schemathesis.serializer("application/zip")
def as_zip(_context, value):
    """Send what was made up for a zip as it is."""
    return value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")


def checks(*out):
    """Give the checks of schemathesis that are about us, some left out."""
    found = library_checks.CHECKS.get_all()
    return [c for c in found if c.__name__ not in LEFT_OUT.union(out)]


class World:
    """A house with a case, the document of its API, and who calls it."""

    def __init__(self, house):
        self.house = house
        self.app = create_app(house)
        self.program = programs_of(house, app=self.app)
        self.case = start(self.program("loes"))
        self.task = only_task(self.case)
        self.known = {
            "case_id": self.case["id"],
            "task_id": self.task["id"],
            "run_id": self.case["terms"][0]["id"],
            "submission_id": self.submission(),
            "route_key": "proef-route",
            "form_key": "toets",
            "letter_id": NOBODY,  # the small route has neither
            "link_id": NOBODY,
        }
        self.schema = schemathesis.openapi.from_wsgi(DOCUMENT, self.app)

    def submission(self):
        """Give the id of what the case began with."""
        answer = self.program("loes").get(f"/cases/{self.case['id']}/submissions")
        return answer.json["items"][0]["id"]

    def operations(self):
        return [found.ok() for found in self.schema.get_all_operations()]

    def headers(self, who, operation):
        """Give what a caller sends along; a token of its own where one signs out."""
        if not who:
            return {}
        signs_out = operation.path.endswith("/sessions/current") and operation.method == "delete"
        program = programs_of(self.house, app=self.app)(who) if signs_out else self.program(who)
        return {"Authorization": f"Bearer {program.token}"}


@pytest.fixture(scope="module")
def sqlite_world(tmp_path_factory):
    house = open_house(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'd.sqlite'}", library())
    furnish(house)
    yield World(house)
    house.close()


@pytest.fixture(scope="module")
def postgres_world(postgres_cluster, worker_name):
    name = f"openapi_{worker_name}"
    house = open_house(postgres_cluster.create_database(name=name), library())
    furnish(house)
    yield World(house)
    house.close()
    postgres_cluster.drop_database(name=name)


@pytest.fixture(params=["sqlite_world", "postgres_world"], ids=["sqlite", "postgresql"])
def world(request):
    return request.getfixturevalue(request.param)


def assert_known(answer):
    """Assert that an answer is one that our documents name."""
    if answer.status_code >= 400:
        problem = answer.json()
        assert (answer.status_code, problem["code"]) in DOCUMENTED, problem
        assert answer.headers["content-type"] == ["application/problem+json"]
    assert answer.headers["cache-control"] == ["no-store"]


class TestEveryOperation:
    @pytest.mark.parametrize(
        ("who", "mode"),
        [*((who, GenerationMode.POSITIVE) for who in CALLERS), ("loes", GenerationMode.NEGATIVE)],
        ids=lambda part: str(getattr(part, "value", part) or "nobody"),
    )
    def test_answers_as_it_says(self, world, who, mode):
        wrong = {}
        answered = set()
        for operation in world.operations():
            try:
                requested(world, operation, world.headers(who, operation), mode, answered)
            except (AssertionError, BaseExceptionGroup) as found:
                wrong[f"{operation.method} {operation.path}"] = _told(found)

        assert wrong == {}, "\n".join(f"{k}: {v}" for k, v in wrong.items())
        assert answered & {200, 401, 404, 422}


def requested(world, operation, headers, mode, answered):
    """Make requests of one operation, half of them about what is there."""

    @A_FEW
    @given(case=operation.as_strategy(generation_mode=mode), is_known=st.booleans())
    def holds(case, is_known):
        replaced = is_known and case.path_parameters
        if replaced:
            there = {k: v for k, v in world.known.items() if k in case.path_parameters}
            case.path_parameters.update(there)
        answer = case.call(headers=headers)
        answered.add(answer.status_code)
        assert_known(answer)
        # What was wrong with it may have been the part that was replaced.
        out = ["negative_data_rejection"] if replaced else []
        case.validate_response(answer, checks=checks(*out), headers=headers)

    holds()


def _told(found):
    inner = getattr(found, "exceptions", [found])
    return [f"{type(one).__name__}: {str(one)[:300]}" for one in inner]


class TestAnOutsider:
    @pytest.mark.parametrize("who", ["elly", "hugo", "niemand"])
    def test_cannot_tell_a_case_from_none(self, world, who):
        told = {}
        for operation in world.operations():
            if not {"{case_id}", "{task_id}"} & set(re.findall(r"{\w+}", operation.path)):
                continue
            program = world.program(who)
            real, none = (
                _ask(program, operation, {**world.known, "case_id": case, "task_id": task})
                for case, task in (
                    (world.known["case_id"], world.known["task_id"]),
                    (NOBODY, NOBODY),
                )
            )
            if real != none:
                told[f"{operation.method} {operation.path}"] = (real, none)

        assert told == {}


def _ask(program: Program, operation, ids):
    path = operation.path.removeprefix("/api/v1").format(**ids)
    answer = program._send(
        operation.method.upper(),
        path,
        json={"submission": {}, "name": "ingetrokken", "reason": "x", "change": "suspend"}
        if operation.method == "post"
        else None,
        headers={"If-Match": "*"},
    )
    body = {key: value for key, value in answer.json.items() if key != "instance"}
    return answer.status_code, body, sorted(set(answer.headers.keys()) - {"Content-Length"})


class TestTheDocument:
    def test_is_of_more_than_a_few_operations(self, sqlite_world):
        assert len(sqlite_world.operations()) > 25

    def test_leaves_a_case_whole(self, world):
        verdict = world.program("audrey").get(f"/cases/{world.case['id']}/history/verification")

        assert verdict.status_code == 200, verdict.json
        assert verdict.json["is_right"] is True
        assert world.program("loes").post("/cases", BEGINNING).status_code == 201
