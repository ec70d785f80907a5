"""PURE: what may be set of guests, side rooms and copies (S10, S11)."""

from __future__ import annotations

from typing import Final

import msgspec

MAX_ADDRESS_CHARS: Final = 254
"""Of an e-mail address (RFC 5321 section 4.5.3.1.3 less two), or of a webhook's URL."""


class AsideRule(msgspec.Struct, frozen=True):
    """Set for all sessions.

    Attributes:
        call_seconds: how long a call rings at a colleague.
        mention_hours: how long who was mentioned may read on after the end.
        shows_watchers: who serves sees who watches, unless that is asked not to be.
        copy_to: where copies may go: addresses, `*@domain` for all of a domain, or a
            webhook's URL as it stands; none: there are no copies.
    """

    call_seconds: float = 30.0
    mention_hours: float = 72.0
    shows_watchers: bool = True
    copy_to: tuple[str, ...] = ()

    def mention_ms(self) -> int:
        """`mention_hours` in ms."""
        return round(self.mention_hours * 3_600_000)

    def allows_copy(self, address: str) -> bool:
        """True for an address that is on the list."""
        wanted = address.lower()
        _, at, domain = wanted.rpartition("@")
        return any(
            each.lower() == wanted or (at and each.lower() == f"*@{domain}")
            for each in self.copy_to
        )


USUAL_ASIDE: Final = AsideRule()
