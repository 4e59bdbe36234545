"""Look at the terms that the drawing of a draft names, and set how long one takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_engine.access.table import Act
from doorgang_engine.routes.term_checks import terms_used
from doorgang_engine.terms.durations import parse_duration
from doorgang_engine.terms.own_terms import own_rule
from doorgang_engine.terms.problems import TermOverrideRefused
from doorgang_engine.terms.rules import Kind, TermRule

from .draft import DRAWING
from .errors import DraftDecisionInvalid, DraftFileNotFound
from .overlay import texts_of
from .term_files import bounds_words, read_term, term_path, term_text, why_refused
from .workshop import permit, seen
from .writing import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_engine.model import Actor
    from doorgang_engine.routes.library import LibraryFiles

    from .draft import Draft, DraftFile
    from .workshop import Workshop

LARGEST_COUNT = 9999
UNITS = {"days": "D", "weeks": "W", "months": "M", "years": "Y"}


@dataclass(frozen=True, kw_only=True)
class DraftTerm:
    """A term that the drawing names: as the region has it now, and as the draft sets it."""

    key: str
    of_region: TermRule
    rule: TermRule  # as it is with the draft; the region's when the draft may not have it so
    is_own: bool  # whether the draft sets it
    revision: int  # of its file; 0: there is none yet
    bounds: str  # in Dutch, how short and long it may be; empty when it is free
    units: tuple[str, ...]  # in which it may be counted; none when it cannot be set
    others: Sequence[str]  # titles of other routes of the region that name it


def terms_of(*, draft_id: str, actor: Actor, shop: Workshop) -> tuple[Draft, list[DraftTerm]]:
    """Return the terms that the drawing of a draft names, by name.

    :raises DraftNotFound: if there is no such draft.
    """
    permit(actor, Act.SEE_DRAFT)
    with shop.read_uow() as uow:
        draft = seen(uow, actor, draft_id)
        files = uow.drafts.files(region=draft.region, draft_id=draft.id)
        library = shop.files(uow, shop.today(uow)).seen_from(draft.region)
    used = _users(library, draft)
    known = library.region(draft.region).rules
    found = [
        _term(key, draft, files, library, used)
        for key in terms_used(texts_of(files)[DRAWING])
        if key in known
    ]
    return draft, sorted(found, key=lambda one: one.of_region.name)


def set_term(
    *, draft_id: str, key: str, count: str, unit: str, revision: int, actor: Actor, shop: Workshop
) -> DraftFile:
    """Set how long a term takes in a draft; ``revision`` is of its file, 0 for the first.

    :raises DraftDecisionInvalid: if it cannot take so long; field ``count``.
    :raises DraftFileNotFound: if the drawing names no such term.
    :raises DraftFileStale: if somebody was first; then this version is kept beside the file.
    """
    permit(actor, Act.EDIT_DRAFT)
    draft, there = terms_of(draft_id=draft_id, actor=actor, shop=shop)
    term = next((one for one in there if one.key == key), None)
    if term is None:
        raise DraftFileNotFound
    is_number = count.isascii() and count.isdigit() and 0 < int(count[:9]) <= LARGEST_COUNT
    if not is_number or unit not in term.units:
        raise DraftDecisionInvalid({"count": "Vul een heel aantal in, en kies waarin u telt."})
    length = parse_duration(text=f"P{int(count)}{UNITS[unit]}")
    with shop.read_uow() as uow:
        register = shop.files(uow, shop.today(uow)).register
    text = term_text(length) or ""
    try:
        own = own_rule(register, region=draft.region, key=key, table=read_term(text), source=key)
    except TermOverrideRefused as error:
        why = why_refused(register.rules[key], key, str(length))
        raise DraftDecisionInvalid({"count": why}) from error
    return write_file(
        draft_id=draft_id,
        path=term_path(key),
        content=text,
        revision=revision,
        what=f"de termijn ‘{own.name}’ duurt {own.length_words}",
        actor=actor,
        shop=shop,
    )


def _term(
    key: str,
    draft: Draft,
    files: Mapping[str, DraftFile],
    library: LibraryFiles,
    used: Mapping[str, Sequence[str]],
) -> DraftTerm:
    of_region = rule = library.region(draft.region).rules[key]
    file = files.get(term_path(key))
    is_own = file is not None and not file.is_removed
    if file is not None and is_own:
        try:
            rule = own_rule(
                library.register,
                region=draft.region,
                key=key,
                table=read_term(file.content),
                source=key,
            )
        except TermOverrideRefused:
            rule = of_region  # the gate tells why
    usual = library.register.rules[key]
    return DraftTerm(
        key=key,
        of_region=of_region,
        rule=rule,
        is_own=is_own,
        revision=file.revision if file else 0,
        bounds=bounds_words(usual),
        units=_units(usual),
        others=used.get(key, ()),
    )


def _units(rule: TermRule) -> tuple[str, ...]:
    """Return in which units a region may count a term; none when nothing can be chosen."""
    is_fixed = rule.duration is None or (rule.minimum and rule.minimum == rule.ceiling)
    if is_fixed or (rule.duration and rule.duration.negative):
        return ()
    if rule.kind is Kind.WORKING_DAYS:
        return ("days",)
    if rule.kind in (Kind.WORKING_WEEKS, Kind.SCHOOL_WEEKS):
        return ("weeks",)
    return tuple(UNITS)


def _users(library: LibraryFiles, draft: Draft) -> dict[str, list[str]]:
    """Return which other routes of the region name each term, by title."""
    found: dict[str, list[str]] = {}
    for route in library.route_keys():
        if route == draft.route:
            continue
        file = library.file(route, draft.region)
        for key in terms_used(file.bpmn):
            found.setdefault(key, []).append(str(file.info.get("titel", route)))
    return {key: sorted(titles) for key, titles in found.items()}
