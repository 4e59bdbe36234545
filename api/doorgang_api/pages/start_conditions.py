"""What a route asks before it can begin, whether that is so, and what to do when it is not."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_api.forms_adapter import form_of
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext

from .words import iso_day_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from doorgang_engine.subject import SubjectKind
    from doorgang_forms.definition import Field

    from .participants import Choice

TODAY = "today"


class State(enum.StrEnum):
    """Whether a condition is met."""

    MET = "voldaan"
    OPEN = "open"  # the person says so on this page
    JUDGED = "bekeken"  # by what is filled in, when it is sent
    LATER = "later"
    UNMET = "niet-voldaan"


WORDS = {
    State.MET: lazy_gettext("Voldaan"),
    State.OPEN: lazy_gettext("Nog te doen"),
    State.JUDGED: lazy_gettext("Bij versturen"),
    State.LATER: lazy_gettext("Kan later"),
    State.UNMET: lazy_gettext("Niet voldaan"),
}


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Something that must be so; ``how`` says what to do about it, ``""``: nothing."""

    words: str
    state: State
    how: str = ""

    @property
    def state_words(self) -> str:
        """The state, for people."""
        return str(WORDS[self.state])


def conditions(
    *,
    role: str,
    kind: SubjectKind,
    choices: Sequence[Choice],
    form: Mapping[str, Any] | None,
) -> list[Condition]:
    """Return what must be so before a case begins; ``role`` is the name of who begins it."""
    return [
        Condition(words=_("U begint dit traject als %(role)s.", role=role), state=State.MET),
        *([_of_child()] if kind.is_personal else []),
        *(_of_organisation(choice) for choice in choices),
        *(_of_form(form) if form else ()),
    ]


def impediments(choices: Sequence[Choice]) -> list[str]:
    """Return why a route cannot begin now, whatever is filled in."""
    return [choice.complaint for choice in choices if _is_missing(choice)]


def _of_child() -> Condition:
    return Condition(
        words=_("U weet over wie het traject gaat."),
        state=State.OPEN,
        how=_("Vul hieronder de naam in. Alleen wie iets te doen krijgt, ziet die naam."),
    )


def _of_organisation(choice: Choice) -> Condition:
    words = _("Bekend is wie meedoet als ‘%(kind)s’.", kind=choice.name)
    if _is_missing(choice):
        return Condition(words=words, state=State.UNMET, how=choice.complaint)
    if choice.is_own:
        return Condition(words=words, state=State.MET, how=_("Dat is uw eigen organisatie."))
    if choice.may_wait and not choice.chosen:
        how = _("De route vraagt er later naar. Weet u het al, kies haar dan hieronder.")
        return Condition(words=words, state=State.LATER, how=how)
    if len(choice.known) == 1:
        return Condition(words=words, state=State.MET, how=choice.known[0][1])
    return Condition(words=words, state=State.OPEN, how=_("Kies hieronder."))


def _is_missing(choice: Choice) -> bool:
    """Return whether nothing can be chosen where something must be."""
    return not choice.known and not choice.may_wait


def _of_form(definition: Mapping[str, Any]) -> Iterator[Condition]:
    form = form_of(definition)
    for field in form.fields:
        if field.must_be:
            how = _("Bevestig dit in het formulier.")
            yield Condition(words=field.label.nl, state=State.OPEN, how=how)
        elif field.type in {"date", "number"} and (words := _bounds(field)):
            yield Condition(words=words, state=State.JUDGED)
    for rule in form.rules:
        yield Condition(words=rule.message.nl, state=State.JUDGED)
    if files := [field.label.nl for field in form.fields if field.type == "file"]:
        yield Condition(
            words=_("Houd bij de hand, als u ze hebt: %(files)s.", files=", ".join(files)),
            state=State.LATER,
            how=_("Zonder deze bestanden kan het traject ook beginnen."),
        )


def _bounds(field: Field) -> str:
    """Return between what a date or number lies, in words; ``""`` for a date of the past only."""
    low, high = _bound(field.minimum), _bound(field.maximum)
    if low and high:
        return _(
            "‘%(question)s’ is minstens %(low)s en hoogstens %(high)s.",
            question=field.label.nl,
            low=low,
            high=high,
        )
    if low:
        return _("‘%(question)s’ is minstens %(low)s.", question=field.label.nl, low=low)
    if field.maximum == TODAY:
        return _("‘%(question)s’ ligt niet in de toekomst.", question=field.label.nl)
    return (
        _("‘%(question)s’ is hoogstens %(high)s.", question=field.label.nl, high=high)
        if high
        else ""
    )


def _bound(value: Any) -> str:
    if value is None:
        return ""
    if value == TODAY:
        return _("vandaag")
    return iso_day_words(str(value)) if "-" in str(value)[1:] else str(value)
