"""PURE: how the process that sends mail and who asks it speak, and how it is set up."""

from __future__ import annotations

from enum import Enum
from typing import Final

import msgspec

SETTINGS: Final = "MAIL_CHILD_SETTINGS"
"""The variable in which the child gets its settings: a password stands in no list of
processes."""


class MailSecurity(Enum):
    """How the connection to the mail server is secured."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"
    """Not at all: for a server on this machine."""


class MailServer(msgspec.Struct, frozen=True):
    """Where mail is handed in.

    Attributes:
        host: its name.
        port: of SMTP.
        security: see there; certificates are verified.
        user: to sign in as; "" = nobody.
        password: of the user.
        sender: the address that letters come from.
        authorities: a file of certificates that are trusted beside the system's.
    """

    host: str
    port: int
    security: MailSecurity
    user: str
    password: str
    sender: str
    authorities: str = ""


class SendMail(msgspec.Struct, frozen=True, tag="send"):
    """Hands in a message: `MailTaken` or `MailRefused`."""

    to: str
    message: bytes


class TryMail(msgspec.Struct, frozen=True, tag="try"):
    """Signs in and says nothing: `MailTaken` or `MailRefused`."""


class MailTaken(msgspec.Struct, frozen=True, tag="taken"):
    """The server has it, or lets us in."""


class MailRefused(msgspec.Struct, frozen=True, tag="refused"):
    """The server does not take it; `code` is SMTP's, 0 = it could not be asked."""

    code: int
    text: str


MailRequest = SendMail | TryMail
MailAnswer = MailTaken | MailRefused

ENCODER: Final = msgspec.msgpack.Encoder()
REQUESTS: Final[msgspec.msgpack.Decoder[MailRequest]] = msgspec.msgpack.Decoder(
    MailRequest
)
ANSWERS: Final[msgspec.msgpack.Decoder[MailAnswer]] = msgspec.msgpack.Decoder(
    MailAnswer
)
