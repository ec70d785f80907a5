"""What both directions of the wire share: limits, types of fields, the base of frames.

The schema of `triodesk.v1.msgpack` is declared once, here and in `client_frames` and
`server_frames`. Every frame is a positional msgpack array whose first element is the
integer tag; new fields go last, with a default; a tag is never used again. Bodies of
messages are maps (`bodies`). Encoding, validation, the reference page, golden frames
and fuzz strategies follow from these classes; both codecs read them. What a field means
is said by its type, or under `Attributes` of its class, once. Nothing here imports
trio.

Times are ms since the epoch, UTC, the server's. Ids are ASCII strings. `number` counts
the messages of a room 1, 2, 3 … without gaps.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

SUBPROTOCOL: Final = "triodesk.v1.msgpack"
JSON_SUBPROTOCOL: Final = "triodesk.v1.json"
"""The same frames as JSON texts, to look at them; nobody needs it to be fast."""
PROTOCOL_MINOR: Final = 16
PATH: Final = "/v1"
"""Of the WebSocket on the gateway's port."""
VISITOR_TOKENS_PATH: Final = "/v1/visitor-tokens"
"""Where visitors get their tickets, on the port of HTTP."""

MAX_FRAME_BYTES: Final = 64 * 1024
"""Inbound WebSocket message; Centrifugo and the OWASP cheat sheet use the same."""
MAX_SERVER_MESSAGE_BYTES: Final = 256 * 1024
"""What a client accepts: a batch of 32 KiB, or one frame with the longest text."""
MAX_TEXT_CHARS: Final = 8_000
MAX_ID_CHARS: Final = 64
MAX_TICKET_CHARS: Final = 8 * 1024
"""It carries what a page says of the visit, in any script."""
MAX_NOTE_CHARS: Final = 500
"""Of a transfer's note, an annotation, a reason."""
MAX_PREVIEW_CHARS: Final = 200
"""Of what a visitor types, as it is shown before it is sent: the end of the line, two
rows of a window. So typing stays small, whatever is pasted."""
MAX_FORM_FIELDS: Final = 20
"""Of one form."""
MAX_VALUE_CHARS: Final = 200
"""Of what is filled into one of them."""
MAX_BATCH_IN: Final = 32
MAX_BATCH_OUT: Final = 64
MAX_POSITIONS: Final = 200
"""Sessions named in one HELLO or SYNC: more than any agent serves at once."""
MAX_CAPACITY: Final = 1_000
"""Sessions of one agent at once; nobody serves so many."""
MAX_REPLAY: Final = 500
"""Messages of one session in one replay; beyond it a GAP tells to ask again."""
MAX_REPLAY_BYTES: Final = 256 * 1024
"""Of the messages in one replay, as they are stored, the first of them aside: who does
not read must not cost more than a live connection may."""
MAX_HISTORY: Final = 100
"""Messages in one HISTORY; fewer when they are long."""
MAX_HISTORY_BYTES: Final = 128 * 1024
"""Of the messages in one HISTORY, the first of them aside."""
MAX_QUEUE_SHOWN: Final = 200
"""Waiting sessions in one QUEUE."""
MAX_COLLEAGUES_SHOWN: Final = 500
"""Members in one COLLEAGUES: a message to a client stays below 256 KiB."""
MAX_GROUPS_SHOWN: Final = 200
"""Groups in one DASHBOARD; with the most agents it stays below 256 KiB."""
MAX_SESSIONS_SHOWN: Final = 200
"""Sessions in one SESSIONS."""
MAX_FOLLOW_UPS_SHOWN: Final = 100
"""Sessions in one FOLLOW_UPS: with the longest texts it stays below 256 KiB."""
MAX_CONTACT_CHARS: Final = 254
"""Of a part of a customer's profile: the longest e-mail address."""
MAX_CUSTOMER_ITEMS: Final = 20
"""Tags of a customer, and fields that the business has added."""
MAX_NOTES_SHOWN: Final = 50
"""Notes in one CUSTOMER."""
MAX_MESSAGES_LEFT_SHOWN: Final = 200
"""Sessions in one MESSAGES_LEFT."""
MAX_QUESTION_CHARS: Final = 200
"""Of a question that is suggested for the robot; what is longer is none any more."""
MAX_ANSWER_CHARS: Final = 4_000
"""Of the answer to it: what visitors read of one bubble, with room."""
MAX_CONTRIBUTIONS_SHOWN: Final = 8
"""In one CONTRIBUTIONS: with the longest texts it stays below 256 KiB."""
MAX_NEWS_SHOWN: Final = 100
"""In one NEWS: two screens."""
MAX_UNREAD_COUNTED: Final = 1_000
"""Of NEWS: beyond it nobody cares how many there are."""
MAX_SEARCH_CHARS: Final = 500
"""Of what is looked for in knowledge: a visitor's message, as the robot reads it."""
MAX_FOUND_SHOWN: Final = 20
"""Entries in one KNOWLEDGE_FOUND; with the longest answers fewer."""
MAX_TITLE_CHARS: Final = 60
"""Of a quick reply's title."""
MAX_REPLY_CHARS: Final = 2_000
"""Of what it says."""
MAX_CATEGORY_CHARS: Final = 40
MAX_CURSOR_CHARS: Final = 2 * MAX_ID_CHARS
"""Of where the next page of NEWS begins: a version and an id."""
MAX_STEPS_SHOWN: Final = 50
"""Steps in one WHY; each may carry a look at a whole group."""
MAX_TALKERS: Final = 15
"""Colleagues with whom one internal conversation begins."""
MAX_NAMES_SHOWN: Final = 5
"""Agents named for one who waits."""
SEND_WINDOW: Final = 32
"""Unanswered requests of one connection (MQTT 5 calls it Receive Maximum)."""
TYPING_RESEND_SECONDS: Final = 3.0
TYPING_MIN_INTERVAL_SECONDS: Final = 2.0
TYPING_TTL_SECONDS: Final = 6.0

BATCH_TAG: Final = 0
"""`[0, [frame, …]]`: several frames in one WebSocket message; batches do not nest."""

VISITOR_ROOM: Final = "visitor"
INTERNAL_ROOM: Final = "internal"
"""The one room of an internal conversation."""

Id = Annotated[str, Meta(min_length=1, max_length=MAX_ID_CHARS)]
Count = Annotated[int, Meta(ge=0, lt=2**53)]
MessageNumber = Annotated[int, Meta(ge=1, lt=2**53)]
RequestNumber = Annotated[
    Count, Meta(description="number of the request; see Requests.")
]
SessionRef = Annotated[
    Id, Meta(description="the session; of another room its place, see Rooms.")
]
RoomRef = Annotated[
    Id, Meta(description=f"the room: `{VISITOR_ROOM}`, or as the place names it.")
]
OperationId = Annotated[Id, Meta(description="id of the act; see Requests.")]
Moment = Annotated[
    Count, Meta(description="when, in ms since the epoch, by the server's clock.")
]
Positions = Annotated[
    dict[Id, Count],
    Meta(
        max_length=MAX_POSITIONS,
        description="by session, or place, the number of the last message that the"
        " client has, 0 for none.",
    ),
]
Role = Literal["visitor", "agent", "supervisor", "observer"]
"""A supervisor is an agent who may also do what only supervisors may, with the sessions
and agents of the groups that he is in now (M1, Q11). An observer looks at the dashboard
and serves nobody (M6)."""
SenderRole = Literal["visitor", "agent", "robot", "system"]


def sender_role(role: Role) -> SenderRole:
    """What somebody is to a session who was let in as that."""
    return "visitor" if role == "visitor" else "agent"


Status = Literal["free", "not_ready", "rest", "offline"]
"""What an agent can ask for; `busy` and `arrange` follow from the work."""
ShownStatus = Literal["free", "busy", "arrange", "not_ready", "rest", "offline"]
SessionStateName = Literal[
    "robot",
    "collecting",
    "routing",
    "queued",
    "offered",
    "serving",
    "message_left",
    "closed",
]
NoticeName = Literal[
    "visitor_warning",
    "agent_reminder",
    "auto_transfer",
    "transfer_refused",
    "transfer_expired",
    "in_seat",
    "out_seat",
    "closed",
    "timed_out",
]
OutcomeName = Literal["", "solved", "unsolved"]
PurposeName = Literal["", "welcome", "clarify"]
NoteName = Literal["rating", "tag", "remark", "follow_up", "outcome"]
Text = Annotated[str, Meta(max_length=MAX_NOTE_CHARS)]
FieldValue = Annotated[str, Meta(max_length=MAX_VALUE_CHARS)]
OptionalId = Annotated[str, Meta(max_length=MAX_ID_CHARS)]


def room_at(place: str) -> str:
    """The room that is found at a place: a session's id, or `SESSION/ROOM`."""
    return place.partition("/")[2] or VISITOR_ROOM


def session_at(place: str) -> str:
    """The session to which a place belongs."""
    return place.partition("/")[0]


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """Base of all frames; the tag of a subclass is its first element on the wire."""


class Ping(Frame, frozen=True, tag=3):
    """Are you there? To be answered by PONG, by either side.

    Attributes:
        number: comes back with the answer.
    """

    number: Count


class Pong(Frame, frozen=True, tag=4):
    """The answer to PING.

    Attributes:
        number: of the PING.
    """

    number: Count
