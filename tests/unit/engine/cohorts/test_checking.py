from __future__ import annotations

import pytest
from tests.cohort_route import ORGANISATIONS, SCHOOL, opened_cohort
from tests.small_route import START

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.cohorts import checking
from doorgang_engine.cohorts.checking import check_list
from doorgang_engine.cohorts.errors import ListRefused
from doorgang_engine.cohorts.template import template_of

HEAD = (
    "voornaam;achternaam;pseudoniem;andere_leerling;school;vraag;soort;waarover;tot;bekend;lessen"
)
UUID = "01a20063-7eab-716c-bbc3-000000000000"


@pytest.fixture(scope="module")
def opened():
    return opened_cohort()


def check(opened, *rows, head=HEAD, own=None):
    return check_list(
        content="\n".join([head, *rows]).encode(),
        opened=opened,
        organisations=ORGANISATIONS,
        own=own,
        forms=FormsAdapter(),
        now=START,
    )


def refused(opened, *rows, **more):
    with pytest.raises(ListRefused) as found:
        check(opened, *rows, **more)
    return found.value


class TestColumns:
    def test_follow_from_the_child_the_form_and_who_takes_part(self, opened):
        assert ";".join(column.heading for column in opened.columns) == HEAD
        assert [c.heading for c in opened.columns if c.is_required] == [
            "voornaam",
            "achternaam",
            "vraag",
        ]

    def test_leave_out_what_is_fixed_and_share_a_heading(self):
        opened = opened_cohort(
            kolommen={"roepnaam": ["leerling.voornaam", "formulier.vraag"]}, vast={"soort": "SO"}
        )

        (child,) = check(opened, "Sem;Bedacht", head="roepnaam;achternaam", own=SCHOOL)

        assert "soort" not in [column.heading for column in opened.columns]
        assert child.submission == {"vraag": "Sem", "soort": "SO"}


class TestCheckList:
    def test_reads_cells_as_people_write_them(self, opened):
        (child,) = check(
            opened,
            'Sem;" van der  Bedacht ";;;00aa00;Hulp;speciaal onderwijs;'
            "leren|Stil, angstig of somber;31-7-2027;Ja;2,5",
        )

        assert child.submission == {
            "vraag": "Hulp",
            "soort": "SO",
            "waarover": ["leren", "stil"],
            "tot": "2027-07-31",
            "bekend": True,
            "lessen": 2.5,
        }
        assert child.participants == {"po_school": "school-proef", "swv": "swv-proef"}
        assert (child.subject.given_name, child.subject.family_name) == ("Sem", "van der Bedacht")
        assert child.exports["tot"] == "2027-07-31"

    def test_tells_all_that_is_wrong_at_once_and_never_what_was_typed(self, opened):
        error = refused(
            opened,
            ";Geheim;;;00AA00;Hulp;;;;;",
            "Sem;Geheim;nee;misschien;kerk;;VSO;geheim;31-02-2027;geheim;geheim",
            "Sem;Anders;;;;Hulp;;;7/31/2027;;",
        )

        assert set(error.fields) == {
            "rij 2, voornaam",
            "rij 3, pseudoniem",
            "rij 3, andere_leerling",
            "rij 3, school",
            "rij 3, vraag",
            "rij 3, soort",
            "rij 3, waarover",
            "rij 3, tot",
            "rij 3, bekend",
            "rij 3, lessen",
            "rij 4",
            "rij 4, tot",
        }
        assert "Mogelijk: SO, SBO." in error.fields["rij 3, soort"][0]
        told = f"{error} {error.fields}"
        assert not any(word in told.casefold() for word in ("geheim", "vso", "misschien", "kerk"))

    def test_tells_no_more_than_can_be_read_and_how_many_there_are(self, opened, monkeypatch):
        monkeypatch.setattr(checking, "MOST_TOLD", 2)

        error = refused(opened, *[f"Sem;Bedacht{n};;;00AA00;;;;;;" for n in range(5)])

        assert (len(error.complaints), error.total) == (2, 5)
        assert "5 fout(en)" in str(error)

    def test_wants_every_column_that_must_be_filled_in(self, opened):
        error = refused(opened, "Sem", head="voornaam")

        assert set(error.fields) == {"rij 1, achternaam", "rij 1, vraag"}

    def test_refuses_a_school_that_could_be_two(self, opened):
        assert "vestiging" in refused(opened, "Sem;B;;;00BB;Hulp;;;;;").fields["rij 2, school"][0]
        (child,) = check(opened, "Sem;B;;;00BB01;Hulp;;;;;")
        assert child.participants["po_school"] == "school-ander-2"

    def test_binds_the_school_that_sends_and_no_other(self, opened):
        (child,) = check(opened, "Sem;B;;;;Hulp;;;;;", own=SCHOOL)
        error = refused(opened, "Sem;B;;;00BB00;Hulp;;;;;", own=SCHOOL)

        assert child.participants["po_school"] == "school-proef"
        assert "school-proef" in error.fields["rij 2"][0]

    @pytest.mark.parametrize(
        ("second", "is_twice"),
        [
            ("sem;BEDACHT;;;00AA00;Hulp;;;;;", True),
            ("Sem;Bedacht;;nee;00AA00;Hulp;;;;;", True),
            ("Sem;Bedacht;;ja;00AA00;Hulp;;;;;", False),
            ("Sem;Bedacht;;;00BB00;Hulp;;;;;", False),
            (f"Fleur;Anders;{UUID};ja;00BB00;Hulp;;;;;", True),
        ],
    )
    def test_refuses_a_child_twice(self, opened, second, is_twice):
        rows = (f"Sem;Bedacht;{UUID};;00AA00;Hulp;;;;;", second)

        if is_twice:
            assert "ook op rij 2" in refused(opened, *rows).fields["rij 3"][0]
        else:
            assert len(check(opened, *rows)) == 2


class TestTemplate:
    def test_is_a_list_of_which_the_example_has_to_go(self, opened):
        text = template_of(opened=opened, organisations=ORGANISATIONS)

        assert text.startswith("\ufeffvoornaam;achternaam;")
        assert "\r\nNoor;Voorbeeld;;;00AA00;Hulp bij lezen;SO;;31-07-2027;ja;" in text
        assert "sjabloon" in refused(opened, text.splitlines()[1]).fields["rij 2"][0]
        (child,) = check(opened, text.splitlines()[1].replace("Noor", "Sem"))
        assert child.submission["tot"] == "2027-07-31"
