"""PURE: what is asked of the records of sessions, and what they answer."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.customers.records import CustomerPage, FindCustomers
from actors.records.bounds import MAX_PAGE, Cursor, Moment, PageLimit, Sought
from actors.records.feedback import CountFeedback, Feedback
from actors.records.figures import Figures, Sums
from actors.records.keeping import KeepingAnswer, KeepingRequest
from actors.records.rows import (
    MESSAGE_BITS,
    LegRow,
    MessageRow,
    SessionRow,
)
from actors.records.unanswered import UnansweredAnswer, UnansweredRequest
from actors.rules.setting_values import USUAL_PROMPT_SECONDS
from actors.session.terms import CloseReason
from runtime.journal import FollowedEvent

MAX_MESSAGES_PAGE: Final = 200
"""Messages of a transcript in one answer."""
MAX_CHARS_PAGE: Final = 64_000
"""Of texts in one such answer, the first one aside: at most 256 KB."""
MAX_LEGS_SHOWN: Final = 200
"""Of one session, the first ones: a day at an agent who never answers has more."""


class Outcome(Enum):
    """How a session ended, or one of its legs did; the words of `Ending`, `LegEnding`.

    With an agent or a group, the outcome of a leg is that of theirs.
    """

    NORMAL = "normal"
    ABANDONED = "abandoned"
    UNSERVED = "unserved"
    ROBOT = "robot"
    MESSAGE_LEFT = "message_left"
    BROKEN = "broken"
    TIMEOUT_TRANSFER = "timeout_transfer"
    """An offer was not taken in time (Q7)."""
    DECLINED = "declined"
    TRANSFERRED = "transferred"
    SILENCE_TRANSFER = "silence_transfer"
    TAKEN = "taken"
    AGENT_LOST = "agent_lost"


class RecordFilter(msgspec.Struct, frozen=True):
    """Which sessions are wanted: those that fit everything that is given.

    Attributes:
        visitor: id or nickname.
        agent, group: of one leg, both.
        staff_number: the agent's; of members that there are.
        from_ms, until_ms: opened from then on, and before then (wall time).
        tag, remark: the whole tag; a part of the remark.
        stars: 1 to 5.
        outcome, closed_by: see there.
        is_open: True = those that go on, False = those that are over.
        text: every piece between blanks is in one message, in any case and width.
        customer: the visitor's id; nobody can make himself found by it.
    """

    visitor: Sought = ""
    agent: Sought = ""
    staff_number: Sought = ""
    group: Sought = ""
    channel: Sought = ""
    from_ms: Moment | None = None
    until_ms: Moment | None = None
    tag: Sought = ""
    remark: Sought = ""
    stars: Annotated[int, Meta(ge=1, le=5)] | None = None
    outcome: Outcome | None = None
    closed_by: CloseReason | None = None
    is_open: bool | None = None
    text: Sought = ""
    customer: Sought = ""


class Scope(msgspec.Struct, frozen=True):
    """Whose records may be seen: None = everybody's (W5: visibility by role).

    Attributes:
        agent: sessions of which a leg is his.
        groups: sessions of which a leg is one of theirs.
        server: of a customer whom he serves, or served last, all sessions besides, to
            who asks for this customer's, or for one of them; "" = nobody.
    """

    agent: str | None = None
    groups: tuple[str, ...] | None = None
    server: str = ""


EVERYTHING: Final = Scope()


# --- the projector


class GetPosition(msgspec.Struct, frozen=True, tag="get_position"):
    """Asks how far the projector has come: `Projected`."""


class Project(msgspec.Struct, frozen=True, tag="project"):
    """Records what happened after a position, if that is where the records are.

    Answered by `Projected`, with the position as it then is, or by `LookUpRefused`.

    Attributes:
        after: position of the last event that was recorded.
        rows: the events that follow it, of all entities.
    """

    after: int
    rows: tuple[FollowedEvent, ...]


class ForgetRecords(msgspec.Struct, frozen=True, tag="forget_records"):
    """Throws all rows away, so that they are built anew: `Projected`, with 0."""


class Projected(msgspec.Struct, frozen=True, tag="projected"):
    """The position of the last event that is recorded.

    Attributes:
        unreadable: events of this request that nobody could read; they were passed
            over.
    """

    position: int
    unreadable: int = 0


# --- looking up


class FindSessions(msgspec.Struct, frozen=True, tag="find_sessions"):
    """Asks for sessions, newest first: `SessionPage`.

    Attributes:
        wanted: see there.
        scope: see there.
        before: the cursor, `next` of the page before; 0 = from the newest.
    """

    wanted: RecordFilter = RecordFilter()
    scope: Scope = EVERYTHING
    before: Cursor = 0
    limit: PageLimit = MAX_PAGE


class SampleSessions(msgspec.Struct, frozen=True, tag="sample_sessions"):
    """Asks for some of the sessions that fit, by chance, for quality checks (M8).

    Answered by `SessionPage`, newest first, without a next one; text is not looked for.
    """

    wanted: RecordFilter = RecordFilter()
    scope: Scope = EVERYTHING
    count: PageLimit = 1


class SessionCard(msgspec.Struct, frozen=True):
    """A session in a list.

    Attributes:
        row: see there.
        excerpt: of the first message of it that was found, if text was looked for.
        hits: numbers of the messages that were found, the newest of them first; there
            may be more.
    """

    row: SessionRow
    excerpt: str = ""
    hits: tuple[int, ...] = ()


class SessionPage(msgspec.Struct, frozen=True, tag="session_page"):
    """A part of the list; it may be short of what was asked for, or empty.

    Attributes:
        next: cursor of the next page; 0 = there is none.
        reached_ms: how far back in time has been looked; 0 = all of it.
    """

    cards: tuple[SessionCard, ...]
    next: int
    reached_ms: int = 0


class ShowSession(msgspec.Struct, frozen=True, tag="show_session"):
    """Asks for a session's legs and a part of what was said: `SessionShown`.

    Attributes:
        session: its id.
        after: number of the message before the first.
        text: to be marked, as in `RecordFilter`.
    """

    session: Sought
    scope: Scope = EVERYTHING
    after: Annotated[int, Meta(ge=0, lt=1 << MESSAGE_BITS)] = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_MESSAGES_PAGE)] = MAX_MESSAGES_PAGE
    text: Sought = ""


class ShownMessage(msgspec.Struct, frozen=True):
    """A message of a transcript.

    Attributes:
        number: in the session.
        row: see there.
        marks: begin and end of what was looked for, in characters of its text.
    """

    number: int
    row: MessageRow
    marks: tuple[tuple[int, int], ...] = ()


class SessionShown(msgspec.Struct, frozen=True, tag="session_shown"):
    """A session; `messages` are a page, `legs` the first ones.

    `next`: `after` of the next page; 0 = there is none.
    """

    row: SessionRow
    legs: tuple[LegRow, ...]
    messages: tuple[ShownMessage, ...]
    next: int = 0


class Dimension(Enum):
    """What a report is grouped by."""

    AGENT = "agent"
    GROUP = "group"
    CHANNEL = "channel"
    HOUR = "hour"
    """Of the day."""
    DAY = "day"
    TAG = "tag"
    INTENT = "intent"
    """Of the sessions in which it was recognised; one may count for several."""


class MakeReport(msgspec.Struct, frozen=True, tag="make_report"):
    """Asks for the figures of legs that began in a span of time: `Report`.

    Attributes:
        by: see there.
        from_ms, until_ms: wall time; the end is not within.
        zone: whose hours and days, as `Asia/Shanghai`.
        prompt_seconds: N of the service level.
        agent, group, channel: only of these.
        scope: see there.
    """

    by: Dimension
    from_ms: Moment
    until_ms: Moment
    zone: Sought = "UTC"
    prompt_seconds: Annotated[int, Meta(ge=0, le=86_400)] = USUAL_PROMPT_SECONDS
    agent: Sought = ""
    group: Sought = ""
    channel: Sought = ""
    scope: Scope = EVERYTHING


class ReportRow(msgspec.Struct, frozen=True):
    """The figures of one agent, group …; `name` is for people."""

    key: str
    name: str
    figures: Figures


class Report(msgspec.Struct, frozen=True, tag="report"):
    """Agents, groups … with most sessions first, hours and days in order; and all."""

    rows: tuple[ReportRow, ...]
    total: Figures


class CountDay(msgspec.Struct, frozen=True, tag="count_day"):
    """Asks for the figures of a day that goes on, by group: `DayCounted`.

    Cheap to ask again and again with the same day: what is asked for is kept up to
    date as records are written.

    Attributes:
        from_ms: when the day began, wall time.
        prompt_seconds: N of the service level.
    """

    from_ms: Moment
    prompt_seconds: Annotated[int, Meta(ge=0, le=86_400)] = USUAL_PROMPT_SECONDS


class GroupDay(msgspec.Struct, frozen=True, array_like=True):
    """A group's day; "" is no group: sessions that no people were asked for."""

    group: str
    sums: Sums


class OpenCount(msgspec.Struct, frozen=True, array_like=True):
    """How many sessions go on in a state; the group is the last that they were with."""

    group: str
    stage: str
    count: int


class DayCounted(msgspec.Struct, frozen=True, tag="day_counted"):
    """The figures as of the event at `position`."""

    position: int
    days: tuple[GroupDay, ...]
    open: tuple[OpenCount, ...]


class LookUpFault(Enum):
    """Why nothing was found out."""

    NO_SUCH_SESSION = "no_such_session"
    BAD_TEXT = "bad_text"
    """Nothing to look for in it, or too much."""
    TOO_MUCH = "too_much"
    """It took longer than others can be made to wait."""
    BAD_ZONE = "bad_zone"
    BAD_SPAN = "bad_span"
    FAILED = "failed"


class LookUpRefused(msgspec.Struct, frozen=True, tag="look_up_refused"):
    """Nothing was found out."""

    fault: LookUpFault
    text: str


LookUpRequest = (
    FindSessions
    | SampleSessions
    | ShowSession
    | MakeReport
    | FindCustomers
    | UnansweredRequest
    | CountFeedback
)
ServiceRecordsRequest = (
    GetPosition | Project | ForgetRecords | CountDay | KeepingRequest | LookUpRequest
)
ServiceRecordsAnswer = (
    Projected
    | SessionPage
    | SessionShown
    | Report
    | DayCounted
    | CustomerPage
    | UnansweredAnswer
    | Feedback
    | KeepingAnswer
    | LookUpRefused
)
