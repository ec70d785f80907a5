"""A letter: what may stand in it, and how it goes over the wire."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import msgspec
import pytest

from actors.mail.letter import (
    MAX_TEXT_CHARS,
    MAX_TO,
    Letter,
    check_address,
    letter_row,
    message_of,
    read_letter,
)
from runtime.errors import UsageError

LETTER = Letter(("ann@example.com", "bob@example.com"), "会话 记录", "你好\r\n.\n再见")


@pytest.mark.covers("S10")
def test_a_letter_goes_over_the_wire_and_is_read_again() -> None:
    sent = message_of(LETTER, "desk@example.com", "7", 1_670_574_414_007)
    assert sent.isascii()
    assert b"\r\n" in sent
    read = message_from_bytes(sent, policy=default)
    assert (read["From"], read["Subject"]) == ("desk@example.com", "会话 记录")
    assert read["To"] == "ann@example.com, bob@example.com"
    assert read["Message-ID"] == "<7@example.com>"
    assert read["Date"] == "Fri, 09 Dec 2022 08:26:54 +0000"
    body = read.get_body()
    assert body is not None
    assert body.get_content().splitlines() == ["你好", ".", "再见"]


@pytest.mark.covers("S10", "P5")
def test_a_subject_cannot_add_headers() -> None:
    sly = Letter(("ann@example.com",), "x\r\nBcc: eve@example.com\n\nhello", "t")
    read = message_from_bytes(message_of(sly, "d@example.com", "1", 0), policy=default)
    assert read["Bcc"] is None
    assert read["Subject"] == "x Bcc: eve@example.com hello"


@pytest.mark.covers("S10")
def test_what_was_put_into_the_outbox_is_read_again() -> None:
    row = letter_row(LETTER)
    assert row.topic == "mail"
    assert read_letter(row.body) == LETTER


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b'{"to":[],"subject":"s","text":"t"}',
        b'{"to":["nobody"],"subject":"s","text":"t"}',
        b'{"to":["a@b.c\\r\\nX: y"],"subject":"s","text":"t"}',
        msgspec.json.encode(Letter(("a@b.c",) * (MAX_TO + 1), "s", "t")),
        msgspec.json.encode(Letter(("a@b.c",), "s", "t" * (MAX_TEXT_CHARS + 1))),
    ],
)
def test_what_is_no_letter_is_told(body: bytes) -> None:
    told = read_letter(body)
    assert isinstance(told, str)
    assert told.startswith("expected a letter: ")


def test_an_address_is_visible_ascii_around_one_mark() -> None:
    assert check_address("desk+x@example.com") == "desk+x@example.com"
    for text in ("", "desk", "a@b@c.d", "a b@c.d", "<a@b.c>\n", "a@", "中@b.c"):
        with pytest.raises(UsageError):
            check_address(text)
