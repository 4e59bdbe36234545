"""The small route with a family, what a link may ask of it, and what people do with links."""

from __future__ import annotations

from tests.family_route import PARTICIPANTS, publish_family
from tests.small_route import BEGINNER, LOKET, REGION, START, beginning

from doorgang_engine.cases import start_case
from doorgang_engine.history.reading import read
from doorgang_engine.link import Purpose
from doorgang_engine.links.answering import answer
from doorgang_engine.links.making import LinkAsked, make_link
from doorgang_engine.links.opening import open_with_code, spoken_code
from doorgang_engine.links.questions import Question
from doorgang_engine.model import TaskStatus

__all__ = ["PARTICIPANTS", "publish_family"]

QUESTIONS = {
    "toets": Question(
        form="toets",
        purpose=Purpose.OPINION,
        roles=("ouder",),
        title="Wat vindt u?",
        intro="Zeg wat u van de aanvraag vindt.",
        fields={"antwoord": "Bent u het eens?", "toelichting": "Waarom?"},
        row="ouders",
        name="naam",
    )
}

NAME, MAIL = "Annabel Zeldzaamius", "annabel@voorbeeld.example"
WORDS = "Dat vind ik te vroeg."
REPLY = {"antwoord": False, "toelichting": WORDS}


def start(parts):
    return start_case(
        beginning=beginning(participants=PARTICIPANTS), actor=BEGINNER, parts=parts, now=START
    )


def open_task(parts, case):
    with parts.new_uow() as uow:
        [task] = [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]
        return task


def make(parts, case, *, actor=LOKET, now=START, **changed):
    given = {
        "case_id": case.id,
        "task_id": open_task(parts, case).id,
        "role": "ouder",
        "name": NAME,
        "address": MAIL,
        "age": "onder_12",
        "has_authority": True,
        **changed,
    }
    return make_link(LinkAsked(**given), actor=actor, questions=QUESTIONS, parts=parts, now=now)


def told_code(parts, link, *, now=START):
    return spoken_code(link_id=link.id, case_id=link.case_id, actor=LOKET, parts=parts, now=now)


def begin(parts, link, token, *, now=START):
    code = told_code(parts, link, now=now)
    return open_with_code(token, code=code, parts=parts, now=now)[1]


def send(parts, session, submission=None, *, now=START):
    return answer(
        session, submission=submission or REPLY, questions=QUESTIONS, parts=parts, now=now
    )


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def found(parts, link):
    with parts.new_uow() as uow:
        return uow.links.find(region=REGION, link_id=link.id)


def events(parts, case, *kinds):
    with parts.new_uow() as uow:
        key = uow.cases.key(case.id)
        return [
            (one.actor, read(one, key))
            for one in uow.history.of_case(case.id)
            if one.kind in kinds
        ]
