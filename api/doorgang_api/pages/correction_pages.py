"""Correct a form that was filled in: the same form with what stands there, and why it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from doorgang_api.correctable import Correctable, correctable
from doorgang_api.languages import gettext as _
from doorgang_engine.corrections.correcting import correct_submission
from doorgang_engine.corrections.questions import steering_questions
from doorgang_engine.corrections.refusals import CorrectionSteersRoute, NothingCorrected
from doorgang_engine.dossier.contents import WHOLE
from doorgang_engine.errors import SubmissionInvalid

from . import visit
from .case_acts import LONGEST_REASON, REVISION, revision_typed
from .filling_in import Typed, shown, with_errors_before
from .naming import naming_form
from .reading import CaseReading, people_of
from .receipts import earlier_receipt, to_receipt
from .sent_files import names_in, read_sent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.bpmn.process import Element
    from doorgang_forms.view_model import FormView

FORM = "_form"
REASON = "_reden"  # the form may have a question of its own with that key


def add_to(pages: Blueprint) -> None:
    """Add ``/trajecten/<id>/ingevuld/<id>/verbeteren``."""
    pages.add_url_rule(
        "/trajecten/<case_id>/ingevuld/<submission_id>/verbeteren",
        "correction",
        correction,
        methods=["GET", "POST"],
    )


def correction(case_id: str, submission_id: str) -> AnyResponse:
    """Show a form with what was filled in; when it is sent, correct it."""
    if (earlier := earlier_receipt(case_id)) is not None:
        return earlier
    if request.method != "POST":
        return _page(case_id, submission_id, None, {})
    with visit.desk() as desk:
        found = correctable(case_id, submission_id, desk=desk)
    typed = read_sent(found.place.definition or {}, place=found.place)
    if not typed.may_be_sent or _wrong_reason():
        return _page(case_id, submission_id, typed, typed.file_errors)
    return _send(found, typed)


def _send(found: Correctable, typed: Typed) -> AnyResponse:
    case_id, submission_id, key = found.dossier.case.id, found.submission.id, visit.request_id()
    try:
        correct_submission(
            case_id=case_id,
            submission_id=submission_id,
            submission=typed.values,
            reason=_reason(),
            actor=found.actor,
            parts=visit.house().parts,
            revision=revision_typed(),
            request_id=key,
            now=visit.given_now(),
        )
    except SubmissionInvalid as refused:
        return _page(case_id, submission_id, typed, refused.fields)
    except CorrectionSteersRoute as refused:
        return _page(case_id, submission_id, typed, _to_put_back(refused))
    except NothingCorrected as refused:
        return _page(case_id, submission_id, typed, {FORM: [str(refused)]})
    return to_receipt(case_id, key)


def _page(
    case_id: str,
    submission_id: str,
    typed: Typed | None,
    errors: Mapping[str, Sequence[str]],
) -> Response:
    with visit.desk() as desk:
        found = correctable(case_id, submission_id, desk=desk, shows=WHOLE)
        reading, people = CaseReading(found.dossier), people_of(desk.uow, desk.account)
        then = found.dossier.then(found.submission, desk.uow, visit.house().parts)
        judged = typed is not None and typed.may_be_sent
        wrong = _wrong_reason() if judged else {}
        return visit.show(
            "correction.html",
            heading=_("Verbeteren: %(form)s", form=reading.names.form(found.submission.form)),
            status=422 if errors or wrong else 200,
            reading=reading,
            people=people,
            submission=found.submission,
            view=with_errors_before(
                _view(found, typed, errors, variables=then.variables), wrong.items()
            ),
            steering=steering_questions(found.dossier.form_of(found.submission), _element(found)),
            typed=typed or Typed(),
            wrong=wrong,
            reason=_reason(),
            longest=LONGEST_REASON,
            revision_field=REVISION,
            revision=request.form.get(REVISION, str(reading.case.revision)),
            request_id=visit.request_id() or visit.new_request_id(),
        )


def _view(
    found: Correctable,
    typed: Typed | None,
    errors: Mapping[str, Sequence[str]],
    *,
    variables: Mapping[str, object],
) -> FormView:
    definition = found.dossier.form_of(found.submission)
    stands = found.dossier.answers(found.submission) or {}
    values = stands if typed is None else typed.values
    return naming_form(
        shown(
            definition,
            values=values,
            errors=errors,
            variables=variables,
            files=names_in(definition, values),
        ),
        element=_element(found),
        definition=definition,
    )


def _element(found: Correctable) -> Element | None:
    model = found.dossier.runnable.program.model_of(found.submission.scope)
    return model.elements.get(found.submission.element)


def _to_put_back(refused: CorrectionSteersRoute) -> dict[str, list[str]]:
    """Return why a correction was refused, and of each answer that it is to be put back."""
    words = _("Het traject ging hierop verder. Zet terug wat er stond.")
    return {FORM: [str(refused)], **{path: [words] for path in refused.fields}}


def _reason() -> str:
    return request.form.get(REASON, "").replace("\r\n", "\n").strip()


def _wrong_reason() -> dict[str, str]:
    if not _reason():
        return {REASON: _("Vul de reden in.")}
    if len(_reason()) > LONGEST_REASON:
        return {REASON: _("Maak de reden korter dan %(most)s tekens.", most=LONGEST_REASON)}
    return {}
