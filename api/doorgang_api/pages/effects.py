"""What an answer would lead to, for the page on which it is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_api.languages import gettext as _
from doorgang_engine.bpmn.signed import SignatureNeeded
from doorgang_engine.errors import (
    Conflict,
    ExecutionFailed,
    Forbidden,
    SubmissionInvalid,
)
from doorgang_engine.model import Actor
from doorgang_engine.preview import preview_completion

from . import visit
from .effect_words import told_effects
from .names import names_of
from .reading import people_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_engine.model import UserTask
    from doorgang_engine.preview import Preview
    from doorgang_engine.signing import OpenSigning

    from .filling_in import Typed


@dataclass(frozen=True, kw_only=True)
class LetterAhead:
    """A letter that would be made: the step that sends it, and how it is called."""

    element: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Effects:
    """Sentences about what would happen; or ``why_not``: why nothing would."""

    sentences: tuple[str, ...] = ()
    why_not: str = ""
    letters: tuple[LetterAhead, ...] = ()  # that would go out, and can be looked at first
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of the form


def effects_of(task: UserTask, typed: Typed) -> Effects:
    """Return what would happen when the task were completed with what was typed."""
    return _effects(task, typed.values, None)


def effects_to_sign(task: UserTask, signing: OpenSigning) -> Effects:
    """Return what would happen when the visitor signed what was filled in."""
    return _effects(task, signing.values, filler_of(signing))


def filler_of(signing: OpenSigning) -> Actor:
    """Return who filled in what another person would sign."""
    row = signing.row
    return Actor(id=row.account, role=row.role, organisation=row.organisation, region=row.region)


def _effects(task: UserTask, values: Mapping[str, Any], filler: Actor | None) -> Effects:
    house, account = visit.house(), visit.account()
    try:
        found = preview_completion(
            task_id=task.id,
            submission=values,
            actor=account.acting_as(task.role),
            parts=house.parts,
            filled_in_by=filler,
            now=visit.given_now(),
        )
    except SubmissionInvalid as refused:
        words = _("Er ontbreekt nog iets. Als alles is ingevuld, staat hier wat er gebeurt.")
        return Effects(why_not=words, errors=refused.fields)
    except SignatureNeeded:
        return Effects(sentences=(_("Een ander leest wat u invulde en ondertekent het."),))
    except (Conflict, Forbidden) as refused:
        return Effects(why_not=str(refused))
    except ExecutionFailed:
        words = _("De route kan met deze antwoorden niet verder. Vraag de regiocoördinator.")
        return Effects(why_not=words)
    with house.read_uow() as uow:
        names = names_of(found.bundle, uow=uow, shelf=house.parts.shelf)
        told = told_effects(found, names.among(people_of(uow, account)))
        letters = _letters(found, house.parts.shelf.content(uow, found.bundle))
    return Effects(sentences=tuple(text for _kind, text in told), letters=letters)


def _letters(found: Preview, content: Mapping[str, Any]) -> tuple[LetterAhead, ...]:
    known = content.get("letters", {})
    return tuple(
        LetterAhead(
            element=str(one.content["element"]),
            title=str(known[one.content["letter"]]["contract"]["title"]),
        )
        for one in found.letters
        if one.content["letter"] in known
    )
