"""Where the cases of a route wait: drawn, with how many and how long, and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Response, request, url_for

from doorgang_api.acting import in_region
from doorgang_api.figures import HIDDEN, number_words, this_year, whole_region
from doorgang_api.languages import gettext as _
from doorgang_api.sight import oversees
from doorgang_api.spreadsheet import CSV_TYPE, MARK, ODS_TYPE, Sheet, csv_text, ods_bytes
from doorgang_engine.access.table import Act
from doorgang_engine.diagram import DiagramUnreadable, Marks, draw_svg, parse_source
from doorgang_engine.errors import RouteNotFound
from doorgang_engine.kpi.periods import Period, moment_of, read_period
from doorgang_engine.kpi.waiting import Measure, Place, places_of

from . import visit
from .drawing import laid_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint

    from doorgang_engine.bpmn.process import ProcessModel

YEARS_BACK = 5
#: Median days from which on a step is drawn one shade warmer.
STEPS = (0.0, 7.0, 14.0, 28.0)
NOW, PAST = "nu", "jaar"
LARGE = "groot"
FILE = "wachten-{route}-{year}.{kind}"
HEAD = (
    "stap",
    "wachtend",
    "mediaan dagen",
    "% over de termijn",
    "gedaan in het schooljaar",
    "mediaan dagen gedaan",
    "% gedaan over de termijn",
)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What is known of one route in a period."""

    route: str
    title: str
    bpmn: str
    period: Period
    model: ProcessModel
    places: Sequence[Place]


def add_to(pages: Blueprint) -> None:
    """Add ``/cijfers/wachten``, and the same for a spreadsheet."""
    pages.add_url_rule("/cijfers/wachten", "waiting", waiting)
    pages.add_url_rule("/cijfers/wachten.csv", "waiting_export", waiting_export)
    pages.add_url_rule("/cijfers/wachten.ods", "waiting_sheet", waiting_sheet)


def waiting() -> Response:
    """Show where the cases of a route wait, now or over a school year."""
    in_region(visit.account(), Act.SEE_FIGURES)
    shows_few = oversees(visit.account())
    routes = _routes()
    asked = request.args.get("route") or (routes[0][0] if routes else "")
    if not asked:
        return visit.show("waiting.html", heading=_("Waar trajecten wachten"), routes=[])
    found = _read(asked, shows_few=shows_few)
    measure = PAST if request.args.get("meet") == PAST else NOW
    rows = sorted(found.places, key=lambda one: _order(_of(one, measure)))
    this = this_year(visit.clock()).school_year
    return visit.show(
        "waiting.html",
        heading=_("Waar trajecten wachten"),
        routes=routes,
        found=found,
        measure=measure,
        years=[Period(school_year=this - back).name for back in range(YEARS_BACK)],
        shows_few=shows_few,
        rows=[_row(one, found.model) for one in rows],
        svg=_drawing(found, measure),
        is_large=request.args.get("maat") == LARGE,
        sizes=_sizes(found, measure),
        legend=_legend(),
        links={
            kind: url_for(f"pages.waiting_{name}", route=found.route, schooljaar=found.period.name)
            for kind, name in (("csv", "export"), ("ods", "sheet"))
        },
    )


def _sizes(found: Waiting, measure: str) -> dict[str, str]:
    """Return where the drawing is whole, and where it can be read."""
    asked: dict[str, Any] = {
        "route": found.route,
        "meet": measure,
        "schooljaar": found.period.name,
    }
    return {
        "whole": url_for("pages.waiting", **asked),
        "large": url_for("pages.waiting", **asked, maat=LARGE),
    }


def waiting_export() -> Response:
    """Give the table as CSV."""
    found, sheet = _exported()
    return _as_file(Response(MARK + csv_text(sheet), content_type=CSV_TYPE), found, "csv")


def waiting_sheet() -> Response:
    """Give the table as a spreadsheet."""
    found, sheet = _exported()
    return _as_file(Response(ods_bytes([sheet]), content_type=ODS_TYPE), found, "ods")


def _exported() -> tuple[Waiting, Sheet]:
    """Return the table as it may leave the house: few are hidden, whoever asks."""
    in_region(visit.account(), Act.SEE_FIGURES)
    found = _read(request.args.get("route", ""), shows_few=False)
    rows = [
        (_name(one, found.model), *_numbers(one.now), *_numbers(one.past)) for one in found.places
    ]
    return found, Sheet(name="Wachten", head=HEAD, rows=rows)


def _as_file(answer: Response, found: Waiting, kind: str) -> Response:
    name = FILE.format(route=found.route, year=found.period.name, kind=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _routes() -> list[tuple[str, str]]:
    with visit.house().read_uow() as uow:
        active = uow.bundles.list_active(region=visit.account().region)
    found = ((bundle.route, str(bundle.content["title"])) for bundle in active)
    return sorted(found, key=lambda one: one[1])


def _read(route: str, *, shows_few: bool) -> Waiting:
    """Return where cases of a route wait.

    :raises RouteNotFound: if the region has no such route.
    :raises PeriodUnknown: if there is no such period.
    """
    me = visit.account()
    asked = request.args.get("schooljaar") or this_year(visit.clock()).name
    period = read_period(school_year=asked)
    house = whole_region(me, visit.house())
    with house.read_uow() as uow:
        bundle = uow.bundles.find_active(region=me.region, route=route)
        if bundle is None:
            raise RouteNotFound(_("Deze route bestaat niet in uw regio."))
        program = house.parts.shelf.runnable(uow, bundle.hash).program
        model = program.models[program.key]
        places = places_of(
            uow.milestones.waits(region=me.region, route=route, start=moment_of(period.start)),
            model=model,
            period=period,
            now=visit.moment(uow),
            shows_few=shows_few,
        )
    return Waiting(
        route=route,
        title=str(bundle.content["title"]),
        bpmn=bundle.content["processes"][route],
        period=period,
        model=model,
        places=places,
    )


def _drawing(found: Waiting, measure: str) -> str:
    """Return the route as SVG, warmer where it takes longer; empty when it cannot be drawn."""
    shown = {one.element: _of(one, measure) for one in found.places}
    there = {key: one for key, one in shown.items() if one.cases or one.is_hidden}
    marks = Marks(
        heat={key: level_of(one.days) for key, one in there.items() if one.days is not None},
        notes={key: _note(one) for key, one in there.items()},
    )
    title = _("Waar trajecten wachten: %(route)s", route=found.title)
    description = _(
        "Bij elke stap staat hoeveel trajecten er wachten en hoeveel dagen, de middelste."
    )
    try:
        root = parse_source(laid_out(found.bpmn))
        return draw_svg(root, marks=marks, title=title, description=description)
    except DiagramUnreadable:
        return ""


def level_of(days: float) -> int:
    """Return how warm a step is drawn, 1 to 4."""
    return sum(days >= step for step in STEPS)


def _legend() -> list[tuple[int, str]]:
    return [
        (1, _("tot een week")),
        (2, _("een tot twee weken")),
        (3, _("twee tot vier weken")),
        (4, _("vier weken of langer")),
    ]


def _of(place: Place, measure: str) -> Measure:
    return place.past if measure == PAST else place.now


def _order(measure: Measure) -> tuple[int, float, int]:
    """Return the place in the table: longest first, then what is hidden, then where nobody is."""
    group = 1 if measure.is_hidden else 0 if measure.cases else 2
    return group, -(measure.days or 0.0), -measure.cases


def _note(measure: Measure) -> str:
    if measure.is_hidden:
        return "<10"
    return _("%(n)s × %(dagen)s d", n=measure.cases, dagen=number_words(measure.days, ""))


def _name(place: Place, model: ProcessModel) -> str:
    known = model.elements.get(place.element)
    return known.name if known is not None and known.name else place.name


def _row(place: Place, model: ProcessModel) -> dict[str, Any]:
    return {
        "name": _name(place, model),
        "is_older": place.element not in model.elements,
        "now": _words(place.now),
        "past": _words(place.past),
    }


def _words(measure: Measure) -> Mapping[str, str]:
    if measure.is_hidden:
        return {"cases": HIDDEN, "days": "–", "late": "–"}
    return {
        "cases": str(measure.cases),
        "days": number_words(measure.days, ""),
        "late": number_words(measure.late, "%"),
    }


def _numbers(measure: Measure) -> tuple[str | float | None, ...]:
    if measure.is_hidden:
        return HIDDEN, None, None
    return measure.cases, measure.days, measure.late
