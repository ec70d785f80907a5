"""One conversation with a mail server, by the standard library; blocks.

For the process of its own alone, and for `triodesk doctor`. Imports no trio.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import closing, suppress
from typing import Final

from actors.mail.mail_wire import (
    MailAnswer,
    MailRefused,
    MailRequest,
    MailSecurity,
    MailServer,
    MailTaken,
    SendMail,
)

STEP_SECONDS: Final = 5.0
"""For each of some ten steps: together less than a child may take for a request."""
MAX_TEXT_CHARS: Final = 300


def converse(server: MailServer, request: MailRequest) -> MailAnswer:
    """Connects, signs in, hands a message in where there is one, and leaves."""
    try:
        with closing(_connected(server)) as connection:
            if server.security is MailSecurity.STARTTLS:
                connection.starttls(context=_context(server))
            if server.user:
                connection.login(server.user, server.password)
            if isinstance(request, SendMail):
                connection.sendmail(server.sender, request.to, request.message)
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()  # what it took, it has, whatever it says to that
            return MailTaken()
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        return _refused(code, text)
    except smtplib.SMTPResponseException as error:
        return _refused(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return _refused(0, str(error) or type(error).__name__)


def _connected(server: MailServer) -> smtplib.SMTP:
    where = server.host, server.port
    if server.security is MailSecurity.TLS:
        return smtplib.SMTP_SSL(*where, timeout=STEP_SECONDS, context=_context(server))
    return smtplib.SMTP(*where, timeout=STEP_SECONDS)


def _context(server: MailServer) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if server.authorities:
        context.load_verify_locations(server.authorities)
    return context


def _refused(code: int, text: bytes | str) -> MailRefused:
    told = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return MailRefused(code, " ".join(told.split())[:MAX_TEXT_CHARS])
