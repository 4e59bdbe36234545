"""Forms that may not say whom they are about: the name of the child is looked for before sending.

It finds the name as it was written down, whatever its capitals and accents. It cannot know a nick
name or a description; a colleague still reads what is shared (the route asks for that).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from .errors import SubmissionInvalid
from .subject import SubjectKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .ports import Validated
    from .subject import Subject

#: Parts of a family name that are words of their own; alone they name nobody.
_LOOSE = (
    "aan al bin da de del della den der di dos du el het in la le op over te ten ter uit van von"
)
BETWEEN = frozenset(_LOOSE.split())
SHORTEST = 2  # one letter is no name
FOUND = (
    "Hier staat de naam van de leerling. Schrijf ‘de leerling’: niemand mag zien om wie het gaat."
)
_WORD = re.compile(r"[^\W\d_]+")


def require_anonymous(
    checked: Validated, *, form: Mapping[str, Any], subject: Subject, kind: SubjectKind
) -> None:
    """Refuse what names its child, in a form that is ``anonymous``.

    :raises SubmissionInvalid: naming every field that does.
    """
    if not form.get("anonymous") or kind is not SubjectKind.CHILD:
        return
    names = {
        word
        for word in (*_words(subject.given_name), *_words(subject.family_name))
        if len(word) >= SHORTEST and word not in BETWEEN
    }
    wrong = {path: [FOUND] for path, text in _texts(checked.data) if names & set(_words(text))}
    if wrong:
        raise SubmissionInvalid(wrong)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _WORD.findall(plain.casefold())


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{path}.{number}")
