"""Answers that a form takes over from an earlier form of the same case (``taken_from``).

They are a proposal: shown to be checked, changed at will, and kept only as far as they are sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_forms.definition import Field, placed_fields
from doorgang_forms.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from doorgang_forms.definition import Form

#: What nobody can take over: it belongs to who gave it, is reckoned, or asks nothing.
NEVER_TAKEN = frozenset({"file", "signature", "info", "computed"})
_WITH_FIELDS = frozenset({"group", "repeat"})


def sources_of(*, form: Form) -> dict[str, tuple[str, str]]:
    """Return by path of a field from which form and field (path) its answer is taken over."""
    return {
        path: (source, name)
        for path, one in placed_fields(form=form).items()
        if one.field.taken_from
        for source, _, name in [one.field.taken_from.partition(".")]
    }


def taken_over(
    *, form: Form, earlier: Mapping[str, tuple[Form, Mapping[str, Any]]]
) -> dict[str, Any]:
    """Return by path of a field the answer that it takes over.

    ``earlier`` holds, by key of the form, the form as it was filled in and what somebody may read
    of it. A field that does not fit (any more), or was not answered, takes nothing.
    """
    placed, found = placed_fields(form=form), {}
    for path, (source, name) in sources_of(form=form).items():
        if source not in earlier:
            continue
        its_form, answers = earlier[source]
        its_field = placed_fields(form=its_form).get(name)
        if its_field is None or list(misfits(placed[path].field, its_field.field)):
            continue
        value = _taken(placed[path].field, its_field.field, answer_at(answers, name))
        if value not in (None, "", [], {}):
            found[path] = value
    return found


def source_findings(*, form: Form, forms: Mapping[str, Form]) -> Iterator[Finding]:
    """Say which fields take over from a form or field that is not there, or does not fit.

    ``forms`` are all forms there are, by key.
    """
    placed = placed_fields(form=form)
    for path, (source, name) in sources_of(form=form).items():
        its_form = forms.get(source)
        its_field = placed_fields(form=its_form).get(name) if its_form else None
        if its_field is None:
            words = f"Er is geen veld {source}.{name} om over te nemen."
            yield Finding(path=path, code="taken_from", message=words)
        elif its_field.in_repeat:
            words = f"{source}.{name} staat in een regel; neem de hele lijst over."
            yield Finding(path=path, code="taken_from", message=words)
        else:
            for message in misfits(placed[path].field, its_field.field):
                yield Finding(path=path, code="taken_from", message=message)


def misfits(field: Field, source: Field) -> Iterator[str]:
    """Say in Dutch why a field cannot take the answer of another one over, if so."""
    if field.type != source.type:
        yield f"‘{source.label.nl}’ is van het type {source.type}, en dit veld van {field.type}."
    elif field.type in {"choice", "choices"}:
        known = {one.value for one in field.options}
        more = [one.label.nl for one in source.options if one.value not in known]
        if more:
            yield f"‘{source.label.nl}’ heeft een antwoord dat hier ontbreekt: {', '.join(more)}."
    elif field.type == "repeat" and source.max_rows > field.max_rows:
        yield f"‘{source.label.nl}’ kan meer regels hebben dan dit veld ({field.max_rows})."
    if field.type in _WITH_FIELDS and field.type == source.type:
        inner = dict(_pairs(field, source))
        if not inner:
            yield f"‘{source.label.nl}’ heeft geen vraag met dezelfde sleutel als hier."
        for one, other in inner.values():
            yield from misfits(one, other)


def _pairs(field: Field, source: Field) -> Iterator[tuple[str, tuple[Field, Field]]]:
    """Yield the fields within that are in both, by key."""
    theirs = {one.key: one for one in source.fields if one.type not in NEVER_TAKEN}
    for one in field.fields:
        if one.key in theirs and one.type not in NEVER_TAKEN:
            yield one.key, (one, theirs[one.key])


def _taken(field: Field, source: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.type == "repeat":
        return [_within(field, source, row) for row in value]
    return _within(field, source, value) if field.type == "group" else value


def _within(field: Field, source: Field, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _taken(one, other, values[key])
        for key, (one, other) in _pairs(field, source)
        if values.get(key) is not None
    }


def answer_at(answers: Mapping[str, Any], path: str) -> Any:
    """Return the answer at a path without rows; None when there is none."""
    found: Any = answers
    for key in path.split("."):
        found = found.get(key) if hasattr(found, "get") else None
    return found


def placed_in(values: Mapping[str, Any], taken: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers with, where there is none yet, those that were taken over (by path)."""
    found = dict(values)
    for path, value in taken.items():
        inside = found
        *groups, key = path.split(".")
        for group in groups:
            inside[group] = dict(inside.get(group) or {})
            inside = inside[group]
        inside.setdefault(key, value)
    return found


def own_findings(*, path: str, field: Field, parents: Collection[Field]) -> Iterator[Finding]:
    """Say what is wrong with a ``taken_from`` by itself."""
    if not field.taken_from:
        return
    if field.type in NEVER_TAKEN:
        words = f"Een veld van het type {field.type} neemt niets over."
        yield Finding(path=path, code="taken_from", message=words)
    if any(one.type == "repeat" for one in parents):
        words = "Een veld in een regel neemt niets over; dat doet de hele lijst."
        yield Finding(path=path, code="taken_from", message=words)
    if any(one.taken_from for one in parents):
        words = "Wat hier omheen staat, neemt al over."
        yield Finding(path=path, code="taken_from", message=words)
