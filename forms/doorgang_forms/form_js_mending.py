"""Puts right what a form that was brought in may not say here, and tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from doorgang_forms.check import check_definition
from doorgang_forms.outline import Raw, find_field, find_place, label_of
from doorgang_forms.samples import mended_example

if TYPE_CHECKING:
    from doorgang_forms.finding import Finding

#: Each round puts at least one thing right; a form with more to do is none to bring in.
MAX_ROUNDS = 500
_CONDITION = frozenset(
    {
        "unknown_field",
        "later_field",
        "field_in_rows",
        "field_around",
        "condition_value",
        "contradiction",
    }
)
Outcome = Literal["changed", "left_out"]
Told = tuple[str, Outcome, str]


def mended(*, raw: Raw) -> tuple[Raw, list[Told]]:
    """Give the definition as right as it can be made without a person, and what was done.

    What is left stands in the lint of the form.
    """
    told: list[Told] = []
    for _ in range(MAX_ROUNDS):
        checked = check_definition(raw=raw)
        done = [_mend(raw, finding) for finding in checked.findings]
        news = [one for one in done if one is not None]
        told += news
        if not news:
            break
    form = check_definition(raw=raw).form
    example = mended_example(form=form) if form is not None and raw["sections"] else None
    return ({**raw, "example": example} if example is not None else raw), told


def _mend(raw: Raw, finding: Finding) -> Told | None:
    field = find_field(raw=raw, path=finding.path)
    if field is None:
        return None
    if finding.code == "personal_number":
        return _left_out(raw, finding)
    if finding.code == "sensitive_unmarked" and not field.get("sensitive"):
        field["sensitive"] = True
        return label_of(field=field), "changed", "Dit is een gevoelig gegeven en zo gemerkt."
    if finding.code in _CONDITION and "show_when" in field:
        del field["show_when"]
        reason = f"{finding.message} De vraag staat er nu altijd."
        return label_of(field=field), "changed", reason
    if finding.code == "bounds" and {"min", "max"} & set(field):
        field.pop("min", None)
        field.pop("max", None)
        return label_of(field=field), "changed", f"{finding.message} De grenzen zijn weggelaten."
    return None


def _left_out(raw: Raw, finding: Finding) -> Told | None:
    place = find_place(raw=raw, path=finding.path)
    if place is None:
        return None
    fields, number = place
    name = label_of(field=fields[number])
    path = finding.path
    while len(fields) == 1 and "." in path:
        # Alone in its group: without it the group is empty, and goes as well; so with that one.
        path = path.rpartition(".")[0]
        if (parent := find_place(raw=raw, path=path)) is None:
            break
        fields, number = parent
    del fields[number]
    raw["sections"] = [one for one in raw["sections"] if one["fields"]]
    return name, "left_out", finding.message
