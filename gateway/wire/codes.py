"""Error and close codes: one table each; the range of a close code is the duty.

Source: RFC 6455 section 7.4.2 (private range 4000–4999); Centrifugo's split into codes
after which a client comes back (4000–4499) and codes after which it stays away.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class ErrorCode(IntEnum):
    """Why a request was refused (`ERR`, `RES`); 0 is success."""

    OK = 0
    PROTOCOL = 100
    UNKNOWN_TAG = 104
    UNAUTHENTICATED = 200
    FORBIDDEN = 203
    NO_SUCH_SESSION = 300
    CLOSED = 301
    WRONG_STATE = 302
    ID_CONFLICT = 305
    NO_SUCH_GROUP = 306
    NO_SUCH_OFFER = 307
    AGENT_FULL = 308
    AGENT_NOT_FREE = 309
    NO_SUCH_AGENT = 310
    BAD_VALUE = 311
    RATE = 400
    TOO_LARGE = 402
    WINDOW = 403
    OVERLOADED = 404
    INTERNAL = 500
    UNAVAILABLE = 503


TEMPORARY: Final = frozenset(
    {
        ErrorCode.RATE,
        ErrorCode.WINDOW,
        ErrorCode.OVERLOADED,
        ErrorCode.INTERNAL,
        ErrorCode.UNAVAILABLE,
    }
)
"""The same request, with the same client id, may succeed later."""


class CloseCode(IntEnum):
    """Why a connection was closed."""

    NORMAL = 1000
    TOO_BIG = 1009
    GOAWAY = 4000
    HEARTBEAT = 4001
    SLOW = 4002
    INTERNAL = 4004
    OVERLOADED = 4006
    RATE = 4007
    BAD_TICKET = 4500
    PROTOCOL = 4501
    NO_HELLO = 4502
    REPLACED = 4503
    VERSION = 4505


FIRST_TERMINAL_CLOSE: Final = 4500


def may_reconnect(code: int) -> bool:
    """True when a client that was closed with `code` should come back by itself."""
    return code < FIRST_TERMINAL_CLOSE
