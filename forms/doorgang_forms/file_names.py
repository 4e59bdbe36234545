"""The name of a file, made harmless: to show, and to save it under on any machine."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from doorgang_forms.contents import KINDS
from doorgang_forms.values import has_control_characters

LONGEST: Final = 120  # characters; with its ending below what any file system takes
NAMELESS: Final = "bijlage"
_FORBIDDEN: Final = re.compile(r'[<>:"|?*\x00-\x1f]')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def clean_file_name(*, name: str, media_type: str) -> str:
    """Return a name without folders, invisible characters or a misleading end.

    Its ending is one that fits what the file was found to be: what says `.pdf.exe` and is a PDF
    becomes `.pdf.exe.pdf`.
    """
    last = re.split(r"[/\\]", name)[-1]
    tidy = unicodedata.normalize("NFC", last)
    kept = "".join(
        one
        for one in tidy
        if not has_control_characters(text=one, many_lines=False)
        and unicodedata.category(one) not in {"Cf", "Co", "Cn", "Cs"}
    )
    plain = " ".join(_FORBIDDEN.sub(" ", kept).split()).strip(". ") or NAMELESS
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    endings = KINDS[media_type].endings
    stem, ending = plain, endings[0]
    for one in endings:
        if plain.lower().endswith(one):
            stem, ending = plain[: -len(one)], one
    return f"{stem[:LONGEST].strip('. ') or NAMELESS}{ending}"
