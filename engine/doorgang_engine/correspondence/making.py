"""Make a letter: a job of the outbox, after the act that asked for it.

The PDF is made outside any transaction; then it is kept, sealed, and told in the history at once.
Done twice, it is kept once: the job's id is the letter's.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from doorgang_engine import events as ev
from doorgang_engine.history.chain import canonical
from doorgang_engine.letters.letter import CONTENT, HEAD, Letter
from doorgang_engine.model import Actor
from doorgang_engine.privacy.subjects import tell

from .composing import compose

if TYPE_CHECKING:
    from datetime import datetime

    from doorgang_engine.letters.contract import Contract
    from doorgang_engine.model import Job
    from doorgang_engine.ports import Parts
    from doorgang_engine.sealing import CaseKey

    from .composing import Composed

POST = Actor(id="brieven", is_system=True)


def make_letter(*, job: Job, parts: Parts, at: datetime | None = None) -> None:
    """Make the letter that a job asks for, unless it is there already.

    :raises LetterIncomplete: if it says what is not known; then nothing was kept.
    :raises LetterNotTypeset: if no PDF can be made here.
    """
    with parts.new_uow() as uow:
        if uow.letters.find(region=job.region, letter_id=job.id) is not None:
            return
        composed = compose(job, case=uow.cases.get(job.case_id), uow=uow, parts=parts)
    _keep(job, composed.pdf(), composed=composed, parts=parts, at=at)


def _keep(job: Job, pdf: bytes, *, composed: Composed, parts: Parts, at: datetime | None) -> None:
    sha256 = hashlib.sha256(pdf).hexdigest()
    contract = composed.contract
    with parts.new_uow() as uow:
        locked = uow.cases.lock(case_id=job.case_id)
        if uow.letters.find(region=job.region, letter_id=job.id) is not None:
            return
        moment = at or locked.now
        same = [one for one in uow.letters.of_case(locked.case) if one.letter == contract.key]
        letter = Letter(
            region=job.region,
            id=job.id,
            case_id=job.case_id,
            letter=contract.key,
            number=len(same) + 1,
            title=contract.title,
            version=contract.version,
            template_hash=hashlib.sha256(composed.text.encode()).hexdigest(),
            bundle=composed.bundle,
            element=job.content["element"],
            act=int(job.content["act"]),
            organisations=composed.who.organisations,
            made_at=moment,
            size=len(pdf),
            head=_sealed_head(sha256, locked.key, contract),
            content=locked.key.seal(pdf, CONTENT, contract.record_class),
        )
        uow.letters.add(letter)
        tell(locked, _made(letter, sha256), actor=POST, at=moment, uow=uow)


def _sealed_head(sha256: str, key: CaseKey, contract: Contract) -> bytes:
    return key.seal(canonical({"sha256": sha256}).encode(), HEAD, contract.record_class)


def _made(letter: Letter, sha256: str) -> ev.LetterMade:
    return ev.LetterMade(
        letter_id=letter.id,
        letter=letter.letter,
        title=letter.title,
        number=letter.number,
        version=letter.version,
        template_hash=letter.template_hash,
        element=letter.element,
        sha256=sha256,
    )
