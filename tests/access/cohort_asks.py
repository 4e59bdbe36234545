"""What can be asked about lists of children: swv_loket begins the cohort, and sent the list."""

from __future__ import annotations

from tests.access.asks import Ask

from doorgang_engine.access.table import Act

COHORT, BATCH = "/cohorts/proef-route/allen", "/cohort-batches/{at.batch}"
COHORT_PAGE, BATCH_PAGE = "/cohorten/proef-route/allen", "/cohorten/lijsten/{at.batch}"


def _ask(endpoint, path, method="GET", **more):
    prefix = "" if endpoint.startswith("pages.") else "/api/v1"
    return Ask(
        endpoint=endpoint,
        act=Act.START_COHORT,
        of="start",
        method=method,
        path=lambda at: f"{prefix}{path}".format(at=at),
        **more,
    )


#: Lists of what somebody may begin and handle.
FOR_ALL_OF_LISTS = {"cohorts.list_batches", "cohorts.list_cohorts", "pages.cohorts"}
#: Judged by who made the list too: tests/integration/test_cohort_batches.py.
BY_THEIR_MAKER = {"cohorts.confirm", "pages.confirm_batch"}
COHORT_ASKS = [
    _ask("cohorts.read_template", f"{COHORT}/template"),
    _ask("cohorts.propose", f"{COHORT}/batches", "POST", json={}),
    _ask("cohorts.read_batch", BATCH),
    _ask("cohorts.list_rows", f"{BATCH}/rows"),
    _ask("pages.cohort", COHORT_PAGE),
    _ask("pages.cohort", COHORT_PAGE, "POST", form={}),
    _ask("pages.cohort_template", f"{COHORT_PAGE}/sjabloon.csv"),
    _ask("pages.batch", BATCH_PAGE),
    _ask("cohorts.retry", f"{BATCH}/retry", "POST", json={}),
    _ask("cohorts.close", f"{BATCH}/closure", "POST", json={}),
    _ask("cohorts.cancel", f"{BATCH}/cancellation", "POST", json={}),
    _ask("pages.change_batch", f"{BATCH_PAGE}/annuleren", "POST", form={}),
    _ask("pages.change_batch", f"{BATCH_PAGE}/opnieuw", "POST", form={}),
]
