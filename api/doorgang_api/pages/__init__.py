"""Server-rendered pages for people; they work without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest

from . import (
    about,
    access_pages,
    account_pages,
    avg_pages,
    batch_pages,
    calendar_feed,
    case_acts,
    case_pages,
    case_start,
    cohort_pages,
    contact_pages,
    correction_pages,
    destruction_pages,
    difference_pages,
    draft_canvas_pages,
    draft_difference_pages,
    draft_pages,
    draft_read_in_pages,
    draft_review_pages,
    draft_step_pages,
    draft_term_pages,
    effect_pages,
    error_pages,
    figure_pages,
    form_builder,
    form_builder_checks,
    form_builder_questions,
    hold_pages,
    incident_pages,
    leaving_pages,
    letter_again,
    letter_ahead,
    letter_pages,
    link_pages,
    message_pages,
    my_sessions,
    my_work,
    note_pages,
    notice_pages,
    notification_pages,
    parent_pages,
    participant_pages,
    play_pages,
    play_start_pages,
    play_step_pages,
    proof_pages,
    provider_sign_in,
    reason_pages,
    receipt_pages,
    recurring_pages,
    replay_pages,
    replay_pdf,
    reservation_pages,
    retention_pages,
    sending_pages,
    sent_files,
    sign_in,
    signing_pages,
    standing_in,
    staying,
    submission_print,
    task_draft_pages,
    task_pages,
    token_pages,
    trail_pages,
    version_pages,
    waiting_pages,
    webhook_pages,
    work_pages,
)
from .visit import account, require_own_form, spend_request

if TYPE_CHECKING:
    from flask import Flask

#: Pages for who is not signed in; signing in looks after its own token.
OPEN = parent_pages.ENDPOINTS | frozenset(
    {
        "calendar_feed",
        "sign_in",
        "go_to_provider",
        "come_back",
        "told_it_is_over",
        "about",
        "choose_language",
    }
)
#: Forms that files may come with, and how many bytes one of them may have in all.
WITH_FILES = frozenset(
    {"task", "task_draft", "effect", "letter_ahead", "start", "message", "correction"}
)
WITH_LIST = frozenset(
    {"cohort", "draft_drawing", "draft_drawing_import", "draft_form_import", "draft_import"}
)
LARGEST_LIST = 8_100_000
NAME = "pages"


#: Whoever makes a family of pages adds it here.
FAMILIES = (
    sent_files,
    sign_in,
    staying,
    provider_sign_in,
    my_sessions,
    standing_in,
    contact_pages,
    my_work,
    work_pages,
    task_pages,
    task_draft_pages,
    effect_pages,
    signing_pages,
    receipt_pages,
    case_pages,
    case_start,
    cohort_pages,
    batch_pages,
    case_acts,
    correction_pages,
    note_pages,
    submission_print,
    letter_pages,
    letter_ahead,
    letter_again,
    link_pages,
    parent_pages,
    participant_pages,
    replay_pages,
    replay_pdf,
    proof_pages,
    message_pages,
    notice_pages,
    notification_pages,
    calendar_feed,
    incident_pages,
    sending_pages,
    webhook_pages,
    reason_pages,
    access_pages,
    trail_pages,
    recurring_pages,
    version_pages,
    difference_pages,
    figure_pages,
    draft_pages,
    draft_step_pages,
    draft_canvas_pages,
    draft_read_in_pages,
    draft_term_pages,
    draft_difference_pages,
    draft_review_pages,
    play_pages,
    play_start_pages,
    play_step_pages,
    form_builder,
    form_builder_questions,
    form_builder_checks,
    waiting_pages,
    reservation_pages,
    retention_pages,
    destruction_pages,
    hold_pages,
    leaving_pages,
    account_pages,
    token_pages,
    avg_pages,
    about,
)


def register(app: Flask) -> None:
    """Add the pages to the application."""
    pages = Blueprint(NAME, __name__)
    pages.before_request(_guard)
    for family in FAMILIES:
        family.add_to(pages)
    app.register_blueprint(pages)
    app.extensions["doorgang_page_error"] = error_pages.answer


def _guard() -> None:
    """Let nobody in without signing in, and no form that another site made."""
    endpoint = (request.endpoint or "").removeprefix(f"{NAME}.")
    if endpoint in OPEN:
        return
    account()
    spend_request()
    if endpoint in WITH_FILES:
        request.max_content_length = sent_files.LARGEST_POST
    if endpoint in WITH_LIST:
        request.max_content_length = LARGEST_LIST
    if request.method == "POST":
        require_own_form()
        if any(name is None for name in (*request.form, *request.files)):
            raise BadRequest("Een deel van het formulier heeft geen naam.")
