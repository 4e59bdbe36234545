"""What can go wrong on purpose with somebody's work."""

from __future__ import annotations

from doorgang_engine.errors import Conflict, Invalid


class HandOverRefused(Invalid):
    """A task cannot be handed over to this person."""

    code = "hand_over_refused"


class FollowUpRefused(Invalid):
    """The day on which to look at a task again cannot be right."""

    code = "follow_up_refused"


class TooManyAtOnce(Invalid):
    """More tasks, or none, were named to do something with at once."""

    code = "too_many_at_once"


class TooManyViews(Conflict):
    """Somebody has as many saved views as one may have."""

    code = "too_many_views"


class ViewEmpty(Invalid):
    """A view would keep nothing."""

    code = "view_empty"


class TakenByAnother(Conflict):
    """A colleague has taken the task."""

    code = "taken_by_another"
