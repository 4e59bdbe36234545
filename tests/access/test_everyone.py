"""Every demo person asks for everything, of cases of their own, of others, of another region.

What the table of permissions gives is answered; for the rest there is 403 or 404, and never a word
that tells that something exists.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

import pytest
from tests import small_route
from tests.access.account_asks import ACCOUNT_ASKS
from tests.access.asks import ASKS, BY_WHAT_THEY_BELONG_TO, FOR_ALL, OPEN
from tests.access.cohort_asks import BY_THEIR_MAKER, COHORT_ASKS, FOR_ALL_OF_LISTS
from tests.access.dossier_asks import DOSSIER_ASKS
from tests.access.draft_asks import DRAFT_ASKS
from tests.access.form_asks import FORM_ASKS
from tests.access.region_asks import REGION_ASKS
from tests.access.register_asks import REGISTER_ASKS
from tests.access.retention_asks import RETENTION_ASKS
from tests.access.task_asks import TASK_ASKS
from tests.access.webhook_asks import WEBHOOK_ASKS
from tests.access.work_asks import WORK_ASKS
from tests.api.conftest import ROOT, open_house
from tests.pages.test_case_page import WITH_MESSAGE
from tests.small_route import REGION, START
from tests.small_route import ROUTE as ROUTE_KEY

from doorgang_api.app import create_app
from doorgang_api.auth import begin_session, session_of
from doorgang_api.cookies import SESSION
from doorgang_api.demo.people import accounts, organisations
from doorgang_api.pages.visit import NOW, TOKEN_FIELD
from doorgang_engine.access.decide import Resource, may
from doorgang_engine.cases import start_case
from doorgang_engine.cohort import read_cohorts
from doorgang_engine.cohorts.batches import SentList, propose_batch
from doorgang_engine.model import Actor, Organisation, TaskStatus
from doorgang_engine.routes.library import read_library

ELSEWHERE = "elders"
ALL_ASKS = [
    *ASKS,
    *ACCOUNT_ASKS,
    *COHORT_ASKS,
    *DOSSIER_ASKS,
    *DRAFT_ASKS,
    *FORM_ASKS,
    *REGION_ASKS,
    *REGISTER_ASKS,
    *RETENTION_ASKS,
    *TASK_ASKS,
    *WEBHOOK_ASKS,
    *WORK_ASKS,
]
COHORT = {
    "sleutel": "allen",
    "naam": "Allen",
    "begin": "begin",
    "kolommen": {"school": "organisatie.po_school"},
}
LIST = b"voornaam;achternaam;school;vraag\nSem;Bedacht;po-de-linde;Hulp"
LOES = Actor(id="loes", role="swv_loket", organisation="swv-proefstad", region=REGION)
OWN = {"swv": "swv-proefstad", "po_school": "po-de-linde"}
OTHERS = {"swv": "swv-ander", "po_school": "po-ander"}
ALLOWED_NOT = {403, 404}
ROUTE = (
    WITH_MESSAGE.replace('dg:rol="loket"', 'dg:rol="swv_loket"')
    .replace('dg:rol="school"', 'dg:rol="po_ib"')
    .replace('dg:aan="school"', 'dg:aan="po_ib"')
)
ROLES = {
    "swv_loket": {"naam": "Loket", "organisatie": "swv"},
    "po_ib": {"naam": "Intern begeleider", "organisatie": "po_school"},
}


@pytest.fixture(scope="session")
def library():
    """The library with its terms and tables, and no route but the small one of these tests."""
    shipped = read_library(library_dir=ROOT, config_dir=ROOT / "config")
    return replace(shipped, routes={}, forms={}, roles=ROLES)


@pytest.fixture
def house(database_url, library):
    opened = open_house(database_url, library)
    publish(opened, REGION)
    publish(opened, ELSEWHERE)
    with opened.parts.new_uow() as uow:
        uow.organisations.add(
            [
                *organisations(REGION),
                Organisation(region=REGION, id="swv-ander", kind="swv", name="SWV Ander"),
                Organisation(region=REGION, id="po-ander", kind="po_school", name="Ander"),
            ]
        )
        uow.accounts.add(accounts(REGION))
    yield opened
    opened.close()


def publish(house, region):
    made = small_route.content(bpmn=ROUTE)
    cohorts = read_cohorts([COHORT], where="proef", kinds={"swv", "po_school"})
    made |= {"region": region, "roles": ROLES, "cohorts": cohorts}
    bundle = small_route.bundle_of(made)
    with house.parts.new_uow() as uow:
        uow.bundles.publish(bundle)


@pytest.fixture
def places(house):
    """Give a case of one's own, one of others and one of another region, each with its parts."""

    def begun(region, participants, started_by):
        case = start_case(
            beginning=small_route.beginning(region=region, participants=participants),
            actor=Actor(
                id="iris", role="regiocoordinator", organisation=started_by, region=region
            ),
            parts=house.parts,
            now=START,
        )
        with house.read_uow() as uow:
            task = next(t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN)
            (term,) = uow.terms.of_case(case.id)
        return SimpleNamespace(
            found=case, case=case.id, task=task.id, term=term.id, work=task, started_by=started_by
        )

    batch = propose_batch(
        sent=SentList(region=REGION, route=ROUTE_KEY, cohort="allen", content=LIST),
        actor=LOES,
        parts=house.parts,
        now=START,
    )
    found = {
        "own": begun(REGION, OWN, "po-de-linde"),
        "of others": begun(REGION, OTHERS, "po-ander"),
        "elsewhere": begun(ELSEWHERE, OWN, "po-de-linde"),
    }
    for one in found.values():
        one.batch = batch.id
    return found


class Visitor:
    """One demo person, signed in for pages and API with one session."""

    def __init__(self, house, app, account):
        self.account, self.client = account, app.test_client(use_cookies=False)
        session = session_of(account, now=START)
        with house.parts.new_uow() as uow:
            self.token = begin_session(session=session, settings=house.settings, uow=uow)
        self.csrf = session.csrf

    def asks(self, ask, at):
        """Return the status of the answer."""
        path, headers = ask.path(at), dict(ask.headers)
        if path.startswith("/api/"):
            headers["Authorization"] = f"Bearer {self.token}"
            if isinstance(ask.json, str):
                body = {"data": ask.json}
            else:
                body = {} if ask.json is None else {"data": json.dumps(ask.json)}
                headers.setdefault("Content-Type", "application/json")
        else:
            headers["Cookie"] = f"{SESSION}={self.token}"
            body = {} if ask.form is None else {"data": {**ask.form, TOKEN_FIELD: self.csrf}}
        answer = self.client.open(path, method=ask.method, headers=headers, **body)
        answer.close()
        return answer.status_code


def resource(ask, account, at):
    """Return what the table is asked about."""
    of_case = Resource.of_case(at.found, started_by=at.started_by)
    own_region = Resource(region=account.region)
    return {
        "case": of_case,
        "task": Resource.of_task(at.work),
        "message": Resource.of_step(at.found, role="po_ib", kind="po_school"),
        "start": replace(own_region, role="swv_loket"),
        "region": own_region,
        "self": replace(own_region, person=account.id),
        "organisation": replace(own_region, organisation=account.organisation),
    }[ask.of]


def wrong(ask, status, *, permitted):
    """Return whether an answer is not what the table says."""
    if ask.missing:
        return status != (404 if permitted else 403)
    return (status in ALLOWED_NOT) is permitted or status >= 500


class TestEveryone:
    def test_reaches_just_what_the_table_says(self, house, places):
        app = create_app(house)
        app.extensions[NOW] = START
        found, tried = [], Counter()
        for account in accounts(REGION):
            visitor = Visitor(house, app, account)
            for ask in ALL_ASKS:
                for whose, at in places.items():
                    if ask.of not in ("case", "task", "message") and whose != "own":
                        continue
                    status = visitor.asks(ask, at)
                    permitted = may(
                        account=account, act=ask.act, resource=resource(ask, account, at)
                    )
                    tried[permitted] += 1
                    if wrong(ask, status, permitted=permitted):
                        who = f"{account.id} {'/'.join(account.roles)}"
                        found.append((ask.endpoint, ask.method, whose, who, permitted, status))

        assert found == []
        assert min(tried[True], tried[False]) > 300


class TestEveryEndpoint:
    def test_is_asked_for(self, house):
        app = create_app(house)
        known = {ask.endpoint for ask in ALL_ASKS} | FOR_ALL | OPEN | BY_WHAT_THEY_BELONG_TO
        known |= FOR_ALL_OF_LISTS | BY_THEIR_MAKER

        assert {rule.endpoint for rule in app.url_map.iter_rules()} - known == set()
