"""Do the same with several tasks. Each is an act of its own: what is refused holds up no other.

Only what can be undone and decides nothing is done so: claiming, releasing, handing over and
follow-up days. A form is never completed in bulk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.errors import EngineError

from .errors import TooManyAtOnce

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST = 100  # tasks


@dataclass(frozen=True, kw_only=True)
class Together:
    """What became of tasks that something was done with at once; ids in the order asked."""

    done: tuple[str, ...]
    refused: tuple[tuple[str, EngineError], ...]


def do_together(task_ids: Sequence[str], act: Callable[[str], object]) -> Together:
    """Do something with each of these tasks, each in a transaction of its own.

    :raises TooManyAtOnce: if there are none, or more than MOST.
    """
    asked = tuple(dict.fromkeys(task_ids))
    if not asked or len(asked) > MOST:
        raise TooManyAtOnce(f"Kies 1 tot {MOST} taken. Er is niets verwerkt.")
    done, refused = [], []
    for task_id in asked:
        try:
            act(task_id)
        except EngineError as error:
            refused.append((task_id, error))
        else:
            done.append(task_id)
    return Together(done=tuple(done), refused=tuple(refused))
