"""A DMN file as the checks read it, with what was found in it."""

from __future__ import annotations

from typing import Any

from doorgang_engine.bpmn.finding import ERROR, Finding
from doorgang_engine.bpmn.read import read_xml
from doorgang_engine.errors import RouteUnreadable

from .vocabulary import DMN
from .wordings import CELLS, WORDINGS

_SHOWN = 60  # characters of a cell in a message


def read_dmn(content: bytes) -> Any:
    """Return the root element of a DMN file.

    :raises RouteUnreadable: if it cannot be read safely, or is no DMN.
    """
    root = read_xml(content, editor="DMN-editor")
    if not isinstance(root.tag, str) or not root.tag.endswith("}definitions"):
        raise RouteUnreadable("Het bestand is geen DMN: het begint niet met definitions.")
    if "/DMN/" not in root.tag:
        raise RouteUnreadable("Het bestand is geen DMN, maar iets anders met definitions.")
    return root


def dmn(tag: str) -> str:
    """Return the qualified name of a DMN element."""
    return f"{{{DMN}}}{tag}"


def local(element: Any) -> str:
    """Return the element's name without its namespace; ``""`` for what is not DMN."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(f"{{{DMN}}}"):
        return ""
    return tag.rsplit("}", 1)[1]


def children(element: Any, tag: str) -> list[Any]:
    """Return the direct DMN children with this name."""
    return list(element.findall(dmn(tag)))


def text_of(element: Any) -> str:
    """Return what is written in the ``text`` of an element; ``""`` without one."""
    found = element.find(dmn("text"))
    return "" if found is None else found.text or ""


def written_in(element: Any, tag: str) -> str:
    """Return what is written in a child of an element, stripped; ``""`` without one."""
    found = element.find(dmn(tag))
    return "" if found is None else text_of(found).strip()


class Reading:
    """A table under check: what it is called, and the findings so far."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.findings: list[Finding] = []
        decisions = children(root, "decision")
        self.decision: Any = decisions[0] if decisions else None
        self.table: Any = None
        if self.decision is not None:
            self.table = self.decision.find(dmn("decisionTable"))

    @property
    def key(self) -> str:
        """The key of the table: the id of its decision."""
        return "" if self.decision is None else self.decision.get("id", "")

    @property
    def name(self) -> str:
        """How people know the table."""
        return "" if self.decision is None else self.decision.get("name") or self.key

    @property
    def is_wrong(self) -> bool:
        """Whether something was found that keeps the table from being published."""
        return any(finding.is_error for finding in self.findings)

    def refuse(self, code: str, element: Any, **words: Any) -> None:
        """Note a finding; its wording stands in ``wordings``."""
        wording = WORDINGS[code]
        words = {"tabel": self.name, **words}
        self._note(
            code,
            element,
            wording.message.format(**words),
            wording.remedy.format(**words),
            severity=wording.severity,
            notation=wording.notation.format(**words),
        )

    def refuse_cell(self, code: str, element: Any, *, where: str, **words: Any) -> None:
        """Note a finding about a cell: which table, rule and column, what it says, and why."""
        wording = CELLS[code]
        cell = text_of(element).strip()
        shown = cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}…"
        message = f"Tabel '{self.name}', {where}: bij '{shown}': {wording.message.format(**words)}"
        remedy = wording.remedy.format(**words)
        self._note(
            code,
            element,
            message,
            remedy,
            severity=ERROR,
            notation=wording.notation.format(**words),
        )

    def _note(
        self,
        code: str,
        element: Any,
        message: str,
        remedy: str,
        *,
        severity: str,
        notation: str,
    ) -> None:
        self.findings.append(
            Finding(
                code=code,
                element=element.get("id") or "",
                line=element.sourceline or 0,
                message=message,
                remedy=remedy,
                severity=severity,
                notation=notation,
            )
        )
