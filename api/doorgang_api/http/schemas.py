"""What several resources answer with."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields

from .fields import Moment, Part

UUID = "01926f3e-8a44-7c1b-9d2e-3f4a5b6c7d8e"
TASK_ID = "5f0e9a8b-0d00-5a27-9a99-6f1d1c0e5a27"
TERM_ID = "9b2d7c1e-4c55-5f0e-8a11-0c4d2e6f8a10"
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
MOMENT = "2027-01-15T09:00:00+00:00"
DUE = "2027-01-22T22:59:59+00:00"
CASE_EXAMPLE = {
    "id": UUID,
    "number": "PRO-2027-00012",
    "region": "proef",
    "route": "tlv-aanvraag",
    "status": "running",
    "outcome": "",
    "started_at": MOMENT,
    "ended_at": None,
    "revision": 7,
    "subject_id": "0d5f2a3c-1b7e-4f6a-9c8d-2e3f4a5b6c7d",
}
TERM_EXAMPLE = {
    "id": TERM_ID,
    "term": "tlv.beslis",
    "name": "Beslissen op de aanvraag",
    "status": "running",
    "started_on": "2027-01-15",
    "raw_end": "2027-02-26",
    "end": "2027-02-26",
    "reason": "Zes weken vanaf 15 januari 2027. Geen weekeinde of feestdag.",
    "ground": "WPO art. 18a lid 6c",
}


class ProblemSchema(ma.Schema):
    """A problem as RFC 9457 has it."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True, metadata={"description": "Stable; for programs."})
    detail = fields.String(required=True, metadata={"description": "Dutch; for people."})
    instance = fields.String()
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "Per field what is wrong, in Dutch."},
    )

    class Meta:
        unknown = ma.INCLUDE  # some problems say more: who and when, what the gate found


class CaseSchema(ma.Schema):
    """A case in a list."""

    id = fields.String(required=True)
    number = fields.String(required=True)
    region = fields.String(required=True)
    route = fields.String(required=True)
    status = fields.String(
        required=True,
        metadata={"enum": ["running", "incident", "completed", "withdrawn"]},
    )
    outcome = fields.String(required=True)
    started_at = Moment(required=True)
    ended_at = Moment(required=True, allow_none=True)
    revision = fields.Integer(required=True)
    subject_id = fields.String(
        required=True,
        attribute="subject",
        metadata={"description": "Pseudonym of what it is about, the same over all its cases."},
    )


class SubjectSchema(ma.Schema):
    """The name of what a case is about: a child's names, or a title; the others are empty."""

    given_name = fields.String(required=True)
    family_name = fields.String(required=True)
    title = fields.String(required=True)


class OpenTaskSchema(ma.Schema):
    """A task of a case that is open."""

    id = fields.String(required=True)
    element = fields.String(required=True)
    name = fields.String(required=True)
    role = fields.String(required=True)
    organisation = fields.String(required=True)
    due_at = Moment(required=True, allow_none=True)
    claimed_by = fields.String(required=True)
    is_mine = fields.Boolean(required=True, metadata={"description": "Whether you may do it."})


class AwaitedSchema(ma.Schema):
    """A message or signal that a case waits for."""

    waits_for = fields.String(required=True, metadata={"enum": ["message", "signal"]})
    name = fields.String(required=True)
    element = fields.String(required=True)
    role = fields.String(required=True)
    form = fields.String(required=True)


class TermSchema(ma.Schema):
    """A term of a case, as it stands."""

    id = fields.String(required=True)
    term = fields.String(required=True)
    name = fields.String(required=True)
    status = fields.String(
        required=True,
        metadata={"enum": ["running", "suspended", "met", "lapsed", "stopped"]},
    )
    started_on = fields.Date(required=True)
    raw_end = fields.Date(required=True)
    end = fields.Date(required=True)
    reason = fields.String(required=True)
    ground = fields.String(required=True)


class WholeCaseSchema(CaseSchema):
    """A case with what is open in it."""

    title = fields.String(required=True)
    bundle = fields.String(required=True, metadata={"description": "Hash of the route version."})
    participants = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    subject_kind = fields.String(
        required=True, metadata={"enum": ["leerling", "organisatie", "plan", "verzoek"]}
    )
    subject = Part(
        SubjectSchema,
        required=True,
        allow_none=True,
        attribute="name",
        metadata={"description": "Null when you may not know it, or it was destroyed."},
    )
    tasks = fields.List(fields.Nested(OpenTaskSchema), required=True)
    awaited = fields.List(fields.Nested(AwaitedSchema), required=True)
    terms = fields.List(fields.Nested(TermSchema), required=True)


WHOLE_CASE_EXAMPLE = {
    **CASE_EXAMPLE,
    "title": "Aanvraag toelaatbaarheidsverklaring",
    "bundle": "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184",
    "participants": {"swv": "swv-proefstad", "po_school": "po-de-linde"},
    "subject_kind": "leerling",
    "subject": {"given_name": "Noor", "family_name": "Voorbeeld", "title": ""},
    "tasks": [
        {
            "id": TASK_ID,
            "element": "compleet_toetsen",
            "name": "Aanvraag toetsen",
            "role": "swv_loket",
            "organisation": "swv-proefstad",
            "due_at": DUE,
            "claimed_by": "",
            "is_mine": True,
        }
    ],
    "awaited": [
        {
            "waits_for": "message",
            "name": "aanvraag_ingetrokken",
            "element": "intrekking",
            "role": "po_ib",
            "form": "aanvraag_intrekking",
        }
    ],
    "terms": [TERM_EXAMPLE],
}


class FindingSchema(ma.Schema):
    """What the gate found in a route."""

    code = fields.String(required=True)
    element = fields.String(required=True)
    line = fields.Integer(required=True)
    severity = fields.String(required=True, metadata={"enum": ["fout", "let_op"]})
    message = fields.String(required=True)
    remedy = fields.String(required=True)
    notation = fields.String(required=True)  # for who writes the file by hand; may be empty
