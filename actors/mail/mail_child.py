"""The process that hands letters in, one after the other.

Started as `python -m actors.mail.mail_child FD`, with `MailServer` as JSON in the
variable `mail_wire.SETTINGS`. Imports no trio.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from actors.mail.mail_wire import ENCODER, REQUESTS, SETTINGS, MailServer
from actors.mail.smtp import converse
from runtime.port_child import Handler, run_child


class _Mailer:
    def __init__(self, server: MailServer) -> None:
        self._server = server

    def handle(self, request: bytes) -> bytes:
        return ENCODER.encode(converse(self._server, REQUESTS.decode(request)))

    def idle(self) -> None:
        """Nothing waits to be tidied."""


def main(arguments: list[str]) -> int:
    """Hands letters in until the parent is gone."""
    (fd,) = map(int, arguments)

    @contextmanager
    def opened() -> Iterator[Handler]:
        yield _Mailer(msgspec.json.decode(os.environ[SETTINGS], type=MailServer))

    return run_child(fd, opened)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
