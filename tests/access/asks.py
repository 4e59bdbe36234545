"""What can be asked of the program: every endpoint and page, with the act that it is.

``test_everyone.py`` lets every demo person ask each of these of cases of their own, of others and
of another region, and compares with the table of permissions. An endpoint that is not here fails.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_engine.access.table import Act

if TYPE_CHECKING:
    from collections.abc import Callable

STALE = {"If-Match": '"999"'}
NOBODY = "01a20063-7eab-716c-bbc3-000000000000"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One thing asked. ``of``: case, task, message, start, region, self or organisation."""

    endpoint: str
    act: Act
    of: str
    method: str = "GET"
    path: Callable[[Any], str] = lambda _: ""
    json: Any = None
    form: dict[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    missing: bool = False  # what is asked of does not exist: who may gets 404 too, others 403


def _api(path: str) -> Callable[[Any], str]:
    return lambda at: f"/api/v1{path}".format(at=at)


def _page(path: str) -> Callable[[Any], str]:
    return lambda at: path.format(at=at)


ASKS = [
    # -- cases
    Ask(endpoint="cases.read", act=Act.SEE_CASE, of="case", path=_api("/cases/{at.case}")),
    Ask(
        endpoint="history.list_events",
        act=Act.SEE_CASE,
        of="case",
        path=_api("/cases/{at.case}/history"),
    ),
    Ask(
        endpoint="history.verify",
        act=Act.VERIFY_CASE,
        of="case",
        path=_api("/cases/{at.case}/history/verification"),
    ),
    Ask(
        endpoint="submissions.list_submissions",
        act=Act.READ_CASE,
        of="case",
        path=_api("/cases/{at.case}/submissions"),
    ),
    Ask(
        endpoint="terms.list_terms",
        act=Act.SEE_CASE,
        of="case",
        path=_api("/cases/{at.case}/terms"),
    ),
    Ask(endpoint="pages.case", act=Act.SEE_CASE, of="case", path=_page("/trajecten/{at.case}")),
    Ask(
        endpoint="pages.replay",
        act=Act.SEE_CASE,
        of="case",
        path=_page("/trajecten/{at.case}/naspelen"),
    ),
    Ask(
        endpoint="pages.replay_report",
        act=Act.SEE_CASE,
        of="case",
        path=_page("/trajecten/{at.case}/naspelen/verslag"),
    ),
    Ask(
        endpoint="pages.replay_report_pdf",
        act=Act.SEE_CASE,
        of="case",
        path=_page("/trajecten/{at.case}/naspelen/verslag.pdf"),
    ),
    Ask(
        endpoint="pages.prove",
        act=Act.VERIFY_CASE,
        of="case",
        method="POST",
        path=_page("/trajecten/{at.case}/naspelen/bewijs"),
        form={},
    ),
    Ask(
        endpoint="pages.case_print",
        act=Act.READ_CASE,
        of="case",
        path=_page("/trajecten/{at.case}/afdruk"),
    ),
    Ask(
        endpoint="cases.withdraw",
        act=Act.WITHDRAW_CASE,
        of="case",
        method="POST",
        path=_api("/cases/{at.case}/withdrawal"),
        json={"reason": "Dubbel"},
        headers=STALE,
    ),
    Ask(
        endpoint="pages.withdraw",
        act=Act.WITHDRAW_CASE,
        of="case",
        path=_page("/trajecten/{at.case}/intrekken"),
    ),
    Ask(
        endpoint="pages.withdraw",
        act=Act.WITHDRAW_CASE,
        of="case",
        method="POST",
        path=_page("/trajecten/{at.case}/intrekken"),
        form={},
    ),
    Ask(
        endpoint="terms.change",
        act=Act.CHANGE_TERM,
        of="case",
        method="POST",
        path=_api("/cases/{at.case}/terms/{at.term}/changes"),
        json={"change": "suspend", "reason": "Wacht"},
        headers=STALE,
    ),
    Ask(
        endpoint="pages.term",
        act=Act.CHANGE_TERM,
        of="case",
        path=_page("/trajecten/{at.case}/termijnen/{at.term}"),
    ),
    Ask(
        endpoint="pages.term",
        act=Act.CHANGE_TERM,
        of="case",
        method="POST",
        path=_page("/trajecten/{at.case}/termijnen/{at.term}"),
        form={},
    ),
    Ask(
        endpoint="messages.give",
        act=Act.GIVE_SIGNAL,
        of="case",
        method="POST",
        path=_api("/cases/{at.case}/signals"),
        json={"name": "nergens"},
    ),
    Ask(
        endpoint="messages.deliver",
        act=Act.RECORD_MESSAGE,
        of="message",
        method="POST",
        path=_api("/cases/{at.case}/messages"),
        json={"name": "ingetrokken", "payload": {"onbekend": 1}},
    ),
    Ask(
        endpoint="pages.message",
        act=Act.RECORD_MESSAGE,
        of="message",
        path=_page("/trajecten/{at.case}/berichten/ingetrokken"),
    ),
    Ask(
        endpoint="pages.message",
        act=Act.RECORD_MESSAGE,
        of="message",
        method="POST",
        path=_page("/trajecten/{at.case}/berichten/ingetrokken"),
        form={},
    ),
    # -- starting
    Ask(
        endpoint="cases.start",
        act=Act.START_CASE,
        of="start",
        method="POST",
        path=_api("/cases"),
        json={
            "route": "proef-route",
            "subject": {"given_name": "Noor", "family_name": "Voorbeeld"},
            "submission": {"onbekend": 1},
        },
    ),
    Ask(
        endpoint="pages.start",
        act=Act.START_CASE,
        of="start",
        path=_page("/trajecten/nieuw/proef-route/begin"),
    ),
    Ask(
        endpoint="pages.start",
        act=Act.START_CASE,
        of="start",
        method="POST",
        path=_page("/trajecten/nieuw/proef-route/begin"),
        form={},
    ),
    # -- tasks
    Ask(endpoint="tasks.read", act=Act.READ_TASK, of="task", path=_api("/tasks/{at.task}")),
    Ask(endpoint="pages.task", act=Act.READ_TASK, of="task", path=_page("/taken/{at.task}")),
    Ask(
        endpoint="tasks.complete",
        act=Act.COMPLETE_TASK,
        of="task",
        method="POST",
        path=_api("/tasks/{at.task}/completion"),
        json={"submission": {}},
    ),
    Ask(
        endpoint="pages.task",
        act=Act.COMPLETE_TASK,
        of="task",
        method="POST",
        path=_page("/taken/{at.task}"),
        form={},
    ),
    Ask(
        endpoint="tasks.release",
        act=Act.RELEASE_TASK,
        of="task",
        method="DELETE",
        path=_api("/tasks/{at.task}/claim"),
    ),
    Ask(
        endpoint="pages.release",
        act=Act.RELEASE_TASK,
        of="task",
        method="POST",
        path=_page("/taken/{at.task}/teruggeven"),
        form={},
    ),
    Ask(
        endpoint="tasks.claim",
        act=Act.CLAIM_TASK,
        of="task",
        method="POST",
        path=_api("/tasks/{at.task}/claim"),
    ),
    Ask(
        endpoint="pages.claim",
        act=Act.CLAIM_TASK,
        of="task",
        method="POST",
        path=_page("/taken/{at.task}/oppakken"),
        form={},
    ),
    # -- colleagues
    Ask(
        endpoint="pages.standing_in",
        act=Act.APPOINT_DEPUTY,
        of="self",
        method="POST",
        path=_page("/vervanging"),
        form={},
    ),
    Ask(
        endpoint="pages.end_deputy",
        act=Act.APPOINT_DEPUTY,
        of="self",
        method="POST",
        path=_page(f"/vervanging/{NOBODY}/beeindigen"),
        form={},
        missing=True,
    ),
    Ask(
        endpoint="pages.mandate",
        act=Act.GIVE_MANDATE,
        of="organisation",
        method="POST",
        path=_page("/vervanging/mandaat"),
        form={},
    ),
    Ask(
        endpoint="pages.end_mandate",
        act=Act.GIVE_MANDATE,
        of="organisation",
        method="POST",
        path=_page(f"/vervanging/mandaat/{NOBODY}/terugnemen"),
        form={},
        missing=True,
    ),
]

#: For everybody who is signed in: their own lists, or what says nothing of a case.
FOR_ALL = {
    "cases.list_cases",
    "tasks.list_tasks",
    "notices.list_notices",
    "sessions.read",
    "sessions.end",
    "terms.reckon",
    "routes.read_form",
    "pages.my_work",
    "work.together",  # asks of each task by itself: tests/api/test_work.py
    "pages.search_work",
    "pages.work_together",  # asks of each task by itself: tests/pages/test_work_acts.py
    "pages.save_view",
    "pages.forget_view",
    "pages.cases",
    "pages.choose_start",
    "pages.notices",
    "pages.my_sessions",
    "pages.stay",
    "pages.choose_language",
    "pages.end_one",
    "pages.end_others",
    "pages.sign_out",
    "pages.standing_in",
    "pages.preferences",
    "pages.give_address",
    "pages.give_code",
    "pages.drop_address",
    "pages.new_calendar",
    "pages.drop_calendar",
}
#: For everybody: signing in, and what machines ask.
OPEN = {
    "api-docs.openapi_json",
    "healthz",
    "readyz",
    "metrics",
    "static",
    "pages.about",
    "pages.calendar_feed",
    "pages.sign_in",
    "pages.go_to_provider",
    "pages.come_back",
    "pages.told_it_is_over",
    "sessions.begin",
    # With a link of their own: tests/pages/test_links.py.
    "pages.parent_link",
    "pages.parent_code",
    "pages.parent_form",
    "pages.parent_dossier",
    "pages.parent_letter",
    "pages.parent_attachment",
    "pages.parent_done",
    "pages.parent_stop",
}
#: Judged by the submission, task or start that a file belongs to: tests/api/test_attachments.py;
#: by who filled in the form that is corrected: tests/api/test_corrections.py; by who may read
#: the one that is printed: tests/pages/test_submission_print.py.
BY_WHAT_THEY_BELONG_TO = {
    "pages.letter_again",
    "letters.read_content",
    "letters.make_again",
    "links.withdraw",
    "pages.letter",  # tests/pages/test_letters.py
    "pages.link_code",  # tests/pages/test_links.py
    "pages.withdraw_link",
    "corrections.correct",
    "pages.correction",
    "attachments.send",
    "attachments.read",
    "attachments.read_content",
    "pages.attachment",
    "pages.receipt",  # of one's own act
    "pages.submission_print",
}
