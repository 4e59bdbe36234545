"""What can be asked about who takes part in a case."""

from __future__ import annotations

from tests.access.asks import STALE, Ask, _api, _page

from doorgang_engine.access.table import Act

REGISTER_ASKS = [
    Ask(
        endpoint="cases.change",
        act=Act.CHANGE_PARTICIPANT,
        of="case",
        method="POST",
        path=_api("/cases/{at.case}/participants"),
        json={"kind": "po_school", "organisation": "po-ander", "reason": "Verhuisd"},
        headers=STALE,
    ),
    Ask(
        endpoint="pages.participant",
        act=Act.CHANGE_PARTICIPANT,
        of="case",
        path=_page("/trajecten/{at.case}/deelnemers/po_school"),
    ),
    Ask(
        endpoint="pages.participant",
        act=Act.CHANGE_PARTICIPANT,
        of="case",
        method="POST",
        path=_page("/trajecten/{at.case}/deelnemers/po_school"),
        form={},
    ),
]
