"""Judge every row of a list before anything begins: all that is wrong, at once.

What a row says goes through the start form just as what a person fills in does, and who takes
part is bound in the same way. No complaint repeats what a cell holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doorgang_engine.cohort import (
    FAMILY_NAME,
    FIELD,
    GIVEN_NAME,
    ORGANISATION,
    OTHER_CHILD,
    PSEUDONYM,
    SUBJECT,
)
from doorgang_engine.errors import ParticipantsMissing, ParticipantUnknown, SubmissionInvalid
from doorgang_engine.participants import bind_participants
from doorgang_engine.subject import Subject
from doorgang_engine.terms.moments import local_day

from .columns import EXAMPLE_CHILD
from .complaints import MOST_TOLD, Complaint
from .errors import ListRefused
from .table import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from doorgang_engine.model import Organisation
    from doorgang_engine.ports import Forms

    from .columns import Column, Opened
    from .table import TableRow

LONGEST_NAME = 200
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, kw_only=True)
class ListedChild:
    """A row that may begin: whom it is about, and with what."""

    number: int
    subject: Subject
    submission: Mapping[str, Any]
    participants: Mapping[str, str]
    exports: Mapping[str, Any] = field(default_factory=dict)
    is_other: bool = False  # another child than one of the same name: the list says so

    @property
    def name(self) -> tuple[str, str]:
        """Its name, in a form in which two ways to write it are the same."""
        return plain_name(self.subject)


def plain_name(subject: Subject) -> tuple[str, str]:
    """Return a child's name without capitals and double spaces."""
    given, family = (
        " ".join(unicodedata.normalize("NFC", text).casefold().split())
        for text in (subject.given_name, subject.family_name)
    )
    return given, family


def check_list(
    *,
    content: bytes,
    opened: Opened,
    organisations: Sequence[Organisation],
    own: Organisation | None,
    forms: Forms,
    now: datetime,
) -> list[ListedChild]:
    """Return the children of a list. ``own`` is the organisation of who sends it by their role.

    :raises ListRefused: with everything that is wrong, row by row.
    """
    rows = read_table(content, known=[column.heading for column in opened.columns])
    _require_columns(rows[0], opened.columns)
    reader = _Reader(opened, organisations, own, forms, now)
    found = [child for row in rows if (child := reader.read(row)) is not None]
    reader.wrong += _twice(found, opened)
    if reader.wrong:
        wrong = sorted(reader.wrong, key=lambda one: one.row)
        raise ListRefused(wrong[:MOST_TOLD], total=len(wrong))
    return found


def _require_columns(first: TableRow, columns: Sequence[Column]) -> None:
    missing = [c.heading for c in columns if c.is_required and c.heading not in first.cells]
    if missing:
        raise ListRefused(
            [Complaint(row=1, column=name, text="Deze kolom ontbreekt.") for name in missing]
        )


class _Reader:
    """Reads rows and keeps what is wrong with them."""

    def __init__(
        self,
        opened: Opened,
        organisations: Sequence[Organisation],
        own: Organisation | None,
        forms: Forms,
        now: datetime,
    ) -> None:
        self._opened, self._own, self._forms, self._now = opened, own, forms, now
        self._organisations = organisations
        self._targets = {t: column for column in opened.columns for t in column.targets}
        self._headings = {c.field: c for c in opened.columns if c.field}
        self._bound: dict[tuple[tuple[str, str], ...], dict[str, str] | str] = {}
        self._named = _by_name(organisations)
        self.wrong: list[Complaint] = []

    def read(self, row: TableRow) -> ListedChild | None:
        """Return a row as a child that may begin; None when something is wrong with it."""
        before = len(self.wrong)
        subject = self._subject(row)
        participants = self._participants(row)
        data, exports = self._submission(row)
        if len(self.wrong) > before:
            return None
        return ListedChild(
            number=row.number,
            subject=subject,
            submission=data,
            participants=participants,
            exports=exports,
            is_other=self._cell(row, OTHER_CHILD).casefold() == "ja",
        )

    def _cell(self, row: TableRow, target: str) -> str:
        column = self._targets.get(target)
        return row.cells.get(column.heading, "").strip() if column else ""

    def _complain(self, row: TableRow, column: str, text: str) -> None:
        self.wrong.append(Complaint(row=row.number, column=column, text=text))

    def _subject(self, row: TableRow) -> Subject:
        names = [self._name(row, target) for target in (GIVEN_NAME, FAMILY_NAME)]
        pseudonym = self._cell(row, PSEUDONYM).lower()
        if pseudonym and not _UUID.fullmatch(pseudonym):
            text = "Dit is geen pseudoniem uit Doorgang. Laat de cel leeg als u het niet hebt."
            self._complain(row, self._targets[PSEUDONYM].heading, text)
        if tuple(names) == EXAMPLE_CHILD:
            self._complain(row, "", "Dit is het voorbeeld van het sjabloon. Haal deze rij weg.")
        if self._cell(row, OTHER_CHILD).casefold() not in ("", "ja", "nee"):
            self._complain(row, self._targets[OTHER_CHILD].heading, "Vul ja of nee in.")
        return Subject(given_name=names[0], family_name=names[1], id=pseudonym)

    def _name(self, row: TableRow, target: str) -> str:
        text = unicodedata.normalize("NFC", " ".join(self._cell(row, target).split()))
        heading = self._targets[target].heading
        if not text:
            self._complain(row, heading, "De naam ontbreekt.")
        elif len(text) > LONGEST_NAME or not text.isprintable():
            self._complain(row, heading, f"Een naam heeft hoogstens {LONGEST_NAME} letters.")
        return text

    def _participants(self, row: TableRow) -> Mapping[str, str]:
        before, given = len(self.wrong), {}
        for kind, heading in self._opened.cohort.kinds.items():
            text = self._cell(row, f"{ORGANISATION}{kind}")
            if not text:
                continue
            found = self._named.get((kind, text.casefold()), [])
            if len(found) == 1:
                given[kind] = found[0]
            elif found:
                self._complain(row, heading, "Dit past op meer organisaties; noem de vestiging.")
            else:
                text = "Deze organisatie is in uw regio niet bekend, of is van een andere soort."
                self._complain(row, heading, text)
        if len(self.wrong) > before:
            return {}  # who is meant is not known: that the kind is missing is no news
        bound = self._bind(given)
        if isinstance(bound, str):
            self._complain(row, "", bound)
            return {}
        return bound

    def _bind(self, given: dict[str, str]) -> dict[str, str] | str:
        """Return who takes part, or what is wrong; a list names few combinations, many times."""
        key = tuple(sorted(given.items()))
        if key not in self._bound:
            try:
                self._bound[key] = bind_participants(
                    runnable=self._opened.runnable,
                    given=given,
                    organisations=self._organisations,
                    own=self._own,
                    on=local_day(moment=self._now),
                )
            except (ParticipantsMissing, ParticipantUnknown) as refused:
                self._bound[key] = " ".join(
                    f"{kind.removeprefix('participants.')}: {' '.join(texts)}"
                    for kind, texts in refused.fields.items()
                )
        return self._bound[key]

    def _submission(self, row: TableRow) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        form = self._opened.form
        if form is None:
            return {}, {}
        cells = {key: self._cell(row, f"{FIELD}{key}") for key in self._headings}
        data = {**self._forms.read_cells(form, cells), **self._opened.cohort.fixed}
        try:
            checked = self._forms.validate(form, data, variables={}, now=self._now)
        except SubmissionInvalid as refused:
            for path, texts in refused.fields.items():
                column = self._headings.get(path.split(".")[0])
                for text in texts:
                    self._complain(row, column.heading if column else "", _told(text, column))
            return {}, {}
        return data, checked.exports


def _told(text: str, column: Column | None) -> str:
    if column is None or not column.choices:
        return text
    return f"{text} Mogelijk: {', '.join(value for value, _ in column.choices)}."


def _by_name(organisations: Iterable[Organisation]) -> dict[tuple[str, str], list[str]]:
    """Return organisations by kind and what they may be called: id, BRIN, BRIN of the school."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in organisations:
        for name in {one.id, one.brin, one.brin[:4]} - {""}:
            found[one.kind, name.casefold()].append(one.id)
    return found


def _twice(found: Sequence[ListedChild], opened: Opened) -> list[Complaint]:
    """Return a complaint for each child that stands in the list before.

    The same pseudonym is the same child. The same name at the same organisation is too, unless
    the list says that it is another.
    """
    first: dict[Any, int] = {}
    wrong = []
    for child in found:
        keys: list[Any] = [("", *child.name, child.participants.get(opened.own_kind, ""))]
        keys = [] if child.is_other else keys
        if child.subject.id:
            keys.append(child.subject.id)
        earlier = min((first[key] for key in keys if key in first), default=0)
        for key in keys:
            first.setdefault(key, child.number)
        if earlier:
            heading = opened.cohort.heading_of(OTHER_CHILD, SUBJECT[OTHER_CHILD])
            text = (
                f"Dit kind staat ook op rij {earlier}. Is het een ander kind met dezelfde naam, "
                f"zet dan ‘ja’ in de kolom {heading}."
            )
            wrong.append(Complaint(row=child.number, text=text))
    return wrong
