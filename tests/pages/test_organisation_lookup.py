"""Looking up an organisation in the register from a form."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from tests.unit.forms.building import form_of, raw_field

from doorgang_api.app import create_app
from doorgang_api.pages import visit
from doorgang_api.pages.filling_in import shown
from doorgang_api.pages.organisation_lookup import organisations_like
from doorgang_engine.model import Organisation
from doorgang_forms.html_input import read_post

FORM = form_of(
    raw_field("school", "organisation"),
    raw_field("vrij", "organisation", free=True),
    raw_field("rij", "repeat", fields=[raw_field("waar", "organisation")]),
)


def school(key, name, brin="", **more):
    return Organisation(region="proef", id=key, kind="po_school", name=name, brin=brin, **more)


REGISTER = [
    school("wilg", "De Wilg", "11ZZ00"),
    school("wilgen", "De Wilgenhof", "12ZZ00"),
    school("zonder", "De Wilgentuin"),
]


class TestOrganisationsLike:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("wilgenhof", ["De Wilgenhof"]), ("hof wilg", ["De Wilgenhof"]),
            ("12z", ["De Wilgenhof"]), ("w", []), ("", []), ("eik", []),
            ("wilg", ["De Wilg", "De Wilgenhof", "De Wilgentuin"]),
        ],
    )  # fmt: skip
    def test_have_the_words_or_the_brin(self, typed, found):
        assert [one.name for one in organisations_like(typed, REGISTER)] == found


@pytest.fixture
def fields(house, monkeypatch):
    with house.parts.new_uow() as uow:
        uow.organisations.add(REGISTER)
    app = create_app(house)

    def made(values):
        with app.test_request_context("/"):
            monkeypatch.setattr(visit, "account", lambda: SimpleNamespace(region="proef"))
            monkeypatch.setattr(visit, "house", lambda: house)
            view = shown(json.loads(FORM.canonical), values=values, errors={}, variables={})
        return {one.path: one for one in view.sections[0].fields}

    return made


class TestTheField:
    def test_says_whom_a_brin_means(self, fields):
        field = fields({"school": "11zz00"})["school"]

        assert (field.widget, field.text, field.options) == ("organisation", "De Wilg", ())

    def test_offers_those_with_a_brin_by_part_of_their_name(self, fields):
        field = fields({"school": "wilgen"})["school"]

        assert [one.label for one in field.options] == ["De Wilgenhof, 12ZZ00"]

    def test_offers_any_where_a_name_will_do(self, fields):
        field = fields({"vrij": "wilgen"})["vrij"]

        assert [one.label for one in field.options] == ["De Wilgenhof, 12ZZ00", "De Wilgentuin"]

    def test_is_looked_up_in_rows_too(self, fields):
        row = fields({"rij": [{"waar": "hof"}]})["rij"].rows[0]

        assert row.fields[0].options[0].value == "kiezen:rij-0-waar:12ZZ00"


class TestTheButton:
    @pytest.mark.parametrize(
        ("action", "values"),
        [
            ("opzoeken:school", {"school": "wilg"}),
            ("kiezen:school:11ZZ00", {"school": "11ZZ00"}),
            ("kiezen:rij-0-waar:12ZZ00", {"school": "wilg", "rij": [{"waar": "12ZZ00"}]}),
            ("kiezen:rij-7-waar:12ZZ00", {"school": "wilg"}),
            ("kiezen:nergens:12ZZ00", {"school": "wilg"}),
            ("kiezen:rij:12ZZ00", {"school": "wilg"}),
        ],
    )
    def test_fills_in_what_was_found_and_nothing_else(self, action, values):
        pairs = [("school", "wilg"), ("_actie", action)]
        if "rij-0" in action:
            pairs.append(("rij-0", "rij"))

        posted = read_post(form=FORM, pairs=pairs)

        assert posted.row_action
        assert {key: one for key, one in posted.values.items() if one} == values
