"""Children of a list that have a running case of the same route.

Names are opened in memory, compared and thrown away; nobody learns which case it is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from doorgang_engine.sealing import SUBJECT_NAME, ContentDestroyed
from doorgang_engine.subject import Subject

from .checking import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.sealing import CaseKey, Vault

    from .batch import RunningCase
    from .checking import ListedChild


def already_running(
    children: Iterable[ListedChild],
    *,
    region: str,
    route: str,
    kind: str,
    uow: UnitOfWork,
    vault: Vault,
) -> set[int]:
    """Return the numbers of rows about a child of whom a case runs.

    That is the same pseudonym, or the same name at the same organisation of ``kind``, unless the
    list says that it is another child.
    """
    listed = list(children)
    subjects, names = set(), set()
    for case in uow.batches.running_cases(region=region, route=route):
        subjects.add(case.subject)
        if (name := _name(case, vault.open_key(case.case_id, case.wrapped))) is not None:
            names.add((*name, case.participants.get(kind, "")))
    return {
        child.number
        for child in listed
        if (child.subject.id and child.subject.id in subjects)
        or (not child.is_other and (*child.name, child.participants.get(kind, "")) in names)
    }


def _name(case: RunningCase, key: CaseKey) -> tuple[str, str] | None:
    try:
        return plain_name(Subject(**json.loads(key.open(case.subject_name, SUBJECT_NAME))))
    except ContentDestroyed:
        return None
