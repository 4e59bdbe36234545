from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.errors import LibraryInvalid, SubjectMismatch
from doorgang_engine.routes.library import assemble, read_library
from doorgang_engine.routes.publish import check_file
from doorgang_engine.subject import Subject, SubjectKind, kind_of, require_fitting

ROOT = Path(__file__).parents[3]
CHILD = Subject(given_name="Noor", family_name="Verzonnen")
PLAN = Subject(title="Jaarplan")


@pytest.fixture(scope="module")
def files():
    return read_library(library_dir=ROOT, config_dir=ROOT / "config")


def about(files, kind, *, route):
    """Return the library with one route about something else."""
    changed = {
        key: replace(file, info={**file.info, "onderwerp": kind})
        for key, file in files.routes[route].items()
    }
    return replace(files, routes={**files.routes, route: changed})


class TestSubject:
    def test_is_called_by_its_title_or_its_names(self):
        assert (CHILD.name, PLAN.name) == ("Noor Verzonnen", "Jaarplan")

    def test_of_a_child_is_sealed_as_it_always_was(self):
        assert CHILD.parts == {"given_name": "Noor", "family_name": "Verzonnen"}


class TestRequireFitting:
    @pytest.mark.parametrize("kind", SubjectKind)
    def test_takes_a_child_or_a_title_never_both(self, kind):
        fitting, other = (CHILD, PLAN) if kind is SubjectKind.CHILD else (PLAN, CHILD)

        require_fitting(fitting, kind=kind)
        for wrong in (other, replace(CHILD, title="Plan"), Subject()):
            with pytest.raises(SubjectMismatch):
                require_fitting(wrong, kind=kind)


class TestBundle:
    def test_says_nothing_when_it_is_about_a_child(self, files):
        content = bundle(files, route="casusoverleg")

        assert "subject" not in content
        assert kind_of(content) is SubjectKind.CHILD

    def test_says_what_it_is_about_otherwise(self, files):
        content = bundle(about(files, "plan", route="casusoverleg"), route="casusoverleg")

        assert kind_of(content) is SubjectKind.PLAN


class TestLibrary:
    def test_refuses_a_subject_that_does_not_exist(self, tmp_path):
        folder = tmp_path / "processes" / "bpmn" / "proef"
        folder.mkdir(parents=True)
        (folder / "route.toml").write_text('onderwerp = "gebouw"', "utf-8")

        with pytest.raises(LibraryInvalid, match="onderwerp is leerling, organisatie"):
            read_library(library_dir=tmp_path, config_dir=ROOT / "config")


class TestCheck:
    def test_refuses_to_start_a_route_about_something_else(self, files):
        mixed = about(files, "organisatie", route="tlv-aanvraag")

        found = codes(mixed, route="zorgplicht-onderzoek")

        assert "subject_mismatch" in found
        assert "subject_mismatch" not in codes(files, route="zorgplicht-onderzoek")


def bundle(files, *, route):
    return assemble(files, route=route, region="basis", export_kinds=FormsAdapter().export_kinds)


def codes(files, *, route):
    found = check_file(
        files.file(route, "basis").bpmn,
        files=files,
        region="basis",
        export_kinds=FormsAdapter().export_kinds,
    )
    return [finding.code for finding in found]
