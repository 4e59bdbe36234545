"""Which columns a list has: of the child, of the start form, and of who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_engine.cases import start_event
from doorgang_engine.cohort import (
    FAMILY_NAME,
    FIELD,
    GIVEN_NAME,
    ORGANISATION,
    OTHER_CHILD,
    PSEUDONYM,
    SUBJECT,
    Cohort,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.bpmn.process import Element
    from doorgang_engine.enact import Runnable
    from doorgang_engine.model import Bundle
    from doorgang_engine.ports import Forms

EXAMPLE_CHILD = ("Noor", "Voorbeeld")  # fictional; refused when it is left in a list
_EXAMPLES = dict(zip((GIVEN_NAME, FAMILY_NAME), EXAMPLE_CHILD, strict=True))
_LABELS = {
    GIVEN_NAME: "Voornaam van de leerling",
    FAMILY_NAME: "Achternaam van de leerling",
    PSEUDONYM: "Pseudoniem uit een eerder traject, als u dat hebt",
    OTHER_CHILD: "Is dit een ander kind dan een met dezelfde naam?",
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a list. ``targets`` says where its cells go."""

    heading: str
    targets: tuple[str, ...]
    label: str  # of what it goes into, for people
    is_required: bool
    kind: str  # what to write, for people
    choices: tuple[tuple[str, str], ...] = ()  # value and label
    example: str = ""

    @property
    def field(self) -> str:
        """The key of the field of the start form that it goes into; ``""``: none."""
        found = (t.removeprefix(FIELD) for t in self.targets if t.startswith(FIELD))
        return next(found, "")

    @property
    def organisation(self) -> str:
        """The kind of organisation that it names; ``""``: none."""
        found = (t.removeprefix(ORGANISATION) for t in self.targets if t.startswith(ORGANISATION))
        return next(found, "")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A cohort of a published route, with all that is needed to read a list for it."""

    bundle: Bundle
    runnable: Runnable
    cohort: Cohort
    start: Element
    form: Mapping[str, Any] | None
    columns: tuple[Column, ...]

    @property
    def own_kind(self) -> str:
        """The kind of organisation of who begins the route."""
        return self.runnable.organisation(self.start.role)


def open_cohort(*, bundle: Bundle, runnable: Runnable, cohort: Cohort, forms: Forms) -> Opened:
    """Return a cohort with its columns."""
    start = start_event(runnable, cohort.start_event)
    form: Mapping[str, Any] | None = bundle.content["forms"].get(start.get("formulier"))
    own_kind = runnable.organisation(start.role)
    return Opened(
        bundle=bundle,
        runnable=runnable,
        cohort=cohort,
        start=start,
        form=form,
        columns=_merged(
            [
                *_of_child(cohort),
                *_of_organisations(cohort, own_kind),
                *_of_form(cohort, form, forms),
            ]
        ),
    )


def _of_child(cohort: Cohort) -> list[Column]:
    return [
        Column(
            heading=cohort.heading_of(target, heading),
            targets=(target,),
            label=_LABELS[target],
            is_required=target in (GIVEN_NAME, FAMILY_NAME),
            kind={PSEUDONYM: "een UUID", OTHER_CHILD: "ja of leeg"}.get(target, "naam"),
            example=_EXAMPLES.get(target, ""),
        )
        for target, heading in SUBJECT.items()
    ]


def _of_organisations(cohort: Cohort, own_kind: str) -> list[Column]:
    return [
        Column(
            heading=heading,
            targets=(f"{ORGANISATION}{kind}",),
            label="Organisatie die meedoet",
            is_required=False,  # whether it can be left out, the region decides
            kind="id of BRIN; leeg: uw eigen organisatie"
            if kind == own_kind
            else "id of BRIN; leeg als er maar één is",
        )
        for kind, heading in cohort.kinds.items()
    ]


def _of_form(cohort: Cohort, form: Mapping[str, Any] | None, forms: Forms) -> list[Column]:
    if form is None:
        return []
    example = form["example"]
    return [
        Column(
            heading=cohort.heading_of(f"{FIELD}{one.key}", one.key),
            targets=(f"{FIELD}{one.key}",),
            label=one.label,
            is_required=one.is_required,
            kind=one.kind,
            choices=one.choices,
            example=forms.write_cell(form, one.key, example.get(one.key)),
        )
        for one in forms.columns(form)
        if one.key not in cohort.fixed
    ]


def _merged(columns: list[Column]) -> tuple[Column, ...]:
    """Return the columns, those of one heading as one: it says the same for all its targets."""
    found: dict[str, Column] = {}
    for one in columns:
        known = found.get(one.heading)
        found[one.heading] = (
            one
            if known is None
            else Column(
                heading=one.heading,
                targets=known.targets + one.targets,
                label=known.label,
                is_required=known.is_required or one.is_required,
                kind=one.kind if one.field else known.kind,
                choices=known.choices or one.choices,
                example=known.example or one.example,
            )
        )
    return tuple(found.values())
