"""Figures over the region, for who looks after it: hard noughts first, what is hidden said so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, request, url_for

from doorgang_api.acting import in_region
from doorgang_api.figures import csv_of, figures_over, not_measured, sheets_of, this_year
from doorgang_api.languages import gettext as _
from doorgang_api.spreadsheet import CSV_TYPE, MARK, ODS_TYPE, ods_bytes
from doorgang_engine.access.table import Act
from doorgang_engine.errors import NotFound
from doorgang_engine.kpi.definitions import Way
from doorgang_engine.kpi.periods import Period, read_period

from . import visit
from .figure_views import detail_of, region_words, row_of, whole_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Blueprint

    from doorgang_engine.kpi.definitions import Definition
    from doorgang_engine.kpi.report import Figure

YEARS_BACK = 5
FILE = "cijfers-{name}.{kind}"


class FigureNotFound(NotFound):
    """A figure was named that is not reckoned."""

    code = "figure_not_found"


def add_to(pages: Blueprint) -> None:
    """Add ``/cijfers``, each figure with its parts, and the same for a spreadsheet."""
    pages.add_url_rule("/cijfers", "figures", figures)
    pages.add_url_rule("/cijfers.csv", "figures_export", figures_export)
    pages.add_url_rule("/cijfers.ods", "figures_sheet", figures_sheet)
    pages.add_url_rule("/cijfers/per-cijfer/<key>", "figure", figure)


def figures() -> Response:
    """Show the figures over a period, beside those of the year before."""
    period = _period()
    before = Period(school_year=period.school_year - 1, third=period.third)
    found, earlier = _reckoned([period, before], visit.house().figures)
    part = request.args.get("deel", "")
    rows = [row_of(one, then, part) for one, then in zip(found, earlier, strict=True)]
    return visit.show(
        "figures.html",
        heading=_("Cijfers"),
        period=period,
        years=_years(),
        parts=[] if period.third else whole_parts(found),
        part=part,
        part_words=part or region_words(),
        noughts=[row for row in rows if row.is_hard],
        rows=[row for row in rows if not row.is_hard],
        missing=not_measured(visit.house()),
        links=_links(period),
    )


def figure(key: str) -> Response:
    """Show one figure: over the years, and per third, municipality and district.

    :raises FigureNotFound: if there is none by this name, or it cannot be measured.
    """
    period = Period(school_year=_period().school_year)
    chosen = [one for one in visit.house().figures if one.key == key and one.way is not Way.NOT]
    if not chosen:
        in_region(visit.account(), Act.SEE_FIGURES)
        raise FigureNotFound(_("Dit cijfer bestaat niet of is niet te meten."))
    past = [Period(school_year=period.school_year - back) for back in range(YEARS_BACK)]
    found, *earlier = _reckoned(past, chosen)
    over_years = list(zip(past, [found, *earlier], strict=True))[::-1]
    return visit.show(
        "figure.html",
        heading=chosen[0].name,
        definition=chosen[0],
        period=period,
        years=_years(),
        views=[detail_of(one, n, over_years) for n, one in enumerate(found)],
        links=_links(period, cijfer=key),
    )


def figures_export() -> Response:
    """Give the figures as CSV."""
    period, found = _exported()
    answer = Response(MARK + csv_of(found), content_type=CSV_TYPE)
    return _as_file(answer, period, "csv")


def figures_sheet() -> Response:
    """Give the figures as a spreadsheet."""
    period, found = _exported()
    return _as_file(Response(ods_bytes(sheets_of(found)), content_type=ODS_TYPE), period, "ods")


def _exported() -> tuple[Period, list[Figure]]:
    period, key = _period(), request.args.get("cijfer", "")
    definitions = [one for one in visit.house().figures if key in ("", one.key)]
    (found,) = _reckoned([period], definitions)
    return period, found


def _as_file(answer: Response, period: Period, kind: str) -> Response:
    name = FILE.format(name=period.name.replace(", ", "-").replace(" ", "-"), kind=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _reckoned(periods: Sequence[Period], definitions: Sequence[Definition]) -> list[list[Figure]]:
    """Return the figures of periods; note the list of cases that comes with those of the first."""
    me = visit.account()
    in_region(me, Act.SEE_FIGURES)
    found = figures_over(
        me,
        house=visit.house(),
        periods=periods,
        definitions=definitions,
        now=visit.given_now(),
    )
    if behind := {case.id for figure in found[0] for case in figure.cases}:
        with visit.desk() as desk:
            desk.listed(behind)
    return found


def _period() -> Period:
    """Return the period that was asked for.

    :raises PeriodUnknown: if there is no such period.
    """
    third = request.args.get("tertiaal", "")
    return read_period(
        school_year=request.args.get("schooljaar") or _today().name,
        third=int(third) if third.isdecimal() and third.isascii() else 0,
    )


def _today() -> Period:
    return this_year(visit.clock())


def _years() -> list[str]:
    now = _today()
    return [Period(school_year=now.school_year - back).name for back in range(YEARS_BACK)]


def _links(period: Period, **more: str) -> dict[str, str]:
    asked: dict[str, Any] = {
        "schooljaar": Period(school_year=period.school_year).name,
        "tertiaal": period.third or None,
        **more,
    }
    return {
        "csv": url_for("pages.figures_export", **asked),
        "ods": url_for("pages.figures_sheet", **asked),
    }
