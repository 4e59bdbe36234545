"""The page Mijn werk among a hundred thousand open tasks, as a browser gets it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text
from tests.small_route import BEGINNER, LOKET, REGION, START, beginning, publish

from bench.http import key_for
from bench.stage import percentile, whole
from doorgang_api.app import create_app
from doorgang_api.auth import begin_session, session_of
from doorgang_api.cookies import SESSION
from doorgang_api.settings import load_settings
from doorgang_api.wiring import House
from doorgang_engine.cases import start_case
from doorgang_engine.model import Account, Organisation

OPENED = 40  # cases with a name of their own: those of the first page
OWN = 5  # one task in so many is of the desk that looks: a large samenwerkingsverband
PER_CASE = 2
VISITS = 60
_SAME_CASE = (
    "region, route, bundle, status, outcome, started_at, revision, acts, events, head, "
    "participants, parent_request, subject_name, state"
)
_SAME_TASK = "element, scope, name, role, form, claimed_by, closed_by"
MORE_CASES = f"""
INSERT INTO cases (id, number, subject, {_SAME_CASE})
SELECT gen_random_uuid()::text, 'X' || n, gen_random_uuid()::text, {_SAME_CASE}
FROM generate_series(1, :number) n, (SELECT * FROM cases LIMIT 1) one
"""
MORE_TASKS = f"""
INSERT INTO user_tasks (region, id, case_id, organisation, status, opened_at, due_at, {_SAME_TASK})
SELECT one.region, gen_random_uuid()::text, one.id,
  CASE WHEN row_number() OVER () % :own = 0 THEN task.organisation
    ELSE 'org' || (row_number() OVER () % 500) END,
  'open', now() - random() * interval '30 days',
  now() + (random() * 2000 - 100) * interval '1 hour', {_SAME_TASK}
FROM cases one CROSS JOIN generate_series(1, :each) n
  CROSS JOIN (SELECT * FROM user_tasks LIMIT 1) task
WHERE one.number LIKE 'X%'
"""
#: What stands first has a name that opens.
FIRST = """
UPDATE user_tasks SET due_at = now() - interval '9 days', opened_at = now() - interval '40 days'
WHERE case_id IN (SELECT id FROM cases WHERE number NOT LIKE 'X%')
"""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a visit cost: seconds of the server (p95), and bytes of the page."""

    first: float
    filtered: float
    waiting: float
    region: float
    size: int


def visits(url: str, tasks: int) -> Seen:
    """Return the p95 of the pages of work among so many open tasks, over HTTP through the app."""
    settings = load_settings(environ={"DOORGANG_DATABASE_URL": url, **key_for(url)})
    house = House.build(replace(settings, demo=False, requests_per_minute=100_000))
    house.migrate()
    publish(house.parts)
    _people(house)
    for _ in range(OPENED):
        start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)
    _fill(house, tasks)
    app = create_app(house)
    desk, coordinator = _visitor(app, house, LOKET.id), _visitor(app, house, "rik")
    found = Seen(
        first=_p95(desk, "/"),
        filtered=_p95(desk, "/?route=proef-route&opgepakt=niemand&wanneer=te-laat"),
        waiting=_p95(desk, "/?volgorde=wacht"),
        region=_p95(coordinator, "/werk/regio"),
        size=len(desk("/").data),
    )
    house.close()
    return found


def _people(house: House) -> None:
    people = ((LOKET.id, (LOKET.role,)), ("rik", ("regiocoordinator",)))
    with house.parts.new_uow() as uow:
        uow.organisations.add(
            [Organisation(region=REGION, id=LOKET.organisation, kind="swv", name="Proef")]
        )
        uow.accounts.add(
            [
                Account(
                    region=REGION,
                    id=key,
                    name=key.title(),
                    organisation=LOKET.organisation,
                    roles=roles,
                )
                for key, roles in people
            ]
        )


def _fill(house: House, tasks: int) -> None:
    _do(house, MORE_CASES, number=tasks // PER_CASE)  # first: else each task looks for its case
    _do(house, MORE_TASKS, own=OWN, each=PER_CASE)
    _do(house, FIRST)


def _do(house: House, statement: str, **given: int) -> None:
    with whole(house.database) as connection:
        connection.execute(text(statement), given)
    with house.database.connect() as connection:
        autocommit = connection.execution_options(isolation_level="AUTOCOMMIT")
        autocommit.execute(text("VACUUM ANALYZE cases"))
        autocommit.execute(text("VACUUM ANALYZE user_tasks"))
    house.database.dispose()  # what a connection planned before is planned anew


def _visitor(app: Any, house: House, who: str) -> Any:
    with house.parts.new_uow() as uow:
        account = uow.accounts.find(who)
        assert account is not None
        session = session_of(account, now=uow.database_now())
        token = begin_session(session=session, settings=house.settings, uow=uow)
    client = app.test_client()
    client.set_cookie(SESSION, token)
    return client.get


def _p95(visit: Any, address: str) -> float:
    times = []
    for _ in range(VISITS):
        began = time.perf_counter()
        answer = visit(address)
        times.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.data[:500]
    return percentile(times[10:], 0.95)  # the first visits fill the shelves of a new process
