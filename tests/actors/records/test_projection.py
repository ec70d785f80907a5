"""What a session's events mean for its rows."""

from __future__ import annotations

import msgspec
import pytest

from actors.cards.card import (
    Choice,
    Filled,
    FormCard,
    FormField,
    MarkdownCard,
    MenuCard,
    Option,
    RatingCard,
    RatingStyle,
    TextCard,
)
from actors.records.projection import begin, record, stars_of
from actors.records.rows import LegRow, Story
from actors.session.actor import SESSION_CODEC
from actors.session.events import (
    AgentReminded,
    CardPosted,
    LapseCause,
    MessagePosted,
    MessageRecalled,
    QueueCause,
    SelectionMade,
    StageEntered,
    TransferCause,
    TransferEndCause,
    TransferEnded,
    TransferRequested,
    Way,
)
from actors.session.terms import (
    VISITOR_ROOM,
    CloseCause,
    CloseReason,
    Note,
    Role,
    SessionPhase,
)
from tests.actors.records.tale import OPENED_MS, Tale
from tests.actors.world import body_of

ROBOT = SessionPhase.ROBOT


def told(tale: Tale) -> Story:
    """The rows of a tale of one session, of which every leg was kept in memory."""
    first = tale.rows[0]
    story = begin(first.event.position, "s", first.event.at_ms)
    for row in tale.rows:
        record(story, SESSION_CODEC.decode_event(row.event.body), row.event.at_ms)
    return story


def legs(story: Story) -> list[tuple[str, str, str]]:
    return [(leg.kind, leg.agent, leg.ending) for leg in story.legs.values()]


def served(story: Story) -> LegRow:
    return story.legs[story.row.served]


@pytest.mark.covers("M8", "W5")
def test_a_session_that_was_served_is_a_wait_and_a_leg() -> None:
    tale = Tale().open("s").wait(3).assign("s").wait(60).close("s")
    story = told(tale)
    row = story.row
    assert legs(story) == [("waited", "a", "answered"), ("served", "a", "closed")]
    assert (row.ending, row.reason, row.closed_by, row.stage) == (
        *("normal", "seat", "a", "closed"),
    )
    assert (row.agent_name, row.group, row.nickname) == ("Agent a", "g", "访客_v")
    assert (row.opened_ms, row.closed_ms) == (OPENED_MS, OPENED_MS + 63_000)
    assert row.wait_ms == 3_000
    assert (served(story).handle_ms, served(story).way) == (60_000, "auto")


@pytest.mark.covers("M7")
def test_a_first_response_is_timed_from_the_hand_off_and_is_who_answers() -> None:
    tale = Tale().open("s", stage=ROBOT).ask("s").wait(1).say("s", Role.ROBOT, "hi")
    tale.wait(4).queue("s").say("s", Role.SYSTEM, "welcome").wait(10)
    tale.assign("s", "first").say("s", Role.ROBOT, "card").wait(5)
    tale.tell("s", TransferRequested("g", "", "", TransferCause.AGENT, "first"))
    tale.assign("s", "second").wait(2).reply("s", agent="second")
    story = told(tale)
    assert story.row.frt_ms == served(story).frt_ms == 17_000
    assert [leg.frt_ms for leg in story.legs.values()] == [None, None, None, 17_000]
    assert legs(story) == [
        ("robot", "", "handed"),
        ("waited", "first", "answered"),
        ("served", "first", "transferred"),
        ("served", "second", ""),
    ]
    assert story.row.transfers == 1


@pytest.mark.covers("M7")
def test_later_answers_are_timed_from_the_first_question_that_waits() -> None:
    tale = Tale().open("s").ask("s").assign("s").wait(1).reply("s").reply("s")
    tale.wait(10).ask("s").wait(3).ask("s").wait(4).reply("s").reply("s")
    tale.ask("s").wait(1).reply("s").say("s", Role.AGENT, "and I", "boss")
    leg = served(told(tale))
    assert (leg.frt_ms, leg.replies, leg.reply_ms) == (1_000, 2, 8_000)
    assert (leg.agent_messages, leg.visitor_messages) == (5, 3)


def test_what_another_agent_was_asked_counts_from_when_one_took_over() -> None:
    tale = Tale().open("s").assign("s").reply("s").ask("s").wait(100)
    tale.assign("s", "b", way=Way.HAND).wait(2).reply("s", agent="b")
    story = told(tale)
    assert (served(story).frt_ms, served(story).reply_ms) == (None, 2_000)
    assert legs(story)[1] == ("served", "a", "taken")


def test_who_comes_back_from_the_robot_has_a_first_response_again() -> None:
    tale = Tale().open("s", stage=ROBOT).queue("s").assign("s").wait(1).reply("s")
    tale.tell("s", StageEntered(ROBOT, "v")).wait(50).queue("s").assign("s", "b")
    story = told(tale.wait(2).reply("s", agent="b"))
    assert served(story).frt_ms == 2_000
    assert story.row.frt_ms == 1_000
    assert [leg.kind for leg in story.legs.values()] == [
        *("robot", "waited", "served", "robot", "waited", "served"),
    ]
    assert legs(story)[2][2] == "returned"


@pytest.mark.covers("M8", "Q7", "W5")
@pytest.mark.parametrize("cause", LapseCause)
def test_an_offer_that_comes_to_nothing_is_a_silent_leg(cause: LapseCause) -> None:
    tale = Tale().open("s").ring("s").wait(20).lapse("s", cause=cause)
    story = told(tale.ring("s", "b").wait(1).assign("s", "b", way=Way.ACCEPTED))
    assert legs(story) == [
        ("waited", "b", "answered"),
        ("silent", "a", cause.value),
        ("served", "b", ""),
    ]
    assert story.row.lapses == int(cause is not LapseCause.WITHDRAWN)
    assert story.row.wait_ms == 21_000
    assert served(story).begun_ms == OPENED_MS + 21_000


def test_what_rings_when_somebody_else_takes_it_is_withdrawn() -> None:
    story = told(Tale().open("s").ring("s").assign("s", "b", way=Way.HAND))
    assert legs(story)[1:] == [("silent", "a", "withdrawn"), ("served", "b", "")]


@pytest.mark.covers("M7", "Q6")
@pytest.mark.parametrize(
    ("reason", "cause", "ending", "leg"),
    [
        (CloseReason.CLIENT, CloseCause.ASKED, "abandoned", "abandoned"),
        (CloseReason.TIMER, CloseCause.ABANDONED, "abandoned", "abandoned"),
        (CloseReason.TIMER, CloseCause.SILENCE, "unserved", "closed"),
        (CloseReason.ADMIN, CloseCause.QUARANTINE, "broken", "closed"),
    ],
)
def test_who_leaves_a_line_abandons_it(
    reason: CloseReason, cause: CloseCause, ending: str, leg: str
) -> None:
    story = told(Tale().open("s").ring("s").wait(9).close("s", reason, cause))
    assert story.row.ending == ending
    assert legs(story) == [("waited", "", leg), ("silent", "a", "withdrawn")]
    assert story.legs[1].wait_ms == 9_000
    assert story.row.wait_ms is None


def test_a_wait_in_each_group_is_a_leg_of_its_own() -> None:
    tale = Tale().open("s", stage=SessionPhase.ROUTING).wait(1).queue("s", "g")
    tale.wait(1).queue("s", "g").wait(1).queue("s", "h", QueueCause.OVERFLOW)
    tale.wait(1).queue("s", "i")
    story = told(tale.assign("s", group="i").queue("s", "i", QueueCause.AGENT_LOST))
    waits = [
        (leg.group, leg.ending, leg.wait_ms)
        for leg in story.legs.values()
        if leg.kind == "waited"
    ]
    assert waits == [
        ("g", "overflowed", 3_000),
        ("h", "queued", 1_000),
        ("i", "answered", 0),
        ("i", "", None),
    ]
    assert ("served", "a", "agent_lost") in legs(story)


@pytest.mark.parametrize(("by", "ending"), [("v", "abandoned"), ("", "returned")])
def test_who_goes_back_to_the_robot_leaves_the_line(by: str, ending: str) -> None:
    tale = Tale().open("s", stage=ROBOT).queue("s").tell("s", StageEntered(ROBOT, by))
    story = told(tale.ask("s").close("s", CloseReason.CLIENT))
    assert legs(story) == [
        ("robot", "", "handed"),
        ("waited", "", ending),
        ("robot", "", "closed"),
    ]
    assert story.row.ending == "robot"


def test_a_message_left_ends_the_wait_or_the_robots_leg() -> None:
    left = StageEntered(SessionPhase.MESSAGE_LEFT, "")
    story = told(Tale().open("s").tell("s", left).close("s", CloseReason.TIMER))
    assert legs(story) == [("waited", "", "message_left")]
    assert story.row.ending == "message_left"
    story = told(Tale().open("s", stage=ROBOT).tell("s", left))
    assert legs(story) == [("robot", "", "message_left")]
    collecting = StageEntered(SessionPhase.COLLECTING, "")
    story = told(Tale().open("s", stage=ROBOT).tell("s", collecting))
    assert legs(story) == [("robot", "", "")]
    opened = SessionPhase.MESSAGE_LEFT
    assert legs(told(Tale().open("s", stage=opened))) == []


def test_a_transfer_for_silence_says_so_and_one_that_ended_does_not() -> None:
    silence = TransferRequested("g", "", "", TransferCause.SILENCE, "")
    tale = Tale().open("s").assign("s").tell("s", silence).ring("s", "b")
    story = told(tale.assign("s", "b"))
    assert legs(story)[1:] == [("served", "a", "silence"), ("served", "b", "")]
    tale = Tale().open("s").assign("s").tell("s", silence)
    tale.tell("s", TransferEnded(TransferEndCause.EXPIRED)).assign("s", "b")
    assert legs(told(tale))[1] == ("served", "a", "transferred")


@pytest.mark.covers("M8")
def test_notes_count_for_who_served_last_also_after_the_end() -> None:
    tale = Tale().open("s").assign("s").close("s").note("s", Note.RATING, "105")
    tale.note("s", Note.TAG, "退款").note("s", Note.TAG, "急，快\n退货\n急，快")
    tale.note("s", Note.REMARK, "呵\0呵").note("s", Note.FOLLOW_UP, "mañana")
    tale.note("s", Note.OUTCOME, "solved")
    story = told(tale)
    row = story.row
    assert (row.rating, row.stars, row.tags) == ("105", 5, "急，快\n退货")
    assert (row.remark, row.follow_up, row.solved) == ("呵\ufffd呵", "mañana", "solved")
    assert (served(story).stars, served(story).is_solved) == (5, 1)
    unserved = told(
        Tale().open("s").note("s", Note.RATING, "好").note("s", Note.OUTCOME, "x")
    )
    assert (unserved.row.rating, unserved.row.stars) == ("好", None)


@pytest.mark.parametrize(
    ("rating", "stars"),
    [
        *(("1", 1), ("5", 5), ("101", 1), ("105", 5)),
        *((each, None) for each in ("0", "6", "106", "", "五", "²", "1" * 5_000, "-1")),
    ],
)
def test_stars_of_a_rating(rating: str, stars: int | None) -> None:
    assert stars_of(rating) == stars


def test_messages_are_kept_but_not_those_of_side_rooms() -> None:
    tale = Tale().open("s").ask("s", "你好\0").reply("s", "hi", "ghost")
    tale.say("s", Role.SYSTEM, "…").recall("s", 1)
    side = MessagePosted(9, "consult", Role.AGENT, "a", "a", body_of("psst"), "c")
    tale.tell("s", side).tell("s", AgentReminded(0))
    tale.tell("s", MessageRecalled(9, "consult", Role.AGENT, "a", "a", 1))
    tale.recall("s", 99)  # nothing was said there yet
    story = told(tale)
    said = [(row.role, row.kind, row.text) for row in story.said]
    assert said == [
        ("visitor", "text", "你好\ufffd"),
        ("agent", "text", "hi"),
        ("system", "text", "…"),
    ]
    assert story.recalled == [story.said[0].id]
    assert story.row.messages == 5


def test_cards_and_what_is_chosen_are_kept_and_owe_no_answer() -> None:
    menu = MenuCard("请选择", (Option("1", "退款"), Option("2", "发票")), "谢谢")
    form = FormCard("登记", (FormField("p", "电话"),))
    rating = RatingCard("i", "请评价", (), RatingStyle.STAR, 12, 0)
    tale = Tale().open("s", stage=ROBOT)
    for card, role in (
        (menu, Role.ROBOT),
        (form, Role.ROBOT),
        (TextCard("hi"), Role.SYSTEM),
        (MarkdownCard("*hi*"), Role.ROBOT),
        (rating, Role.SYSTEM),
    ):
        tale.tell("s", CardPosted(1, VISITOR_ROOM, role, "", "", card))
    chosen = Choice(Option("1", "退款"))
    filled = Choice(fields=(Filled("p", "电话", "138"),), comment="快")
    made = [
        SelectionMade(5, VISITOR_ROOM, Role.VISITOR, "v", "v", 1, choice)
        for choice in (chosen, filled)
    ]
    tale.tell("s", made[0]).tell("s", made[1])
    tale.tell("s", CardPosted(9, "consult", Role.ROBOT, "", "", menu))
    tale.tell("s", SelectionMade(9, "consult", Role.VISITOR, "v", "v", 1, chosen))
    tale.queue("s").tell("s", made[0])
    story = told(tale)
    words = [(row.kind, row.text) for row in story.said[:7]]
    assert words == [
        ("menu", "请选择\n退款\n发票\n谢谢"),
        ("form", "登记\n电话"),
        ("text", "hi"),
        ("markdown", "*hi*"),
        ("rating", "请评价"),
        ("selection", "退款"),
        ("selection", "电话: 138\n快"),
    ]
    assert (story.row.messages, story.row.asked_ms) == (5, None)
    assert (story.legs[1].agent_messages, story.legs[1].visitor_messages) == (3, 2)


def test_strange_beginnings_are_recorded_as_far_as_they_go() -> None:
    tale = Tale().assign("s").lapse("s").reply("s").close("s").note("s", Note.TAG, "x")
    story = told(tale)
    assert legs(story) == [("served", "a", "closed")]
    assert msgspec.structs.asdict(story.row)["visitor"] == ""
