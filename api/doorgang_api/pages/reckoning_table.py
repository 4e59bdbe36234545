"""How the last day of a term was reckoned, as rows: from its beginning to its legal ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_api.languages import gettext as _
from doorgang_engine.terms.wording import duration_words

from .dates import date_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doorgang_engine.terms.runs import TermRun
    from doorgang_engine.terms.suspensions import Suspension

Row = tuple[str, tuple[str, ...]]
#: Kinds of steps of the reckoning (``Step.rule``), by the row that they stand in.
_ROLLED = frozenset({"vrije_dag", "atw-1", "atw-1-2", "atw-2", "atw-4"})
_LEFT_OUT = frozenset({"overgeslagen"})
_ELSEWHERE = frozenset({"opschorting", "verlenging"})  # told with their reason


def reckoning_table(run: TermRun, *, ground: str) -> tuple[Row, ...]:
    """Return the rows of the table that explains a term; what does not apply is left out."""
    return tuple((name, lines) for name, lines in _rows(run, ground) if lines)


def rule_words(run: TermRun) -> str:
    """Return the rule of a term in words: how long, and of which kind."""
    kinds = {
        "wettelijk": _("wettelijke termijn (Algemene termijnenwet)"),
        "beleid": _("afgesproken termijn"),
    }
    kind = kinds.get(run.rule.kind.value, run.rule.kind.value)
    words = run.rule.duration_words
    return f"{words}, {kind}" if words else kind


def calendar_words(run: TermRun) -> str:
    """Return which calendar was used, with its version."""
    return f"{run.reckoning.calendar_id} ({run.reckoning.calendar_version})"


def suspension_words(one: Suspension) -> str:
    """Return from when until when a term stood still, and why."""
    start = date_words(day=one.start)
    if one.until is None:
        return _(
            "Stilgezet van %(start)s tot nu. Reden: %(reason)s", start=start, reason=one.reason
        )
    return _(
        "Stilgezet van %(start)s tot %(until)s. Reden: %(reason)s",
        start=start,
        until=date_words(day=one.until),
        reason=one.reason,
    )


def extension_words(run: TermRun) -> str:
    """Return with how much a term was extended, when and why; ``""`` when it was not."""
    if run.extension is None:
        return ""
    return _(
        "Op %(day)s verlengd met %(duration)s. Reden: %(reason)s",
        day=date_words(day=run.extension.decided_on),
        duration=duration_words(duration=run.extension.duration),
        reason=run.extension.reason,
    )


def _rows(run: TermRun, ground: str) -> Iterator[Row]:
    reckoned = run.reckoning
    known = _ROLLED | _LEFT_OUT | _ELSEWHERE
    yield _("Begin"), (date_words(day=run.started_on),)
    yield _("Regel"), (rule_words(run),)
    yield _("Kalender"), (calendar_words(run),)
    yield _("Telling"), tuple(one.text for one in reckoned.steps if one.rule not in known)
    yield _("Telt niet mee"), _steps(run, _LEFT_OUT)
    yield _("Verlenging"), tuple(filter(None, (extension_words(run),)))
    yield _("Opschortingen"), tuple(suspension_words(one) for one in run.suspensions)
    if reckoned.raw_end != run.end:
        yield _("Ruwe einddatum"), (date_words(day=reckoned.raw_end),)
        yield _("Doorgeschoven wegens"), _steps(run, _ROLLED)
    else:
        yield _("Niet doorgeschoven"), _steps(run, _ROLLED)
    yield _("Einddatum"), (date_words(day=run.end),)
    yield _("Grondslag"), (ground,) if ground else ()
    yield _("Bron"), (run.rule.source,) if run.rule.source not in ("", ground) else ()


def _steps(run: TermRun, rules: frozenset[str]) -> tuple[str, ...]:
    return tuple(one.text for one in run.reckoning.steps if one.rule in rules)
