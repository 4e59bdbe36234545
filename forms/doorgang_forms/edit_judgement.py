"""Judges an edit of a definition: what comes of it is as right as what there was."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from doorgang_forms.check import check_definition
from doorgang_forms.errors import EditRefused
from doorgang_forms.outline import Raw, find_field, find_place, label_of, sections_of
from doorgang_forms.samples import mended_example

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_forms.finding import Finding

NO_SUCH_FIELD = "Deze vraag is er niet (meer). Kijk of iemand anders haar heeft weggehaald."
EXAMPLE = (
    "Bij deze wijziging past geen voorbeeld dat Doorgang zelf kan maken. "
    "Vul eerst het voorbeeld van het formulier zo in dat het ook daarna klopt."
)


def judged(*, before: Mapping[str, Any], after: Raw, mend: bool = True) -> Raw:
    """Give the definition `after`, with its example in step.

    :raises EditRefused: if it does not read, or something is wrong with it that was not before.
    """
    known = Counter((one.code, one.message) for one in check_definition(raw=before).findings)
    checked = check_definition(raw=after)
    if checked.form is not None and mend and {one.code for one in checked.findings} == {"example"}:
        example = mended_example(form=checked.form)
        if example is None:
            raise EditRefused(message=EXAMPLE)
        after = {**after, "example": example}
        checked = check_definition(raw=after)
    for finding in checked.findings:
        said = (finding.code, finding.message)
        if checked.form is None or not known[said]:
            raise _refused(after, finding)
        known[said] -= 1
    return after


def _refused(after: Raw, finding: Finding) -> EditRefused:
    field = find_field(raw=after, path=finding.path)
    named = f"‘{label_of(field=field)}’: " if field else ""
    return EditRefused(message=named + finding.message, finding=finding)


def copied(raw: Mapping[str, Any]) -> Raw:
    return deepcopy(dict(raw))


def place_of(raw: Raw, path: str) -> tuple[list[Raw], int]:
    found = find_place(raw=raw, path=path)
    if found is None:
        raise EditRefused(message=NO_SUCH_FIELD)
    return found


def field_of(raw: Raw, path: str) -> Raw:
    fields, number = place_of(raw, path)
    return fields[number]


def put_answer(raw: Raw, path: str, answer: Any) -> None:
    """Put an answer in the example, in each row when the field stands in rows; None: leave it."""
    if answer is not None and isinstance(raw.get("example"), dict):
        _put(raw["example"], path.split("."), answer)


def _put(holder: Any, keys: list[str], answer: Any) -> None:
    first, *rest = keys
    if isinstance(holder, list):
        for row in holder:
            _put(row, keys, answer)
    elif isinstance(holder, dict) and not rest:
        holder[first] = answer
    elif isinstance(holder, dict) and first in holder:
        _put(holder[first], rest, answer)


def drop_empty_sections(raw: Raw) -> None:
    raw["sections"] = [one for one in sections_of(raw=raw) if one["fields"]]
