"""One frame of each type, and strategies for any frame: what the wire tests feed on."""

from __future__ import annotations

from hypothesis import strategies as st

from gateway.wire.schema import (
    Board,
    Body,
    ClientFrame,
    ClientInfo,
    Close,
    Err,
    Gap,
    GoAway,
    Hello,
    Limits,
    Message,
    Open,
    Ping,
    Pong,
    Res,
    Send,
    ServerFrame,
    Session,
    SetStatus,
    SetTyping,
    Sync,
    Typing,
    Welcome,
)

CLIENT_FRAMES: tuple[ClientFrame, ...] = (
    Hello("ticket", ClientInfo("t", "1", "en"), {"s1": 7}),
    Ping(1),
    Pong(2),
    Open(3, "op1", "presale"),
    Send(4, "s1", "visitor", "c1", "text", Body("你好")),
    SetTyping("s1", "visitor", is_typing=True, after=3),
    Sync({"s1": 7}),
    SetStatus(5, "op2", "free"),
    Close(6, "s1", "op3"),
)
SERVER_FRAMES: tuple[ServerFrame, ...] = (
    Welcome("k1", "agent", "a1", 1_700_000_000_000, Limits(25_000, 65_536, 32, 8_000)),
    Ping(1),
    Pong(2),
    GoAway(4000, 1500),
    Err(104, "expected a known frame tag"),
    Res(4, 0, number=8, at=1_700_000_000_001, is_repeat=True),
    Message("s1", "visitor", 8, "agent", "a1", "text", Body("您好"), 1_700_000_000_002),
    Typing("s1", "visitor", "agent", "a1", is_typing=True, ttl_ms=6_000, after=8),
    Session("s1", 3, "serving", "presale", "v1", "a1", 8),
    Board(4, "free", 3, ("s1", "s2")),
    Gap("s1", 500),
)

IDS = st.text(min_size=1, max_size=64)
COUNTS = st.integers(0, 2**53 - 1)
TEXTS = st.text(min_size=1, max_size=200)
ROLES = st.sampled_from(("visitor", "agent"))
SENDER_ROLES = st.sampled_from(("visitor", "agent", "system"))
STATUSES = st.sampled_from(("free", "not_ready", "offline"))
POSITIONS = st.dictionaries(IDS, COUNTS, max_size=8)
INFOS = st.builds(ClientInfo, IDS, IDS, st.text(max_size=16))

ANY_CLIENT_FRAME: st.SearchStrategy[ClientFrame] = st.one_of(
    st.builds(Hello, TEXTS, INFOS, POSITIONS, COUNTS),
    st.builds(Ping, COUNTS),
    st.builds(Pong, COUNTS),
    st.builds(Open, COUNTS, IDS, IDS, IDS),
    st.builds(Send, COUNTS, IDS, IDS, IDS, st.just("text"), st.builds(Body, TEXTS)),
    st.builds(SetTyping, IDS, IDS, st.booleans(), COUNTS),
    st.builds(Sync, POSITIONS),
    st.builds(SetStatus, COUNTS, IDS, STATUSES),
    st.builds(Close, COUNTS, IDS, IDS),
)
LIMITS = st.builds(Limits, COUNTS, COUNTS, COUNTS, COUNTS)
STATES = st.sampled_from(("queued", "serving", "closed"))
ANY_SERVER_FRAME: st.SearchStrategy[ServerFrame] = st.one_of(
    st.builds(Welcome, IDS, ROLES, IDS, COUNTS, LIMITS, COUNTS),
    st.builds(Ping, COUNTS),
    st.builds(Pong, COUNTS),
    st.builds(GoAway, COUNTS, COUNTS),
    st.builds(Err, COUNTS, TEXTS),
    st.builds(
        Res, COUNTS, COUNTS, IDS, COUNTS, COUNTS, st.booleans(), st.text(), COUNTS
    ),
    st.builds(
        Message,
        session=IDS,
        room=IDS,
        number=COUNTS,
        role=SENDER_ROLES,
        sender=IDS,
        kind=IDS,
        body=st.builds(Body, TEXTS),
        at=COUNTS,
        cid=st.text(),
    ),
    st.builds(Typing, IDS, IDS, SENDER_ROLES, IDS, st.booleans(), COUNTS, COUNTS),
    st.builds(Session, IDS, COUNTS, STATES, IDS, IDS, st.text(), COUNTS, st.text()),
    st.builds(Board, COUNTS, STATUSES, COUNTS, st.lists(IDS).map(tuple)),
    st.builds(Gap, IDS, COUNTS),
)
