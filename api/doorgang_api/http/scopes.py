"""Which scope each endpoint asks of the token of a program. People have all of them.

An endpoint that is not here is refused to programs; a test says that none is forgotten.
"""

from __future__ import annotations

PEOPLE_ONLY = None
EVERY_TOKEN = ""

#: endpoint -> scope
ENDPOINTS: dict[str, str | None] = {
    "access_log.list_looks": PEOPLE_ONLY,
    "attachments.read": "submissions:read",
    "attachments.read_content": "submissions:read",
    "attachments.send": "attachments:send",
    "cases.change": "cases:participants",
    "cases.list_cases": "cases:read",
    "cases.read": "cases:read",
    "cases.start": "cases:start",
    "cases.withdraw": "cases:withdraw",
    "cohorts.cancel": "cohorts:start",
    "cohorts.close": "cohorts:start",
    "cohorts.confirm": "cohorts:start",
    "cohorts.list_batches": "cohorts:read",
    "cohorts.list_cohorts": "cohorts:read",
    "cohorts.list_rows": "cohorts:read",
    "cohorts.propose": "cohorts:start",
    "cohorts.retry": "cohorts:start",
    "cohorts.read_batch": "cohorts:read",
    "cohorts.read_template": "cohorts:read",
    "figures.list_figures": "kpi:read",
    "contacts.add": "contacts:manage",
    "contacts.end": "contacts:manage",
    "contacts.list_contacts": "contacts:read",
    "history.list_events": "history:read",
    "history.verify": "history:read",
    "incidents.list_incidents": "incidents:read",
    "incidents.retry": "incidents:retry",
    "messages.deliver": "messages:send",
    "messages.give": "messages:send",
    "notices.list_notices": "notices:read",
    "reasons.give": PEOPLE_ONLY,
    "reasons.judge_emergency": PEOPLE_ONLY,
    "reasons.list_emergencies": PEOPLE_ONLY,
    "reasons.open_in_emergency": PEOPLE_ONLY,
    "recurrences.list_recurrences": "recurrences:read",
    "recurrences.switch": "recurrences:switch",
    "routes.check": "routes:read",
    "routes.list_routes": "routes:read",
    "routes.read": "routes:read",
    "routes.read_bpmn": "routes:read",
    "routes.read_form": "routes:read",
    "sessions.end": PEOPLE_ONLY,
    "sessions.read": EVERY_TOKEN,
    "submissions.list_submissions": "submissions:read",
    "tasks.claim": "tasks:complete",
    "tasks.complete": "tasks:complete",
    "tasks.list_tasks": "tasks:read",
    "tasks.read": "tasks:read",
    "tasks.release": "tasks:complete",
    "terms.change": "terms:change",
    "terms.list_terms": "terms:read",
    "terms.reckon": "terms:read",
}


def scope_of(endpoint: str) -> str | None:
    """Return the scope that an endpoint asks; None when it is for people only."""
    return ENDPOINTS.get(endpoint, PEOPLE_ONLY)
