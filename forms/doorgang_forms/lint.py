"""Lint for who edits a form: what keeps it from being used, and what had better be otherwise.

What blocks is what `check` finds. The rest is advice: the form works, and somebody will stumble.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from doorgang_forms.canonical import canonical_json
from doorgang_forms.check import check_definition
from doorgang_forms.check_fields import speaks_of_personal_number
from doorgang_forms.definition import Field, Form, Placed, placed_fields, resolve, tests_in
from doorgang_forms.outline import label_of, sections_of, walk_fields
from doorgang_forms.taking_over import source_findings, sources_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from doorgang_forms.finding import Finding

Weight = Literal["blocks", "advice"]


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One thing to do about a form: where (dotted path, '' for the form), a stable code, in Dutch.

    `about` is what people call the place.
    """

    path: str
    about: str
    code: str
    message: str
    weight: Weight


def lint(
    *,
    raw: Mapping[str, Any],
    roles: Collection[str] | None = None,
    decided_on: Collection[str] | None = None,
    others: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[Remark, ...]:
    """Say all that is to be said of a definition, what blocks first; raises nothing.

    `roles` are the keys of the roles there are; `decided_on` the variables that the route of the
    form looks at; `others` the forms it can take answers over from. None: that is not looked at.
    """
    if missing := list(_missing_labels(raw)):
        return tuple(missing)
    checked = check_definition(raw=raw, roles=roles)
    found = list(checked.findings)
    if checked.form is not None and others is not None:
        found += _misfits(checked.form, others)
    names = {path: label_of(field=one) for path, one in walk_fields(raw=raw)}
    blocking = [
        Remark(
            path=one.path if one.path in names else "",
            about=names.get(one.path, ""),
            code=one.code,
            message=one.message,
            weight="blocks",
        )
        for one in found
    ]
    if checked.form is None:
        return tuple(blocking)
    advice = [
        Remark(path=path, about=names.get(path, ""), code=code, message=message, weight="advice")
        for path, code, message in _advice(checked.form, decided_on)
    ]
    return (*blocking, *advice)


def _misfits(form: Form, others: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Say which answers cannot be taken over from where the form says."""
    wanted = {source for source, _ in sources_of(form=form).values()} & set(others)
    parsed = {key: check_definition(raw=others[key]).form for key in wanted}
    known = {key: one for key, one in parsed.items() if one is not None}
    return source_findings(form=form, forms=known)


def _missing_labels(raw: Mapping[str, Any]) -> Iterator[Remark]:
    """Find texts that are not there, which the reader of definitions tells one at a time."""
    for number, section in enumerate(sections_of(raw=raw), start=1):
        if not _is_said(section.get("title")):
            yield _missing("", f"onderdeel {number}", "Dit onderdeel heeft geen titel.")
    for path, one in walk_fields(raw=raw):
        name = label_of(field=one)
        if not _is_said(one.get("label")):
            yield _missing(path, name, "Deze vraag heeft geen tekst.")
        options = one.get("options")
        for option in options if isinstance(options, list) else ():
            if isinstance(option, dict) and not _is_said(option.get("label")):
                yield _missing(path, name, "Een van de antwoorden heeft geen tekst.")


def _is_said(text: object) -> bool:
    words = text.get("nl") if isinstance(text, dict) else None
    return isinstance(words, str) and bool(words.strip())


def _missing(path: str, about: str, message: str) -> Remark:
    return Remark(path=path, about=about, code="missing_label", message=message, weight="blocks")


def _advice(form: Form, decided_on: Collection[str] | None) -> Iterator[tuple[str, str, str]]:
    placed = placed_fields(form=form)
    asked_about = _asked_about(form, placed)
    for path, one in placed.items():
        field = one.field
        yield from ((path, *said) for said in _exports(field, decided_on))
        yield from ((path, *said) for said in _uses(field, path in asked_about))
        yield from ((path, *said) for said in _answers(field))
        if field.hint and speaks_of_personal_number(words=field.hint.nl):
            yield path, "personal_number_hint", "De uitleg noemt een bsn; vraag er nooit naar."
    yield from _same_words(placed)
    yield from _languages(form, placed)


def _exports(field: Field, decided_on: Collection[str] | None) -> Iterator[tuple[str, str]]:
    for name in (field.export, field.export_days):
        if name and decided_on is not None and name not in decided_on:
            yield (
                "unused_export",
                f"De route krijgt ‘{name}’ van deze vraag en doet er niets mee.",
            )


def _uses(field: Field, is_asked_about: bool) -> Iterator[tuple[str, str]]:  # noqa: FBT001 - private
    is_used = is_asked_about or bool(field.export)
    if field.visible_to == () and not is_used:
        yield "unused_field", "Niemand mag dit antwoord lezen en niets beslist erop."
    if field.compute and field.visible_to is not None and not is_used:
        yield "unused_field", "Niets beslist op wat hier wordt berekend."


def _answers(field: Field) -> Iterator[tuple[str, str]]:
    if field.type == "choice" and len(field.options) == 1:
        yield "single_option", "Er is maar één antwoord te kiezen."
    cases = field.compute.cases if field.compute else ()
    seen = []
    for case in cases:
        if case.condition in seen:
            yield (
                "unreachable_case",
                f"De uitkomst ‘{case.then}’ komt nooit: een eerdere regel geldt al.",
            )
        seen.append(case.condition)


def _asked_about(form: Form, placed: Mapping[str, Placed]) -> frozenset[str]:
    """Give the paths of the fields that a condition, a reckoning or a rule speaks of."""
    found: set[str] = set()
    for one in placed.values():
        names = [test.name for test in tests_in(condition=one.field.show_when)]
        if compute := one.field.compute:
            names += [compute.of, compute.start, compute.end]
            names += [t.name for case in compute.cases for t in tests_in(condition=case.condition)]
            names += [f"{compute.of}.{t.name}" for t in tests_in(condition=compute.where)]
        found |= {
            other.path
            for name in names
            if name and (other := resolve(placed=placed, parents=one.parents, name=name))
        }
    for rule in form.rules:
        tests = (*tests_in(condition=rule.condition), *tests_in(condition=rule.then))
        found |= {rule.field, rule.than, *rule.fields, *(test.name for test in tests)}
    return frozenset(found)


def _same_words(placed: Mapping[str, Placed]) -> Iterator[tuple[str, str, str]]:
    """Find two questions of the same words that can both be on the page, side by side."""
    seen: set[tuple[tuple[str, ...], str, str]] = set()
    for path, one in placed.items():
        parents = tuple(parent.key for parent in one.parents)
        shown = canonical_json(raw=repr(one.field.show_when))
        mark = (parents, one.field.label.nl.casefold(), shown)
        if mark in seen:
            yield path, "same_label", "Er staat al een vraag met precies deze tekst."
        seen.add(mark)


def _languages(form: Form, placed: Mapping[str, Placed]) -> Iterator[tuple[str, str, str]]:
    """Find texts that miss a language which other texts of the form have."""
    labels = {path: dict(one.field.label.others) for path, one in placed.items()}
    used = Counter(language for one in labels.values() for language in one)
    for language in sorted({*used, *dict(form.title.others)}):
        for path, others in labels.items():
            if language not in others:
                yield path, "missing_language", f"De tekst in de taal ‘{language}’ ontbreekt."
