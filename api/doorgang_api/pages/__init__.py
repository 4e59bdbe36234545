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
    case_acts,
    case_pages,
    case_start,
    cohort_pages,
    contact_pages,
    destruction_pages,
    error_pages,
    figure_pages,
    hold_pages,
    incident_pages,
    leaving_pages,
    message_pages,
    my_sessions,
    my_work,
    notice_pages,
    participant_pages,
    provider_sign_in,
    reason_pages,
    recurring_pages,
    reservation_pages,
    retention_pages,
    sent_files,
    sign_in,
    standing_in,
    task_pages,
    token_pages,
    version_pages,
)
from .visit import account, require_own_form, spend_request

if TYPE_CHECKING:
    from flask import Flask

#: Pages for who is not signed in; signing in looks after its own token.
OPEN = frozenset({"sign_in", "go_to_provider", "come_back", "told_it_is_over", "about"})
#: Forms that files may come with, and how many bytes one of them may have in all.
WITH_FILES = frozenset({"task", "start", "message"})
WITH_LIST = frozenset({"cohort"})
LARGEST_POST = 60_000_000
LARGEST_LIST = 8_100_000
NAME = "pages"


def register(app: Flask) -> None:
    """Add the pages to the application."""
    pages = Blueprint(NAME, __name__)
    pages.before_request(_guard)
    for family in (
        sent_files,
        sign_in,
        provider_sign_in,
        my_sessions,
        standing_in,
        contact_pages,
        my_work,
        task_pages,
        case_pages,
        case_start,
        cohort_pages,
        batch_pages,
        case_acts,
        participant_pages,
        message_pages,
        notice_pages,
        incident_pages,
        reason_pages,
        access_pages,
        recurring_pages,
        version_pages,
        figure_pages,
        reservation_pages,
        retention_pages,
        destruction_pages,
        hold_pages,
        leaving_pages,
        account_pages,
        token_pages,
        avg_pages,
        about,
    ):
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
        request.max_content_length = LARGEST_POST
    if endpoint in WITH_LIST:
        request.max_content_length = LARGEST_LIST
    if request.method == "POST":
        require_own_form()
        if any(name is None for name in (*request.form, *request.files)):
            raise BadRequest("Een deel van het formulier heeft geen naam.")
