"""PURE: what is said in a session: kept, counted, timed."""

from __future__ import annotations

from typing import assert_never

from actors.records.legs import open_leg, serving
from actors.records.rows import (
    AnswerRow,
    MessageRow,
    Story,
    UnansweredRow,
    message_key,
)
from actors.records.said import clean, said_by
from actors.session.events import (
    CardPosted,
    MessagePosted,
    MessageRecalled,
    SelectionMade,
    Spoken,
)
from actors.session.robot_events import AnswerRated, RobotAnswered, Verdict
from actors.session.terms import VISITOR_ROOM, Role


def posted(story: Story, event: MessagePosted, at_ms: int) -> None:
    """Side rooms are not the visitor's: what is said there is recorded nowhere."""
    if event.room != VISITOR_ROOM:
        return
    _keep(story, event, at_ms)
    match event.role:
        case Role.VISITOR:
            _asked(story, at_ms)
        case Role.AGENT:
            _answered(story, clean(event.sender), at_ms)
        case Role.ROBOT:
            _answered_by_robot(story)
        case Role.SYSTEM:
            pass
        case _:
            assert_never(event.role)


def card_posted(story: Story, event: CardPosted, at_ms: int) -> None:
    """Of the robot's cards each is an answer; who serves answers in his own words."""
    if event.room != VISITOR_ROOM:
        return
    _keep(story, event, at_ms)
    if event.role is Role.ROBOT:
        _answered_by_robot(story)


def selected(story: Story, event: SelectionMade, at_ms: int) -> None:
    """It answers a card, so that nobody owes an answer to it."""
    if event.room != VISITOR_ROOM:
        return
    _keep(story, event, at_ms)
    leg = open_leg(story, story.row.robot)
    if leg is not None:
        leg.visitor_messages += 1


def robot_answered(story: Story, event: RobotAnswered, at_ms: int) -> None:
    """What it has no answer to may become knowledge; that it failed is no gap in it."""
    if event.verdict is Verdict.UNKNOWN:
        key = message_key(story.row.number, event.turn)
        story.unanswered.append(UnansweredRow(key, at_ms))
    elif event.verdict is Verdict.DIRECT:
        _keep_answer(story, event.number, event.entry, at_ms, 0)


def answer_rated(story: Story, event: AnswerRated, at_ms: int) -> None:
    """What the visitor said last counts."""
    helped = 1 if event.is_helpful else -1
    _keep_answer(story, event.number, event.entry, at_ms, helped)


def _keep_answer(
    story: Story, number: int, entry: str, at_ms: int, helped: int
) -> None:
    key = message_key(story.row.number, number)
    story.answers[key] = AnswerRow(key, clean(entry), at_ms, helped)


def _asked(story: Story, at_ms: int) -> None:
    """It counts for who serves, else for the robot; in a line for nobody."""
    leg = serving(story) or open_leg(story, story.row.robot)
    if leg is not None:
        leg.visitor_messages += 1
    if story.row.asked_ms is None:
        story.row.asked_ms = at_ms


def _answered_by_robot(story: Story) -> None:
    leg = open_leg(story, story.row.robot)
    if leg is not None:
        leg.agent_messages += 1
        story.row.asked_ms = None


def _answered(story: Story, sender: str, at_ms: int) -> None:
    """It counts for whoever serves, and only when it is he who writes."""
    row = story.row
    leg = serving(story)
    if leg is None or leg.agent != sender:
        return
    leg.agent_messages += 1
    if not row.replied and row.handed_ms is not None:
        row.replied = 1
        leg.frt_ms = at_ms - row.handed_ms
        if row.frt_ms is None:
            row.frt_ms = leg.frt_ms
    elif row.asked_ms is not None:
        leg.replies += 1
        leg.reply_ms += at_ms - row.asked_ms
    row.asked_ms = None


def _keep(story: Story, event: Spoken, at_ms: int) -> None:
    """Adds a message."""
    kind, words = said_by(event)
    story.row.messages = event.number
    story.said.append(
        MessageRow(
            message_key(story.row.number, event.number),
            at_ms,
            event.role.value,
            clean(event.sender),
            clean(event.name),
            clean(kind),
            clean(words),
        )
    )


def recalled(story: Story, event: MessageRecalled, at_ms: int) -> None:
    """Of what was said before; nothing else can be taken back."""
    del at_ms
    if event.room == VISITOR_ROOM:
        story.row.messages = event.number
        if event.recalled < event.number:
            story.recalled.append(message_key(story.row.number, event.recalled))
