"""Error and close codes, each with its meaning: one table for all who speak of them.

The range of a close code is the client's duty. Source: RFC 6455 section 7.4.2 (private
range 4000–4999); Centrifugo's split into codes after which a client comes back
(4000–4499) and codes after which it stays away.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final, Self


class _Code(IntEnum):
    """A number of the wire, and what it says to who writes a client."""

    _value_: int
    meaning: str

    def __new__(cls, number: int, meaning: str = "") -> Self:
        code = int.__new__(cls, number)
        code._value_ = number
        code.meaning = meaning
        return code


class ErrorCode(_Code):
    """Why a request was refused (`ERR`, `RES`); 0 is success."""

    OK = 0, "Success."
    PROTOCOL = 100, "The frame is not as this page says; the connection is closed."
    UNKNOWN_TAG = 104, "The server does not know such a frame."
    UNAUTHENTICATED = 200, "The ticket is not the server's, was changed, or is over."
    FORBIDDEN = 203, "The role, or this person, may not do that."
    NO_SUCH_SESSION = 300, "There is no such session."
    CLOSED = 301, "The session is closed."
    WRONG_STATE = 302, "The session, or the agent, is in a state without this act."
    ID_CONFLICT = 305, "The `cid` was used before, for another message."
    NO_SUCH_GROUP = 306, "There is no such group."
    NO_SUCH_OFFER = 307, "The offer rings no more."
    AGENT_FULL = 308, "The agent serves as many as he may."
    AGENT_NOT_FREE = 309, "The agent takes no sessions now."
    NO_SUCH_AGENT = 310, "There is no such agent, or not in this group."
    BAD_VALUE = 311, "A value is of the right form, but out of its range."
    NO_SUCH_MESSAGE = 312, "There is no such message, or it was taken back."
    TOO_LATE = 313, "The time in which it could be done is over."
    NOT_YOURS = 314, "It is somebody else's."
    ANSWERED = 315, "It was answered before; what was selected is in the transcript."
    TAGS_MISSING = 320, "Its agent closes it after he has noted a tag: see ANNOTATE."
    NO_SUCH_VISITOR = 322, "The visitor was never served there, and is no customer."
    BLOCKED = 321, "The visitor is blocked: he is not served here."
    NOT_SET_UP = 323, "The service was not set up for that, as without a mail server."
    NO_SUCH_CONTRIBUTION = 324, "There is no such contribution."
    NO_SUCH_ENTRY = 325, "There is no such entry in what the robot knows."
    DECIDED = 326, "The contribution was approved or rejected before."
    LIMIT_REACHED = 327, "There are as many as there may be; wait until some are gone."
    NO_SUCH_REPLY = 328, "There is no such quick reply, or it is somebody else's."
    NAME_TAKEN = 329, "Another has that name already."
    RATE = 400, "Too many frames, or new sessions."
    TOO_LARGE = 402, "The message has too many bytes; the connection is closed."
    WINDOW = 403, "More requests wait for their answer than WELCOME allows."
    OVERLOADED = 404, "The server has too much to do."
    INTERNAL = 500, "The server failed; what became of the request is not known."
    UNAVAILABLE = 503, "The store does not answer; what became of it is not known."


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


class CloseCode(_Code):
    """Why a connection was closed."""

    NORMAL = 1000, "One of the two had enough."
    TOO_BIG = 1009, "A message had too many bytes, or too many parts."
    GOAWAY = 4000, "The server stops; GO_AWAY told when to come back."
    HEARTBEAT = 4001, "The server heard nothing for too long."
    SLOW = 4002, "The client did not read what was sent."
    TICKET_EXPIRED = 4003, "The ticket is over: come back with another, if at all."
    INTERNAL = 4004, "The server failed at this connection."
    OVERLOADED = 4006, "The server has too much to do."
    RATE = 4007, "Too many frames had to be refused, by rate or by window."
    BAD_TICKET = 4500, "The ticket is forged, used up or withdrawn, or names nobody."
    PROTOCOL = 4501, "The client does not keep to this page."
    NO_HELLO = 4502, "The first frame was not HELLO, or did not come in time."
    REPLACED = 4503, "The same person signed in elsewhere."
    VERSION = 4505, "The server does not speak this version any more."


FIRST_TERMINAL_CLOSE: Final = 4500


def may_reconnect(code: int) -> bool:
    """True when a client that was closed with `code` should come back by itself."""
    return code < FIRST_TERMINAL_CLOSE
