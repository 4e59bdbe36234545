"""What can be asked about keeping and destroying: lists, holds, and that a pupil left school."""

from __future__ import annotations

from tests.access.asks import NOBODY, Ask

from doorgang_engine.access.table import Act

LIST = f"/bewaren/lijsten/{NOBODY}"
RETENTION_ASKS = [
    Ask(
        endpoint="pages.retention",
        act=Act.REVIEW_DESTRUCTION,
        of="region",
        path=lambda _: "/bewaren",
    ),
    Ask(
        endpoint="pages.destruction_list",
        act=Act.REVIEW_DESTRUCTION,
        of="region",
        path=lambda _: LIST,
        missing=True,
    ),
    *(
        Ask(
            endpoint="pages.approve_list",
            act=Act.REVIEW_DESTRUCTION,
            of="region",
            method="POST",
            path=lambda _: f"{LIST}/goedkeuren",
            form=form,
            missing=True,
        )
        for form in ({}, {"nagekeken": "ja"})
    ),
    Ask(
        endpoint="pages.take_off",
        act=Act.REVIEW_DESTRUCTION,
        of="region",
        path=lambda _: f"{LIST}/afhalen/{NOBODY}",
        missing=True,
    ),
    Ask(
        endpoint="pages.take_off",
        act=Act.REVIEW_DESTRUCTION,
        of="region",
        method="POST",
        path=lambda _: f"{LIST}/afhalen/{NOBODY}",
        form={"reden": "Dubbel"},
        missing=True,
    ),
    Ask(
        endpoint="pages.new_hold",
        act=Act.SET_HOLD,
        of="region",
        path=lambda _: "/bewaren/bewaarplicht",
    ),
    Ask(
        endpoint="pages.new_hold",
        act=Act.SET_HOLD,
        of="region",
        method="POST",
        path=lambda _: "/bewaren/bewaarplicht",
        form={},
    ),
    Ask(
        endpoint="pages.lift_hold",
        act=Act.SET_HOLD,
        of="region",
        method="POST",
        path=lambda _: f"/bewaren/bewaarplicht/{NOBODY}/opheffen",
        form={},
        missing=True,
    ),
    Ask(
        endpoint="pages.leaving",
        act=Act.RECORD_LEAVING,
        of="case",
        path=lambda at: f"/trajecten/{at.case}/school-verlaten",
    ),
    Ask(
        endpoint="pages.leaving",
        act=Act.RECORD_LEAVING,
        of="case",
        method="POST",
        path=lambda at: f"/trajecten/{at.case}/school-verlaten",
        form={},
    ),
    Ask(
        endpoint="pages.take_leaving_back",
        act=Act.RECORD_LEAVING,
        of="case",
        method="POST",
        path=lambda at: f"/trajecten/{at.case}/school-verlaten/{NOBODY}/terugnemen",
        form={},
    ),
]
