"""What can be asked about who takes part in a case, and of the contact register."""

from __future__ import annotations

from tests.access.asks import NOBODY, STALE, Ask, _api, _page

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
    Ask(
        endpoint="contacts.list_contacts",
        act=Act.MANAGE_CONTACTS,
        of="region",
        path=_api("/contacts"),
    ),
    Ask(
        endpoint="contacts.add",
        act=Act.MANAGE_CONTACTS,
        of="region",
        method="POST",
        path=_api("/contacts"),
        json={
            "organisation": "nergens",
            "role": "po_ib",
            "name": "Mila Voorbeeld",
            "mail": "mila@school.example",
            "from_day": "2027-01-01",
        },
    ),
    Ask(
        endpoint="contacts.end",
        act=Act.MANAGE_CONTACTS,
        of="region",
        method="POST",
        path=_api(f"/contacts/{NOBODY}/end"),
        json={"last_day": "2027-12-31"},
        missing=True,
    ),
    Ask(
        endpoint="pages.contacts",
        act=Act.MANAGE_CONTACTS,
        of="region",
        path=_page("/contactpersonen"),
    ),
    Ask(
        endpoint="pages.contacts",
        act=Act.MANAGE_CONTACTS,
        of="region",
        method="POST",
        path=_page("/contactpersonen"),
        form={},
    ),
    Ask(
        endpoint="pages.end_contact",
        act=Act.MANAGE_CONTACTS,
        of="region",
        method="POST",
        path=_page(f"/contactpersonen/{NOBODY}/beeindigen"),
        form={},
        missing=True,
    ),
]
