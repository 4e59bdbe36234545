"""Letters and links are part of the answer to who asks for inspection."""

from __future__ import annotations

from tests import letter_route as lr
from tests import private_case as pc
from tests.integration.test_person_file import made
from tests.link_route import NAME, REPLY, begin, make, send, start
from tests.small_route import LOKET, START

from doorgang_engine.jobs import work_off
from doorgang_engine.tasks import complete_task


def test_holds_every_letter_and_what_was_answered_by_a_link(parts):
    lr.add_organisations(parts)
    lr.publish_with_letter(parts)
    case = start(parts)
    link, token = make(parts, case)
    send(parts, begin(parts, link, token))
    complete_task(
        task_id=link.task_id, submission={"compleet": True}, actor=LOKET, parts=parts, now=START
    )
    work_off(parts=parts, at=START)

    found, data = made(parts, account=pc.FRANK, number=case.number)

    name = f"brieven/{case.number}-bericht-1.pdf"
    assert found[name].startswith(b"%PDF-")
    [told] = data["cases"]
    assert [one["path"] for one in told["letters"]] == [name]
    [answered] = told["links"]
    assert (answered["name"], answered["answers"]) == (NAME, {**REPLY, "naam": NAME})
    page = found["gegevens.html"].decode()
    assert "Bericht over de aanvraag" in page
    assert REPLY["toelichting"] in page
