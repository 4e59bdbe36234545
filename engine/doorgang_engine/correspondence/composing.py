"""Put a letter together: its text, what it says, and whom it is for. Nothing is kept here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_engine.letters.contract import Contract
from doorgang_engine.letters.template import LetterIncomplete, fill
from doorgang_engine.letters.typeset import Sheet, typeset
from doorgang_engine.subject import subject_of
from doorgang_engine.terms.moments import local_day
from doorgang_engine.terms.wording import date_words

from .asked_again import again_of
from .content import addressed, said, standing_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.letters.template import Said
    from doorgang_engine.model import Case, Job
    from doorgang_engine.ports import Parts, UnitOfWork

    from .asked_again import Again
    from .content import Addressed


@dataclass(frozen=True, kw_only=True)
class Composed:
    """A letter that can be printed: everything it needs is in it."""

    contract: Contract
    text: str
    bundle: str  # content hash of the route that the text is from
    number: str  # of the case
    who: Addressed
    values: Mapping[str, Said]
    replaces: str = ""  # which letter it takes the place of, in words

    def pdf(self, *, is_draft: bool = False) -> bytes:
        """Return it as PDF; outside any transaction, for it takes a while.

        :raises LetterIncomplete: if it says what is not known.
        :raises LetterNotTypeset: if no PDF can be made here.
        """
        sheet = Sheet(
            title=self.contract.title,
            sender=self.who.sender_name,
            to=self.who.to_names,
            day=self.values["dag"].words,
            number=self.number,
            ground=self.contract.ground,
            is_draft=is_draft,
            replaces=self.replaces,
        )
        return typeset(fill(self.text, self.values), sheet=sheet)


def compose(job: Job, *, case: Case, uow: UnitOfWork, parts: Parts) -> Composed:
    """Return the letter that a job asks for, as its case stood after the act that asked for it.

    :raises LetterIncomplete: if its route, its sender or who it is for is not known.
    """
    key = uow.cases.key(case.id)
    content = parts.shelf.content(uow, case.bundle)
    contract, text = letter_in(content, job.content["letter"])
    again = again_of(job)
    standing = standing_after(
        uow.history.of_case(case.id),
        act=int(job.content["act"]),
        key=key,
        with_changes=again is not None,
    )
    if again is not None:
        standing.at = again.at
    kinds = {role: one.get("organisatie", "") for role, one in content["roles"].items()}
    who = addressed(
        contract,
        roles=job.content["roles"],
        case=case,
        kinds=kinds,
        subject=subject_of(case, key).name,
        uow=uow,
    )
    values = said(
        contract,
        case=case,
        key=key,
        content=content,
        standing=standing,
        who=who,
        uow=uow,
        corrected=again is not None,
    )
    return Composed(
        contract=contract,
        text=text,
        bundle=case.bundle,
        number=case.number,
        who=who,
        values=values,
        replaces=_replaced(again, case, uow) if again else "",
    )


def _replaced(again: Again, case: Case, uow: UnitOfWork) -> str:
    """Return in words which letter another takes the place of; ``""``: it was never made."""
    old = next((one for one in uow.letters.of_case(case) if one.id == again.replaces), None)
    if old is None:
        return ""
    day = date_words(day=local_day(moment=old.made_at))
    return f"de brief ‘{old.title}’ van {day} (nummer {old.number})"


def letter_in(content: Mapping[str, Any], key: str) -> tuple[Contract, str]:
    """Return a letter of a bundle: its contract and its text.

    :raises LetterIncomplete: if the bundle has no such letter, as after a change of version.
    """
    found = content.get("letters", {}).get(key)
    if found is None:
        raise LetterIncomplete(f"De route kent de brief '{key}' niet meer.")
    return Contract.read(found["contract"]), str(found["text"])
