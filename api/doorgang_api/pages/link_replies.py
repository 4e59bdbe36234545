"""What parents or the pupil answered by a link: told on the task, and put into its form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import visit
from .answers import answers_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_engine.link import Reply

    from .filling_in import Typed


def with_replies(typed: Typed, replies: Sequence[Reply], form: str) -> Typed:
    """Return an empty form with the replies in it: a row for each, or the newest answers."""
    question = visit.house().link_questions.get(form) if replies else None
    if question is None:
        return typed
    if question.row:
        return replace(typed, values={question.row: [dict(one.answers) for one in replies]})
    return replace(typed, values=dict(replies[-1].answers))


def reply_views(replies: Sequence[Reply], definition: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the replies in words, as they were given."""
    if not replies:
        return []
    question = visit.house().link_questions.get(replies[0].link.form)
    if question is None:
        return []
    asked = question.form_in(definition)
    return [
        {
            "name": one.name,
            "at": one.link.used_at,
            "answers": answers_of(definition=asked, data=one.answers, files={}),
        }
        for one in replies
    ]
