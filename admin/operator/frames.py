"""What goes over the operator's socket: declared once, for both ends.

A frame is a header of five bytes, the length of its payload and the version of this
protocol, and the payload, msgpack of one struct. The operator asks, the service
answers; one answer per request, in order.
"""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import Annotated, Final

import msgspec

from actors.explanation import Explanation
from actors.knowledge.records import KnowledgeTold
from actors.quick_replies.records import RepliesTold
from actors.robot.state import ReadRobot, RobotState
from actors.robot.trial import Trials, TryRobot
from actors.webhooks.acts import WebhookAct, WebhookActAnswer
from admin.operator.account_frames import AccountAnswer, AccountRequest
from admin.operator.customer_frames import CustomerAnswer, CustomerRequest
from admin.operator.erasure_frames import ErasureAnswer, ErasureRequest
from admin.operator.key_frames import KeyAct, KeyAnswer
from admin.operator.knowledge_frames import KnowledgeAct
from admin.operator.record_frames import RecordAnswer, RecordRequest
from admin.operator.reply_frames import ReplyAct
from admin.operator.retention_frames import RetentionAnswer, RetentionRequest
from admin.operator.settings_frames import RulesAnswer, RulesRequest
from runtime.errors import PeerError
from runtime.introspect import CellStatistics
from runtime.survey import RegionTotals, SortKey

VERSION: Final = 13
"""Grows with every change of what is declared here."""
HEADER: Final = struct.Struct(">IB")
MAX_REQUEST_BYTES: Final = 160 * 1024
"""Entries of a file that is imported take most of it; all else takes a tenth."""
MAX_ANSWER_BYTES: Final = 1 << 20
"""A look at `MAX_ROWS` entities of each region takes a third of it."""
MAX_ROWS: Final = 100
"""Entities of each region in one look: more than fit on a screen."""
MAX_SESSION_CHARS: Final = 64
"""An id has 26."""


class Code(IntEnum):
    """What was wrong: with the frame (below 100), or with what was asked for."""

    MALFORMED = 1
    TOO_LARGE = 2
    WRONG_VERSION = 3
    TOO_MANY = 4
    """Connections; try again when another operator is done."""
    NO_SUCH_SESSION = 100
    UNAVAILABLE = 101
    """The store does not answer now."""
    INTERNAL = 102


class Look(msgspec.Struct, frozen=True, tag="look"):
    """Asks for a look at the tree: answered by `Tree`.

    Attributes:
        sort: which entities come first.
        limit: how many of each region.
    """

    sort: SortKey = SortKey.BUSY
    limit: Annotated[int, msgspec.Meta(ge=0, le=MAX_ROWS)] = MAX_ROWS


class AskWhy(msgspec.Struct, frozen=True, tag="why"):
    """Asks why a session is where it is: answered by `Because`."""

    session: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_SESSION_CHARS)]


Request = (
    Look
    | AskWhy
    | AccountRequest
    | RulesRequest
    | RecordRequest
    | CustomerRequest
    | ErasureRequest
    | RetentionRequest
    | WebhookAct
    | KnowledgeAct
    | ReplyAct
    | KeyAct
    | TryRobot
    | ReadRobot
)


class Tree(msgspec.Struct, frozen=True, tag="tree"):
    """The supervision tree, looked at once.

    Attributes:
        process: the service's process id.
        up_seconds: since its start, monotonic.
        sort: see `Look`.
        upper: supervisors, services and regions, parents before children.
        regions: totals, in the same order.
        entities: the first of each region.
    """

    process: int
    up_seconds: float
    sort: SortKey
    upper: tuple[CellStatistics, ...]
    regions: tuple[RegionTotals, ...]
    entities: tuple[CellStatistics, ...]


class Because(msgspec.Struct, frozen=True, tag="because"):
    """Why a session is where it is."""

    explanation: Explanation


class Problem(msgspec.Struct, frozen=True, tag="problem"):
    """The request was not answered; after a bad frame the connection ends."""

    code: Code
    text: str


Answer = (
    Tree
    | Because
    | Problem
    | AccountAnswer
    | RulesAnswer
    | RecordAnswer
    | CustomerAnswer
    | ErasureAnswer
    | RetentionAnswer
    | WebhookActAnswer
    | KnowledgeTold
    | RepliesTold
    | KeyAnswer
    | Trials
    | RobotState
)

_REQUESTS: Final[msgspec.msgpack.Decoder[Request]] = msgspec.msgpack.Decoder(Request)
_ANSWERS: Final[msgspec.msgpack.Decoder[Answer]] = msgspec.msgpack.Decoder(Answer)
_ENCODER: Final = msgspec.msgpack.Encoder()


class FrameBuffer:
    """PURE: bytes in, payloads out.

    Args:
        limit: of a payload, in bytes.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._bytes = bytearray()

    def feed(self, data: bytes) -> None:
        """Takes what a read gave."""
        self._bytes += data

    def next_payload(self) -> bytes | None:
        """The next whole payload, or None until more was fed.

        Raises:
            PeerError: with a `Code`: too long, or of another version.
        """
        if len(self._bytes) < HEADER.size:
            return None
        length, version = HEADER.unpack_from(self._bytes)
        if version != VERSION:
            text = f"expected version {VERSION} of the protocol, got {version}"
            text += ": after an upgrade the service is to be restarted"
            raise PeerError(Code.WRONG_VERSION, text)
        if length > self._limit:
            text = f"expected at most {self._limit} bytes, got {length}"
            raise PeerError(Code.TOO_LARGE, text)
        end = HEADER.size + length
        if len(self._bytes) < end:
            return None
        payload = bytes(self._bytes[HEADER.size : end])
        del self._bytes[:end]
        return payload


def encode_request(request: Request) -> bytes:
    """A whole frame."""
    return _framed(_ENCODER.encode(request))


def encode_answer(answer: Answer) -> bytes:
    """A whole frame; one that is too large becomes a `Problem`."""
    payload = _ENCODER.encode(answer)
    if len(payload) > MAX_ANSWER_BYTES:
        text = f"the answer has {len(payload)} bytes: ask for fewer rows"
        payload = _ENCODER.encode(Problem(Code.TOO_LARGE, text))
    return _framed(payload)


def decode_request(payload: bytes) -> Request:
    """What an operator asks.

    Raises:
        PeerError: with `Code.MALFORMED`.
    """
    try:
        return _REQUESTS.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PeerError(Code.MALFORMED, f"expected a request: {error}") from error


def decode_answer(payload: bytes) -> Answer:
    """What the service says.

    Raises:
        PeerError: with `Code.MALFORMED`.
    """
    try:
        return _ANSWERS.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PeerError(Code.MALFORMED, f"expected an answer: {error}") from error


def _framed(payload: bytes) -> bytes:
    return HEADER.pack(len(payload), VERSION) + payload
