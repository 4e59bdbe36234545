"""A child with data that stand out, a case that holds them everywhere, and a search for them."""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from tests.small_route import (
    ANDER,
    BEGINNER,
    BPMN,
    FORMS,
    LOKET,
    REGION,
    SCHOOL,
    Subject,
    beginning,
    publish,
)

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine import acts
from doorgang_engine.cases import start_case, withdraw_case
from doorgang_engine.deadlines import change_term
from doorgang_engine.incidents import raise_incident, retry
from doorgang_engine.model import Account, Organisation, TaskStatus
from doorgang_engine.note_making import make_note
from doorgang_engine.notes.note import Audience
from doorgang_engine.ports import Validated
from doorgang_engine.privacy.subjects import exercise_right, record_leaving, set_hold
from doorgang_engine.submissions import seal_submission
from doorgang_engine.tasks import complete_task

STARTED = datetime(2024, 3, 4, 9, tzinfo=UTC)
LEFT = date(2024, 7, 31)
AFTER_LEAVING = datetime(2024, 8, 5, 9, tzinfo=UTC)
RIK = Account(
    region=REGION,
    id="rik",
    name="Rik Regio",
    organisation="swv-proef",
    roles=("regiocoordinator",),
)
FRANK = Account(
    region=REGION, id="frank", name="Frank Gegevens", organisation="swv-proef", roles=("fg",)
)

COORDINATOR = RIK.acting_as("regiocoordinator")

GIVEN, FAMILY = "Zeldzaamius", "Kwibusdottir"
BORN = "2014-04-23"
MAIL = "kwibus@voorbeeld.example"
WORDS = "vlinderdasallergie"
REASONS = ("opschortmoederziek", "bewaarwantgeschil", "rectificatiewoonplaats")
PARENT = "Oudernaam Kwibusdottir"
ALL = (GIVEN, FAMILY, BORN, MAIL, WORDS, *REASONS)

FAMILY_ID = "gezin-7f3a"


def bpmn(route="proef-route"):
    changed = BPMN.replace(
        'name="Toets controleren" dg:formulier="toets"',
        'name="Toets controleren" dg:formulier="verzuimsignaal"',
    )
    return changed.replace("proef-route", route)


def forms():
    """The forms of the small route, each of another record class."""
    made = copy.deepcopy(FORMS)
    made["aanvraag"]["sections"][0]["fields"] += [
        {
            "key": "geboortedatum",
            "type": "date",
            "label": {"nl": "Geboortedatum"},
            "export": "geboortedatum",
        },
        {"key": "email", "type": "text", "label": {"nl": "E-mail van de ouder"}},
    ]
    made["toets"]["retention"] = "tlv"
    made["verzuimsignaal"] = copy.deepcopy(made["toets"]) | {
        "key": "verzuimsignaal",
        "retention": "verzuim",
    }
    for field in made["verzuimsignaal"]["sections"][0]["fields"]:
        field.pop("export", None)
    return made


def publish_private(parts, *, route="proef-route", number=1):
    made, adapter = forms(), FormsAdapter()
    exports = {key: dict(adapter.export_kinds(form)) for key, form in made.items()}
    return publish(
        parts, route=route, number=number, forms=made, exports=exports, bpmn=bpmn(route)
    )


def start_private(parts, *, subject="", now=STARTED, route="proef-route"):
    return start_case(
        beginning=beginning(
            route=route,
            subject=Subject(given_name=GIVEN, family_name=FAMILY, id=subject),
            submission={"vraag": f"Let op: {WORDS}", "geboortedatum": BORN, "email": MAIL},
            participants={"swv": "swv-proef", "po_school": "school-proef", "gezin": FAMILY_ID},
        ),
        actor=BEGINNER,
        parts=parts,
        now=now,
    )


def open_task(parts, case):
    with parts.new_uow() as uow:
        (task,) = [t for t in uow.tasks.of_case(case.id) if t.status is TaskStatus.OPEN]
        return task


def play(parts):
    """Play a case with the child's data in every place that can hold them; return it, ended."""
    with parts.new_uow() as uow:
        uow.organisations.add(
            [Organisation(region=REGION, id=FAMILY_ID, kind="gezin", name=PARENT)]
        )
        uow.accounts.add(
            [
                RIK,
                FRANK,
                Account(
                    region=REGION,
                    id="p-4711",
                    name=PARENT,
                    organisation=FAMILY_ID,
                    roles=("ouder",),
                ),
            ]
        )
    case = start_private(parts)
    with parts.new_uow() as uow:
        (term,) = uow.terms.of_case(case.id)
    for change in ("suspend", "resume"):
        change_term(
            case_id=case.id,
            run_id=term.id,
            change=change,
            reason=REASONS[0],
            actor=LOKET,
            parts=parts,
            now=STARTED,
        )
    make_note(
        case_id=case.id,
        text=f"{GIVEN} {FAMILY}: {WORDS}",
        audience=Audience.OWN,
        actor=LOKET,
        parts=parts,
        now=STARTED,
    )
    incident = fail(parts, case, open_task(parts, case))
    retry(incident_id=incident.id, actor=COORDINATOR, parts=parts, now=STARTED)
    return complete_task(
        task_id=open_task(parts, case).id,
        submission={"compleet": True, "toelichting": f"{GIVEN} heeft {WORDS}"},
        actor=ANDER,
        parts=parts,
        now=STARTED,
    )


def leave_school(parts, case, *, now=AFTER_LEAVING, left_on=LEFT):
    return record_leaving(case_id=case.id, left_on=left_on, actor=SCHOOL, parts=parts, now=now)


def fail(parts, case, task):
    """Let the completion of a task fail, with what was filled in; return the incident."""
    filled = Validated(
        data={"compleet": True, "toelichting": f"{GIVEN}: {WORDS}"},
        exports={"compleet": True, "bijzonder": WORDS},
        form_hash="",
        record_class="tlv",
    )
    with parts.new_uow() as uow:
        submission = seal_submission(
            filled,
            case=case,
            key=uow.cases.key(case.id),
            element=task.element,
            scope="",
            form=task.form,
            actor=LOKET,
            now=STARTED,
        )
    act = acts.CompleteTask(
        task_id=task.id, exports=dict(filled.exports), submission_id=submission.id
    )
    return raise_incident(
        case_id=case.id,
        act=act,
        actor=LOKET,
        code="condition_failed",
        parts=parts,
        submission=submission,
        record_class="tlv",
        now=STARTED,
    )


def withdraw(parts, case, *, now=STARTED):
    return withdraw_case(case_id=case.id, reason=REASONS[0], actor=LOKET, parts=parts, now=now)


def use_rights(parts, case):
    exercise_right(
        case_id=case.id,
        right="rectificatie",
        note=REASONS[2],
        actor=FRANK.acting_as("fg"),
        parts=parts,
        now=AFTER_LEAVING,
    )


def hold(parts, case, **more):
    given = {"whole_child": True, "until": None, "now": AFTER_LEAVING} | more
    return set_hold(
        case_id=case.id,
        reason=REASONS[1],
        ground="Lopend geschil",
        actor=COORDINATOR,
        parts=parts,
        **given,
    )


def mighty(database):
    """The same database, seen by who is bound by no policy and may ask where its files are."""
    if database.dialect.name == "sqlite":
        return database
    return sa.create_engine(database.url.set(username="postgres"), poolclass=sa.pool.NullPool)


def rows(database):
    """Everything in every table, as text; bytes as they are."""
    with mighty(database).connect() as connection:
        names = sa.inspect(connection).get_table_names()
        return {
            name: [
                tuple(row)
                for row in connection.execute(
                    sa.select(sa.literal_column("*")).select_from(sa.table(name))
                )
            ]
            for name in names
        }


def found_in_rows(database, words):
    """Give the tables in which a word stands, readable."""
    return {
        (table, word)
        for table, content in rows(database).items()
        for word in words
        if word in repr(content)
    }


def found_on_disk(database, needles, *, folder=None, leave_out=()):
    """Give which needles (text or bytes) stand in a file of the database, or in a folder."""
    folders = [folder] if folder else []
    if database.dialect.name == "sqlite":
        files = sorted(Path(database.url.database).parent.glob("*"))
    else:
        with mighty(database).connect() as connection:
            home = connection.execute(sa.text("SHOW data_directory")).scalar_one()
            own = connection.execute(
                sa.text("SELECT oid FROM pg_database WHERE datname = current_database()")
            ).scalar_one()
        folders += [Path(home) / "base" / str(own)]
        if "pg_wal" not in leave_out:
            folders.append(Path(home) / "pg_wal")
        files = []
    files += [file for place in folders for file in Path(place).rglob("*")]
    raw = [needle.encode() if isinstance(needle, str) else needle for needle in needles]
    return {
        (file.name, needle)
        for file in files
        if file.is_file()
        for content in [file.read_bytes()]
        for needle in raw
        if needle in content
    }
