"""A draft as a zip, out and in: the same files, with a list that says what they are.

What comes in is judged before anything is unpacked: how many files, how large, which names, and
the hash of each against the list. Nothing is ever written to a disk.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from doorgang_engine.access.table import Act
from doorgang_engine.errors import RouteNotFound

from .draft import DRAWING, INFO, PATH
from .errors import ArchiveRefused
from .making import Beginning, add_draft
from .overlay import texts_of
from .workshop import permit, seen
from .writing import LARGEST, MOST_FILES

if TYPE_CHECKING:
    from doorgang_engine.model import Actor

    from .draft import Draft
    from .workshop import Workshop

LIST = "inhoud.json"
FORMAT = 1
LARGEST_ZIP = 8_000_000  # bytes, packed
LARGEST_WHOLE = 30_000_000  # bytes, unpacked
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same draft gives the same zip


def packed(*, draft_id: str, actor: Actor, shop: Workshop) -> tuple[Draft, bytes]:
    """Return a draft and its files as a zip; the same files give the same bytes.

    :raises DraftNotFound: if there is none.
    """
    permit(actor, Act.SEE_DRAFT)
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        texts = texts_of(uow.drafts.files(region=draft.region, draft_id=draft.id))
    told = {
        "format": FORMAT,
        "route": draft.route,
        "region": draft.region,
        "title": draft.title,
        "shape": draft.shape,
        "files": {path: _hash(text.encode()) for path, text in sorted(texts.items())},
    }
    whole = {LIST: json.dumps(told, ensure_ascii=False, indent=2), **texts}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(whole.items()):
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), text, zipfile.ZIP_DEFLATED)
    return draft, made.getvalue()


def unpack(*, content: bytes, title: str, actor: Actor, shop: Workshop) -> Draft:
    """Make a draft for somebody's region of a zip.

    :raises ArchiveRefused: if it is no such zip, too large, or not what its list says.
    :raises RouteNotFound: if the library does not have its route.
    :raises DraftFileInvalid: if one of its files cannot be in a draft.
    """
    permit(actor, Act.EDIT_DRAFT)
    told, texts = _read(content)
    with shop.parts.new_uow() as uow:
        if told["route"] not in shop.library.routes:
            raise RouteNotFound("De route van dit bestand staat niet in de bibliotheek.")
        known = shop.library.routes[told["route"]]
        beginning = Beginning(
            route=told["route"],
            title=title.strip() or str(told["title"]),
            origin=f"bestand uit {str(told['region'])[:64]}",
            shape=told["shape"] if told["shape"] in known else "basis",
            texts=texts,
        )
        return add_draft(uow, beginning, actor, shop.moment(uow))


def _read(content: bytes) -> tuple[dict[str, Any], dict[str, str]]:
    if len(content) > LARGEST_ZIP:
        raise ArchiveRefused(f"het is groter dan {LARGEST_ZIP // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_modest(archive)
            told = _list(_text(archive, LIST))
            texts = {path: _text(archive, path) for path in told["files"]}
            names = {one.filename for one in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ArchiveRefused("het is geen zip die gelezen kan worden.") from error
    if names != {LIST, *texts}:
        raise ArchiveRefused("er zitten andere bestanden in dan de inhoudslijst noemt.")
    for path, text in texts.items():
        if _hash(text.encode()) != told["files"][path]:
            raise ArchiveRefused(f"{path} is niet het bestand dat de inhoudslijst noemt.")
    if {DRAWING, INFO} - set(texts):
        raise ArchiveRefused("de tekening of route.toml ontbreekt.")
    return told, texts


def _require_modest(archive: zipfile.ZipFile) -> None:
    """Refuse before anything is unpacked; sizes that lie are caught while reading."""
    found = archive.infolist()
    if len(found) > MOST_FILES + 1 or len({one.filename for one in found}) != len(found):
        raise ArchiveRefused("er zitten te veel bestanden in, of een bestand twee keer.")
    for one in found:
        if one.filename != LIST and PATH.fullmatch(one.filename) is None:
            raise ArchiveRefused("er zit een bestand in dat niet bij een ontwerp hoort.")
        if one.flag_bits & 1 or one.file_size > 4 * LARGEST:
            raise ArchiveRefused("er zit een bestand in dat te groot of versleuteld is.")
    if sum(one.file_size for one in found) > LARGEST_WHOLE:
        raise ArchiveRefused("het is uitgepakt te groot.")


def _text(archive: zipfile.ZipFile, path: str) -> str:
    try:
        with archive.open(path) as file:
            content = file.read(4 * LARGEST + 1)
    except KeyError as error:
        raise ArchiveRefused(f"{path[:120]} ontbreekt.") from error
    if len(content) > 4 * LARGEST:
        raise ArchiveRefused("er zit een bestand in dat te groot is.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArchiveRefused(f"{path[:120]} is geen UTF-8.") from error


def _list(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArchiveRefused("de inhoudslijst is geen JSON.") from error
    keys = {"format", "route", "region", "title", "shape", "files"}
    if not isinstance(told, dict) or set(told) != keys or told["format"] != FORMAT:
        raise ArchiveRefused("de inhoudslijst is van een andere versie van Doorgang.")
    words = (told[key] for key in ("route", "region", "title", "shape"))
    files = told["files"]
    if not all(isinstance(one, str) for one in words) or not isinstance(files, dict):
        raise ArchiveRefused("de inhoudslijst klopt niet.")
    if not all(PATH.fullmatch(path) and isinstance(one, str) for path, one in files.items()):
        raise ArchiveRefused("de inhoudslijst klopt niet.")
    return told


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
