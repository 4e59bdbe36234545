"""What Doorgang is: version, licences, accessibility."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from .visit import show

if TYPE_CHECKING:
    from flask import Blueprint, Response

#: What Doorgang is built with and ships or needs: name, what for, licence.
PARTS = (
    ("SpiffWorkflow", "voert BPMN-routes uit", "LGPL-3.0"),
    ("Flask", "pagina's en API", "BSD-3-Clause"),
    ("marshmallow", "controleert formulieren", "MIT"),
    ("SQLAlchemy", "bewaart gegevens", "MIT"),
    ("holidays", "feestdagen en schoolvakanties", "MIT"),
    ("lxml", "leest BPMN-bestanden", "BSD-3-Clause"),
    ("cryptography", "versleutelt gegevens", "Apache-2.0 of BSD-3-Clause"),
)


def add_to(pages: Blueprint) -> None:
    """Add ``/over``."""
    pages.add_url_rule("/over", "about", about)


def about() -> Response:
    """Show what Doorgang is."""
    return show("about.html", heading="Over Doorgang", version=_version(), parts=PARTS)


def _version() -> str:
    try:
        return version("doorgang")
    except PackageNotFoundError:  # run from the source tree
        return "onbekend"
