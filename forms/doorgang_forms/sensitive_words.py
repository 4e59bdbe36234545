"""Words by which a question about special or criminal data is known, as data.

Sources: AVG art. 9 lid 1 (special categories), art. 10 (criminal convictions and offences). Stems
in lower case: of six letters or more they may stand anywhere in a word, shorter ones begin it, so
that "ziek" does not find "muziek". A list misses things: the author of a form looks further.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

STEMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "gezondheid": (
            "gezond", "ziek", "medisch", "medicij", "medicat", "diagnos", "aandoening", "stoornis",
            "syndroom", "allergi", "epilep", "psychi", "psycholo", "depressi", "trauma", "therap",
            "arts", "artsen", "huisarts", "jeugdarts", "kinderarts", "zwanger", "verslav", "autis",
            "adhd", "dyslexi", "dyscalculi", "jeugdhulp", "jeugdzorg",
        ),
        "beperking": (
            "handicap", "beperking", "lichamelijk", "rolstoel", "slechthorend", "slechtziend",
        ),
        "godsdienst of levensovertuiging": (
            "geloof", "godsdienst", "religi", "levensbeschouw", "levensovertuig", "kerk", "moskee",
        ),
        "herkomst": (
            "herkomst", "afkomst", "etnisch", "etnicit", "ras", "rassen", "huidskleur",
            "nationalit", "geboorteland",
        ),
        "strafrecht": (
            "strafb", "strafr", "politie", "justiti", "veroorde", "delict", "misdrijf",
            "detentie", "crimine",
        ),
        "seksualiteit": ("seks", "geaardheid", "homo", "lesbi", "transgender"),
        "politiek of vakbond": ("politiek", "vakbond", "vakverenig"),
        "biometrie of erfelijkheid": ("biometri", "vingerafdruk", "genetisch", "erfelijk"),
    }
)  # fmt: skip
#: Short stems that are whole words, or they would find "rastering" and "homogeen".
WHOLE_WORDS = frozenset({"ras", "arts", "homo"})
