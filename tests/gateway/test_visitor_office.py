"""Who gets which ticket, and stays who he was."""

from __future__ import annotations

from random import Random

import pytest

from actors.channels.core import USUAL_CHANNEL, Channel
from gateway.refresh_tokens import MAX_REFRESH_CHARS, REFRESH_MS, RefreshOffice
from gateway.tickets import Ticket, TicketExpired, TicketOffice
from gateway.visitor_office import (
    TICKET_MS,
    VisitorOffice,
    VisitorRequest,
    VisitorTicket,
)
from gateway.wire.codes import ErrorCode
from runtime.errors import PeerError
from runtime.http_app import HttpRefused
from tests.gateway.business import KEY, NOW_MS, secret, signed

MEMBERS = Channel(id="members", group="g", needs_identity=True)


class Desk:
    """An office with a clock that stands."""

    def __init__(self) -> None:
        self.now_ms = NOW_MS
        self._office = VisitorOffice(KEY, Random(1), lambda: self.now_ms)

    def admit(self, channel: Channel = USUAL_CHANNEL, **said: str) -> VisitorTicket:
        return self._office.admit(channel, VisitorRequest(channel.public_key, **said))

    def ticket(self, given: VisitorTicket) -> Ticket:
        return TicketOffice(KEY).verify(given.ticket, self.now_ms)


def refusal(desk: Desk, channel: Channel, **said: str) -> tuple[int, str]:
    with pytest.raises(HttpRefused) as caught:
        desk.admit(channel, **said)
    return caught.value.status, caught.value.code


@pytest.mark.covers("P5", "M5")
def test_an_anonymous_visitor_gets_a_ticket_of_the_channel() -> None:
    desk = Desk()
    given = desk.admit(nickname="小王")
    assert given.server_ms == NOW_MS
    assert given.expires_ms == NOW_MS + TICKET_MS
    assert desk.ticket(given) == Ticket(
        "visitor", given.visitor, "小王", NOW_MS + TICKET_MS, channel="web"
    )
    desk.now_ms += TICKET_MS
    with pytest.raises(TicketExpired):
        desk.ticket(given)


@pytest.mark.covers("P5")
def test_anonymous_ids_are_long_and_never_the_same() -> None:
    desk = Desk()
    ids = {desk.admit().visitor for _ in range(100)}
    assert len(ids) == 100
    assert all(len(each) == len("anon-") + 32 for each in ids)


def test_the_nameless_are_told_apart() -> None:
    desk = Desk()
    chinese, english = desk.admit(), desk.admit(language="en-GB")
    assert desk.ticket(chinese).nickname == f"访客_{chinese.visitor[-4:]}"
    assert desk.ticket(english).nickname == f"Visitor_{english.visitor[-4:]}"


@pytest.mark.covers("P5", "M5")
def test_a_browser_stays_the_same_visitor_as_long_as_it_comes_back() -> None:
    desk = Desk()
    first = desk.admit()
    assert len(first.refresh_token) <= MAX_REFRESH_CHARS
    desk.now_ms += REFRESH_MS - 1
    second = desk.admit(refresh_token=first.refresh_token)
    assert second.visitor == first.visitor
    assert second.refresh_token != first.refresh_token
    desk.now_ms += 1
    assert desk.admit(refresh_token=first.refresh_token).visitor != first.visitor
    assert desk.admit(refresh_token=second.refresh_token).visitor == first.visitor


@pytest.mark.covers("P5")
def test_what_was_signed_for_one_purpose_serves_no_other() -> None:
    desk = Desk()
    given = desk.admit()
    with pytest.raises(PeerError) as caught:
        TicketOffice(KEY).verify(given.refresh_token, NOW_MS)
    assert caught.value.code == ErrorCode.UNAUTHENTICATED
    assert RefreshOffice(KEY).visitor_of(given.ticket, "web", NOW_MS) is None
    assert desk.admit(refresh_token=given.ticket).visitor != given.visitor


@pytest.mark.covers("P5", "M5")
def test_a_refresh_token_is_good_in_its_channel_and_by_our_key_alone() -> None:
    desk = Desk()
    given = desk.admit()
    app = Channel(id="app", group="g")
    assert desk.admit(app, refresh_token=given.refresh_token).visitor != given.visitor
    stranger = RefreshOffice(b"another key, of somebody else")
    forged = stranger.mint(given.visitor, "web", NOW_MS)
    assert desk.admit(refresh_token=forged).visitor != given.visitor


@pytest.mark.covers("P5", "M5")
def test_an_identified_visitor_is_the_same_everywhere_and_anonymous_nowhere() -> None:
    desk = Desk()
    stored = desk.admit().refresh_token
    web = desk.admit(
        identity_token=signed(nickname="老王"), nickname="x", refresh_token=stored
    )
    members = desk.admit(MEMBERS, identity_token=signed(secret("members")))
    assert web.visitor == members.visitor == "user-u1"
    assert (web.refresh_token, members.refresh_token) == ("", "")
    assert desk.ticket(web).nickname == "老王"
    assert desk.ticket(members).channel == "members"
    sneaky = desk.admit(identity_token=signed(sub="anon-0"))
    assert sneaky.visitor == "user-anon-0"


@pytest.mark.covers("P5", "M5")
def test_a_channel_may_want_everybody_identified() -> None:
    desk = Desk()
    stored = desk.admit().refresh_token
    assert refusal(desk, MEMBERS) == (401, "identity_required")
    assert refusal(desk, MEMBERS, refresh_token=stored) == (401, "identity_required")
    other = refusal(desk, MEMBERS, identity_token=signed())
    assert other == (401, "identity_invalid")
    late = signed(secret("members"), exp=NOW_MS // 1000)
    assert refusal(desk, MEMBERS, identity_token=late) == (401, "identity_expired")


def test_a_bad_identity_is_refused_even_where_none_is_wanted() -> None:
    assert refusal(Desk(), USUAL_CHANNEL, identity_token="x") == (
        401,
        "identity_invalid",
    )
