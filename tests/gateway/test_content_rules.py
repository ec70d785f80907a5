"""What a message may carry: its sender's own file, as it is, and not too old a one."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.refusal import Refused, Rule
from actors.session.terms import Role, Sender
from gateway.attachments.kinds import CONTENT_TYPES
from gateway.attachments.names import clean_name
from gateway.attachments.office import AttachmentOffice
from gateway.content_rules import (
    SENT_BY,
    Sendable,
    judge_content,
)
from gateway.wire.bodies import (
    AttachedBody,
    FileBody,
    ImageBody,
    MarkdownBody,
    SentBody,
    VideoBody,
    VoiceBody,
)
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Message
from tests.gateway.frames import SENT_BODIES
from tests.gateway.house import USABLE_MS, House
from tests.gateway.uploaded import uploaded

pytestmark = pytest.mark.covers("V2", "P5")
OFFICE = AttachmentOffice(b"a secret of 16 bytes or more", usable_ms=1_000)
VISITOR = Sender(Role.VISITOR, "v")
ATTACHED = [each for each in SENT_BODIES if isinstance(each, AttachedBody)]
PICTURE = ImageBody("-" * 8, "照片.png", "image/png", 12_345, 640, 480)


def sent(body: SentBody, sender: Sender = VISITOR) -> SentBody:
    return uploaded(OFFICE, body, "s", sender, at_ms=7)


def refusal(body: SentBody, session: str = "s", sender: Sender = VISITOR) -> str:
    refused = judge_content(sender, session, body, OFFICE)
    assert isinstance(refused, Refused)
    assert refused.rule is Rule.BAD_VALUE
    return refused.text


def test_who_may_say_what() -> None:
    everything = set(get_args(SentBody))
    assert SENT_BY[Role.AGENT] == everything
    assert SENT_BY[Role.VISITOR] == everything - {MarkdownBody}
    for role, kinds in SENT_BY.items():
        for body in SENT_BODIES:
            sender = Sender(role, "x")
            judged = judge_content(sender, "s", sent(body, sender), OFFICE)
            assert isinstance(judged, Sendable) == (type(body) in kinds)
            if isinstance(judged, Refused):
                assert judged.rule is Rule.FORBIDDEN


def test_only_what_has_a_file_becomes_too_old() -> None:
    for body in SENT_BODIES:
        if not isinstance(body, MarkdownBody):
            judged = judge_content(VISITOR, "s", sent(body), OFFICE)
            assert judged == Sendable(1_007 if body in ATTACHED else 0)


@pytest.mark.parametrize("body", ATTACHED)
def test_a_file_is_of_this_session_and_sender_and_of_our_making(
    body: SentBody,
) -> None:
    assert "expected the id of an attachment" in refusal(body)
    good = sent(body)
    assert "for this session" in refusal(good, session="t")
    assert "that the sender uploaded" in refusal(good, sender=Sender(Role.AGENT, "v"))
    assert "that the sender uploaded" in refusal(good, sender=Sender(Role.VISITOR, "w"))


def test_a_file_is_of_the_kind_as_which_it_was_uploaded() -> None:
    picture = sent(PICTURE)
    assert isinstance(picture, ImageBody)
    as_file = FileBody(picture.id, picture.name, picture.type, picture.size)
    assert "of this kind" in refusal(as_file)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("name", "x.png", "name '照片.png'"),
        ("type", "image/jpeg", "type 'image/png'"),
        ("size", 1, "size 12345"),
        ("width", 1, "width 640"),
        ("height", 1, "height 480"),
    ],
)
def test_a_body_says_what_is_true_of_its_file(
    field: str, value: str | int, expected: str
) -> None:
    changed = msgspec.structs.replace(sent(PICTURE), **{field: value})
    assert refusal(changed) == f"expected, of this attachment, {expected}"


def test_what_nobody_measured_is_the_clients_word() -> None:
    film = sent(VideoBody("-" * 8, "b.mp4", "video/mp4", 9, 4, 3, 1_000))
    told = msgspec.structs.replace(film, width=8, height=6, duration_ms=2_000)
    assert isinstance(judge_content(VISITOR, "s", told, OFFICE), Sendable)
    voice = sent(VoiceBody("-" * 8, "b.ogg", "audio/ogg", 9, 1_000))
    told = msgspec.structs.replace(voice, duration_ms=2_000)
    assert refusal(told).endswith("duration_ms 1000")


@given(st.text(max_size=300), st.sampled_from(sorted(CONTENT_TYPES)))
def test_every_upload_can_be_sent(raw: str, content_type: str) -> None:
    name = clean_name(raw, CONTENT_TYPES[content_type])
    body = sent(FileBody("-" * 8, name, content_type, 1))
    known = msgspec.convert(msgspec.to_builtins(body), FileBody)
    assert isinstance(judge_content(VISITOR, "s", known, OFFICE), Sendable)


@pytest.mark.covers("S6", "V8")
def test_a_repeat_gets_its_first_answer_when_the_file_is_too_old() -> None:
    house = House()
    house.free_agent()
    visitor = house.visitor()
    at_ms = house.world.wall_ms()
    mine = (visitor.session, VISITOR, at_ms)
    body = uploaded(house.attachments, PICTURE, *mine)
    assert visitor.send_body("c0", PICTURE).code == ErrorCode.BAD_VALUE
    first = visitor.send_body("c1", body)
    assert first.code == ErrorCode.OK
    house.world.advance(USABLE_MS / 1_000)
    again = visitor.send_body("c1", body)
    assert (again.code, again.is_repeat) == (ErrorCode.OK, True)
    assert (again.number, again.at) == (first.number, first.at)
    assert visitor.send_body("c2", body).code == ErrorCode.TOO_LATE
    assert len(visitor.all(Message)) == 0
