"""What a copy is ordered with: where it may go, and what its row says."""

from __future__ import annotations

import msgspec
import pytest

from actors.copies.order import copy_row, is_address, is_listed, read_copy
from actors.session.aside_events import CopyAsked, CopyKind
from actors.webhooks.payload import Named, SessionData

ABOUT = SessionData("s", "web", Named("v", "小王"), "serving")
ASKED = CopyAsked(CopyKind.MAIL, "boss@example.com", "look", 7, "a", "Ann")


@pytest.mark.covers("S10")
@pytest.mark.parametrize(
    ("kind", "address", "is_good"),
    [
        (CopyKind.MAIL, "a@example.com", True),
        (CopyKind.MAIL, "a b@example.com", False),
        (CopyKind.MAIL, "a@example.com\n", False),
        (CopyKind.MAIL, "a@example.com\r\nBcc: eve@example.com", False),
        (CopyKind.MAIL, "<a@example.com>", False),
        (CopyKind.MAIL, "a@example.com,eve@example.com", False),
        (CopyKind.MAIL, "@example.com", False),
        (CopyKind.MAIL, "a@", False),
        (CopyKind.WEBHOOK, "https://example.com", True),
        (CopyKind.WEBHOOK, "http://127.0.0.1:1/", True),
        (CopyKind.WEBHOOK, "https://example.com/\n", False),
        (CopyKind.WEBHOOK, "https://" + "a" * 246, True),
        (CopyKind.WEBHOOK, "https://" + "a" * 247, False),
        (CopyKind.WEBHOOK, "example.com", False),
    ],
)
def test_what_could_be_an_address(kind: CopyKind, address: str, is_good: bool) -> None:  # noqa: FBT001 - a row's column
    assert is_address(kind, address) is is_good


@pytest.mark.covers("S10")
@pytest.mark.parametrize(
    ("listed", "address", "is_on_it"),
    [
        ("", "a@example.com", False),
        ("a@example.com", "A@Example.com", True),
        ("A@Example.com  b@example.com", "a@example.com", True),
        ("a@example.com", "b@example.com", False),
        ("*@example.com", "b@EXAMPLE.com", True),
        ("*@example.com", "b@mail.example.com", False),
        ("*@example.com", "b@badexample.com", False),
        ("*@example.com", "b@example.com.evil.org", False),
        ("@example.com", "b@example.com", False),
    ],
)
def test_an_address_is_on_the_list_or_not(
    listed: str,
    address: str,
    is_on_it: bool,  # noqa: FBT001 - a row's column
) -> None:
    assert is_listed(listed, address) is is_on_it


@pytest.mark.covers("S10")
def test_a_row_is_read_again_and_what_is_none_is_told() -> None:
    row = copy_row(ABOUT, ASKED, "zh-CN", 5)
    copy = read_copy(row.body)
    assert copy is not None
    assert (copy.about, copy.number, copy.language) == (ABOUT, 7, "zh-CN")
    later = msgspec.json.decode(row.body) | {"from_a_later_version": 1}
    assert read_copy(msgspec.json.encode(later)) == copy
    for odd in (b"", b"\xff", b"{}", row.body.replace(b'"mail"', b'"fax"')):
        assert read_copy(odd) is None
