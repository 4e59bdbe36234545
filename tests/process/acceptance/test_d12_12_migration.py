"""D12, 12: fourteen running TLV cases go from six weeks to eight; of three the term moves.

The route as it is shipped, published for a region twice: with the term of the base, and with eight
weeks. Three cases wait for their decision; eleven have it, and look for a place.
"""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from doorgang_api.forms_adapter import FormsAdapter, form_of
from doorgang_engine.cases import Beginning, start_case
from doorgang_engine.history.verify import verify_case
from doorgang_engine.model import Actor, TaskStatus
from doorgang_engine.routes.library import read_library
from doorgang_engine.routes.publish import Publication, publish_route
from doorgang_engine.subject import Subject
from doorgang_engine.tasks import complete_task
from doorgang_engine.timers import fire_due_timers
from doorgang_engine.versions.moving import move_cases, preview_moves
from doorgang_forms.uploads import without_files

ROOT = Path(__file__).parents[3]
ROUTE, REGION = "tlv-aanvraag", "basis"
RECEIVED = datetime(2027, 1, 15, 9, tzinfo=UTC)
ADOPTED = datetime(2027, 2, 1, 9, tzinfo=UTC)
RIK = Actor(id="rik", role="regiocoordinator", organisation="swv", region=REGION)
DECIDED = ("volledigheidstoets_doen", "adviseurs_toewijzen", "deskundigenadvies_1_geven",
           "deskundigenadvies_2_geven", "conceptbesluit_schrijven", "besluit_nemen")  # fmt: skip
ANSWERS = {"adviseurs_toewijzen": {"gesprek_gewenst": False}}


def publish(parts, config, *, at):
    with parts.new_uow() as uow:
        return publish_route(
            files=read_library(library_dir=ROOT, config_dir=config),
            route=ROUTE,
            region=REGION,
            export_kinds=FormsAdapter().export_kinds,
            publication=Publication(by="rik", at=at, reason="Toets"),
            uow=uow,
        )


def answers(parts, bundle, form):
    """The form's example; without files, of which nobody sent one."""
    with parts.new_uow() as uow:
        definition = parts.shelf.content(uow, bundle)["forms"][form]
    return without_files(form=form_of(definition), data=definition["example"])


def begin(parts, bundle, number):
    return start_case(
        beginning=Beginning(
            region=REGION,
            route=ROUTE,
            subject=Subject(given_name=f"Kind{number}", family_name="Verzonnen"),
            start_event="aanvraag_door_school",
            submission=answers(parts, bundle, "tlv_aanvraag"),
            participants={kind: kind for kind in (
                "po_school", "so_school", "swv", "gezin", "voorschool", "gemeente", "vo_school",
                "jgz", "jeugdhulp", "lbt", "bestuur", "opr", "mbo", "opvang",
                "nieuwkomersvoorziening",
            )},
        ),
        actor=RIK,
        parts=parts,
        now=RECEIVED,
    )  # fmt: skip


def decide(parts, case):
    """Let everybody do their part until the decision is made known."""
    for step in DECIDED:
        with parts.new_uow() as uow:
            tasks = uow.tasks.of_case(case.id)
        task = next(t for t in tasks if t.element == step and t.status is TaskStatus.OPEN)
        complete_task(
            task_id=task.id,
            submission={**answers(parts, case.bundle, task.form), **ANSWERS.get(step, {})},
            actor=Actor(
                id=f"{task.role}-{step}", role=task.role, organisation=task.organisation,
                region=REGION,
            ),
            parts=parts,
            now=RECEIVED + timedelta(days=3),
        )  # fmt: skip


class TestMigration:
    def test_previews_fourteen_and_moves_three_terms(self, parts, tmp_path):
        config = shutil.copytree(ROOT / "config", tmp_path / "config")
        six = publish(parts, config, at=RECEIVED)
        cases = [begin(parts, six.hash, number) for number in range(14)]
        for case in cases[3:]:
            decide(parts, case)
        with (config / "regions" / f"{REGION}.toml").open("a", encoding="utf-8") as file:
            file.write('[termijnen."tlv.beslis"]\nduur = "P8W"\n')
        eight = publish(parts, config, at=ADOPTED)
        fire_due_timers(parts=parts, at=ADOPTED)

        seen = preview_moves(region=REGION, route=ROUTE, actor=RIK, parts=parts, now=ADOPTED)

        moving = [one for one in seen if one.terms]
        assert [one.obstacles for one in seen] == [()] * 14
        assert {one.case_id for one in moving} == {case.id for case in cases[:3]}
        assert [(term.term, term.before, term.after) for one in moving for term in one.terms] == [
            ("tlv.beslis", date(2027, 2, 26), date(2027, 3, 12))
        ] * 3

        outcomes = move_cases(
            prospects=seen, reason="Acht weken per 1 februari", actor=RIK, parts=parts, now=ADOPTED
        )

        assert Counter(one.code for one in outcomes) == {"": 14}
        for case in cases:
            assert verify_case(case_id=case.id, parts=parts).differences == ()
        with parts.new_uow() as uow:
            assert {uow.cases.get(case.id).bundle for case in cases} == {eight.hash}
            ends = {
                term.end
                for case in cases[:3]
                for term in uow.terms.of_case(case.id)
                if term.term == "tlv.beslis"
            }
        assert ends == {date(2027, 3, 12)}
