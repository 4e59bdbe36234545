"""Who works on the command line, for the access log."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING

from doorgang_engine.access.table import Act
from doorgang_engine.dossier.looks import OPERATOR, Look, LookKind, write_down

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doorgang_engine.ports import Parts


def note_command(
    *,
    command: str,
    region: str,
    parts: Parts,
    case_id: str = "",
    subject: str = "",
    data: Sequence[str] = (),
) -> None:
    """Write to the access log what somebody looks at on the command line, before it is shown."""
    look = Look(
        region=region,
        kind=LookKind.COMMAND,
        account=_system_user(),
        role=OPERATOR,
        organisation="",
        place=command,
        act=Act.READ_CASE,
        case_id=case_id,
        subject=subject,
        data=tuple(data),
        ground="beheer",
    )
    write_down([look], parts=parts)


def _system_user() -> str:
    """Return the user of the operating system; a container may have no name for it."""
    try:
        return f"os:{getpass.getuser()}"
    except (KeyError, OSError):
        return f"os:{os.getuid()}"
