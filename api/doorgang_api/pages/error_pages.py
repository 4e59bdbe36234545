"""When something goes wrong: what happened, what was kept, and what to do now. In Dutch."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import redirect, request, url_for
from werkzeug.exceptions import HTTPException

from doorgang_api.auth import SignedOut
from doorgang_api.languages import gettext as _
from doorgang_api.languages import lazy_gettext as _l
from doorgang_api.problems import TITLES, seconds_to_wait, status_of
from doorgang_engine.errors import EngineError, ExecutionFailed, TaskAlreadyCompleted

from . import visit
from .names import People
from .task_drafting import DRAFT_KEPT
from .words import moment_words

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

logger = logging.getLogger(__name__)

BROKEN = frozenset({500})  # nobody anticipated it; 503 says what to do
NOTHING_DONE = _l("Er is niets verwerkt.")
ADVICE = {
    400: _l("Ga terug, ververs de pagina en probeer het opnieuw."),
    401: _l("Meld u aan. Wat u typte staat nog in uw browser zolang u dit venster open laat."),
    403: _l("Denkt u dat dit wel bij uw werk hoort? Vraag het de regiocoördinator."),
    404: _l("Controleer het adres, of zoek de taak of het traject op in de lijst."),
    405: _l("Gebruik de knoppen en links op de pagina's."),
    409: _l("Open het traject om te zien hoe het er nu voor staat."),
    412: _l("Open het traject opnieuw, kijk wat er is veranderd en doe het zo nodig nog eens."),
    413: _l("Maak wat u stuurt kleiner en probeer het opnieuw."),
    422: _l("Ga terug, verbeter wat niet klopt en verstuur opnieuw."),
    429: _l("Wacht even, en doe het dan opnieuw."),
    503: _l("Probeer het over een paar minuten opnieuw."),
    500: _l("Kijk eerst bij het traject of uw invoer er staat. Probeer het anders later opnieuw."),
}
GONE = _l("Deze pagina bestaat niet, of u mag haar niet zien.")


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What to say on an error page. ``kept`` is what became of what was sent."""

    status: int
    title: str
    happened: str
    kept: str
    advice: str
    reference: str = ""
    typed_is_kept: bool = False


def answer(error: Exception) -> AnyResponse:
    """Answer an error with a page."""
    if isinstance(error, SignedOut) and request.method != "POST":
        path = request.full_path.removesuffix("?")
        return redirect(url_for("pages.sign_in", naar=path))
    trouble = _trouble(error)
    page = visit.show(
        "error.html",
        heading=trouble.title,
        status=trouble.status,
        trouble=trouble,
        draft_kept=request.environ.get(DRAFT_KEPT, False),
        typed=() if trouble.typed_is_kept else _typed(),
        case_id=(request.view_args or {}).get("case_id", ""),
        task_id=(request.view_args or {}).get("task_id", ""),
    )
    if (seconds := seconds_to_wait(error)) is not None:
        page.headers["Retry-After"] = str(seconds)
    return page


def _trouble(error: Exception) -> Trouble:
    if isinstance(error, HTTPException):
        return _http(error)
    if isinstance(error, TaskAlreadyCompleted):
        return _too_late(error)
    if isinstance(error, ExecutionFailed):
        return _stands_still()
    if isinstance(error, EngineError) and status_of(error) not in BROKEN:
        return _anticipated(error)
    return _unexpected(error)


def _http(error: HTTPException) -> Trouble:
    status = error.code or 500
    forged = isinstance(error, visit.ForgedForm)
    happened = {404: GONE, 405: _("Dit kan niet op deze manier.")}.get(
        status, TITLES.get(status, "")
    )
    if forged:
        happened = _(
            "Dit formulier hoort niet bij uw aanmelding van nu. Misschien hebt u zich "
            "ondertussen opnieuw aangemeld."
        )
    return Trouble(
        status=status,
        title=TITLES.get(status, "Dat ging niet"),
        happened=happened,
        kept=_kept(),
        advice=_("Open de pagina opnieuw en verstuur haar dan.") if forged else _advice(status),
    )


def _too_late(error: TaskAlreadyCompleted) -> Trouble:
    """Say who was first by name, and when in words."""
    account = visit.account()
    with visit.house().read_uow() as uow:
        by = People(uow, account.region).person(error.by)
    return Trouble(
        status=409,
        title=_("Deze taak is al afgerond"),
        happened=_(
            "%(by)s heeft deze taak al afgerond, op %(_moment)s.", by=by, _moment=_moment(error.at)
        ),
        kept=_("Uw invoer is niet verwerkt. Het traject loopt gewoon door."),
        advice=_("Open het traject om te zien wat er is ingevuld."),
    )


def _stands_still() -> Trouble:
    starting = request.endpoint == "pages.start"
    return Trouble(
        status=409,
        title=_("Het traject kan niet verder"),
        happened=_("De route kan met deze gegevens niet verder."),
        kept=_("Er is niets verwerkt: het traject is niet begonnen.")
        if starting
        else _(
            "Er gaat niets verloren: het traject staat nog bij de vorige stap. Rondde u een taak "
            "af, dan is bewaard wat u invulde."
        ),
        advice=_("Vraag de regiocoördinator om de route na te kijken.")
        if starting
        else _(
            "De regiocoördinator ziet deze storing en kan het opnieuw laten proberen. U hoeft "
            "niets opnieuw in te vullen."
        ),
        typed_is_kept=not starting,
    )


def _anticipated(error: EngineError) -> Trouble:
    status = status_of(error)
    said = str(error)
    return Trouble(
        status=status,
        title=TITLES.get(status, "Dat ging niet"),
        happened=said,
        kept="" if "niet verwerkt" in said or "niets verwerkt" in said else _kept(),
        advice=_advice(status),
    )


def _unexpected(error: Exception) -> Trouble:
    reference = str(uuid.uuid4())
    logger.error("Unexpected error", exc_info=error, extra={"reference": reference})
    return Trouble(
        status=500,
        title=TITLES[500],
        happened=_("Door een fout in de software kon de pagina niet worden gemaakt."),
        kept=_("Of uw invoer is verwerkt, ziet u bij het traject.") if _sent() else "",
        advice=_advice(500) if _sent() else _("Probeer het later opnieuw."),
        reference=reference,
    )


def _sent() -> bool:
    return request.method == "POST"


def _kept() -> str:
    return NOTHING_DONE if _sent() else ""


def _advice(status: int) -> str:
    return ADVICE.get(status, "Probeer het later opnieuw.")


def _moment(text: str) -> str:

    return moment_words(datetime.fromisoformat(text))


def _typed() -> list[tuple[str, str]]:
    """Return what was typed in the form that failed, so that nobody has to type it again."""
    if not _sent():
        return []
    try:
        pairs = list(request.form.items(multi=True))
    except HTTPException:  # the form itself was what went wrong
        return []
    return [(key, value) for key, value in pairs if key and value and _is_shown(key)]


def _is_shown(key: str) -> bool:
    return key != "wachtwoord" and (not key.startswith("_") or key in ("_voornaam", "_achternaam"))
