"""The catalogs of languages: take the words out of the code, tell what is missing, compile.

``python -m tools.languages extract`` writes every wrapped text to the catalog of each language
(new ones without a translation); ``compile`` makes what the program reads; ``missing`` lists what
has no translation, or a doubtful one, and fails when there is any.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CODE = ROOT / "api" / "doorgang_api"
DIRECTORY = CODE / "translations"
DOMAIN = "doorgang"
LANGUAGES = ("en",)
METHODS = [
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),  # letters
    ("**.py", "python"),
]
OPTIONS = {
    f"**/templates/**.{kind}": {"trimmed": "true", "silent": "false"} for kind in ("html", "txt")
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "_l": None,
    "lazy": None,
    "N_": None,
}


def extracted() -> Catalog:
    """Return every wrapped text of the program, with the file it stands in."""
    found = Catalog(project="Doorgang", charset="utf-8")
    rows = extract_from_dir(
        CODE, method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS, comment_tags=("l10n:",)
    )
    for file, _line, message, comments, context in rows:
        found.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    return found


def catalog(language: str) -> Catalog:
    """Return the catalog of a language as it is kept; empty when there is none."""
    file = _file(language)
    if not file.exists():
        return Catalog(locale=language, project="Doorgang", charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def missing(language: str) -> list[str]:
    """Return what has no translation in a language, or one that was guessed."""
    known = catalog(language)
    return sorted(
        str(message.id)
        for message in extracted()
        if message.id and not _is_done(known.get(message.id))
    )


def extract() -> None:
    """Bring every catalog up to date with the code."""
    words = extracted()
    for language in LANGUAGES:
        known = catalog(language)
        known.update(words, no_fuzzy_matching=True)
        known.obsolete.clear()
        _file(language).parent.mkdir(parents=True, exist_ok=True)
        with _file(language).open("wb") as stream:
            write_po(stream, known, width=99, sort_output=True, omit_header=True, no_location=True)


def compile_all() -> None:
    """Make what the program reads; writes only what changed."""
    for language in LANGUAGES:
        made = BytesIO()
        write_mo(made, catalog(language))
        file = _file(language).with_suffix(".mo")
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_bytes() != made.getvalue():
            file.write_bytes(made.getvalue())


def main(arguments: list[str]) -> int:
    """Do what was asked."""
    match arguments:
        case ["extract"]:
            extract()
        case ["compile"]:
            compile_all()
        case ["missing"]:
            lacking = [f"{one}: {words}" for one in LANGUAGES for words in missing(one)]
            print("\n".join(lacking))  # noqa: T201 - a command line prints
            return 1 if lacking else 0
        case _:
            print(__doc__)  # noqa: T201
            return 2
    return 0


def _is_done(message: object) -> bool:
    strings = getattr(message, "string", "")
    parts = strings if isinstance(strings, tuple | list) else (strings,)
    return all(parts) and not getattr(message, "fuzzy", False)


def _file(language: str) -> Path:
    return DIRECTORY / language / "LC_MESSAGES" / f"{DOMAIN}.po"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
