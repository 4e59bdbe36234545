"""Write a letter: text and HTML of the same words, in the language of who it is for.

A letter says what kind of thing waits, the number of the dossier, the day and where to find it.
Never whom it is about: mail passes through the hands of others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from doorgang_api.languages import LANGUAGES, SOURCE, catalog
from doorgang_engine.outgoing.letters import LETTERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

SENDER: Final = "Doorgang"
PREFERENCES: Final = "/meldingen/voorkeuren"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a letter is written from."""

    letter: str  # the key of its kind
    data: Mapping[str, Any]  # of the job, and the secrets
    language: str


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What stands around a letter."""

    job_id: str
    sender: str
    address: str
    site: str  # scheme and host of our pages
    at: datetime


def write_letter(words: Words, envelope: Envelope) -> EmailMessage:
    """Return a letter, ready to be sent. Written twice, it has the same Message-ID."""
    message = EmailMessage()
    mailbox, _, domain = envelope.sender.partition("@")
    message["From"] = Address(display_name=SENDER, username=mailbox, domain=domain)
    message["To"] = Address(addr_spec=envelope.address)
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = f"<{envelope.job_id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no absence messages in return
    message["Content-Language"] = words.language
    context = {**words.data, "site": envelope.site, "language": words.language}
    if not LETTERS[words.letter].is_asked_for:
        message["List-Unsubscribe"] = f"<{envelope.site}{PREFERENCES}>"
        context["preferences"] = f"{envelope.site}{PREFERENCES}"
    text = _environment(words.language).get_template(f"{words.letter}.txt").render(context)
    subject, _, body = text.partition("\n")
    message["Subject"] = subject.strip()
    message.set_content(body.lstrip("\n"))
    html = _environment(words.language).get_template(f"{words.letter}.html").render(context)
    message.add_alternative(html, subtype="html")
    return message


@cache
def _environment(language: str) -> Environment:
    found = Environment(
        loader=PackageLoader("doorgang_api", "templates/mail"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        keep_trailing_newline=True,
    )
    found.policies["ext.i18n.trimmed"] = True
    found.install_gettext_translations(  # type: ignore[attr-defined]
        catalog(language if language in LANGUAGES else SOURCE), newstyle=True
    )
    found.globals["day"] = _day
    return found


def _day(text: str) -> str:
    """Return a day of the data in figures: it reads the same in every language."""
    return date.fromisoformat(text).strftime("%d-%m-%Y")
