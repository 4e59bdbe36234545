"""What a case is about: a child, an organisation, a plan, or a request of somebody."""

from __future__ import annotations

import enum
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import SubjectMismatch
from .sealing import SUBJECT_NAME, ContentDestroyed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Case
    from .sealing import CaseKey

CHILD_NAMES = ("given_name", "family_name")
TITLE = ("title",)
DESTROYED = "Gegevens vernietigd"


class SubjectKind(enum.StrEnum):
    """What the cases of a route are about; ``onderwerp`` in ``route.toml``."""

    CHILD = "leerling"
    ORGANISATION = "organisatie"  # a school, a board
    PLAN = "plan"  # a plan, a policy, a list: nobody's
    REQUEST = "verzoek"  # what a person asks, not about a route for a child

    @property
    def is_personal(self) -> bool:
        """Whether its name is a person's, or tells of one."""
        return self in (SubjectKind.CHILD, SubjectKind.REQUEST)

    @property
    def names(self) -> tuple[str, ...]:
        """Which parts its name has: the fields of ``Subject`` that are filled in."""
        return CHILD_NAMES if self is SubjectKind.CHILD else TITLE


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a case is about. ``id`` is a pseudonym, the same over all cases about it.

    A child has a given and a family name; anything else has a title.
    """

    given_name: str = ""
    family_name: str = ""
    title: str = ""
    id: str = ""

    @property
    def name(self) -> str:
        """How people call it."""
        return self.title or f"{self.given_name} {self.family_name}".strip()

    @property
    def parts(self) -> dict[str, str]:
        """The name as it is sealed; a child's has no title, as in cases from before titles."""
        names = TITLE if self.title else CHILD_NAMES
        return {name: getattr(self, name) for name in names}


def kind_of(content: Mapping[str, Any]) -> SubjectKind:
    """Return what the cases of a bundle are about; a bundle that does not say so: a child."""
    return SubjectKind(content.get("subject", SubjectKind.CHILD))


def require_fitting(subject: Subject, *, kind: SubjectKind) -> None:
    """Refuse a name that is not of this kind: a child's where a school's belongs, or half of one.

    :raises SubjectMismatch: naming each part that is missing or does not belong.
    """
    given = {name: bool(getattr(subject, name)) for name in (*CHILD_NAMES, *TITLE)}
    missing = [name for name in kind.names if not given[name]]
    strange = [name for name, is_there in given.items() if is_there and name not in kind.names]
    if missing or strange:
        raise SubjectMismatch(kind=kind.value, missing=missing, strange=strange)


def find_subject(case: Case, key: CaseKey) -> Subject:
    """Return what a case is about; a title that says so once its name was destroyed."""
    try:
        return subject_of(case, key)
    except ContentDestroyed:
        return Subject(title=DESTROYED)


def subject_of(case: Case, key: CaseKey) -> Subject:
    """Return what a case is about.

    :raises ContentDestroyed: if its time was over and its keys were destroyed.
    """
    return Subject(**json.loads(key.open(case.subject_name, SUBJECT_NAME)), id=case.subject)
