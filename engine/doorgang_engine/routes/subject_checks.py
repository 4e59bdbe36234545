"""A route that starts another one passes its subject on; so both must be about the same sort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.finding import Finding
from doorgang_engine.bpmn.names import bpmn, dg
from doorgang_engine.subject import SubjectKind

if TYPE_CHECKING:
    from .library import LibraryFiles


def check_subjects(root: Any, *, route: str, files: LibraryFiles) -> list[Finding]:
    """Return each start of a route that is about a child where this one is not, or the reverse.

    A child's name would come into a case about a school, or a case about a child would have none.
    """
    own = _is_about_child(route, files)
    return [
        Finding(
            code="subject_mismatch",
            element=node.get("id", ""),
            line=node.sourceline or 0,
            message=f"'{node.get('id', '')}' begint '{started}'; die route gaat over iets anders.",
            remedy="Begin alleen een route met hetzelfde onderwerp, of roep haar aan.",
        )
        for node in root.iter(bpmn("serviceTask"))
        if (started := node.get(dg("route"))) in files.routes
        and _is_about_child(started, files) != own
    ]


def _is_about_child(route: str, files: LibraryFiles) -> bool:
    found = files.routes.get(route)
    info = next(iter(found.values())).info if found else {}
    return bool(info.get("onderwerp", SubjectKind.CHILD) == SubjectKind.CHILD)
