"""Small files of every kind, made here: whole ones, and parts to spoil them with."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
ODT = "application/vnd.oasis.opendocument.text"


def pdf(*objects, streams=(), tail=b""):
    """A PDF of one page, with more objects and compressed streams."""
    body = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    body += b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    for number, one in enumerate(objects, start=3):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    for number, (head, content) in enumerate(streams, start=50):
        packed = zlib.compress(content)
        body += b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n" % (
            number,
            head,
            len(packed),
        )
        body += packed + b"\nendstream\nendobj\n"
    return body + b"xref\n0 0\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n" + tail


def png(*, width=1, height=1, text=b"", tail=b""):
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))]
    chunks += [(b"tEXt", b"Comment\0" + text)] if text else []
    chunks += [(b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    body = b"\x89PNG\r\n\x1a\n"
    for kind, content in chunks:
        body += struct.pack(">I", len(content)) + kind + content
        body += struct.pack(">I", zlib.crc32(kind + content))
    return body + tail


def jpeg(*, width=8, height=8, comment=b"", tail=b""):
    def segment(marker, content):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content

    body = b"\xff\xd8" + segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
    body += segment(0xFE, comment) if comment else b""
    body += segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0")
    body += segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return body + b"\xff\xd9" + tail


def archive(members, *, comment=b""):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
        opened.comment = comment
    return made.getvalue()


def docx(more=None, *, types=TYPES, relations=""):
    members = {
        "[Content_Types].xml": types,
        "_rels/.rels": RELATIONS.format(""),
        "word/document.xml": "<w:document/>",
        "word/_rels/document.xml.rels": RELATIONS.format(relations),
    }
    return archive({**members, **(more or {})})


def xlsx(more=None):
    members = {"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>"}
    return archive({**members, **(more or {})})


def odt(more=None, *, kind=ODT):
    members = {
        "mimetype": kind,
        "content.xml": "<office:document-content/>",
        "META-INF/manifest.xml": "<manifest:manifest/>",
    }
    return archive({**members, **(more or {})})


def with_zip_flag(content, flag):
    """Set a flag in every header of a zip file."""
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(head, start)) >= 0:
            at = start + place
            content = content[:at] + bytes([content[at] | flag]) + content[at + 1 :]
            start += 4
    return content
