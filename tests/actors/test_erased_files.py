"""Which attachments the messages of a session carry."""

from __future__ import annotations

import msgspec
import pytest

from actors.erasure.files import file_in
from actors.keyed import keyed
from actors.session.events import MessagePosted, VisitorAwaited
from actors.session.source import Source
from actors.session.terms import VISITOR_ROOM, Role

KEY = "0123456789abcdef0123456789abcdef"


def posted(body: bytes) -> MessagePosted:
    return MessagePosted(1, VISITOR_ROOM, Role.VISITOR, "v", "", body, "c")


@pytest.mark.parametrize(
    ("kind", "key"), [("image", KEY), ("file", KEY), ("voice", KEY), ("text", "")]
)
def test_kinds_with_a_file_name_its_key(kind: str, key: str) -> None:
    body = msgspec.msgpack.encode({"kind": kind, "id": f"{KEY}.signature"})
    assert file_in(posted(body)) == key


def test_what_is_no_message_carries_none() -> None:
    assert file_in(VisitorAwaited()) == ""
    assert file_in(posted(b"\xc1")) == ""


def test_fields_have_names_for_people() -> None:
    source = {"name": "", "all": (Source("a"),)}
    plain = {"client_data": "a", "channel_name": "", "peer_source": "", "remark": ""}
    assert keyed(source) == {"name": "", "all": [plain]}
