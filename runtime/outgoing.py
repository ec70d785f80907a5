"""PURE: requests to others' servers, and what they come to.

A request ends in an answer, whatever its status, or in a failure with its cause: both
are values.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final, Protocol

import msgspec

MAX_ANSWER_BYTES: Final = 64 * 1024
"""Kept of an answer's body; what comes after it is not read."""


class Cause(Enum):
    """Why there is no answer."""

    BAD_URL = "bad_url"
    REFUSED_ADDRESS = "refused_address"
    """Nothing that the name stands for may be connected to."""
    NO_SUCH_HOST = "no_such_host"
    UNREACHABLE = "unreachable"
    """No connection, so that nothing was asked."""
    BAD_CERTIFICATE = "bad_certificate"
    """No TLS, or none that can be trusted."""
    TOO_SLOW = "too_slow"
    BROKEN = "broken"
    """The connection ended early, or what came is no HTTP."""


class HttpPost(msgspec.Struct, frozen=True):
    """A POST of JSON.

    Attributes:
        url: where to.
        body: JSON.
        headers: beside those that every request has.
        seconds: for all of it, from the look-up to the end of the answer.
        connect_seconds: of these, for a connection to each address; 0 = all of them.
    """

    url: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 10.0
    connect_seconds: float = 0.0


class HttpAnswer(msgspec.Struct, frozen=True):
    """What came back.

    Attributes:
        status: of HTTP.
        body: as it came, at most `MAX_ANSWER_BYTES`.
        is_cut: there was more.
        retry_after: that header, or "".
    """

    status: int
    body: bytes = b""
    is_cut: bool = False
    retry_after: str = ""

    @property
    def is_good(self) -> bool:
        """True of the statuses 200 to 299."""
        return 200 <= self.status < 300  # noqa: PLR2004 - a class of statuses


class HttpFailure(msgspec.Struct, frozen=True):
    """Nothing came back; `text` says what was expected, for operators."""

    cause: Cause
    text: str


HttpOutcome = HttpAnswer | HttpFailure


class Poster(Protocol):
    """What sends requests."""

    async def post(self, request: HttpPost) -> HttpOutcome:
        """Sends it and waits, at most `request.seconds`; never raises."""
        ...


Take = Callable[[bytes], bool]
"""Takes a piece of a good answer's body as it comes; False: no more is wanted."""


class Streamer(Protocol):
    """What sends requests whose answers are read while they come."""

    async def stream(self, request: HttpPost, take: Take) -> HttpOutcome:
        """As `Poster.post`; a good answer's body goes to `take`, and is not kept."""
        ...
