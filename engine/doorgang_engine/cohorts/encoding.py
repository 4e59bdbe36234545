"""Tell the letters of a file apart: UTF-8, with or without its mark, or Windows-1252.

A wrong guess turns Zoë into something else in a dossier, so what is not sure is refused. UTF-8 is
sure: text of another kind hardly ever passes for it. Of what is left only Windows-1252 is taken,
and only when every special letter stands where such a letter stands in a name: the same bytes
written by an old Mac or by DOS would give quotes and capitals in the middle of words.
"""

from __future__ import annotations

import codecs
import re

from .complaints import Complaint
from .errors import ListRefused

SAVE_AS = "Bewaar het bestand in uw rekenblad als ‘CSV UTF-8’ en stuur het opnieuw."
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
#: Letters of West European languages, and a few signs that a spreadsheet writes.
_WINDOWS_LETTERS = frozenset(
    "ŠšŽžŸŒœ" + "".join(chr(code) for code in range(0xC0, 0x100)) + "€«»°²"
)
_NO_LETTERS = frozenset("×÷")
_CAPITAL_INSIDE = re.compile(r"[a-zß-öø-ÿ][À-ÖØ-ÞŠŽŸŒ]")
#: UTF-8 that was once read as Windows-1252 and saved again: Ã«, â€™.
_TWICE = re.compile(r"Ã[\u0080-\u00bf]|â€|\ufffd")


def read_text(content: bytes) -> str:
    """Return the text of a file.

    :raises ListRefused: if it is not sure which letters its bytes stand for.
    """
    if content.startswith(_OTHER_MARKS) or b"\0" in content:
        raise _refused("Dit bestand is geen gewone CSV (waarschijnlijk ‘Unicode-tekst’ of Excel).")
    if content.startswith(b"PK\x03\x04"):
        raise _refused("Dit is een Excel-bestand, geen CSV.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _windows(content)
    if _TWICE.search(text):
        raise _refused("Letters met een accent zijn in dit bestand al verminkt, zoals Ã« voor ë.")
    return text


def _windows(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF8):
        raise _refused("Dit bestand zegt dat het UTF-8 is, maar dat is het niet overal.")
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise _unsure() from None
    special = {one for one in text if not one.isascii()}
    if not special <= _WINDOWS_LETTERS - _NO_LETTERS or _CAPITAL_INSIDE.search(text):
        raise _unsure()
    return text


def _unsure() -> ListRefused:
    return _refused("Van dit bestand is niet zeker hoe letters met een accent zijn bewaard.")


def _refused(text: str) -> ListRefused:
    return ListRefused([Complaint(text=f"{text} {SAVE_AS}")])
