"""A real SMTP server on loopback, in a thread of its own."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.proofs.service import free_port

USER, PASSWORD = "desk", "s3cret"


class PostOffice:
    """What was handed in; `refuses` are addresses that it does not take.

    `farewell` is what it says to QUIT.
    """

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.refuses: set[str] = set()
        self.farewell = "221 Bye"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        if address in self.refuses:
            return "550 5.1.1 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.taken.append(envelope)
        return "250 OK"

    async def handle_QUIT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        return self.farewell


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
) -> AuthResult:
    wanted = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == wanted, handled=False)


@contextmanager
def post_office(
    tls: ssl.SSLContext | None = None, *, needs_login: bool = False
) -> Iterator[tuple[PostOffice, int]]:
    """Runs one; gives it and its port."""
    office, port = PostOffice(), free_port()
    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=port,
        tls_context=tls,
        auth_required=needs_login,
        auth_require_tls=tls is not None,
        authenticator=_authenticate,
    )
    controller.start()
    try:
        yield office, port
    finally:
        controller.stop()
