"""PURE: e-mail addresses, as letters go to them (RFC 5321, RFC 5322 `dot-atom`)."""

from __future__ import annotations

import re
from typing import Annotated, Final

from msgspec import Meta

from runtime.errors import UsageError

MAX_ADDRESS_CHARS: Final = 254
"""RFC 5321, 4.5.3.1.3, without the brackets."""
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS: Final = rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*"
"""Visible ASCII around one `@`; no name, no quotes, no brackets of one's own: what it
takes can stand in a header, and starts no other."""
_WHOLE: Final = re.compile(rf"{ADDRESS}\Z")

MailAddress = Annotated[
    str, Meta(max_length=MAX_ADDRESS_CHARS, pattern=rf"^{ADDRESS}\Z")
]


def is_mail_address(text: str) -> bool:
    """True for what could be one: whether it exists is found out by sending."""
    return len(text) <= MAX_ADDRESS_CHARS and _WHOLE.match(text) is not None


def check_address(text: str) -> str:
    """The address.

    Raises:
        UsageError: it is none.
    """
    if not is_mail_address(text):
        raise UsageError(f"expected an e-mail address, got {text!r}")
    return text
