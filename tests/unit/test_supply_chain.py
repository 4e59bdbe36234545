"""What comes from others: locked by hash, under licences we know, all told, none beside it."""

from __future__ import annotations

import importlib.metadata
import json

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from tools import audit, sbom
from tools.locked import ROOT, Package, is_allowed, licence_of, normal, read_lock

LOCKS = ("run.txt", "dev.txt", "uv.txt")
OURS = {"doorgang", "pip", "setuptools", "uv"}  # ourselves, and what came with the environment


def packages(lock):
    return read_lock(ROOT / "requirements" / lock)


def installed():
    return {
        normal(one.metadata["Name"]): one.version for one in importlib.metadata.distributions()
    }


class TestALock:
    @pytest.mark.parametrize("lock", LOCKS)
    def test_has_a_hash_for_every_package(self, lock):
        found = packages(lock)

        assert found
        assert [one.name for one in found if not one.hashes] == []

    def test_of_what_runs_is_part_of_what_was_tested(self):
        tested = {(one.name, one.version) for one in packages("dev.txt")}

        assert {(one.name, one.version) for one in packages("run.txt")} <= tested

    def test_of_what_runs_holds_no_tool_of_developers(self):
        assert not {"pytest", "atheris", "schemathesis", "pip-audit", "hypothesis"} & {
            one.name for one in packages("run.txt")
        }

    def test_that_is_written_in_another_way_is_refused(self, tmp_path):
        path = tmp_path / "lock.txt"
        path.write_text("flask>=3\n")

        with pytest.raises(ValueError, match="flask>=3"):
            read_lock(path)


class TestWhatIsInstalled:
    def test_is_locked_in_that_version(self):
        locked = {normal(one.name): one.version for one in packages("dev.txt")}

        beside = {
            name: version
            for name, version in installed().items()
            if name not in OURS and locked.get(name) != version
        }

        assert beside == {}

    def test_has_a_licence_that_we_allow(self):
        unknown = {name: licence_of(name) for name in installed()}

        assert {name: it for name, it in unknown.items() if not is_allowed(it)} == {}

    @pytest.mark.parametrize("expression", ["", "AGPL-3.0-only", "MIT AND Proprietary", "UNKNOWN"])
    def test_would_be_refused_under_another(self, expression):
        assert not is_allowed(expression)


class TestTheBillOfMaterials:
    def test_is_that_of_the_lock(self):
        assert sbom.PLACE.read_text("utf-8") == sbom.written(), "run make sbom"

    def test_is_cyclonedx(self):
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom.written()) is None

    def test_names_every_package_with_its_hashes_and_who_asks_for_it(self):
        told = json.loads(sbom.written())
        names = {one["name"] for one in told["components"]}
        flask = next(one for one in told["components"] if one["name"] == "flask")
        needs = {one["ref"]: one.get("dependsOn", []) for one in told["dependencies"]}

        assert names == {one.name for one in packages("run.txt")}
        assert flask["externalReferences"][0]["hashes"]
        assert any(ref.startswith("werkzeug==") for ref in needs[flask["bom-ref"]])


class TestAnAudit:
    def test_tells_of_a_hole(self):
        report = {"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}]}

        assert audit.problems_in(report, wanted={"a"}, of="x") == ["x: a 1: CVE-1"]

    @pytest.mark.parametrize(
        "report",
        [
            {},
            {"dependencies": []},
            {"dependencies": [{"name": "a", "skip_reason": "not found"}]},
        ],
    )
    def test_never_calls_clean_what_was_not_looked_up(self, report):
        (problem,) = audit.problems_in(report, wanted={"a"}, of="x")

        assert "NOT looked up" in problem

    def test_is_content_with_what_was_looked_up(self):
        report = {"dependencies": [{"name": "a", "version": "1", "vulns": []}]}

        assert audit.problems_in(report, wanted={"a"}, of="x") == []

    def test_knows_the_packages_of_npm(self):
        assert [str(p.relative_to(ROOT)) for p in audit.npm_projects()] == ["tests/oidc", "web"]


class TestAPackage:
    def test_is_read_whole(self, tmp_path):
        path = tmp_path / "lock.txt"
        path.write_text(
            "a==1.0 ; sys_platform == 'win32' \\\n"
            f"    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{'1' * 64}\n"
            "    # via\n    #   b\n    #   c-d\nb==2 \\\n"
            f"    --hash=sha256:{'2' * 64}\n    # via doorgang (pyproject.toml)\n"
        )

        first, second = read_lock(path)

        assert first == Package(
            name="a",
            version="1.0",
            marker="sys_platform == 'win32'",
            hashes=("0" * 64, "1" * 64),
            asked_by=("b", "c-d"),
        )
        assert second.asked_by == ("doorgang",)
