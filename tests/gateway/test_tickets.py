"""Tickets: signed, short-lived, never trusted when changed."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.tickets import Ticket, TicketOffice
from gateway.wire.codes import ErrorCode
from gateway.wire.terms import MAX_TICKET_CHARS
from runtime.errors import PeerError, UsageError

OFFICE = TicketOffice(b"a secret of 16 bytes or more")
TICKET = Ticket("agent", "a1", "小王", expires_ms=2_000)


def refusal(text: str, now_ms: int = 1_000, office: TicketOffice = OFFICE) -> int:
    with pytest.raises(PeerError) as caught:
        office.verify(text, now_ms)
    return caught.value.code


@pytest.mark.covers("P5")
def test_a_ticket_comes_back_as_it_was() -> None:
    assert OFFICE.verify(OFFICE.mint(TICKET), now_ms=1_999) == TICKET


def test_an_expired_ticket_is_refused() -> None:
    assert refusal(OFFICE.mint(TICKET), now_ms=2_000) == ErrorCode.UNAUTHENTICATED


def test_another_offices_ticket_is_refused() -> None:
    other = TicketOffice(b"another secret of 16 bytes")
    assert refusal(other.mint(TICKET)) == ErrorCode.UNAUTHENTICATED


@given(st.integers(0, 200), st.characters(exclude_categories=["Cs"]))
def test_a_changed_ticket_is_refused(at: int, character: str) -> None:
    text = OFFICE.mint(TICKET)
    at %= len(text)
    changed = text[:at] + character + text[at + 1 :]
    # The last character of base64 carries spare bits: another may mean the same.
    if changed != text and at != len(text) - 1:
        assert refusal(changed) == ErrorCode.UNAUTHENTICATED


@given(st.text())
def test_noise_is_refused(text: str) -> None:
    assert refusal(text) == ErrorCode.UNAUTHENTICATED


def test_the_longest_ticket_fits_into_hello() -> None:
    text = OFFICE.mint(Ticket("visitor", "v" * 64, "访" * 64, 2**52))
    assert len(text) <= MAX_TICKET_CHARS


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(UsageError):
        TicketOffice(b"short")


STAFF = Ticket("supervisor", "m1", "小丽", expires_ms=2_000, sign_in="s1")


@pytest.mark.covers("P5")
def test_a_ticket_of_single_use_is_redeemed_once() -> None:
    office = TicketOffice(b"a secret of 16 bytes or more")
    text = office.mint_once(STAFF)
    assert office.redeem(text, 1_000).sign_in == "s1"
    with pytest.raises(PeerError, match="used before"):
        office.redeem(text, 1_000)
    plain = office.mint(TICKET)
    assert office.redeem(plain, 1_000) == office.redeem(plain, 1_000) == TICKET


@pytest.mark.covers("P5")
def test_a_ticket_of_single_use_is_good_in_its_own_process_alone() -> None:
    before, after = (TicketOffice(b"a secret of 16 bytes or more") for _ in range(2))
    with pytest.raises(PeerError, match="used before"):
        after.redeem(before.mint_once(STAFF), 1_000)


@pytest.mark.covers("W9")
def test_tickets_end_with_their_sign_in() -> None:
    office = TicketOffice(b"a secret of 16 bytes or more")
    other = msgspec.structs.replace(STAFF, sign_in="s2")
    gone, left = office.mint_once(STAFF), office.mint_once(other)
    office.revoke("s1")
    with pytest.raises(PeerError):
        office.redeem(gone, 1_000)
    assert office.redeem(left, 1_000).sign_in == "s2"


def test_what_waits_for_its_use_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.tickets.MAX_UNUSED", 2)
    office = TicketOffice(b"a secret of 16 bytes or more")
    texts = [office.mint_once(STAFF) for _ in range(3)]
    with pytest.raises(PeerError):
        office.redeem(texts[0], 1_000)
    assert office.redeem(texts[1], 1_000).principal == "m1"


def test_the_longest_staff_ticket_fits_into_hello() -> None:
    longest = Ticket("supervisor", "m" * 64, "访" * 64, 2**52, sign_in="f" * 32)
    text = TicketOffice(b"a secret of 16 bytes or more").mint_once(longest)
    assert len(text) <= MAX_TICKET_CHARS
