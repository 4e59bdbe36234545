"""What Doorgang is: version, licences, accessibility."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l

from .visit import show

if TYPE_CHECKING:
    from flask import Blueprint, Response

#: What Doorgang is built with and ships or needs: name, what for, licence.
PARTS = (
    (_l("SpiffWorkflow"), _l("voert BPMN-routes uit"), "LGPL-3.0"),
    (_l("Flask"), "pagina's en API", _l("BSD-3-Clause")),
    ("marshmallow", _l("controleert formulieren"), "MIT"),
    (_l("SQLAlchemy"), _l("bewaart gegevens"), "MIT"),
    ("holidays", _l("feestdagen en schoolvakanties"), "MIT"),
    ("lxml", "leest BPMN-bestanden", _l("BSD-3-Clause")),
    ("cryptography", _l("versleutelt gegevens"), _l("Apache-2.0 of BSD-3-Clause")),
)


def add_to(pages: Blueprint) -> None:
    """Add ``/over``."""
    pages.add_url_rule("/over", "about", about)


def about() -> Response:
    """Show what Doorgang is."""
    return show("about.html", heading=_("Over Doorgang"), version=_version(), parts=PARTS)


def _version() -> str:
    try:
        return version("doorgang")
    except PackageNotFoundError:  # run from the source tree
        return "onbekend"
