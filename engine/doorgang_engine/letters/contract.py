"""What a letter may say: ``processes/letters/<letter>/brief.toml``, and its texts per region."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_engine.errors import LibraryInvalid

from .template import STANDARD, problems_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

BASE = "basis"
CONTRACT = "brief.toml"
_KEYS = {
    "titel": str,
    "versie": int,
    "afzender": str,
    "aan": list,
    "grondslag": str,
    "bewaren": str,
}
_TABLES = ("antwoorden", "variabelen", "termijnen", "organisaties")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, kw_only=True)
class Contract:
    """Who sends a letter to whom, on what ground, and by which names its text may speak."""

    key: str
    title: str
    version: int
    sender: str  # kind of organisation
    to: tuple[str, ...]  # roles
    ground: str
    record_class: str  # how long it is kept, as with forms
    answers: Mapping[str, str] = field(default_factory=dict)  # name -> form.field
    variables: Mapping[str, str] = field(default_factory=dict)  # name -> routing variable
    terms: Mapping[str, str] = field(default_factory=dict)  # name -> term: its last day
    organisations: Mapping[str, str] = field(default_factory=dict)  # name -> kind

    @property
    def names(self) -> frozenset[str]:
        """The names that a text may use beside the standard ones."""
        tables = (self.answers, self.variables, self.terms, self.organisations)
        return frozenset(name for table in tables for name in table)

    @property
    def forms(self) -> frozenset[str]:
        """The forms from which it takes answers."""
        return frozenset(place.split(".", 1)[0] for place in self.answers.values())

    def content(self) -> dict[str, Any]:
        """Return it as JSON, for a bundle."""
        found = asdict(self)
        return {name: list(v) if isinstance(v, tuple) else v for name, v in found.items()}

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Contract:
        """Return what a bundle holds."""
        return cls(**{**content, "to": tuple(content["to"])})


def find_field(form: Mapping[str, Any], path: Sequence[str]) -> Mapping[str, Any] | None:
    """Return a field of a form by its key, or that of a repeat and of a field in it; or None."""
    fields = [one for section in form.get("sections", ()) for one in section.get("fields", ())]
    found = next((one for one in fields if one.get("key") == path[0]), None)
    if found is None or len(path) == 1:
        return found
    inner = found.get("fields", ()) if found.get("type") == "repeat" else ()
    return next((one for one in inner if [one.get("key")] == list(path[1:])), None)


@dataclass(frozen=True, kw_only=True)
class LetterFile:
    """A letter of the library: its contract, and its text by region (``basis`` for all)."""

    contract: Contract
    texts: Mapping[str, str]

    def text_for(self, region: str) -> str:
        """Return the text of a region: its own, or the base."""
        return self.texts.get(region) or self.texts[BASE]


def read_letters(
    directory: Path, *, regions: Collection[str] | None = None
) -> dict[str, LetterFile]:
    """Return the letters of the library by key; none when the directory is not there.

    With ``regions`` a text for any other region is refused: nobody would ever get it.

    :raises LibraryInvalid: naming everything that is wrong with the first letter that is.
    """
    found: dict[str, LetterFile] = {}
    for folder in _folders(directory):
        letter, problems = _looked_at(folder, regions)
        if letter is None or problems:
            raise LibraryInvalid(f"letters/{folder.name}: {'; '.join(problems)}.")
        found[folder.name] = letter
    return found


def check_letters(directory: Path, *, regions: Collection[str]) -> dict[str, list[str]]:
    """Return for every letter of the library what is wrong with it, in Dutch; nothing: ``[]``."""
    return {folder.name: _looked_at(folder, regions)[1] for folder in _folders(directory)}


def _folders(directory: Path) -> list[Path]:
    return sorted(p for p in directory.iterdir() if p.is_dir()) if directory.is_dir() else []


def _looked_at(
    folder: Path, regions: Collection[str] | None
) -> tuple[LetterFile | None, list[str]]:
    """Return the letter of a folder, and what is wrong with it."""
    try:
        table = tomllib.loads((folder / CONTRACT).read_text("utf-8"))
        texts = {p.stem: p.read_text("utf-8") for p in sorted(folder.glob("*.html"))}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None, [f"{CONTRACT} of een tekst is niet te lezen"]
    problems = [*_problems(table), *([] if BASE in texts else [f"er is geen {BASE}.html"])]
    if problems:
        return None, problems
    contract = _contract(folder.name, table)
    known = {BASE, *(regions if regions is not None else texts)}
    wrong = [f"{name}.html: deze regio bestaat niet" for name in texts if name not in known]
    wrong += [
        f"{name}.html: {problem}"
        for name, text in texts.items()
        for problem in problems_in(text, names=contract.names)
    ]
    return LetterFile(contract=contract, texts=texts), wrong


def _contract(key: str, table: Mapping[str, Any]) -> Contract:
    return Contract(
        key=key,
        title=table["titel"],
        version=table["versie"],
        sender=table["afzender"],
        to=tuple(table["aan"]),
        ground=table["grondslag"],
        record_class=table["bewaren"],
        answers=table.get("antwoorden", {}),
        variables=table.get("variabelen", {}),
        terms=table.get("termijnen", {}),
        organisations=table.get("organisaties", {}),
    )


def _problems(table: Mapping[str, Any]) -> list[str]:
    found = [f"'{key}' kent een brief niet" for key in sorted(set(table) - {*_KEYS, *_TABLES})]
    found += [
        f"'{key}' ontbreekt of is leeg"
        for key, kind in _KEYS.items()
        if not isinstance(table.get(key), kind) or not table[key]
    ]
    names: list[str] = []
    for key in _TABLES:
        inner = table.get(key, {})
        if not isinstance(inner, dict) or not all(isinstance(v, str) for v in inner.values()):
            found.append(f"'{key}' is geen tabel van namen")
            continue
        names += inner
    found += [f"de naam '{n}' is geen naam" for n in names if not _NAME.fullmatch(n)]
    found += [f"de naam '{n}' staat er twee keer" for n in {*names} if names.count(n) > 1]
    found += [f"de naam '{n}' is er al" for n in sorted(STANDARD & set(names))]
    answers = table.get("antwoorden", {})
    if isinstance(answers, dict):
        found += [f"'{v}' is geen formulier.veld" for v in answers.values() if "." not in str(v)]
    return found
