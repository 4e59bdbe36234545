"""What can be asked about the region as a whole; as in ``asks.py``."""

from __future__ import annotations

from tests.access.asks import NOBODY, Ask, _api, _page

from doorgang_engine.access.table import Act

REGION_ASKS = [
    # -- the region
    Ask(
        endpoint="incidents.list_incidents",
        act=Act.SEE_INCIDENTS,
        of="region",
        path=_api("/incidents"),
    ),
    Ask(
        endpoint="pages.sendings", act=Act.SEE_INCIDENTS, of="region", path=_page("/verzendingen")
    ),
    Ask(
        endpoint="pages.resend",
        act=Act.RETRY_INCIDENT,
        of="region",
        method="POST",
        path=_page(f"/verzendingen/{NOBODY}/opnieuw"),
        form={},
        missing=True,
    ),
    Ask(endpoint="pages.incidents", act=Act.SEE_INCIDENTS, of="region", path=_page("/storingen")),
    Ask(
        endpoint="incidents.retry",
        act=Act.RETRY_INCIDENT,
        of="region",
        method="POST",
        path=_api(f"/incidents/{NOBODY}/retry"),
        json={},
        missing=True,
    ),
    Ask(
        endpoint="pages.retry",
        act=Act.RETRY_INCIDENT,
        of="region",
        method="POST",
        path=_page(f"/storingen/{NOBODY}/opnieuw"),
        form={},
        missing=True,
    ),
    Ask(endpoint="routes.list_routes", act=Act.READ_ROUTE, of="region", path=_api("/routes")),
    Ask(
        endpoint="routes.read",
        act=Act.READ_ROUTE,
        of="region",
        path=_api("/routes/proef-route"),
    ),
    Ask(
        endpoint="routes.read_bpmn",
        act=Act.READ_ROUTE,
        of="region",
        path=_api("/routes/proef-route/bpmn"),
    ),
    Ask(
        endpoint="routes.check",
        act=Act.CHECK_ROUTE,
        of="region",
        method="POST",
        path=_api("/routes/check"),
        json="<geen-bpmn/>",
        headers={"Content-Type": "application/xml"},
    ),
    Ask(
        endpoint="recurrences.list_recurrences",
        act=Act.SEE_SCHEDULE,
        of="region",
        path=_api("/recurrences"),
    ),
    Ask(
        endpoint="pages.region_work",
        act=Act.SEE_WORK,
        of="region",
        path=_page("/werk/regio"),
    ),
    Ask(
        endpoint="pages.region_work",
        act=Act.SEE_WORK,
        of="region",
        path=_page("/werk/regio?organisatie=swv-proefstad&rol=swv_loket"),
    ),
    Ask(
        endpoint="pages.reservations",
        act=Act.SEE_RESERVATIONS,
        of="region",
        path=_page("/uitgeleend"),
    ),
    Ask(
        endpoint="figures.list_figures",
        act=Act.SEE_FIGURES,
        of="region",
        path=_api("/kpi?school_year=2026-2027"),
    ),
    Ask(endpoint="pages.figures", act=Act.SEE_FIGURES, of="region", path=_page("/cijfers")),
    Ask(
        endpoint="pages.figures_export",
        act=Act.SEE_FIGURES,
        of="region",
        path=_page("/cijfers.csv"),
    ),
    Ask(
        endpoint="pages.figures_sheet",
        act=Act.SEE_FIGURES,
        of="region",
        path=_page("/cijfers.ods"),
    ),
    Ask(
        endpoint="pages.figure",
        act=Act.SEE_FIGURES,
        of="region",
        path=_page("/cijfers/per-cijfer/tlv_binnen_termijn"),
    ),
    Ask(
        endpoint="pages.waiting",
        act=Act.SEE_FIGURES,
        of="region",
        path=_page("/cijfers/wachten?route=proef-route"),
    ),
    Ask(
        endpoint="pages.waiting_export",
        act=Act.SEE_FIGURES,
        of="region",
        path=_page("/cijfers/wachten.csv?route=proef-route"),
    ),
    Ask(
        endpoint="pages.waiting_sheet",
        act=Act.SEE_FIGURES,
        of="region",
        path=_page("/cijfers/wachten.ods?route=proef-route"),
    ),
    Ask(endpoint="pages.recurring", act=Act.SEE_SCHEDULE, of="region", path=_page("/rooster")),
    Ask(
        endpoint="pages.difference",
        act=Act.READ_ROUTE,
        of="region",
        path=_page("/routes/proef-route/verschil?oud=1&nieuw=1"),
    ),
    Ask(endpoint="pages.versions", act=Act.MIGRATE_CASE, of="region", path=_page("/versies")),
    Ask(
        endpoint="pages.version",
        act=Act.MIGRATE_CASE,
        of="region",
        path=_page("/versies/proef-route"),
    ),
    Ask(
        endpoint="pages.version",
        act=Act.MIGRATE_CASE,
        of="region",
        method="POST",
        path=_page("/versies/proef-route"),
        form={},
    ),
    Ask(
        endpoint="recurrences.switch",
        act=Act.SWITCH_SCHEDULE,
        of="region",
        method="PUT",
        path=_api("/recurrences/nergens/nooit"),
        json={"is_on": True},
        missing=True,
    ),
    Ask(
        endpoint="pages.switch_recurring",
        act=Act.SWITCH_SCHEDULE,
        of="region",
        method="POST",
        path=_page("/rooster/nergens/nooit/aan"),
        form={},
        missing=True,
    ),
]
