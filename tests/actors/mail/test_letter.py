"""A letter: what may stand in it, and how it goes over the wire."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import msgspec
import pytest

from actors.mail.address import check_address, is_mail_address
from actors.mail.letter import (
    MAX_TEXT_CHARS,
    Letter,
    message_of,
    read_letter,
)
from runtime.errors import UsageError

LETTER = Letter("ann@example.com", "会话 记录", "你好\r\n.\n再见")


@pytest.mark.covers("S10")
def test_a_letter_goes_over_the_wire_and_is_read_again() -> None:
    sent = message_of(LETTER, "desk@example.com", "7", 1_670_574_414_007)
    assert sent.isascii()
    assert b"\r\n" in sent
    read = message_from_bytes(sent, policy=default)
    assert (read["From"], read["Subject"]) == ("desk@example.com", "会话 记录")
    assert read["To"] == "ann@example.com"
    assert read["Message-ID"] == "<7@example.com>"
    assert read["Date"] == "Fri, 09 Dec 2022 08:26:54 +0000"
    body = read.get_body()
    assert body is not None
    assert body.get_content().splitlines() == ["你好", ".", "再见"]


@pytest.mark.covers("S10", "P5")
def test_a_subject_cannot_add_headers() -> None:
    sly = Letter("ann@example.com", "x\r\nBcc: eve@example.com\n\nh\x1b\u202eo", "t")
    read = message_from_bytes(message_of(sly, "d@example.com", "1", 0), policy=default)
    assert read["Bcc"] is None
    assert read["Subject"] == "x Bcc: eve@example.com h\ufffd\ufffdo"


@pytest.mark.covers("S10")
def test_a_letter_that_waited_is_read_again() -> None:
    assert read_letter(msgspec.json.encode(LETTER)) == LETTER


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b'{"to":"","subject":"s","text":"t"}',
        b'{"to":"nobody","subject":"s","text":"t"}',
        b'{"to":"a@b.c\\r\\nX: y","subject":"s","text":"t"}',
        msgspec.json.encode(Letter("a@b.c", "s", "t" * (MAX_TEXT_CHARS + 1))),
    ],
)
def test_what_is_no_letter_is_told(body: bytes) -> None:
    told = read_letter(body)
    assert isinstance(told, str)
    assert told.startswith("expected a letter: ")


@pytest.mark.covers("S10")
@pytest.mark.parametrize(
    "text",
    ["desk+x@example.com", "a.b@c", "o'neil@x-y.example", "a" * 64 + "@b.c", "*@b.c"],
)
def test_whatever_is_an_address_goes_into_a_header(text: str) -> None:
    assert check_address(text) == text
    sent = message_of(Letter(text, "s", "t"), "desk@example.com", "1", 0)
    assert message_from_bytes(sent, policy=default)["To"] == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "desk",
        "@b.c",
        "a@b@c.d",
        "a b@c.d",
        "a,b@c.d",
        "a..b@c.d",
        ".a@c.d",
        "a(b@c.d",
        "a@c..d",
        "a@-c",
        "<a@b.c>\n",
        "a@b.c\n",
        "a@",
        "中@b.c",
        "a" * 65 + "@b.c",
        "a@" + "b." * 130 + "c",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert not is_mail_address(text)
    with pytest.raises(UsageError):
        check_address(text)
