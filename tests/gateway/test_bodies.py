"""What can be said: its limits, its one form, and who may say it."""

from __future__ import annotations

import json

import msgpack
import msgspec
import pytest
from hypothesis import given

from actors.session.terms import Role, Sender
from gateway.wire.bodies import (
    MAX_BODY_BYTES,
    MAX_ORDER_FIELDS,
    MarkdownBody,
    OrderBody,
    OrderField,
    SentBody,
    TextBody,
    UnknownBody,
    encode_body,
    opened,
    sized,
    stored_body,
    text_of,
)
from gateway.wire.client_codec import decode_server_message, encode_client_frames
from gateway.wire.client_frames import Send
from gateway.wire.codes import ErrorCode
from gateway.wire.json_codec import encode_json
from gateway.wire.server_codec import decode_client_message, encode_frame
from gateway.wire.server_frames import History, Message
from gateway.wire.terms import MAX_FRAME_BYTES, MAX_TEXT_CHARS
from runtime.errors import PeerError
from tests.gateway.any_frames import ANY_SENT_BODY
from tests.gateway.frames import BODIES, SENT_BODIES
from tests.gateway.house import House
from tests.gateway.uploaded import uploaded

pytestmark = pytest.mark.covers("V2")

WIDE = "\U0001f600"
"""Four bytes."""
URL = "https://a.example/1"
FILE = {"id": "a1b2c3d4", "name": "a", "size": 1}
PICTURE = {**FILE, "kind": "image", "type": "image/png", "width": 1, "height": 1}
VOICE = {**FILE, "kind": "voice", "type": "audio/ogg", "duration_ms": 1}
VIDEO = {**PICTURE, "kind": "video", "type": "video/mp4", "duration_ms": 1}
DOCUMENT = {**FILE, "kind": "file", "type": "text/plain"}
PRODUCT = {"kind": "product", "header": "x", "url": URL}
ORDER = {"kind": "order", "name": "x"}
ROW = {"name": "a", "value": "b"}

GOOD = [
    {"kind": "text", "text": "x" * MAX_TEXT_CHARS},
    {"kind": "markdown", "text": "# x"},
    PICTURE,
    {**PICTURE, "id": "A-_." + "9" * 1_532, "name": "x" * 255, "width": 65_535},
    {**PICTURE, "type": "image/svg+xml", "size": 1024**3},
    {**DOCUMENT, "type": "application/vnd.ms-excel.sheet.macroenabled.12"},
    {**VOICE, "duration_ms": 86_400_000},
    VIDEO,
    {**PRODUCT, "pic": "", "desc": "x" * 1_000},
    {**PRODUCT, "url": "http://杯子.example:8080/a?b=c#d", "pic": URL},
    {**ORDER, "fields": [ROW] * MAX_ORDER_FIELDS},
    {**PRODUCT, "later": {"versions": ["add", "keys"]}},
]
BAD = [
    {},
    {"text": "no kind"},
    {"kind": "text"},
    {"kind": "text", "text": ""},
    {"kind": "text", "text": "x" * (MAX_TEXT_CHARS + 1)},
    {"kind": "text", "text": 7},
    {"kind": "sticker", "text": "x"},
    {"kind": "markdown", "text": ""},
    {**PICTURE, "id": "short"},
    {**PICTURE, "id": "../../etc/passwd"},
    {**PICTURE, "id": "x" * 1_537},
    {**PICTURE, "id": "a1b2c3d4\n"},
    {**PICTURE, "name": ""},
    {**PICTURE, "name": "../a.png"},
    {**PICTURE, "name": "a\\b"},
    {**PICTURE, "name": "a\nb"},
    {**PICTURE, "name": "x" * 256},
    {**PICTURE, "type": "text/html"},
    {**PICTURE, "type": "image/"},
    {**PICTURE, "type": "image/png; a=b"},
    {**PICTURE, "size": 0},
    {**PICTURE, "size": 1024**3 + 1},
    {**PICTURE, "width": 0},
    {**PICTURE, "height": 65_536},
    {**VOICE, "duration_ms": -1},
    {**VOICE, "duration_ms": 86_400_001},
    {**VOICE, "type": "video/mp4"},
    {**VIDEO, "type": "audio/ogg"},
    {**DOCUMENT, "type": "plain"},
    {**PRODUCT, "header": ""},
    {**PRODUCT, "header": "x" * 201},
    {**PRODUCT, "url": ""},
    {**PRODUCT, "url": "javascript:alert(1)"},
    {**PRODUCT, "url": "//a.example"},
    {**PRODUCT, "url": "https://"},
    {**PRODUCT, "url": 'https://a.example/"onload="x'},
    {**PRODUCT, "url": URL + "x" * 2_048},
    {**PRODUCT, "pic": "data:image/png;base64,AAAA"},
    {**PRODUCT, "pic": "ftp://a.example/1"},
    {**ORDER, "name": ""},
    {**ORDER, "fields": [ROW] * (MAX_ORDER_FIELDS + 1)},
    {**ORDER, "fields": [{"name": "", "value": "b"}]},
    {**ORDER, "fields": [{"name": "a"}]},
    {**ORDER, "fields": [{"name": "a", "value": "x" * 201}]},
]


def sent(body: object) -> bytes:
    packed: bytes = msgpack.packb([20, 1, "s", "visitor", "c", body])
    return packed


@pytest.mark.parametrize("body", GOOD)
def test_what_is_within_its_limits_comes_in(body: dict[str, object]) -> None:
    (send,) = decode_client_message(sent(body))
    assert isinstance(send, Send)
    known = {key: value for key, value in body.items() if key != "later"}
    shown = json.loads(msgspec.json.encode(send.body))
    empty = {key for key in known if known[key] == ""}
    assert shown == {key: known[key] for key in known.keys() - empty}


@pytest.mark.parametrize("body", BAD)
def test_what_is_not_is_against_the_protocol(body: dict[str, object]) -> None:
    with pytest.raises(PeerError) as raised:
        decode_client_message(sent(body))
    assert raised.value.code == ErrorCode.PROTOCOL


def test_the_largest_body_fits_into_a_frame() -> None:
    row = OrderField(WIDE * 64, WIDE * 200, WIDE * 200)
    url = "http://" + WIDE * 2_041
    order = OrderBody(WIDE * 200, WIDE * 200, WIDE * 1_000, url, (row,) * 20)
    sizes = [sized(order), sized(TextBody(WIDE * MAX_TEXT_CHARS))]
    assert max(sizes) <= MAX_BODY_BYTES
    name = "x" * 64
    data = encode_client_frames([Send(2**53 - 1, name, name, name, order)])
    assert len(data) <= MAX_FRAME_BYTES
    assert decode_client_message(data)


@given(ANY_SENT_BODY)
def test_a_body_is_stored_in_one_form_and_shown_as_it_is(body: SentBody) -> None:
    (send,) = decode_client_message(
        encode_client_frames([Send(1, "s", "visitor", "c", body)])
    )
    assert isinstance(send, Send)
    data = encode_body(send.body)
    assert data == encode_body(body)
    stored = stored_body(data)
    assert (opened(stored), sized(stored)) == (body, len(data))
    assert (opened(body), sized(body)) == (body, len(data))
    message = Message("s", "visitor", 1, "agent", "a", "Anna", stored, 5)
    as_read = msgspec.structs.replace(message, body=body)
    assert decode_server_message(encode_frame(message)) == [as_read]
    history = History(1, "s", (message, message))
    read_back = msgspec.structs.replace(history, messages=(as_read, as_read))
    assert decode_server_message(encode_frame(history)) == [read_back]
    plain = json.loads(msgspec.json.encode(body))
    assert json.loads(encode_json(message))[7] == plain
    assert [each[7] for each in json.loads(encode_json(history))[3]] == [plain] * 2
    assert encode_json(message) == encode_json(as_read)


def test_a_kind_that_a_client_does_not_know_is_named() -> None:
    body = {"kind": "hologram", "depth": 3}
    frame = [40, "s", "visitor", 1, "agent", "a", "Anna", body, 5]
    (message,) = decode_server_message(msgpack.packb(frame))
    assert isinstance(message, Message)
    assert message.body == UnknownBody("hologram")


@pytest.mark.parametrize(
    "body",
    [
        7,
        {},
        {"kind": 7},
        {"kind": "text"},
        {"kind": "text", "text": 7},
        {"kind": "order", "name": "x", "fields": [7]},
        {"kind": "order", "name": "x", "fields": [{"name": "x"}]},
    ],
)
def test_a_client_refuses_a_body_that_is_none(body: object) -> None:
    frame = [40, "s", "visitor", 1, "agent", "a", "Anna", body, 5]
    with pytest.raises(PeerError):
        decode_server_message(msgpack.packb(frame))


def test_what_is_said_in_so_many_words() -> None:
    texts = {type(body): text_of(body) for body in BODIES}
    said = {TextBody: "你好", MarkdownBody: "**您好**"}
    assert texts == {kind: said.get(kind, "") for kind in texts}


def test_everything_that_can_be_said_reaches_the_other_side() -> None:
    house = House()
    agent = house.free_agent()
    visitor = house.visitor()
    session, at_ms = visitor.session, house.world.wall_ms()

    def bodies_of(role: Role, who: str) -> list[SentBody]:
        office, sender = house.attachments, Sender(role, who)
        return [uploaded(office, each, session, sender, at_ms) for each in SENT_BODIES]

    of_visitor, of_agent = bodies_of(Role.VISITOR, "v"), bodies_of(Role.AGENT, "a")
    for at, (mine, theirs) in enumerate(zip(of_visitor, of_agent, strict=True)):
        by_visitor = visitor.send_body(f"v{at}", mine).code
        is_forbidden = isinstance(mine, MarkdownBody)
        assert by_visitor == (ErrorCode.FORBIDDEN if is_forbidden else ErrorCode.OK)
        assert agent.send_body(f"a{at}", theirs, session).code == ErrorCode.OK
    by_agent = [each.body for each in visitor.all(Message)]
    assert by_agent == of_agent
    seen = [each.body for each in agent.all(Message)]
    assert seen == [each for each in of_visitor if not isinstance(each, MarkdownBody)]
    assert {each.name for each in visitor.all(Message)} == {"A"}
    assert {each.name for each in agent.all(Message)} == {"V"}


def test_a_card_is_one_message_however_often_it_is_sent() -> None:
    house = House()
    visitor = house.visitor()
    card, other = SENT_BODIES[-1], SENT_BODIES[-2]
    first = visitor.send_body("c1", card)
    again = visitor.send_body("c1", card)
    assert (again.number, again.is_repeat) == (first.number, True)
    assert visitor.send_body("c1", other).code == ErrorCode.ID_CONFLICT
