"""PURE: what a session's events mean for its records.

One function per event, which changes the session's rows. Events of which the records
say nothing (receipts, reminders, presence …) change none. Every event is accepted in
every state: a session whose first events are strange has strange rows, and all others
have theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar, assert_never, cast

from actors.records.legs import (
    end_line,
    end_ring,
    end_robot,
    end_service,
    join_line,
    name_of,
    new_leg,
)
from actors.records.rows import (
    Ending,
    Erasure,
    LegEnding,
    LegKind,
    LegRow,
    SessionRow,
    Story,
)
from actors.records.said import clean
from actors.records.talk import (
    answer_rated,
    card_posted,
    posted,
    recalled,
    robot_answered,
    selected,
)
from actors.session.erased import ERASED_VISITOR, ContentErased
from actors.session.events import (
    Annotated,
    CardPosted,
    LapseCause,
    MessagePosted,
    MessageRecalled,
    OfferLapsed,
    QueueCause,
    SelectionMade,
    SessionAssigned,
    SessionClosed,
    SessionEvent,
    SessionOffered,
    SessionOpened,
    SessionQueued,
    StageEntered,
    TransferCause,
    TransferEnded,
    TransferRequested,
    Way,
)
from actors.session.robot_events import AnswerRated, IntentRecognised, RobotAnswered
from actors.session.tag_rule import TAG_MARK, tags_of
from actors.session.terms import (
    CloseCause,
    CloseReason,
    Note,
    SessionPhase,
)

E = TypeVar("E")

WITH_ROBOT: Final = frozenset({SessionPhase.ROBOT, SessionPhase.COLLECTING})
SOLVED: Final = "solved"
"""The value of the note `outcome` that says that the visitor was helped (S8)."""
_RATING_IDS: Final = range(101, 106)
"""Of the five levels, worst first (V5)."""
_STARS: Final = range(1, 6)
_DIGITS: Final = 3


def begin(number: int, session: str, at_ms: int) -> Story:
    """The rows of a session whose first event is at position `number`."""
    return Story(SessionRow(number, session, at_ms))


def record(story: Story, event: SessionEvent, at_ms: int) -> None:
    """Changes a session's rows by one event; events come in their order, each once."""
    change = _CHANGES.get(type(event))
    if change is not None:
        change(story, event, at_ms)


def stars_of(rating: str) -> int | None:
    """1 to 5 of a rating: the number itself, or the id of its level; else None."""
    if not (rating.isascii() and rating.isdigit() and len(rating) <= _DIGITS):
        return None
    number = int(rating)
    if number in _RATING_IDS:
        return number - _RATING_IDS.start + 1
    return number if number in _STARS else None


# --- coming, waiting, going


def _opened(story: Story, event: SessionOpened, at_ms: int) -> None:
    row = story.row
    row.visitor = clean(event.visitor)
    row.nickname = clean(event.nickname)
    row.channel = clean(event.channel)
    row.group, row.group_name = clean(event.group), clean(event.group_name)
    row.opened_ms = at_ms
    _enter(story, event.stage, at_ms)


def _enter(story: Story, stage: SessionPhase, at_ms: int) -> None:
    """The session is at a stage in which no agent serves."""
    row = story.row
    row.stage = stage.value
    if stage in WITH_ROBOT:
        if not row.robot:
            row.robot = new_leg(story, LegKind.ROBOT, at_ms).leg
    elif stage is not SessionPhase.MESSAGE_LEFT:
        _hand_to_people(story, at_ms)
        join_line(story, at_ms)


def _hand_to_people(story: Story, at_ms: int) -> None:
    row = story.row
    end_robot(story, LegEnding.HANDED, at_ms)
    if row.handed_ms is None:
        row.handed_ms, row.replied = at_ms, 0


def _queued(story: Story, event: SessionQueued, at_ms: int) -> None:
    row = story.row
    is_lost = event.cause is QueueCause.AGENT_LOST
    end_ring(story, LegEnding.WITHDRAWN, at_ms)
    end_service(story, LegEnding.AGENT_LOST if is_lost else LegEnding.QUEUED, at_ms)
    group = clean(event.group)
    if event.cause is QueueCause.OVERFLOW:
        end_line(story, LegEnding.OVERFLOWED, at_ms)
    elif row.stage != SessionPhase.ROUTING.value and group != row.group:
        end_line(story, LegEnding.QUEUED, at_ms)
    _hand_to_people(story, at_ms)
    row.stage, row.transfer = SessionPhase.QUEUED.value, ""
    row.group_name = name_of(row, group, event.group_name)
    row.group = group
    join_line(story, at_ms)


def _staged(story: Story, event: StageEntered, at_ms: int) -> None:
    row = story.row
    end_ring(story, LegEnding.WITHDRAWN, at_ms)
    end_service(story, LegEnding.RETURNED, at_ms)
    if event.stage is SessionPhase.MESSAGE_LEFT:
        end_line(story, LegEnding.MESSAGE_LEFT, at_ms)
        end_robot(story, LegEnding.MESSAGE_LEFT, at_ms)
    else:
        is_his = event.by == row.visitor
        end_line(story, LegEnding.ABANDONED if is_his else LegEnding.RETURNED, at_ms)
    row.handed_ms, row.transfer = None, ""
    _enter(story, event.stage, at_ms)


def _closed(story: Story, event: SessionClosed, at_ms: int) -> None:
    row = story.row
    end_ring(story, LegEnding.WITHDRAWN, at_ms)
    has_left = event.reason is CloseReason.CLIENT or event.cause is CloseCause.ABANDONED
    row.ending = _ending(row, event, has_left=has_left).value
    end_service(story, LegEnding.CLOSED, at_ms)
    end_line(story, LegEnding.ABANDONED if has_left else LegEnding.CLOSED, at_ms)
    end_robot(story, LegEnding.CLOSED, at_ms)
    row.closed_ms = at_ms
    row.stage = SessionPhase.CLOSED.value
    row.reason, row.cause = event.reason.value, event.cause.value
    row.closed_by = clean(event.by)
    row.transfer, row.handed_ms, row.asked_ms = "", None, None


def _ending(row: SessionRow, event: SessionClosed, *, has_left: bool) -> Ending:
    if event.cause is CloseCause.QUARANTINE:
        return Ending.BROKEN
    if row.line:
        return Ending.ABANDONED if has_left else Ending.UNSERVED
    if row.stage == SessionPhase.MESSAGE_LEFT.value:
        return Ending.MESSAGE_LEFT
    return Ending.NORMAL if row.served else Ending.ROBOT


# --- agents


def _offered(story: Story, event: SessionOffered, at_ms: int) -> None:
    row = story.row
    end_ring(story, LegEnding.WITHDRAWN, at_ms)
    leg = new_leg(story, LegKind.SILENT, at_ms)
    leg.agent, leg.agent_name = clean(event.agent), clean(event.agent_name)
    leg.group = clean(event.group)
    leg.group_name = name_of(row, leg.group, event.group_name)
    row.ringing = leg.leg
    if row.stage != SessionPhase.SERVING.value:
        row.stage = SessionPhase.OFFERED.value


def _lapsed(story: Story, event: OfferLapsed, at_ms: int) -> None:
    row = story.row
    if row.ringing and event.cause is not LapseCause.WITHDRAWN:
        row.lapses += 1
    end_ring(story, LegEnding(event.cause.value), at_ms)
    if row.stage == SessionPhase.OFFERED.value:
        row.stage = SessionPhase.QUEUED.value


def _assigned(story: Story, event: SessionAssigned, at_ms: int) -> None:
    row = story.row
    is_handover = row.stage == SessionPhase.SERVING.value
    agent = clean(event.agent)
    _hand_to_people(story, at_ms)
    end_service(story, _handover(row, event.way), at_ms)
    leg = _rung(story, agent, at_ms) or new_leg(story, LegKind.SERVED, at_ms)
    row.group_name = name_of(row, clean(event.group), event.group_name)
    row.group = clean(event.group) or row.group
    row.agent, row.agent_name = agent, clean(event.agent_name)
    leg.kind, leg.begun_ms, leg.way = LegKind.SERVED.value, at_ms, event.way.value
    leg.agent, leg.agent_name = agent, row.agent_name
    leg.group, leg.group_name = row.group, row.group_name
    line = end_line(story, LegEnding.ANSWERED, at_ms)
    if line is not None:
        line.agent, line.agent_name = agent, row.agent_name
        if row.wait_ms is None:
            row.wait_ms = line.wait_ms
    row.transfers += is_handover
    row.served, row.transfer = leg.leg, ""
    row.stage = SessionPhase.SERVING.value
    if row.asked_ms is not None:
        row.asked_ms = at_ms


def _handover(row: SessionRow, way: Way) -> LegEnding:
    """What ends the service of whoever served until now."""
    if way is Way.HAND:
        return LegEnding.TAKEN
    is_silence = row.transfer == TransferCause.SILENCE.value
    return LegEnding.SILENCE if is_silence else LegEnding.TRANSFERRED


def _rung(story: Story, agent: str, at_ms: int) -> LegRow | None:
    """The leg that rang at this agent, now answered; what rang elsewhere ends."""
    leg = story.legs.get(story.row.ringing)
    if leg is None or leg.agent != agent:
        end_ring(story, LegEnding.WITHDRAWN, at_ms)
        return None
    story.row.ringing = 0
    story.changed.add(leg.leg)
    return leg


def _transferring(story: Story, event: TransferRequested, at_ms: int) -> None:
    del at_ms
    story.row.transfer = event.cause.value


def _transfer_ended(story: Story, event: TransferEnded, at_ms: int) -> None:
    del event, at_ms
    story.row.transfer = ""


# --- what is noted


def _annotated(story: Story, event: Annotated, at_ms: int) -> None:
    """A later value of a kind replaces the earlier; it counts for who served last."""
    del at_ms
    row, value = story.row, clean(event.value)
    leg = story.legs.get(row.served)
    match event.note:
        case Note.RATING:
            _rated(story, value)
        case Note.TAG:
            row.tags, story.is_tagged = TAG_MARK.join(tags_of(value)), True
        case Note.REMARK:
            row.remark = value
        case Note.FOLLOW_UP:
            row.follow_up = value
        case Note.OUTCOME:
            row.solved = value
            if leg is not None:
                leg.is_solved = int(value == SOLVED)
                story.changed.add(leg.leg)
        case _:
            assert_never(event.note)


def _meant(story: Story, event: IntentRecognised, at_ms: int) -> None:
    del at_ms
    story.meant[clean(event.intent)] = clean(event.name)


def _rated(story: Story, rating: str) -> None:
    """The one place where a rating enters the records, however it is given."""
    row = story.row
    row.rating, row.stars = rating, stars_of(rating)
    leg = story.legs.get(row.served)
    if leg is not None:
        leg.stars = row.stars
        story.changed.add(leg.leg)


def _erased(story: Story, event: ContentErased, at_ms: int) -> None:
    """Its events say the same by now: rows built anew from them are no others."""
    del at_ms
    row = story.row
    meant = {
        Erasure.TEXTS: event.texts,
        Erasure.PERSON: event.person,
        Erasure.FILES: event.files,
    }
    for flag in [each for each, is_meant in meant.items() if is_meant]:
        story.erased |= flag
        row.erasure |= flag
    if event.texts:
        row.remark = row.follow_up = ""
    if event.person:
        if row.closed_by == row.visitor:
            row.closed_by = ERASED_VISITOR
        row.visitor, row.nickname = ERASED_VISITOR, ""


_Change = Callable[[Story, SessionEvent, int], None]


def _of(kind: type[E], change: Callable[[Story, E, int], None]) -> tuple[type, _Change]:
    return kind, cast("_Change", change)


_CHANGES: Final[Mapping[type, _Change]] = dict(
    (
        _of(SessionOpened, _opened),
        _of(SessionQueued, _queued),
        _of(StageEntered, _staged),
        _of(SessionClosed, _closed),
        _of(SessionOffered, _offered),
        _of(OfferLapsed, _lapsed),
        _of(SessionAssigned, _assigned),
        _of(TransferRequested, _transferring),
        _of(TransferEnded, _transfer_ended),
        _of(MessagePosted, posted),
        _of(MessageRecalled, recalled),
        _of(CardPosted, card_posted),
        _of(SelectionMade, selected),
        _of(RobotAnswered, robot_answered),
        _of(AnswerRated, answer_rated),
        _of(Annotated, _annotated),
        _of(IntentRecognised, _meant),
        _of(ContentErased, _erased),
    )
)
"""By type of event."""
