"""Any frames, by anybody, in any order: every request is answered, nothing falls."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.admission import AnsweredRequest
from gateway.wire.client_frames import ClientFrame, Hello
from gateway.wire.server_frames import AnswerFrame, Message, Res, Session
from gateway.wire.terms import Role
from tests.gateway.any_frames import ANY_CLIENT_FRAME
from tests.gateway.house import House, Tab

pytestmark = pytest.mark.unmeasured

Answer = Res | AnswerFrame
FRAMES = st.lists(
    ANY_CLIENT_FRAME.filter(lambda frame: not isinstance(frame, Hello)),
    min_size=1,
    max_size=12,
)
PEOPLE = st.lists(
    st.tuples(st.sampled_from(get_args(Role)), FRAMES), min_size=1, max_size=3
)


def aimed(frame: ClientFrame, at: dict[str, str], number: int) -> ClientFrame:
    """The frame, about what is there: strangers' ids alone refuse everything."""
    known = {
        field: value
        for field, value in {**at, "request": number}.items()
        if field in frame.__struct_fields__
    }
    return msgspec.structs.replace(frame, **known)


@pytest.mark.covers("Q10", "Q11")
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), PEOPLE)
def test_whatever_is_asked_is_answered_once_and_nothing_falls(
    seed: int, people: list[tuple[Role, list[ClientFrame]]]
) -> None:
    house = House(seed)
    house.world.register("b", 1, "g")
    house.free_agent()
    visitor = house.visitor()
    visitor.send("c1")
    at = {"session": visitor.session, "agent": "b", "group": "g"} if seed % 2 else {}
    for role, frames in people:
        tab = house.tab(role, "x" if role == "visitor" else "b")
        for number, frame in enumerate(frames, start=1):
            tab.begin_to_say(aimed(frame, at, number))
        house.world.advance(11)
        tab.read()
        assert_answered(tab, frames)
        if role == "visitor":
            assert not [
                each for each in tab.all(Message) if each.session in at.values()
            ]
    assert house.crashes == []
    assert house.world.crashed() == []
    visitor.read()
    for shown in visitor.all(Session):
        assert (shown.offer, shown.transfer, shown.handover) == (None, None, None)


def assert_answered(tab: Tab, frames: list[ClientFrame]) -> None:
    asked = [
        number
        for number, frame in enumerate(frames, start=1)
        if isinstance(frame, AnsweredRequest)
    ]
    answers = [each.request for each in tab.heard if isinstance(each, Answer)]
    if tab.connection.closing is None:
        assert sorted(answers) == asked
