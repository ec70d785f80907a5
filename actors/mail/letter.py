"""PURE: a letter, as it is asked for and as it is sent (RFC 5322)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.accounts.members import CONTROLS
from actors.mail.address import MailAddress

MAX_SUBJECT_CHARS: Final = 200
MAX_TEXT_CHARS: Final = 200_000
"""A long transcript; with headers it fits into what every server takes."""
_CONTROL: Final = re.compile(f"[{CONTROLS}]")


class Letter(msgspec.Struct, frozen=True):
    """Something to be told by e-mail.

    Attributes:
        to: to whom; one, so that nobody's refusal is another's repetition.
        subject: in one line.
        text: plain.
    """

    to: MailAddress
    subject: Annotated[str, Meta(max_length=MAX_SUBJECT_CHARS)]
    text: Annotated[str, Meta(max_length=MAX_TEXT_CHARS)]


_POLICY: Final = SMTP.clone(cte_type="7bit")
"""Every server takes it, also one without 8BITMIME."""
_DECODER: Final = msgspec.json.Decoder(Letter)


def read_letter(body: bytes) -> Letter | str:
    """The letter that a delivery says, or what is wrong with it."""
    try:
        return _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"expected a letter: {error}"


def message_of(letter: Letter, sender: str, message: str, at_ms: int) -> bytes:
    """The letter as it goes over the wire.

    Args:
        letter: to be sent.
        sender: its address.
        message: names it in all attempts (`Message-ID`).
        at_ms: wall time.
    """
    text = EmailMessage(policy=_POLICY)
    domain = sender.rpartition("@")[2]
    text["From"] = Address(addr_spec=sender)
    text["To"] = Address(addr_spec=letter.to)
    text["Subject"] = _CONTROL.sub("\ufffd", " ".join(letter.subject.split()))
    text["Date"] = format_datetime(datetime.fromtimestamp(at_ms / 1000, UTC))
    text["Message-ID"] = f"<{message}@{domain}>"
    text["Auto-Submitted"] = "auto-generated"
    text.set_content(letter.text, charset="utf-8")
    return text.as_bytes()
