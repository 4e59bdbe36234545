"""Leave a scenario out of a draft that tells of the route as it was, and keep the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from doorgang_engine.access.table import Act

from .errors import DraftFileNotFound
from .workshop import permit
from .writing import read_file, remove_file, write_file

if TYPE_CHECKING:
    from doorgang_engine.model import Actor

    from .draft import DraftFile
    from .workshop import Workshop


def leave_out(
    *, draft_id: str, path: str, name: str, revision: int, actor: Actor, shop: Workshop
) -> DraftFile:
    """Take one scenario out of its file; of a file with no other, the file goes.

    :raises DraftFileNotFound: if there is no such scenario.
    :raises DraftFileStale: if somebody changed the file first.
    """
    permit(actor, Act.EDIT_DRAFT)
    file = read_file(draft_id=draft_id, path=path, actor=actor, shop=shop)
    left = without(file.content, name)
    if left is None:
        return remove_file(draft_id=draft_id, path=path, revision=revision, actor=actor, shop=shop)
    return write_file(
        draft_id=draft_id,
        path=path,
        content=left,
        revision=revision,
        what=f"scenario ‘{name}’ weggelaten",
        actor=actor,
        shop=shop,
    )


def without(text: str, name: str) -> str | None:
    """Return a file of scenarios without one of them, the rest as it was; None: it was the last.

    :raises DraftFileNotFound: if it does not have it.
    """
    whole = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = whole.value if isinstance(whole, yaml.MappingNode) else []
    items: list[yaml.Node] = next(
        (value.value for key, value in pairs if key.value == "scenarios"), []
    )
    names = [_name(item) for item in items]
    if name not in names:
        raise DraftFileNotFound
    if len(items) == 1:
        return None
    at = names.index(name)
    lines = text.splitlines(keepends=True)
    first = items[at].start_mark.line
    after = items[at + 1].start_mark.line if at + 1 < len(items) else items[at].end_mark.line
    return "".join(lines[:first] + lines[after:])


def _name(item: yaml.Node) -> str:
    pairs = item.value if isinstance(item, yaml.MappingNode) else []
    return next((str(value.value) for key, value in pairs if key.value == "naam"), "")
