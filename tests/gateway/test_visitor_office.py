"""Who gets which ticket, and stays who he was."""

from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from actors.channels.core import USUAL_CHANNEL, Channel
from actors.session.source import (
    MAX_CLIENT_DATA_CHARS,
    MAX_REMARK_CHARS,
    MAX_SOURCE_NAME_CHARS,
    Source,
)
from gateway.identity import MAX_SUBJECT_CHARS
from gateway.refresh_tokens import MAX_REFRESH_CHARS, REFRESH_MS, RefreshOffice
from gateway.tickets import MAX_NICKNAME_CHARS, Ticket, TicketExpired, TicketOffice
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

pytestmark = pytest.mark.unmeasured

MEMBERS = Channel(id="members", group="g", needs_identity=True)


class Desk:
    """An office with a clock that stands."""

    def __init__(self) -> None:
        self.now_ms = NOW_MS
        self._office = VisitorOffice(KEY, Random(1), lambda: self.now_ms)

    def admit(self, channel: Channel = USUAL_CHANNEL, **said: object) -> VisitorTicket:
        body = msgspec.json.encode({"channel": channel.public_key, **said})
        asked = msgspec.json.decode(body, type=VisitorRequest)
        return self._office.admit(channel, asked)

    def ticket(self, given: VisitorTicket) -> Ticket:
        return TicketOffice(KEY).verify(given.ticket, self.now_ms)


def refusal(desk: Desk, channel: Channel, **said: object) -> tuple[int, str]:
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


SAID = {"clientData": "c", "channelName": "n", "peerSource": "p", "remark": "r"}


@pytest.mark.covers("V1")
def test_what_a_page_says_of_the_visit_is_in_the_ticket() -> None:
    desk = Desk()
    assert desk.ticket(desk.admit()).source is None
    given = desk.ticket(desk.admit(parameters=SAID))
    assert given.source == Source("c", "n", "p", "r")
    assert given.priority == 0


@pytest.mark.covers("V1", "Q4")
def test_what_the_business_server_signs_goes_before_what_its_page_says() -> None:
    desk = Desk()
    identity = signed(level=7, remark="VIP", clientData="signed")
    given = desk.ticket(desk.admit(identity_token=identity, parameters=SAID))
    assert given.source == Source("signed", "n", "p", "VIP")
    assert given.priority == 7
    plain = desk.ticket(desk.admit(identity_token=signed(), parameters=SAID))
    assert plain.source == Source("c", "n", "p", "r")


@pytest.mark.parametrize(
    "wrong",
    [
        {"clientdata": "c"},
        {"clientData": "c" * (MAX_CLIENT_DATA_CHARS + 1)},
        {"remark": "r" * (MAX_REMARK_CHARS + 1)},
        {"peerSource": 7},
    ],
)
def test_parameters_beyond_their_bounds_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        Desk().admit(parameters=wrong)


@pytest.mark.covers("V1")
@drawn(st.randoms(use_true_random=False))
def test_the_longest_of_everything_fits_into_a_ticket(random: Random) -> None:
    """Controls take six bytes in JSON; noise cannot be compressed."""

    def noise(length: int, first: int, last: int) -> str:
        return "".join(chr(random.randint(first, last)) for _ in range(length))

    said = {
        "clientData": noise(MAX_CLIENT_DATA_CHARS, 0, 31),
        "channelName": noise(MAX_SOURCE_NAME_CHARS, 0, 31),
        "peerSource": noise(MAX_SOURCE_NAME_CHARS, 0x10000, 0x10FFFF),
        "remark": noise(MAX_REMARK_CHARS, 0x10000, 0x10FFFF),
    }
    identity = signed(sub=noise(MAX_SUBJECT_CHARS, 33, 126))
    nickname = noise(MAX_NICKNAME_CHARS, 0x10000, 0x10FFFF)
    desk = Desk()
    given = desk.admit(parameters=said, identity_token=identity, nickname=nickname)
    assert desk.ticket(given).nickname == nickname
