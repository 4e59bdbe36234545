"""Acceptance scenario 7: absence over the autumn holiday of Zuid, 17 up to 25 October 2026."""

from __future__ import annotations

import pytest

from .told import Told

ROUTE, ZUID = "thuiszitter-escalatie", "helmond-peelland"
MIDDEN = "rotterdam-koersvo"
COUNTED = {"telt_vanaf": None, "grens_bereikt_op": None}


def ill(*days, region=ZUID, on="2026-12-14"):
    """Report a pupil who was reported ill on these days."""
    return Told(
        ROUTE,
        region,
        on=on,
        at="ziekteverzuim_melden",
        soort="ziek",
        eerste_dag=days[-1],
        ziekmeldingen=None,
        ziek_schooldagen=1,
        ziekmeldingen_per_dag=[{"datum": day} for day in days],
        **COUNTED,
    )


def missed(*days, region=ZUID, on="2026-11-09"):
    """Report a pupil who missed these hours on these days."""
    return Told(
        ROUTE,
        region,
        on=on,
        at="zestien_uur_melden",
        soort="zestien_uur",
        school_soort="vo",
        eerste_dag=days[0][0],
        uren_4_weken=None,
        gemiste_lessen=[{"datum": day, "uren": hours} for day, hours in days],
        **COUNTED,
    )


class TestFourTimesIll:
    def test_within_twelve_weeks_over_the_holiday_is_a_signal(self):
        case = ill("2026-09-07", "2026-10-05", "2026-10-27", "2026-11-26")

        assert case.variable("mazl_signaal")
        assert case.variable("geteld_op") == "2026-11-26"

    def test_on_the_last_day_of_twelve_lesweken_is_a_signal(self):
        """From Monday 7 September twelve weeks end on 29 November, and the holiday adds one."""
        case = ill("2026-09-07", "2026-10-05", "2026-10-27", "2026-12-04")

        assert case.variable("geteld_op") == "2026-12-04"

    def test_a_day_after_twelve_lesweken_is_none(self):
        case = ill("2026-09-07", "2026-10-05", "2026-10-27", "2026-12-07")

        assert not case.variable("mazl_signaal")

    def test_counts_from_any_of_them(self):
        case = ill("2026-09-01", "2026-09-28", "2026-10-27", "2026-11-09", "2026-12-10")

        assert case.variable("geteld_op") == "2026-11-09"

    def test_brings_the_jeugdarts_in_with_consent(self):
        case = ill("2026-09-07", "2026-10-05", "2026-10-27", "2026-11-26", on="2026-11-30")
        case.done("po_gesprek_voeren", toestemming_jeugdarts=True)

        assert case.tasks == ["mazl_consult_houden"]
        assert case.last_day("verzuim.mazl_consult") == "2026-12-14"

    def test_three_times_is_no_signal(self):
        assert not ill("2026-09-07", "2026-10-05", "2026-10-27").variable("mazl_signaal")


class TestSixteenHours:
    def test_in_four_lesweken_skip_the_holiday(self):
        """Four weeks from Monday 5 October end on 1 November; the holiday makes it the 8th."""
        case = missed(("2026-10-05", 8), ("2026-11-06", 8))

        assert case.variable("meldplichtig")
        assert case.variable("geteld_op") == "2026-11-06"

    def test_have_to_be_reported_within_five_working_days(self):
        case = missed(("2026-10-05", 8), ("2026-11-06", 8))

        assert case.last_day("verzuim.melden") == "2026-11-13"
        case.until("2026-11-13T23:59:58")
        assert case.broken_norms == []
        case.until("2026-11-16")
        assert case.broken_norms == [("2026-11-13", "verzuim.melding_te_laat")]

    def test_are_not_there_on_the_monday_of_the_fifth_lesweek(self):
        case = missed(("2026-10-05", 8), ("2026-11-09", 8))

        assert not case.variable("meldplichtig")
        assert "vo_verzuim_melden" not in case.tasks

    def test_are_not_there_with_fifteen(self):
        assert not missed(("2026-10-05", 8), ("2026-11-06", 7)).variable("meldplichtig")

    def test_are_reached_on_the_day_of_the_sixteenth(self):
        case = missed(("2026-10-05", 6), ("2026-10-12", 6), ("2026-10-27", 6), ("2026-10-28", 6))

        assert case.variable("geteld_op") == "2026-10-27"

    @pytest.mark.parametrize("region", [ZUID, MIDDEN])
    def test_follow_the_holiday_of_the_region(self, region):
        """In 2026 Midden and Zuid have the same autumn holiday; Noord a week earlier."""
        assert missed(("2026-10-05", 8), ("2026-11-06", 8), region=region).variable("meldplichtig")

    def test_of_noord_have_their_holiday_a_week_earlier(self):
        """From Monday 19 October no holiday is left in Noord: four lesweken end on 15 November."""
        days = ("2026-10-19", 8), ("2026-11-16", 8)

        assert not missed(*days, region="amsterdam-diemen", on="2026-11-16").variable(
            "meldplichtig"
        )
        assert missed(*days, region=ZUID, on="2026-11-16").variable("meldplichtig")
