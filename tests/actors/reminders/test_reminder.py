"""What robots are told, and what their answers mean."""

from __future__ import annotations

import json

import pytest

from actors.ids import AgentId, GroupId, SessionId
from actors.reminders.reminder import (
    MAX_A_MINUTE,
    Occasion,
    Pace,
    Reminder,
    message,
    remind_nobody,
    why_refused,
)
from actors.session.effects import (
    LeaveLine,
    ShowNotice,
    TellAgent,
    TellGuest,
    occasion_of,
)
from actors.session.view import NoticeKind
from runtime.outgoing import Cause, HttpAnswer, HttpFailure

pytestmark = pytest.mark.covers("W2")

ANN = AgentId("a")


@pytest.mark.parametrize(
    ("visitor", "group", "last"),
    [("Zoe", "Help", "Zoe · Help"), ("Z" * 99, "", "Z" * 64), ("", "", "answer")],
)
def test_a_robot_says_who_is_wanted_for_what(
    visitor: str, group: str, last: str
) -> None:
    reminder = Reminder("u", ANN, Occasion.UNANSWERED, SessionId("s"), visitor, group)
    remind_nobody(reminder)
    told = json.loads(message(reminder, "Ann"))
    assert told["msgtype"] == "text"
    lines = told["text"]["content"].splitlines()
    assert lines[0] == "triodesk @Ann"
    assert "待回复" in lines[1]
    assert lines[-1].endswith(last)


@pytest.mark.parametrize("occasion", Occasion)
def test_every_occasion_has_words(occasion: Occasion) -> None:
    assert message(Reminder("u", ANN, occasion, SessionId("s")), "Ann")


@pytest.mark.parametrize(
    ("outcome", "why"),
    [
        (HttpAnswer(200, b'{"errcode":0,"errmsg":"ok"}'), ""),
        (HttpAnswer(200, b"ok"), ""),
        (HttpAnswer(200, b'{"errcode":310000,"errmsg":"no word"}'), "errcode 310000: "),
        (HttpAnswer(500), "expected a status 2xx, got 500"),
        (HttpFailure(Cause.NO_SUCH_HOST, "https://robot?key=1"), "no_such_host"),
    ],
)
def test_an_answer_says_whether_it_was_said(
    outcome: HttpAnswer | HttpFailure, why: str
) -> None:
    refused = why_refused(outcome)
    assert refused.startswith(why)
    assert bool(refused) is bool(why)


def test_a_robot_says_no_more_than_its_maker_allows() -> None:
    pace = Pace()
    assert all(pace.lets_pass(float(second)) for second in range(MAX_A_MINUTE))
    assert not pace.lets_pass(59.0)
    assert pace.lets_pass(60.0)
    assert not pace.lets_pass(60.5)


@pytest.mark.parametrize(
    ("effect", "called"),
    [
        (ShowNotice(NoticeKind.AGENT_REMINDER, "a", 1), (ANN, Occasion.UNANSWERED)),
        (ShowNotice(NoticeKind.AUTO_TRANSFER, "a", 1), None),
        (TellAgent(ANN, 1, "r", is_ringing=True), (ANN, Occasion.OFFER)),
        (TellAgent(ANN, 1, "r"), (ANN, Occasion.ASSIGNED)),
        (TellGuest(ANN, is_in=True), (ANN, Occasion.CALLED)),
        (TellGuest(ANN, is_in=False), None),
        (LeaveLine(GroupId("g")), None),
    ],
)
def test_who_is_called_for_what(
    effect: ShowNotice | TellAgent | TellGuest | LeaveLine,
    called: tuple[AgentId, Occasion] | None,
) -> None:
    assert occasion_of(effect) == called
