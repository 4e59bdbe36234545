"""What can be asked of the work list; as in ``asks.py``."""

from __future__ import annotations

from tests.access.asks import Ask, _api, _page

from doorgang_engine.access.table import Act

WORK_ASKS = [
    Ask(
        endpoint="work.list_receivers",
        act=Act.HAND_OVER_TASK,
        of="task",
        path=_api("/tasks/{at.task}/receivers"),
    ),
    Ask(
        endpoint="work.hand_over",
        act=Act.HAND_OVER_TASK,
        of="task",
        method="POST",
        path=_api("/tasks/{at.task}/handover"),
        json={"to": "niemand"},
    ),
    Ask(
        endpoint="work.follow_up",
        act=Act.FOLLOW_UP_TASK,
        of="task",
        method="PUT",
        path=_api("/tasks/{at.task}/follow-up"),
        json={"day": "2020-01-01"},
    ),
    Ask(
        endpoint="work.forget_follow_up",
        act=Act.FOLLOW_UP_TASK,
        of="task",
        method="DELETE",
        path=_api("/tasks/{at.task}/follow-up"),
    ),
    Ask(
        endpoint="work.list_places",
        act=Act.SEE_WORK,
        of="region",
        path=_api("/work/places"),
    ),
    Ask(
        endpoint="pages.hand_over",
        act=Act.HAND_OVER_TASK,
        of="task",
        path=_page("/werk/overdragen?taak={at.task}"),
    ),
    Ask(
        endpoint="pages.hand_over",
        act=Act.HAND_OVER_TASK,
        of="task",
        method="POST",
        path=_page("/werk/overdragen?taak={at.task}"),
        form={},
    ),
    Ask(
        endpoint="pages.follow_up",
        act=Act.FOLLOW_UP_TASK,
        of="task",
        path=_page("/werk/opvolgen?taak={at.task}"),
    ),
    Ask(
        endpoint="pages.follow_up",
        act=Act.FOLLOW_UP_TASK,
        of="task",
        method="POST",
        path=_page("/werk/opvolgen?taak={at.task}"),
        form={},
    ),
]
