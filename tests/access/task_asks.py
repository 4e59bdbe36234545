"""What can be asked around a task: what is being filled in, and a second signature."""

from __future__ import annotations

from tests.access.asks import STALE, Ask, _api, _page

from doorgang_engine.access.table import Act

TASK_ASKS = [
    # -- what is being filled in
    Ask(
        endpoint="task_drafts.read",
        act=Act.READ_TASK,
        of="task",
        path=_api("/tasks/{at.task}/draft"),
    ),
    Ask(
        endpoint="task_drafts.read_taken_over",
        act=Act.READ_TASK,
        of="task",
        path=_api("/tasks/{at.task}/taken-over"),
    ),
    Ask(
        endpoint="task_drafts.keep",
        act=Act.COMPLETE_TASK,
        of="task",
        method="PUT",
        path=_api("/tasks/{at.task}/draft"),
        json={"values": {}},
        headers=STALE,
    ),
    Ask(
        endpoint="task_drafts.discard",
        act=Act.COMPLETE_TASK,
        of="task",
        method="DELETE",
        path=_api("/tasks/{at.task}/draft"),
    ),
    Ask(
        endpoint="task_drafts.preview",
        act=Act.COMPLETE_TASK,
        of="task",
        method="POST",
        path=_api("/tasks/{at.task}/effect"),
        json={"submission": {}},
    ),
    *(
        Ask(
            endpoint=f"pages.{name}",
            act=Act.COMPLETE_TASK,
            of="task",
            method="POST",
            path=_page(f"/taken/{{at.task}}/{path}"),
            form={},
        )
        for name, path in (
            ("task_draft", "concept"),
            ("discard_task_draft", "concept/weggooien"),
            ("exchange_task_draft", "concept/wisselen"),
            ("effect", "gevolg"),
            ("letter_ahead", "brief"),
        )
    ),
    # -- signing
    Ask(
        endpoint="signatures.read",
        act=Act.READ_TASK,
        of="task",
        path=_api("/tasks/{at.task}/signature"),
    ),
    Ask(
        endpoint="signatures.decide",
        act=Act.COMPLETE_TASK,
        of="task",
        method="POST",
        path=_api("/tasks/{at.task}/signature"),
        json={"decision": "sign"},
    ),
    *(
        Ask(
            endpoint=f"pages.{name}",
            act=Act.COMPLETE_TASK,
            of="task",
            method="POST",
            path=_page(f"/taken/{{at.task}}/{path}"),
            form=form,
        )
        for name, path, form in (
            ("sign", "ondertekenen", {"gelezen": "ja"}),
            ("refuse_to_sign", "niet-ondertekenen", {"reden": "Klopt niet"}),
        )
    ),
]
