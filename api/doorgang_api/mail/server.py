"""Hand a letter to a mail server (SMTP, RFC 5321), encrypted (RFC 8314) or not at all.

Without TLS, or with a certificate that does not belong to the server, nothing is said: an address
is personal data too. Only a server on this machine may be spoken to in the clear.
"""

from __future__ import annotations

import enum
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from doorgang_engine.outgoing.errors import SendingFailed

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

TIMEOUT: Final = 20.0  # seconds for one step of the conversation
TLS_REFUSED: Final = "mail_tls_refused"
SIGN_IN_REFUSED: Final = "mail_sign_in_refused"
UNREACHABLE: Final = "mail_server_unreachable"
REFUSED_NOW: Final = "mail_refused_now"
REFUSED: Final = "mail_refused"
_PERMANENT: Final = 500


class Security(enum.StrEnum):
    """How a conversation is kept from others."""

    TLS = "smtps"  # from the first byte
    STARTTLS = "smtp"  # before anything is said
    NONE = "smtp+lokaal"  # on this machine only


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where mail goes to."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = (
        None  # PEM with the authorities that count, in the place of the system's
    )

    def send(self, message: EmailMessage) -> None:
        """Hand over a message, to its ``To``.

        :raises SendingFailed: if the server does not take it; final when it says never.
        """
        try:
            connection = self._connected()
        except ssl.SSLError:
            raise _later(TLS_REFUSED) from None
        except (OSError, smtplib.SMTPException):
            raise _later(UNREACHABLE) from None
        try:
            self._enter(connection)
            _hand_over(connection, message)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()  # it was taken already: a rude goodbye changes nothing
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        if self.security is Security.TLS:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=self._context())
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)

    def _enter(self, connection: smtplib.SMTP) -> None:
        """Make the conversation secret, and say who we are."""
        try:
            connection.ehlo_or_helo_if_needed()
            if self.security is Security.STARTTLS:
                connection.starttls(context=self._context())
                connection.ehlo()
        except (ssl.SSLError, smtplib.SMTPException):
            raise _later(TLS_REFUSED) from None
        except OSError:
            raise _later(UNREACHABLE) from None
        if not self.user:
            return
        try:
            connection.login(self.user, self.password)
        except smtplib.SMTPException:
            raise _later(SIGN_IN_REFUSED) from None
        except OSError:
            raise _later(UNREACHABLE) from None

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.ca_file)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


def _hand_over(connection: smtplib.SMTP, message: EmailMessage) -> None:
    # Nothing of what the server answers is kept: it may repeat the address.
    try:
        connection.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        raise _by_answer(max(code for code, _ in error.recipients.values())) from None
    except smtplib.SMTPSenderRefused:
        raise _later(REFUSED_NOW) from None  # our own settings: the letter is not at fault
    except smtplib.SMTPResponseException as error:
        raise _by_answer(error.smtp_code) from None
    except (OSError, smtplib.SMTPException):
        raise _later(UNREACHABLE) from None


def _by_answer(code: int) -> SendingFailed:
    is_final = code >= _PERMANENT
    return SendingFailed(REFUSED if is_final else REFUSED_NOW, is_final=is_final)


def _later(code: str) -> SendingFailed:
    return SendingFailed(code, is_final=False)
