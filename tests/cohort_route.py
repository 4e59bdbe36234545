"""A small route that lists begin: its form, its cohort, its organisations."""

from __future__ import annotations

from typing import Any

from tests.small_route import BPMN, FORMS, REGION, bundle_of, content

from doorgang_api.forms_adapter import FormsAdapter
from doorgang_engine.cohort import cohorts_of, read_cohorts
from doorgang_engine.cohorts.columns import Opened, open_cohort
from doorgang_engine.model import Organisation
from doorgang_engine.routes.bundle import prepare

KINDS = {"swv", "po_school"}
TABLE: dict[str, Any] = {
    "sleutel": "allen",
    "naam": "Alle leerlingen",
    "begin": "begin",
    "kolommen": {"school": "organisatie.po_school"},
}
FIELDS: list[dict[str, Any]] = [
    {"key": "vraag", "type": "long_text", "label": {"nl": "Wat is de vraag"}, "required": True},
    {
        "key": "soort",
        "type": "choice",
        "label": {"nl": "Soort"},
        "options": [
            {"value": "SO", "label": {"nl": "Speciaal onderwijs"}},
            {"value": "SBO", "label": {"nl": "Speciaal basisonderwijs"}},
        ],
    },
    {
        "key": "waarover",
        "type": "choices",
        "label": {"nl": "Waarover"},
        "options": [
            {"value": "leren", "label": {"nl": "Leren"}},
            {"value": "stil", "label": {"nl": "Stil, angstig of somber"}},
        ],
    },
    {
        "key": "tot",
        "type": "date",
        "label": {"nl": "Geldig tot"},
        "export": "tot",
    },
    {"key": "bekend", "type": "yes_no", "label": {"nl": "Bekend bij ouders"}},
    {"key": "lessen", "type": "number", "label": {"nl": "Lessen"}, "decimals": 1},
]
FORM: dict[str, Any] = {
    **FORMS["aanvraag"],
    "sections": [{"key": "vraag", "title": {"nl": "Vraag"}, "fields": FIELDS}],
    "example": {"vraag": "Hulp bij lezen", "soort": "SO", "tot": "2027-07-31", "bekend": True},
}
ORGANISATIONS = [
    Organisation(region=REGION, id="swv-proef", kind="swv", name="SWV Proef"),
    Organisation(
        region=REGION, id="school-proef", kind="po_school", name="School Proef", brin="00AA00"
    ),
    Organisation(
        region=REGION, id="school-ander", kind="po_school", name="School Ander", brin="00BB00"
    ),
    Organisation(
        region=REGION, id="school-ander-2", kind="po_school", name="Ander 2", brin="00BB01"
    ),
]
SCHOOL = next(one for one in ORGANISATIONS if one.id == "school-proef")
#: The school begins the route by itself: a list of its own children.
BY_SCHOOL = BPMN.replace("<bpmn:flowNodeRef>begin</bpmn:flowNodeRef>", "").replace(
    "</bpmn:laneSet>",
    '<bpmn:lane id="baan_school" name="School" dg:rol="school">'
    "<bpmn:flowNodeRef>begin</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>",
)


def cohort_content(*, form: dict[str, Any] = FORM, **changed: Any) -> dict[str, Any]:
    """The content of the small route's bundle, with a cohort."""
    forms = {**FORMS, "aanvraag": form}
    exports = {key: dict(FormsAdapter().export_kinds(one)) for key, one in forms.items()}
    table = {**TABLE, **changed}
    return content(
        bpmn=BY_SCHOOL,
        forms=forms,
        exports=exports,
        cohorts=read_cohorts([table], where="proef/route.toml", kinds=KINDS),
    )


def opened_cohort(**changed: Any) -> Opened:
    """The cohort of the small route, ready to read lists for."""
    bundle = bundle_of(cohort_content(**changed))
    (cohort,) = cohorts_of(bundle)
    return open_cohort(
        bundle=bundle, runnable=prepare(bundle.content), cohort=cohort, forms=FormsAdapter()
    )


def publish_cohort(parts: Any, **changed: Any) -> None:
    """Publish the small route with its cohort, and add its organisations."""
    with parts.new_uow() as uow:
        uow.bundles.publish(bundle_of(cohort_content(**changed)))
        uow.organisations.add(ORGANISATIONS)


def list_of(*children: tuple[str, str], school: str = "00AA00", more: str = "") -> bytes:
    """A list of children with these names."""
    lines = [f"{given};{family};{school};Hulp bij lezen" for given, family in children]
    return "\r\n".join(
        ["voornaam;achternaam;school;vraag", *lines, *([more] if more else [])]
    ).encode()
