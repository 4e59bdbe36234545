"""Read and change the files of a draft. Nothing is ever overwritten: each change is a version."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from doorgang_engine.access.table import Act
from doorgang_engine.bpmn.read import read_bpmn, read_xml
from doorgang_engine.errors import RouteUnreadable, ScenarioInvalid
from doorgang_engine.ids import new_id
from doorgang_engine.routes.scenarios import parse_scenarios

from .draft import DRAWING, INFO, PATH, DraftFile
from .errors import (
    DraftFileInvalid,
    DraftFileNotFound,
    DraftFileStale,
    NothingToUndo,
)
from .term_files import TERMS, read_term, term_text
from .workshop import held_open, permit, seen

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_engine.model import Actor
    from doorgang_engine.ports import UnitOfWork
    from doorgang_engine.routes.library import LibraryFiles

    from .draft import Draft
    from .workshop import Workshop

LARGEST = 1_000_000  # characters of one file
MOST_FILES = 200
LONGEST_WHAT = 300


def read_file(*, draft_id: str, path: str, actor: Actor, shop: Workshop) -> DraftFile:
    """Return the newest version of a file, or the region's own that is not in the draft.

    The own one is ``is_removed``; its revision is what a first version is written with.

    :raises DraftFileNotFound: if there is neither.
    """
    permit(actor, Act.SEE_DRAFT)
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        return _newest(uow, draft, path, shop.files(uow, shop.today(uow)))


def write_file(
    *,
    draft_id: str,
    path: str,
    content: str,
    revision: int,
    what: str,
    actor: Actor,
    shop: Workshop,
) -> DraftFile:
    """Put a new version of a file in a draft. ``revision`` is of the version it was made from.

    :raises DraftFileInvalid: if the file cannot be in a draft like this.
    :raises DraftLocked: if the files stand still.
    :raises DraftFileStale: if somebody was first; then this version is kept beside the file.
    """
    permit(actor, Act.EDIT_DRAFT)
    require_readable(path, content)
    with shop.parts.new_uow() as uow:
        draft = held_open(uow, actor, draft_id)
        now = shop.moment(uow)
        files = uow.drafts.files(region=draft.region, draft_id=draft.id)
        there = files.get(path)
        if there is None and len(files) >= MOST_FILES:
            raise DraftFileInvalid(path, f"Een ontwerp heeft ten hoogste {MOST_FILES} bestanden.")
        mine = _version(draft, path, content, actor, now, what)
        if there is not None and there.revision != revision:
            mine = replace(mine, revision=revision, is_aside=True)
        else:
            mine = replace(mine, revision=(there.revision if there else 0) + 1)
            uow.drafts.save(changed(draft, now))
        uow.drafts.write(mine)
    if mine.is_aside and there is not None:
        raise DraftFileStale(theirs=there, yours=mine)
    return mine


def remove_file(
    *, draft_id: str, path: str, revision: int, actor: Actor, shop: Workshop
) -> DraftFile:
    """Take a form, table, term or scenario out of a draft; the region's own counts again.

    :raises DraftFileInvalid: if a draft cannot be without.
    :raises DraftFileStale: if somebody changed it first.
    """
    permit(actor, Act.EDIT_DRAFT)
    if path in (DRAWING, INFO):
        raise DraftFileInvalid(path, "Een ontwerp kan niet zonder dit bestand.")
    return _next(draft_id, path, revision, actor, shop, "bestand verwijderd", removing=True)


def undo(*, draft_id: str, path: str, revision: int, actor: Actor, shop: Workshop) -> DraftFile:
    """Bring back the version before: undoing again goes further back.

    :raises NothingToUndo: if this is the first.
    :raises DraftFileStale: if somebody changed the file meanwhile.
    """
    permit(actor, Act.EDIT_DRAFT)
    return _next(draft_id, path, revision, actor, shop, "ongedaan gemaakt")


def take_over(*, draft_id: str, file_id: str, actor: Actor, shop: Workshop) -> DraftFile:
    """Make a version that was kept beside a file the newest one; what stood there stays a version.

    :raises DraftFileNotFound: if there is none.
    """
    permit(actor, Act.EDIT_DRAFT)
    with shop.parts.new_uow() as uow:
        draft = held_open(uow, actor, draft_id)
        kept = uow.drafts.aside(region=draft.region, draft_id=draft.id, file_id=file_id)
        if kept is None:
            raise DraftFileNotFound
        there = uow.drafts.files(region=draft.region, draft_id=draft.id)[kept.path]
        now = shop.moment(uow)
        what = "opzij gezette versie overgenomen"
        mine = _version(draft, kept.path, kept.content, actor, now, what)
        mine = replace(mine, revision=there.revision + 1)
        uow.drafts.write(mine)
        uow.drafts.save(changed(draft, now))
        return mine


def require_readable(path: str, content: str) -> None:
    """Refuse a file that the gate could not even look at.

    :raises DraftFileInvalid: saying why.
    """
    if PATH.fullmatch(path) is None:
        raise DraftFileInvalid(path, "Zo'n bestand hoort niet in een ontwerp.")
    if len(content) > LARGEST:
        raise DraftFileInvalid(path, f"Het bestand is langer dan {LARGEST} tekens.")
    try:
        _read(path, content)
    except (RouteUnreadable, ScenarioInvalid) as error:
        raise DraftFileInvalid(path, str(error)) from error
    except (ValueError, RecursionError) as error:
        raise DraftFileInvalid(path, "Het bestand is niet goed van vorm.") from error


def _read(path: str, content: str) -> None:
    kind = path.rpartition(".")[2]
    if kind == "bpmn":
        read_bpmn(content.encode())
    elif kind == "dmn":
        read_xml(content.encode(), editor="DMN-editor")
    elif path.startswith(TERMS):
        read_term(content)
    elif kind == "toml":
        tomllib.loads(content)
    elif kind == "yaml":
        parse_scenarios(content, file=path)
    elif not isinstance(json.loads(content, parse_constant=_refuse_constant), dict):
        raise DraftFileInvalid(path, "Een formulier is een JSON-object.")


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _newest(uow: UnitOfWork, draft: Draft, path: str, files: LibraryFiles) -> DraftFile:
    found = uow.drafts.files(region=draft.region, draft_id=draft.id).get(path)
    if found is not None and not found.is_removed:
        return found
    text = own_text(files.seen_from(draft.region), draft.region, path)
    if text is None:
        raise DraftFileNotFound
    return DraftFile(
        region=draft.region,
        draft_id=draft.id,
        id="",
        path=path,
        revision=found.revision if found else 0,
        restores=0,
        content=text,
        is_removed=True,
        is_aside=False,
        made_by="",
        made_at=draft.made_at,
        what="",
    )


def own_text(files: LibraryFiles, region: str, path: str) -> str | None:
    """Return the text of a form, table or term as the region has it now."""
    folder, _, name = path.partition("/")
    key = name.rpartition(".")[0]
    if folder == "forms" and key in files.forms:
        return json.dumps(files.forms[key], ensure_ascii=False, indent=2) + "\n"
    if folder == "terms" and key in (rules := files.region(region).rules):
        return term_text(rules[key].duration)
    if folder == "tables" and key in files.decisions:
        return files.decisions[key].get(region) or files.decisions[key]["basis"]
    return None


def _next(
    draft_id: str,
    path: str,
    revision: int,
    actor: Actor,
    shop: Workshop,
    what: str,
    *,
    removing: bool = False,
) -> DraftFile:
    """Add a version that says nothing new: that removes, or brings an earlier one back."""
    with shop.parts.new_uow() as uow:
        draft = held_open(uow, actor, draft_id)
        there = uow.drafts.files(region=draft.region, draft_id=draft.id).get(path)
        if there is None or (removing and there.is_removed):
            raise DraftFileNotFound
        now = shop.moment(uow)
        mine = replace(
            _version(draft, path, there.content, actor, now, what),
            revision=there.revision + 1,
            is_removed=True,
        )
        if there.revision != revision:
            raise DraftFileStale(theirs=there, yours=there)
        if not removing:
            mine = _brought_back(uow, there, mine)
        uow.drafts.write(mine)
        uow.drafts.save(changed(draft, now))
        return mine


def _brought_back(uow: UnitOfWork, there: DraftFile, mine: DraftFile) -> DraftFile:
    before = uow.drafts.version(
        region=there.region,
        draft_id=there.draft_id,
        path=there.path,
        revision=there.origin - 1,
    )
    if before is None:
        raise NothingToUndo
    return replace(
        mine,
        content=before.content,
        is_removed=before.is_removed,
        restores=before.origin,
    )


def _version(
    draft: Draft, path: str, content: str, actor: Actor, now: datetime, what: str
) -> DraftFile:
    return DraftFile(
        region=draft.region,
        draft_id=draft.id,
        id=new_id(now),
        path=path,
        revision=0,
        restores=0,
        content=content,
        is_removed=False,
        is_aside=False,
        made_by=actor.id,
        made_at=now,
        what=what[:LONGEST_WHAT],
    )


def changed(draft: Draft, now: datetime) -> Draft:
    """Return a draft of which something changed."""
    return replace(draft, changed_at=now, revision=draft.revision + 1)
