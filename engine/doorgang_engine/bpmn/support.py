"""The gate before publication: what we cannot run exactly as BPMN 2.0 says, is refused.

docs/bpmn-support.md lists what runs and what is refused; it is generated from the conformance
cases, so every line of it has a test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .checks.activities import check_activities
from .checks.events import check_events
from .checks.file import check_file
from .checks.flows import check_flows
from .checks.gateways import check_gateways
from .checks.graph import check_graph
from .checks.kinds import check_kinds
from .checks.reading import Reading
from .checks.references import Known, check_references
from .checks.tables import check_tables
from .checks.whitelist import check_whitelist

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from doorgang_engine.dmn.table import Table

    from .finding import Finding

_CHECKS = (check_activities, check_events, check_flows, check_gateways, check_graph)
# With these the rest cannot be read, or would take too long to.
_STOPPING = frozenset({"no_process", "several_processes", "id_missing", "too_many_nodes"})


def check_support(root: Any) -> list[Finding]:
    """Return what is wrong with the file by itself, in the order of its lines."""
    return _ordered(_checked(root))


def check_expressions(root: Any, kinds: Mapping[str, str]) -> list[Finding]:
    """Return which expressions do not compile over variables of these kinds."""
    reading = Reading(root)
    if reading.process is not None:
        check_kinds(reading, kinds)
    return _ordered(reading)


def check_route(
    root: Any,
    *,
    kinds: Mapping[str, str],
    roles: Collection[str],
    forms: Collection[str],
    terms: Collection[str],
    parameters: Collection[str],
    routes: Collection[str],
    mandates: Collection[str] = (),
    tables: Mapping[str, Table] | None = None,
) -> list[Finding]:
    """Return everything that is wrong with a route, in the order of its lines.

    ``kinds`` are the variables that forms export and the process declares; ``tables`` the decision
    tables that are right in themselves. A route may be published when no finding is an error
    (``Finding.is_error``).
    """
    reading = _checked(root)
    if not _stops(reading):
        check_kinds(reading, check_tables(reading, kinds, tables or {}))
        known = Known(
            roles=roles,
            forms=forms,
            terms=terms,
            parameters=parameters,
            routes=routes,
            mandates=mandates,
        )
        check_references(reading, known)
    return _ordered(reading)


def _checked(root: Any) -> Reading:
    reading = Reading(root)
    check_file(reading)
    check_whitelist(reading)
    if not _stops(reading):
        for check in _CHECKS:
            check(reading)
    return reading


def _stops(reading: Reading) -> bool:
    return any(finding.code in _STOPPING for finding in reading.findings)


def _ordered(reading: Reading) -> list[Finding]:
    """Return each finding once, by line."""
    return sorted(dict.fromkeys(reading.findings), key=lambda f: f.line)
