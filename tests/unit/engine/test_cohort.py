from __future__ import annotations

import pytest
from tests.cohort_route import KINDS, TABLE

from doorgang_engine.cohort import read_cohorts
from doorgang_engine.errors import LibraryInvalid


def read(*tables):
    return read_cohorts(tables, where="proef/route.toml", kinds=KINDS)


class TestReadCohorts:
    def test_takes_one_target_or_more_for_a_column(self):
        columns = {"naam": ["leerling.voornaam", "formulier.naam"], "s": "organisatie.swv"}

        (found,) = read({**TABLE, "kolommen": columns, "vast": {"bron": "jgz"}})

        assert found["columns"] == {
            "naam": ["leerling.voornaam", "formulier.naam"],
            "s": ["organisatie.swv"],
        }
        assert (found["fixed"], found["guidance"]) == ({"bron": "jgz"}, "")

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"onbekend": 1}, "heeft begin, kolommen"),
            ({"kolommen": {"Naam": "leerling.voornaam"}}, "kolomkop"),
            ({"kolommen": {"naam": "leerling.bsn"}}, "kent geen 'leerling.bsn'"),
            ({"kolommen": {"naam": "organisatie.kerk"}}, "kent geen 'organisatie.kerk'"),
            ({"kolommen": {"a": "formulier.x", "b": "formulier.x"}}, "twee keer"),
        ],
    )
    def test_refuses_what_it_does_not_know(self, changed, words):
        with pytest.raises(LibraryInvalid, match=words):
            read({**TABLE, **changed})

    def test_refuses_one_key_twice(self):
        with pytest.raises(LibraryInvalid, match="één keer"):
            read(TABLE, TABLE)
