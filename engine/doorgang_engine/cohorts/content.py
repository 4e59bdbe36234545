"""What a row of a list holds, sealed under the keys of its batch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from doorgang_engine.history.chain import canonical
from doorgang_engine.subject import Subject

from .checking import ListedChild

if TYPE_CHECKING:
    from doorgang_engine.sealing import CaseKey

    from .batch import BatchRow


def seal_child(child: ListedChild, key: CaseKey) -> bytes:
    """Return a row, sealed: it opens only as the row of this number."""
    content = {
        "given_name": child.subject.given_name,
        "family_name": child.subject.family_name,
        "subject": child.subject.id,
        "submission": child.submission,
        "participants": child.participants,
        "exports": child.exports,
        "is_other": child.is_other,
    }
    return key.seal(canonical(content).encode(), _purpose(child.number))


def open_child(row: BatchRow, key: CaseKey) -> ListedChild:
    """Return a row.

    :raises ContentDestroyed: if it is not kept any more.
    """
    content = json.loads(key.open(row.content, _purpose(row.number)))
    return ListedChild(
        number=row.number,
        subject=Subject(
            given_name=content["given_name"],
            family_name=content["family_name"],
            id=content["subject"],
        ),
        submission=content["submission"],
        participants=content["participants"],
        exports=content["exports"],
        is_other=content["is_other"],
    )


def _purpose(number: int) -> str:
    return f"batch_row {number}"
