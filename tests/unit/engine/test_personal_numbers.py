from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.errors import RouteRefused
from doorgang_engine.routes.library import read_library
from doorgang_engine.routes.publish import Publication, check_file, publish_library

ROOT = Path(__file__).parents[3]
CODE = "personal_number_seen"


@pytest.fixture(scope="module")
def files():
    return read_library(library_dir=ROOT, config_dir=ROOT / "config")


def asking(files, form, **words):
    """Return the library with one more field in a form, by default one that asks a BSN."""
    raw = deepcopy(dict(files.forms[form]))
    field = {"key": "nummer", "type": "text", "label": {"nl": "BSN"}, **words}
    raw["sections"][0]["fields"].append(field)
    return replace(files, forms={**files.forms, form: raw})


def seen_at(files, route, *, change=("", "")):
    """Return the elements of a route at which the number would be seen."""
    found = check_file(
        files.file(route, "basis").bpmn.replace(*change),
        files=files,
        region="basis",
        export_kinds=FormsAdapter().export_kinds,
    )
    return {finding.element for finding in found if finding.code == CODE}


class TestALibrary:
    def test_that_is_shipped_shows_no_number_to_a_samenwerkingsverband(self, files):
        assert {route: seen_at(files, route) for route in files.routes} == {
            route: set() for route in files.routes
        }


class TestAFormThatAsksANumber:
    @pytest.mark.parametrize(
        ("form", "route", "elements"),
        [
            pytest.param(
                "volledigheidstoets",
                "tlv-aanvraag",
                {"volledigheidstoets_doen", "aanvulling_toetsen"},
                id="filled in",
            ),
            pytest.param("tlv_aanvraag", "tlv-aanvraag", {"aanvraag_delen"}, id="shared"),
            pytest.param(
                "bezwaar_verdaging", "tlv-bezwaar", {"bob_verdaagd"}, id="message recorded"
            ),
            pytest.param(
                "verzuimsignaal",
                "thuiszitter-escalatie",
                {"zonder_plek_melden", "signaal_vastleggen"},
                id="start",
            ),
            pytest.param("tlv_aanvraag", "voorschool-po", {"tlv_aanvragen"}, id="called"),
        ],
    )
    def test_is_refused_where_a_samenwerkingsverband_sees_it(self, files, form, route, elements):
        assert elements <= seen_at(asking(files, form), route)

    def test_is_refused_where_a_call_gives_the_role_to_a_samenwerkingsverband(self, files):
        route, form = "interne-overgang-po", "interne_gesprek"
        given = ("vo_mentor=po_leerkracht", "vo_mentor=swv_adviseur")
        asked = asking(files, form)

        assert seen_at(asked, route) == set()
        assert seen_at(asked, route, change=given) == {"overgang_begeleiden"}

    def test_is_not_refused_where_only_a_school_sees_it(self, files):
        assert seen_at(asking(files, "intake"), "voorschool-po") == set()

    def test_keeps_the_whole_library_from_being_published(self, files):
        with pytest.raises(RouteRefused) as refused:
            publish_library(
                files=asking(files, "tlv_aanvraag"),
                export_kinds=FormsAdapter().export_kinds,
                publication=Publication(by="proef", at=None, reason="proef"),
                uow=NothingPublished(),
            )

        assert {finding.code for finding in refused.value.findings} == {CODE}


class NothingPublished:
    """Where nothing was published yet, and nothing may be."""

    @property
    def bundles(self):
        return self

    def fingerprint(self):
        return ""


class TestAField:
    @pytest.mark.parametrize(
        "words",
        [
            {"key": "bsn", "label": {"nl": "Nummer"}},
            {"key": "bsn_nummer", "label": {"nl": "Nummer"}},
            {"type": "number", "label": {"nl": "Burgerservicenummer"}},
            {"label": {"nl": "Persoonsgebonden nummer (PGN)"}},
            {"label": {"nl": "Onderwijsnummer"}},
            {"label": {"nl": "Nummer", "en": "BSN of the child"}},
            {"label": {"nl": "Nummer"}, "hint": {"nl": "Het burgerservicenummer van het kind."}},
            {"type": "file", "label": {"nl": "Kopie met bsn"}},
            {
                "type": "group",
                "label": {"nl": "Kind"},
                "fields": [{"key": "pgn", "type": "text", "label": {"nl": "Nummer"}}],
            },
        ],
    )
    def test_asks_a_number_by_its_key_label_or_hint(self, files, words):
        assert seen_at(asking(files, "tlv_aanvraag", **words), "tlv-aanvraag")

    @pytest.mark.parametrize(
        "words",
        [
            {"label": {"nl": "Kenmerk"}, "hint": {"nl": "Vul geen burgerservicenummer in."}},
            {"type": "yes_no", "label": {"nl": "Er staat geen BSN in de bijlagen"}},
            {"label": {"nl": "Absnummer"}},
        ],
    )
    def test_may_warn_of_a_number(self, files, words):
        assert seen_at(asking(files, "tlv_aanvraag", **words), "tlv-aanvraag") == set()
