"""What can be asked about looking into dossiers; as in ``asks.py``."""

from __future__ import annotations

from tests.access.asks import NOBODY, Ask, _api, _page

from doorgang_engine.access.table import Act

DOSSIER_ASKS = [
    # -- notes; without a text: nothing is kept
    Ask(
        endpoint="notes.list_notes",
        act=Act.READ_CASE,
        of="case",
        path=_api("/cases/{at.case}/notes"),
    ),
    Ask(
        endpoint="notes.make",
        act=Act.WRITE_NOTE,
        of="case",
        method="POST",
        path=_api("/cases/{at.case}/notes"),
        json={"text": " ", "audience": "all"},
    ),
    Ask(
        endpoint="pages.note",
        act=Act.WRITE_NOTE,
        of="case",
        path=_page("/trajecten/{at.case}/notities"),
    ),
    Ask(
        endpoint="pages.note",
        act=Act.WRITE_NOTE,
        of="case",
        method="POST",
        path=_page("/trajecten/{at.case}/notities"),
        form={},
    ),
    # -- looking into dossiers of others; too short a reason: nothing is given
    Ask(
        endpoint="reasons.give",
        act=Act.GIVE_REASON,
        of="case",
        method="POST",
        path=_api("/cases/{at.case}/reasons"),
        json={"purpose": "klacht", "reason": "x"},
    ),
    Ask(
        endpoint="pages.reason",
        act=Act.GIVE_REASON,
        of="case",
        path=_page("/trajecten/{at.case}/inzien"),
    ),
    Ask(
        endpoint="pages.reason",
        act=Act.GIVE_REASON,
        of="case",
        method="POST",
        path=_page("/trajecten/{at.case}/inzien"),
        form={},
    ),
    # -- letters; one of them goes by whose it is
    Ask(
        endpoint="letters.list_letters",
        act=Act.READ_CASE,
        of="case",
        path=_api("/cases/{at.case}/letters"),
    ),
    # -- links for parents and pupils
    Ask(
        endpoint="links.list_links",
        act=Act.GIVE_LINK,
        of="case",
        path=_api("/cases/{at.case}/links"),
    ),
    Ask(
        endpoint="links.give",
        act=Act.GIVE_LINK,
        of="case",
        method="POST",
        path=_api("/cases/{at.case}/links"),
        json={"role": "ouder", "name": "A", "age": "onder_12"},
    ),
    Ask(
        endpoint="pages.links",
        act=Act.GIVE_LINK,
        of="case",
        path=_page("/trajecten/{at.case}/links"),
    ),
    Ask(
        endpoint="pages.links",
        act=Act.GIVE_LINK,
        of="case",
        method="POST",
        path=_page("/trajecten/{at.case}/links"),
        form={},
    ),
    Ask(
        endpoint="reasons.open_in_emergency",
        act=Act.USE_EMERGENCY,
        of="region",
        method="POST",
        path=_api("/emergency-access"),
        json={"number": "PRO-2027-00001", "reason": "x"},
    ),
    Ask(
        endpoint="pages.emergency",
        act=Act.USE_EMERGENCY,
        of="region",
        path=_page("/noodtoegang"),
    ),
    Ask(
        endpoint="pages.emergency",
        act=Act.USE_EMERGENCY,
        of="region",
        method="POST",
        path=_page("/noodtoegang"),
        form={},
    ),
    Ask(
        endpoint="access_log.list_looks",
        act=Act.READ_ACCESS_LOG,
        of="region",
        path=_api("/access-log"),
    ),
    Ask(
        endpoint="reasons.list_emergencies",
        act=Act.READ_ACCESS_LOG,
        of="region",
        path=_api("/emergency-access"),
    ),
    Ask(endpoint="pages.trail", act=Act.READ_ACCESS_LOG, of="region", path=_page("/handelingen")),
    Ask(
        endpoint="pages.trail_table",
        act=Act.READ_ACCESS_LOG,
        of="region",
        path=_page("/handelingen.csv"),
    ),
    Ask(
        endpoint="pages.trail_lines",
        act=Act.READ_ACCESS_LOG,
        of="region",
        path=_page("/handelingen.jsonl"),
    ),
    Ask(endpoint="pages.access_log", act=Act.READ_ACCESS_LOG, of="region", path=_page("/toegang")),
    Ask(
        endpoint="pages.access_export",
        act=Act.READ_ACCESS_LOG,
        of="region",
        path=_page("/toegang.csv"),
    ),
    Ask(
        endpoint="pages.emergencies",
        act=Act.READ_ACCESS_LOG,
        of="region",
        path=_page("/toegang/noodtoegang"),
    ),
    Ask(
        endpoint="reasons.judge_emergency",
        act=Act.JUDGE_EMERGENCY,
        of="region",
        method="POST",
        path=_api(f"/emergency-access/{NOBODY}/judgement"),
        json={"judgement": "terecht", "note": "x"},
        missing=True,
    ),
    Ask(
        endpoint="pages.judge",
        act=Act.JUDGE_EMERGENCY,
        of="region",
        method="POST",
        path=_page(f"/toegang/noodtoegang/{NOBODY}"),
        form={"oordeel": "terecht", "toelichting": "x"},
        missing=True,
    ),
    # -- the answer to a request under the AVG; without a reason: nothing is made
    Ask(endpoint="pages.avg", act=Act.EXPORT_PERSON, of="region", path=_page("/avg")),
    Ask(
        endpoint="pages.avg_file",
        act=Act.EXPORT_PERSON,
        of="region",
        method="POST",
        path=_page("/avg/bestand"),
        form={"nummer": "PRO-2027-00001", "reden": "x" * 501},
    ),
]
