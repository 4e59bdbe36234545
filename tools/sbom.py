"""Write the bill of materials of what runs (CycloneDX 1.6), from the lock file and nothing else.

``python -m tools.sbom`` writes ``requirements/sbom.cdx.json``; the same lock gives the same file.
Licences are those of the packages as installed by ``make setup``.
"""

from __future__ import annotations

import importlib.metadata
import json
import tomllib
import uuid
from typing import TYPE_CHECKING

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    XsUri,
)
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from tools.locked import ROOT, Package, licence_of, read_lock

if TYPE_CHECKING:
    from collections.abc import Iterable

LOCK = ROOT / "requirements" / "run.txt"
PLACE = ROOT / "requirements" / "sbom.cdx.json"


def written() -> str:
    """Return the bill of materials as JSON text."""
    packages = read_lock(LOCK)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    root = Component(
        type=ComponentType.APPLICATION,
        name=project["name"],
        version=project["version"],
        bom_ref=project["name"],
        licenses=[LicenseFactory().make_from_string(project["license"])],
    )
    components = {package.name: _component(package) for package in packages}
    bom = Bom(components=components.values(), serial_number=_serial(packages))
    bom.metadata.component = root
    for name, component in {project["name"]: root, **components}.items():
        asked = [components[one.name] for one in packages if name in one.asked_by]
        bom.register_dependency(component, asked)
    content = json.loads(JsonV1Dot6(bom).output_as_string())
    del content["metadata"]["timestamp"]  # of the lock, not of the moment
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _component(package: Package) -> Component:
    return Component(
        type=ComponentType.LIBRARY,
        name=package.name,
        version=package.version,
        bom_ref=f"{package.name}=={package.version}",
        purl=PackageURL(type="pypi", name=package.name, version=package.version),
        licenses=_licences(package.name),
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(f"https://pypi.org/project/{package.name}/{package.version}/"),
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=d) for d in package.hashes],
            )
        ],
    )


def _licences(name: str) -> list[object]:
    try:
        return [LicenseFactory().make_from_string(licence_of(name))]
    except importlib.metadata.PackageNotFoundError:
        return []  # only for another platform


def _serial(packages: Iterable[Package]) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, " ".join(f"{p.name}=={p.version}" for p in packages))


if __name__ == "__main__":
    PLACE.write_text(written(), "utf-8")
    print(f"sbom: {PLACE.relative_to(ROOT)}")  # noqa: T201 - a command line prints
