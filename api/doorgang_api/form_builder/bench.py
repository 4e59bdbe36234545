"""The workbench: one form of a draft, opened as somebody saw it and kept as a new version."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_engine.drafts.errors import DraftFileInvalid, DraftFileNotFound
from doorgang_engine.drafts.workshop import Workshop, seen
from doorgang_engine.drafts.writing import own_text, read_file, write_file
from doorgang_engine.routes.looked_at import words_looked_at

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doorgang_api.wiring import House
    from doorgang_engine.drafts.draft import Draft, DraftFile
    from doorgang_engine.model import Actor

    from .asking import Raw

FORM_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")


@dataclass(frozen=True, kw_only=True)
class OpenForm:
    """A form as it was seen: ``revision`` is of what was read, ``newest`` of what there is now.

    ``draft_revision`` rises with each change of the draft; ``is_own`` says that the draft has the
    form itself, and not only the region.
    """

    draft: Draft
    key: str
    raw: Raw
    revision: int
    newest: int
    is_own: bool

    @property
    def path(self) -> str:
        """Where it lies in the draft."""
        return path_of(self.key)


def workshop_of(house: House, *, now: datetime | None) -> Workshop:
    """Return the workshop in which drafts are made, over the library of this node."""
    return Workshop(
        parts=house.parts,
        read_uow=house.read_uow,
        library=house.library,
        library_dir=house.settings.library_dir,
        now=now,
    )


def path_of(key: str) -> str:
    """Return where a form lies in a draft."""
    return f"forms/{key}.json"


def draft_of(draft_id: str, *, actor: Actor, shop: Workshop) -> Draft:
    """Return a draft of somebody's region.

    :raises DraftNotFound: if there is none.
    """
    with shop.read_uow() as uow:
        return seen(uow, actor, draft_id)


def open_form(
    draft_id: str, key: str, *, actor: Actor, shop: Workshop, revision: int | None = None
) -> OpenForm:
    """Return a form of a draft; ``revision`` is the version that somebody saw, None: the newest.

    :raises DraftNotFound: if there is no such draft.
    :raises DraftFileNotFound: if there is no such form, or no such version of it.
    """
    draft = draft_of(draft_id, actor=actor, shop=shop)
    newest = read_file(draft_id=draft_id, path=path_of(key), actor=actor, shop=shop)
    is_newest = revision is None or revision == newest.revision
    text = newest.content if is_newest else _version(draft, key, int(revision or 0), shop)
    return OpenForm(
        draft=draft,
        key=key,
        raw=_read(path_of(key), text),
        revision=newest.revision if revision is None else revision,
        newest=newest.revision,
        is_own=not newest.is_removed,
    )


def _version(draft: Draft, key: str, revision: int, shop: Workshop) -> str:
    with shop.read_uow() as uow:
        if not revision:
            files = shop.files(uow, shop.today(uow)).seen_from(draft.region)
            text = own_text(files, draft.region, path_of(key))
        else:
            found = uow.drafts.version(
                region=draft.region, draft_id=draft.id, path=path_of(key), revision=revision
            )
            text = found.content if found else None
    if text is None:
        raise DraftFileNotFound
    return text


def _read(path: str, text: str) -> Raw:
    found: Any = json.loads(text)
    if not isinstance(found, dict):
        raise DraftFileInvalid(path, "Een formulier is een JSON-object.")
    return found


def keep_form(
    opened: OpenForm, raw: Mapping[str, Any], *, what: str, actor: Actor, shop: Workshop
) -> DraftFile:
    """Keep a definition as the next version; ``what`` says in Dutch what was done.

    :raises DraftFileStale: if somebody was first; then it is kept beside the file.
    :raises DraftLocked: if the draft stands still.
    """
    return write_file(
        draft_id=opened.draft.id,
        path=opened.path,
        content=as_text(raw),
        revision=opened.revision,
        what=what,
        actor=actor,
        shop=shop,
    )


def as_text(raw: Mapping[str, Any]) -> str:
    """Return a definition as the file that people may look into."""
    return json.dumps(raw, ensure_ascii=False, indent=2) + "\n"


def begun_form(*, key: str, title: str, ground: str, retention: str, first: str) -> Raw:
    """Return a definition to begin with: one question of text."""
    return {
        "key": key,
        "title": {"nl": title},
        "ground": ground,
        "retention": retention,
        "sections": [
            {
                "key": "vragen",
                "title": {"nl": "Vragen"},
                "fields": [{"key": "vraag_1", "type": "text", "label": {"nl": first}}],
            }
        ],
        "example": {},
    }


def decided_on(opened: OpenForm, *, shop: Workshop) -> frozenset[str]:
    """Return the words that the routes of this form look at: none of them, no use of an export."""
    with shop.read_uow() as uow:
        files = shop.files(uow, shop.today(uow)).seen_from(opened.draft.region)
        own = uow.drafts.files(region=opened.draft.region, draft_id=opened.draft.id)
    drawings = [one.content for path, one in own.items() if path == "route.bpmn"]
    tables = [one.content for path, one in own.items() if path.startswith("tables/")]
    used = f'"{opened.key}"'
    for shapes in files.routes.values():
        drawings += [one.bpmn for one in shapes.values() if used in one.bpmn]
    for table in files.decisions.values():
        tables += table.values()
    forms = [json.dumps(one) for one in files.forms.values()]
    return words_looked_at(drawings=drawings, tables=tables) | _variables_in(forms)


def other_forms(opened: OpenForm, *, shop: Workshop) -> dict[str, Raw]:
    """Return the forms of the region and of the draft, by key: to take answers over from."""
    with shop.read_uow() as uow:
        files = shop.files(uow, shop.today(uow)).seen_from(opened.draft.region)
        own = uow.drafts.files(region=opened.draft.region, draft_id=opened.draft.id)
    drawn = {
        path.removeprefix("forms/").removesuffix(".json"): json.loads(one.content)
        for path, one in own.items()
        if path.startswith("forms/")
    }
    return {**files.forms, **drawn, opened.key: opened.raw}


def _variables_in(forms: list[str]) -> frozenset[str]:
    found = re.compile(r'"variable": "([a-z0-9_]+)"|"variable:([a-z0-9_]+)"')
    return frozenset(
        one for text in forms for match in found.finditer(text) for one in match.groups() if one
    )
