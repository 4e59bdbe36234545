from __future__ import annotations

import contextlib
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.forms.contents import samples as s

from doorgang_forms.contents import KINDS, ContentRefused, check_content

JS = b"<</S/JavaScript/JS(app.alert)>>"
LINK = '<Relationship Id="r" Type="http://x/hyperlink" Target="https://x" TargetMode="External"/>'
TEMPLATE = '<Relationship Id="r" Type="http://x/attachedTemplate" Target="https://x" TargetMode="External"/>'
HTML = b"<html><script>alert(1)</script></html>"

GOOD = {
    "pdf": (s.pdf(), "application/pdf"),
    "pdf with text": (
        s.pdf(streams=[(b"", b"BT (Launch the javascript) Tj ET")]),
        "application/pdf",
    ),
    "pdf with objects": (
        s.pdf(streams=[(b"/Type/ObjStm/N 1/First 4", b"1 0 <</Type/Page>>")]),
        "application/pdf",
    ),
    "png": (s.png(text=b"made by hand"), "image/png"),
    "jpeg": (s.jpeg(comment=b"made by hand"), "image/jpeg"),
    "jpeg with a second picture behind it": (s.jpeg(tail=s.jpeg()), "image/jpeg"),
    "jpeg of a phone": (s.jpeg(tail=b"\0\0Image_UTC_Data1700000000SEFHk\0SEFT"), "image/jpeg"),
    "text": ("Groep 8, één vraag.\r\n".encode(), "text/plain"),
    "text with a mark": (b"\xef\xbb\xbfGroep 8", "text/plain"),
    "docx": (s.docx(relations=LINK), f"{s.OFFICE}.wordprocessingml.document"),
    "xlsx": (
        s.xlsx({"xl/printerSettings/printerSettings1.bin": b"x"}),
        f"{s.OFFICE}.spreadsheetml.sheet",
    ),
    "odt": (s.odt({"Pictures/1.png": s.png()}), s.ODT),
}
BAD = {
    "nothing": b"",
    "spaces": b"  \n",
    "a program": b"MZ\x90\0",
    "a script": b"#!/bin/sh\nrm -rf /",
    "a web page": b"<!DOCTYPE html><title>x</title>",
    "text with a web page in it": b"hallo\n<script src=x></script>",
    "text in another encoding": "één".encode("latin-1"),
    "text with a control character": b"a\x00b",
    "old word": b"\xd0\xcf\x11\xe0" + bytes(100),
    "gif": b"GIF89a" + bytes(20),
    "heic": b"\0\0\0\x18ftypheic" + bytes(20),
    "rtf": b"{\\rtf1 x}",
    "half a pdf": s.pdf()[:-10],
    "pdf with something behind it": s.pdf(tail=b"GIF89a"),
    "pdf with a zip behind it": s.pdf(tail=s.docx()),
    "pdf with a page in it": s.pdf(b"(" + HTML + b")"),
    "pdf with a script": s.pdf(JS),
    "pdf with a script spelled otherwise": s.pdf(b"<</S/J#61vaScr#69pt/JS(x)>>"),
    "pdf that starts a program": s.pdf(b"<</S/Launch/F(cmd.exe)>>"),
    "pdf with a file": s.pdf(b"<</Type/EmbeddedFile>>"),
    "pdf with an interactive form": s.pdf(b"<</XFA[]>>"),
    "pdf with a password": s.pdf(b"<</Encrypt 9 0 R>>"),
    "pdf with a script in compressed objects": s.pdf(
        streams=[(b"/Type/ObjStm/N 1/First 4", b"1 0 " + JS)]
    ),
    "pdf with a script in any stream": s.pdf(streams=[(b"", b"x" * 70_000 + JS)]),
    "pdf with a script over the edge of a piece": s.pdf(streams=[(b"", b"x" * 65_530 + JS)]),
    "pdf with objects stored another way": s.pdf(
        b"<</Type/ObjStm/Filter[/ASCII85Decode/FlateDecode]>>\nstream\nx\nendstream"
    ),
    "half a png": s.png()[:-3],
    "png with something behind it": s.png(tail=b"x"),
    "png with a page in it": s.png(text=HTML),
    "png of billions of dots": s.png(width=60_000, height=60_000),
    "png without width": s.png(width=0),
    "half a jpeg": s.jpeg()[:-2],
    "jpeg without a picture": b"\xff\xd8\xff\xd9",
    "jpeg with a page in it": s.jpeg(comment=HTML),
    "jpeg with a page behind it": s.jpeg(tail=HTML),
    "jpeg with a program behind it": s.jpeg(tail=b"MZ\x90"),
    "jpeg with a zip behind it": s.jpeg(tail=s.docx()),
    "jpeg with a zip in it": s.jpeg(comment=s.docx()),
    "jpeg of billions of dots": s.jpeg(width=65_000, height=65_000),
    "an archive": s.archive({"brief.pdf": s.pdf()}),
    "half a docx": s.docx()[:-30],
    "docx with a comment": s.archive(
        {"word/document.xml": "", "[Content_Types].xml": s.TYPES}, comment=HTML
    ),
    "docx with something before it": b"PK\x03\x04" + s.docx(),
    "docx with something behind it": s.docx() + b"x",
    "docx with a macro": s.docx({"word/vbaProject.bin": b"x"}),
    "docx with macros in its types": s.docx(
        types='<Types><Override ContentType="x.macroEnabled.main+xml"/></Types>'
    ),
    "docx with a file": s.docx({"word/embeddings/oleObject1.bin": b"x"}),
    "docx that fetches a template": s.docx(relations=TEMPLATE),
    "docx that fetches one in disguise": s.docx(
        relations=TEMPLATE.replace("External", "&#69;xternal")
    ),
    "docx with an entity": s.docx({"word/_rels/x.rels": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}),
    "docx and xlsx": s.docx({"xl/workbook.xml": "<workbook/>"}),
    "docx with a path": s.docx({"../x.xml": ""}),
    "docx with a name twice": s.docx({"WORD/document.xml": ""}),
    "docx with a password": s.with_zip_flag(s.docx(), 1),
    "docx that bursts": s.docx({"word/media/1.png": bytes(210_000_000)}),
    "docx of thousands of parts": s.docx({f"word/{n}.xml": "" for n in range(2_001)}),
    "odt with a macro": s.odt({"Basic/Standard/Module1.xml": "x"}),
    "odt with an event": s.odt({"content.xml": "<script:event-listener/>"}),
    "ods": s.odt(kind="application/vnd.oasis.opendocument.spreadsheet"),
}


class TestCheckContent:
    @pytest.mark.parametrize("name", GOOD)
    def test_tells_what_a_file_is(self, name):
        content, media_type = GOOD[name]

        assert check_content(content=content) == media_type
        assert media_type in KINDS

    @pytest.mark.parametrize("name", BAD)
    def test_refuses_what_is_not_just_a_document(self, name):
        with pytest.raises(ContentRefused) as refused:
            check_content(content=BAD[name])

        assert str(refused.value).endswith(".")

    def test_believes_no_sizes_of_a_zip_file(self):
        honest = s.docx({"word/media/1.png": bytes(210_000_000)})
        size = (210_000_000).to_bytes(4, "little")

        with pytest.raises(ContentRefused):
            check_content(content=honest.replace(size, (10).to_bytes(4, "little")))

    def test_stops_inflating_a_pdf_that_bursts(self, monkeypatch):
        monkeypatch.setattr("doorgang_forms.contents.pdf.MOST_INFLATED", 1_000_000)

        with pytest.raises(ContentRefused, match="ingewikkeld"):
            check_content(content=s.pdf(streams=[(b"", bytes(2_000_000))]))

    @settings(max_examples=150, deadline=None)
    @given(name=st.sampled_from(sorted(GOOD)), data=st.data())
    def test_never_fails_otherwise_on_a_spoiled_file(self, name, data):
        content = bytearray(GOOD[name][0])
        for _ in range(data.draw(st.integers(1, 5))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        cut = data.draw(st.integers(0, len(content)))

        for spoiled in (bytes(content), bytes(content[:cut])):
            with contextlib.suppress(ContentRefused):
                assert check_content(content=spoiled) in KINDS

    def test_looks_into_a_stream_that_only_looks_compressed(self):
        stream = (
            b"9 0 obj\n<<>>\nstream\n\x78\x9c" + zlib.compress(b"x")[2:5] + b"\nendstream\nendobj"
        )

        assert check_content(content=s.pdf(stream)) == "application/pdf"
