"""DOCX, XLSX (ECMA-376) and ODT (ISO 26300): zip files with the right members, and no others.

Macros, files within, links that open by themselves and zip files that burst are refused.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import Final

from .refusal import ContentRefused, damaged, two_in_one

MOST_MEMBERS: Final = 2_000
#: All members together, inflated. The largest report with pictures is a tenth of it.
MOST_INFLATED: Final = 200_000_000
#: Read into memory to be looked at.
LARGEST_LOOKED_AT: Final = 5_000_000
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_MAIN: Final = {
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
}
_TEXT: Final = "application/vnd.oasis.opendocument.text"
_PROGRAM: Final = re.compile(
    r"(?:vba|macro|activex|/embeddings/|oleobject|^basic/|^scripts/|^object |customui)"
    r"|\.(?:bin|exe|dll|js|vbs|vba|jar|class|ps1|bat|cmd|com|scr|hta|msi|lnk|html?|zip)$",
    re.IGNORECASE,
)
#: Settings of a printer are binary, and in half of all workbooks.
_HARMLESS: Final = re.compile(r"xl/printerSettings/printerSettings[0-9]+\.bin")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_OUTSIDE: Final = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
_LINK: Final = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""")
#: What the library raises at a zip file that is not whole.
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    KeyError,
    OverflowError,
    OSError,
    RuntimeError,
    ValueError,
)
_STORED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_PIECE: Final = 65_536
_ENCRYPTED: Final = 0x1
_END: Final = 22  # bytes of the end of a zip file without a comment


def check(content: bytes) -> str:
    """Return the media type of a document.

    :raises ContentRefused: if it is another zip file, bursts, acts, or is something else too.
    """
    if content[-_END : -_END + 4] != b"PK\x05\x06" or content[-2:] != b"\x00\x00":
        raise two_in_one()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _require_tidy(members)
            _require_bounded(archive, members)
            return _media_type(archive, {one.filename for one in members})
    except _UNREADABLE:
        raise damaged("document") from None


def _require_tidy(members: list[zipfile.ZipInfo]) -> None:
    names = [one.filename for one in members]
    if len(names) > MOST_MEMBERS:
        raise _too_big()
    if any(one.compress_type not in _STORED for one in members):
        raise two_in_one()
    if not names or min(one.header_offset for one in members) != 0:
        raise two_in_one()
    if len({name.lower() for name in names}) != len(names) or any(map(_is_astray, names)):
        raise two_in_one()
    if any(one.flag_bits & _ENCRYPTED for one in members):
        raise ContentRefused(
            "Dit document is met een wachtwoord beveiligd. Sla het zonder wachtwoord op."
        )
    if any(_PROGRAM.search(name) and not _HARMLESS.fullmatch(name) for name in names):
        raise _acts()


def _is_astray(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _require_bounded(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Inflate all there is, piece by piece: what a member says of its own size is not believed."""
    left = MOST_INFLATED
    if sum(one.file_size for one in members) > left:
        raise _too_big()
    for one in members:
        with archive.open(one) as member:
            while piece := member.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise _too_big()


def _media_type(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names:
        return _open_document(archive, names)
    found = [kind for name, kind in _MAIN.items() if name in names]
    if len(found) != 1 or "[Content_Types].xml" not in names:
        raise ContentRefused(
            "Dit is een archief en geen document. Voeg de bestanden zelf toe, een voor een."
        )
    types = _looked_at(archive, "[Content_Types].xml").lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise _acts()
    for name in sorted(names):
        if name.endswith(".rels"):
            _require_no_visits(_looked_at(archive, name))
    return found[0]


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> str:
    kind = _looked_at(archive, "mimetype").decode("ascii", "replace").strip()
    if kind != _TEXT or not {"content.xml", "META-INF/manifest.xml"} <= names:
        raise ContentRefused("Van OpenDocument kunt u alleen tekst (ODT) toevoegen, of een PDF.")
    content = _looked_at(archive, "content.xml")
    if b"script:event-listener" in content or b"<office:script" in content.replace(
        b"<office:scripts/>", b""
    ).replace(b"<office:scripts>", b""):
        raise _acts()
    return _TEXT


def _looked_at(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        content = member.read(LARGEST_LOOKED_AT + 1)
    if len(content) > LARGEST_LOOKED_AT and name != "content.xml":
        raise _too_big()
    return content


def _require_no_visits(relations: bytes) -> None:
    """Refuse what is fetched from outside when the document is opened; a link may be clicked."""
    if b"\x00" in relations or b"&#" in relations or b"<!" in relations.replace(b"<!--", b""):
        raise _acts()
    for relation in _RELATION.findall(relations):
        if _OUTSIDE.search(relation) and not _LINK.search(relation):
            raise _acts()


def _acts() -> ContentRefused:
    return ContentRefused(
        "Dit document bevat een macro, een ander bestand of een verwijzing die vanzelf wordt "
        "geopend. Sla het op als PDF en voeg die toe."
    )


def _too_big() -> ContentRefused:
    return ContentRefused(
        "Dit document wordt te groot als het opengaat. Maak het kleiner of sla het op als PDF."
    )
