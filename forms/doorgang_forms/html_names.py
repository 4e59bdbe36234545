"""The names of inputs in an HTML form, which `view` writes and `html_input` reads.

`ouders-0-naam`: keys and row numbers with hyphens between, and a part of the value at the end
(`datum-dag`). Keys have no hyphens, so a name says one thing. Names that begin with `_` are the
page's own (the token against forged posts, the buttons).
"""

from __future__ import annotations

from typing import Final

DAY: Final = "dag"
MONTH: Final = "maand"
YEAR: Final = "jaar"
SIGNER: Final = "naam"
SIGNED_ON: Final = "op"
#: The file itself, which the page stores and puts the id of in the field's own name.
UPLOAD: Final = "bestand"
REMOVE: Final = "weg"

#: Name of the buttons that change what is typed; their value is e.g. `toevoegen:ouders`,
#: `opzoeken:school` or `kiezen:school:11ZZ00`.
ACTION: Final = "_actie"
ADD_ROW: Final = "toevoegen"
REMOVE_ROW: Final = "verwijderen"
LOOK_UP: Final = "opzoeken"
PICK: Final = "kiezen"

YES: Final = "ja"
NO: Final = "nee"

ID_PREFIX: Final = "veld-"


def join(*parts: object) -> str:
    """Join the parts of a name; the empty ones do not count."""
    return "-".join(str(one) for one in parts if one != "")


def html_name(*, path: str) -> str:
    """Give the name of the input of a dotted field path."""
    return path.replace(".", "-")
