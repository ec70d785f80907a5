"""What the server answers to those who look around: frames from server to client."""

from __future__ import annotations

import msgspec

from gateway.wire.terms import (
    Count,
    Frame,
    Moment,
    SessionStateName,
)


class Colleague(msgspec.Struct, frozen=True, array_like=True):
    """A member of a group.

    Attributes:
        agent: the id.
        nickname: for people.
        why_not: why no visitor would be given to him; empty: he could take one more.
        load: sessions that he serves.
        capacity: how many he may serve at once.
    """

    agent: str
    nickname: str
    why_not: str
    load: Count
    capacity: Count


class Colleagues(Frame, frozen=True, tag=49):
    """The answer to GET_COLLEAGUES.

    Attributes:
        request: the number of the request.
        group: that was asked about.
        members: at most `MAX_COLLEAGUES_SHOWN`, by id; of more, those who are of most
            use, who could take one more before others.
        count: of all members.
    """

    request: Count
    group: str
    members: tuple[Colleague, ...]
    count: Count = 0


class Waiting(msgspec.Struct, frozen=True, array_like=True):
    """One who waits.

    Attributes:
        session: the session.
        position: from 1.
        waited_ms: so far.
        priority: 0 … 9.
        returned: it comes before new ones: it was served, or rang, before.
        only: nobody else may serve it, the first `MAX_NAMES_SHOWN`; empty: anybody.
        nickname: the visitor's.
        channel: where the visitor comes from.
    """

    session: str
    position: Count
    waited_ms: Count
    priority: Count
    returned: bool
    only: tuple[str, ...]
    nickname: str = ""
    channel: str = ""


class Queue(Frame, frozen=True, tag=50):
    """The answer to GET_QUEUE.

    Attributes:
        request: the number of the request.
        group: that was asked about.
        public_name: of the group, as visitors read it.
        waiting: how many wait.
        entries: at most `MAX_QUEUE_SHOWN` of them, in order.
    """

    request: Count
    group: str
    public_name: str
    waiting: Count
    entries: tuple[Waiting, ...]


class WhyExcluded(msgspec.Struct, frozen=True, array_like=True):
    """How many of the group were excluded for one reason.

    Attributes:
        reason: in one word.
        count: of those agents.
        first: the first of them, at most `MAX_NAMES_SHOWN`.
    """

    reason: str
    count: Count
    first: tuple[str, ...]


class WhyLook(msgspec.Struct, frozen=True, array_like=True):
    """One look of a group at a session that waits for an agent.

    Attributes:
        group: whose line it stood in.
        strategy: how the group chooses.
        level: how urgent it was.
        waited_ms: in this line.
        position: from 1.
        chosen: the agent; empty: nobody could serve it.
        candidates: how many could.
        first: the first of them, at most `MAX_NAMES_SHOWN`.
        excluded: the others, by reason.
    """

    at: Moment
    group: str
    strategy: str
    level: Count
    waited_ms: Count
    position: Count
    chosen: str
    candidates: Count
    first: tuple[str, ...]
    excluded: tuple[WhyExcluded, ...]


class WhyStep(msgspec.Struct, frozen=True, array_like=True):
    """Something that happened to the session.

    Attributes:
        what: names the event.
        agent: whom it concerns; may be empty.
        group: whose line it concerns; may be empty.
        detail: more about it; may be empty.
        look: at what the group saw when it chose.
        by: who did it; empty: the server, or who is named already.
        agent_name: of that agent; may be empty, see Names.
        group_name: of that group; the same.
    """

    at: Moment
    what: str
    agent: str
    group: str
    detail: str
    look: WhyLook | None = None
    by: str = ""
    agent_name: str = ""
    group_name: str = ""


class Why(Frame, frozen=True, tag=52):
    """The answer to GET_WHY: what happened, and why nobody serves it now (Q15).

    Attributes:
        request: the number of the request.
        session: that was asked about.
        state: it is in now.
        steps: at most `MAX_STEPS_SHOWN`: the first, and the newest.
        now: how its group sees it now; nil when it stands in no line.
        is_cut: steps between the first and the others were left out.
    """

    request: Count
    session: str
    state: SessionStateName
    steps: tuple[WhyStep, ...]
    now: WhyLook | None = None
    is_cut: bool = False


class Serving(msgspec.Struct, frozen=True, array_like=True):
    """A session that is being served.

    Attributes:
        session: the session.
        nickname: the visitor's.
        agent: who serves.
        agent_name: his name; may be empty, see Names.
        since: when he took it, ms since the epoch by the server's clock.
        turn: when the side that wrote last began to, the same; 0: nothing was written.
            More by the same side does not change it.
        unanswered: that side is the visitor, who waits for an answer.
    """

    session: str
    nickname: str
    agent: str
    agent_name: str
    since: Count
    turn: Count
    unanswered: bool


class Sessions(Frame, frozen=True, tag=61):
    """The answer to GET_SESSIONS: whom a group serves, as of the last commit (Q11).

    A session that is handed over is listed by the group among whom another agent is
    looked for. Sessions of agents who are in the group no more are not listed.

    Attributes:
        request: the number of the request.
        group: that was asked about.
        rows: at most `MAX_SESSIONS_SHOWN`; visitors who wait for an answer come first,
            who waits longest first of all.
        is_cut: there may be more.
    """

    request: Count
    group: str
    rows: tuple[Serving, ...]
    is_cut: bool = False


class FollowUp(msgspec.Struct, frozen=True, array_like=True):
    """An ended session that is to be followed up.

    Attributes:
        session: the session.
        visitor: the id.
        nickname: the visitor's.
        channel: where the visitor came from.
        text: what is to be done.
        since: when that was noted, ms since the epoch by the server's clock.
        due: by when, the same; 0: at no certain time.
    """

    session: str
    visitor: str
    nickname: str
    channel: str
    text: str
    since: Count
    due: Count


class FollowUps(Frame, frozen=True, tag=79):
    """The answer to GET_FOLLOW_UPS: what the agent himself noted (S8).

    Of ended sessions; an empty note takes one off the list.

    Attributes:
        request: the number of the request.
        rows: at most `MAX_FOLLOW_UPS_SHOWN`; what is due first comes first, what has no
            time last.
        count: of all.
    """

    request: Count
    rows: tuple[FollowUp, ...]
    count: Count = 0
