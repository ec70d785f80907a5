"""Queues, colleagues, explanations, and what supervisors do."""

from __future__ import annotations

import pytest

from gateway.client_core.events import RequestAnswered
from gateway.console.agent_help import TOPICS
from gateway.console.desk_requests import ChangeAgent, GiveSession
from gateway.console.help_phrases import Use
from gateway.console.numbered_list import MAX_ROWS
from gateway.console.phrases import CHINESE
from gateway.console.questions import AskColleagues, AskQueue, AskWhy
from gateway.console.turn import Action, EndSession
from gateway.wire.answer_frames import (
    Colleague,
    Colleagues,
    Queue,
    Waiting,
    Why,
    WhyExcluded,
    WhyLook,
    WhyStep,
)
from tests.gateway.console.agent_desk import Desk, board, idle, with_one, with_two
from tests.gateway.console.samples import NOON, connected


def queue(*entries: Waiting, waiting: int = 0) -> RequestAnswered:
    count = waiting or len(entries)
    return RequestAnswered(1, Queue(1, "presale", "售前咨询", count, entries))


def waiting(session: str, position: int = 1, only: tuple[str, ...] = ()) -> Waiting:
    return Waiting(session, position, 125_000, 0, returned=False, only=only)


# --- queues


@pytest.mark.covers("Q5", "Q11")
def test_the_queue_is_shown_and_a_row_of_it_taken() -> None:
    desk = idle()
    returned = Waiting("w2", 2, 3_900_000, 5, returned=True, only=("hong", "ming"))
    assert desk.see(queue(waiting("w1"), returned)) == [
        "售前咨询 (presale): 2 waiting",
        "  q1  waiting 2 min 5 s  ·  w1",
        (
            "  q2  waiting 1 h 5 min  ·  returned  ·  priority 5"
            "  ·  only hong, ming  ·  w2"
        ),
        "  /take q1 takes one of them",
    ]
    desk.enter("/take q2")
    desk.enter("/take w1")
    desk.enter("/why q1")
    assert desk.actions == [GiveSession("w2"), GiveSession("w1"), AskWhy("w1")]
    assert desk.enter("/take q3") == [
        "There is no q3 in the last list; /queue shows it anew."
    ]
    assert desk.enter("/take")[0].startswith("Name one:")


def test_an_empty_queue_says_so() -> None:
    desk = idle()
    assert desk.see(queue()) == ["售前咨询 (presale): nobody waits"]
    assert desk.enter("/take q1")[0].startswith("There is no q1")
    assert desk.enter("/take q0")[0].startswith("There is no q0")


def test_of_a_long_queue_the_first_are_shown() -> None:
    desk = idle()
    entries = [waiting(f"w{n}", n) for n in range(1, MAX_ROWS + 5)]
    lines = desk.see(queue(*entries, waiting=1000))
    assert len(lines) == MAX_ROWS + 3
    assert lines[-2] == f"  … and {1000 - MAX_ROWS} more"
    assert desk.enter(f"/take q{MAX_ROWS + 1}")[0].startswith("There is no")


def test_a_group_is_the_current_sessions_or_the_last_one_asked() -> None:
    desk = idle()
    assert desk.enter("/queue") == ["Name a group: /queue presale"]
    desk.enter("/queue aftersale")
    desk.enter("/colleagues")
    served = with_one()
    served.enter("/colleagues")
    assert desk.actions == [AskQueue("aftersale"), AskColleagues("aftersale")]
    assert served.actions == [AskColleagues("presale")]


# --- colleagues


@pytest.mark.covers("Q10")
def test_colleagues_are_shown_with_status_and_load() -> None:
    desk = idle()
    members = (
        Colleague("hong", "小红", "", 1, 2),
        Colleague("ming", "", "full", 2, 2),
        Colleague("lan", "小兰", "arrange", 0, 1),
        Colleague("x", "", "something_new", 0, 1),
    )
    answer = Colleagues(1, "presale", members, 9)
    assert desk.see(RequestAnswered(1, answer)) == [
        "Agents of “presale”",
        "  小红 @hong   free 1/2",
        "  @ming (you)  full 2/2",
        "  小兰 @lan    wrap-up 0/1",
        "  @x           something_new 0/1",
        "  … and 5 more",
    ]
    nobody = RequestAnswered(1, Colleagues(1, "presale", ()))
    assert desk.see(nobody) == ["“presale” has no agents."]


# --- why

LOOK = WhyLook(
    NOON,
    "presale",
    "longest_idle",
    3,
    12_000,
    2,
    "hong",
    2,
    ("hong", "ming"),
    (WhyExcluded("full", 7, ("a", "b")), WhyExcluded("rest", 1, ("c",))),
)


@pytest.mark.covers("Q15")
def test_why_is_told_step_by_step() -> None:
    desk = idle()
    steps = (
        WhyStep(NOON, "opened", "", "", "web", by="v1"),
        WhyStep(NOON, "queued", "", "presale", ""),
        WhyStep(NOON, "offered", "hong", "presale", "", LOOK),
        WhyStep(NOON, "lapsed", "hong", "", "expired"),
        WhyStep(NOON, "transfer_requested", "", "aftersale", "agent", by="hong"),
        WhyStep(NOON, "transfer_requested", "lan", "aftersale", "agent"),
        WhyStep(NOON, "stage", "", "", "robot"),
        WhyStep(NOON, "unheard_of", "hong", "g", ""),
        WhyStep(NOON, "closed", "", "", "seat/asked", by="hong"),
    )
    assert desk.see(RequestAnswered(1, Why(1, "s9", "closed", steps))) == [
        "What happened to session s9",
        "  22:13:20 opened by the visitor  ·  channel web  ·  by v1",
        "  22:13:20 in line of presale",
        "  22:13:20 rings at hong",
        "      number 2 of presale, waited 12 s",
        "      chose hong (longest idle) of 2 who could serve it",
        "      excluded 7, full: a, b, …",
        "      excluded 1, resting: c",
        "  22:13:20 stops ringing at hong  ·  out of time",
        "  22:13:20 transfer to aftersale begins  ·  by hong",
        "  22:13:20 transfer to @lan begins",
        "  22:13:20 with the robot",
        "  22:13:20 unheard_of hong g",
        "  22:13:20 closed  ·  by the agent  ·  by hong",
    ]


@pytest.mark.covers("Q15")
def test_why_nobody_serves_it_now() -> None:
    desk = idle()
    nobody = WhyLook(NOON, "g", "round_robin", 0, 0, 1, "", 0, (), ())
    several = WhyLook(NOON, "g", "round_robin", 0, 0, 1, "", 2, ("a", "b"), ())
    steps = (WhyStep(NOON, "opened", "", "", ""), WhyStep(NOON, "queued", "", "g", ""))
    why = Why(1, "s9", "queued", steps, nobody, is_cut=True)
    lines = desk.see(RequestAnswered(1, why))
    assert lines[1:] == [
        "  22:13:20 opened by the visitor",
        "  … (some left out)",
        "  22:13:20 in line of g",
        "  22:13:20 now",
        "      number 1 of g, waited 0 s",
        "      nobody can serve it",
    ]
    why = Why(1, "s9", "queued", steps, several)
    assert desk.see(RequestAnswered(1, why))[-1] == "      2 could serve it: a, b"


def test_why_is_asked_of_the_current_session_or_a_named_one() -> None:
    desk = with_two()
    for line in ("/why", "/why 2", "/why 01abc"):
        desk.enter(line)
    assert desk.actions == [AskWhy("s1"), AskWhy("s2"), AskWhy("01abc")]
    assert desk.enter("/why 7") == ["There is no session 7; /list shows them."]
    assert idle().enter("/why") == [
        "Choose a session first, or name it: /why 1 (/list shows them)."
    ]


# --- supervisors


def supervising() -> Desk:
    desk = Desk()
    desk.see(connected("supervisor"), board(), queue(waiting("w1")))
    return desk


DONE: list[tuple[str, Action, str]] = [
    (
        "/assign q1 @hong",
        GiveSession("w1", "hong"),
        "Session w1 was given to hong.",
    ),
    (
        "/capacity hong 3",
        ChangeAgent("hong", capacity=3),
        "hong may serve 3 at a time now.",
    ),
    (
        "/status @hong busy",
        ChangeAgent("hong", status="not_ready"),
        "hong is busy now.",
    ),
    ("/close w1", EndSession("w1"), "Session w1 was closed."),
]


@pytest.mark.covers("Q11")
@pytest.mark.parametrize(("line", "action", "said"), DONE)
def test_a_supervisors_commands(line: str, action: Action, said: str) -> None:
    desk = supervising()
    assert desk.enter(line) == []
    assert desk.actions == [action]
    assert desk.granted(action) == [said]


@pytest.mark.parametrize(
    "line",
    [
        "/assign",
        "/assign q1",
        "/capacity hong",
        "/capacity hong many",
        "/capacity hong 0",
        "/capacity hong 1001",
        "/status hong",
        "/status hong arrange",
    ],
)
def test_half_a_command_is_explained(line: str) -> None:
    desk = supervising()
    (said,) = desk.enter(line)
    assert said.startswith("Name ")
    assert line.split(maxsplit=1)[0] in said
    assert desk.actions == []


def test_help_names_what_one_may() -> None:
    assert not any("/assign" in row for row in idle().enter("/help"))
    assert any("/assign" in row for row in supervising().enter("/help"))


def test_help_names_every_command() -> None:
    told = " ".join(supervising().enter("/help"))
    for word in supervising().model._commands.readers:
        assert f"/{word} " in told
    assert {each.name.lower() for each in Use} | {"help", "quit"} == set(
        supervising().model._commands.readers
    )
    assert sorted(each.name for topic in TOPICS.values() for each in topic) == sorted(
        Use.__members__
    )


def test_help_explains_one_command() -> None:
    desk = idle()
    (said,) = desk.enter("/help transfer")
    assert said.startswith("/transfer aftersale NOTE hands over")
    assert desk.enter("/help /transfer") == [said]
    assert desk.enter("/help dance")[0].startswith("There is no command /dance")


def test_what_is_seen_anyway_is_not_told_twice() -> None:
    desk = with_one()
    assert desk.granted(EndSession("s1")) == []
    assert desk.granted(GiveSession("w1")) == []


def test_in_chinese() -> None:
    desk = Desk(CHINESE)
    desk.see(connected("agent"), board())
    assert desk.see(queue(waiting("w1")))[:2] == [
        "售前咨询（presale）：1 位在排队",
        "  q1  已等 2 分 5 秒  ·  w1",
    ]
