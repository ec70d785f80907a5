"""PURE: a session folded from its events."""

from __future__ import annotations

import msgspec

from actors.agent.messages import Freed
from actors.assignment.standing import QueueClass
from actors.cards.card import RatingCard
from actors.flow.core import Place
from actors.flow.visitor_choice import NamedGroup
from actors.session.aside import Aside
from actors.session.events import TransferCause
from actors.session.readers import Reader
from actors.session.robot_side import ALONE, RobotSide
from actors.session.source import Source
from actors.session.terms import CloseReason, Note, SessionPhase


class Offer(msgspec.Struct, frozen=True, array_like=True):
    """A session that rings: at whom, and until when (0 = until it is answered)."""

    agent: str
    slot: int
    offer: str
    order: int
    group: str
    since_ms: int
    expires_ms: int
    agent_name: str = ""
    group_name: str = ""


class Transfer(msgspec.Struct, frozen=True, array_like=True):
    """What another agent is looked for, while the old one serves."""

    group: str
    agent: str
    note: str
    cause: TransferCause
    by: str
    since_ms: int
    group_name: str = ""
    agent_name: str = ""
    by_name: str = ""


class Handover(msgspec.Struct, frozen=True, array_like=True):
    """From whom the serving agent took the session over, with what note (Q10)."""

    agent: str
    note: str
    agent_name: str = ""


class Line(msgspec.Struct, frozen=True, array_like=True):
    """How the session stands in a group's line; see `Standing`.

    `keeps_ticket`: an offer lapsed, the place in line is the old one.
    `has_overflowed`: another group turned it away; nobody does so twice (Q6).
    `only_until_ms`: so long, wall time, those in `only` are waited for; 0 = for ever.
    """

    since_ms: int = 0
    queue_class: QueueClass = QueueClass.NEW
    priority: int = 0
    skill: str = ""
    level: int = 0
    prefer: str = ""
    only: tuple[str, ...] = ()
    silent: str = ""
    again_ms: int = 0
    keeps_ticket: bool = False
    has_overflowed: bool = False
    only_until_ms: int = 0


class Quiet(msgspec.Struct, frozen=True, array_like=True):
    """Since when who has been silent, wall time in ms; 0 = not silent.

    `visitor_ms`: since the agent's last message; in `robot` and `collecting` since
    anybody's. `agent_ms`: since the first message that is unanswered. Both since the
    session came to another agent, if that is later. `warned_ms`, `reminded_ms`: the
    silence that was spoken of already. `tried_ms`: when the last attempt to find
    another agent ended.
    """

    visitor_ms: int = 0
    agent_ms: int = 0
    warned_ms: int = 0
    reminded_ms: int = 0
    tried_ms: int = 0


class Invitation(msgspec.Struct, frozen=True, array_like=True):
    """The visitor was asked, in message `number`, to rate the service of `agent`."""

    number: int
    card: RatingCard
    since_ms: int
    agent: str
    is_answered: bool = False


class Guided(msgspec.Struct, frozen=True, array_like=True):
    """The flow that asks the visitor: where it stands, and by which message it asks."""

    flow: str
    version: int
    groups: tuple[NamedGroup, ...] = ()
    place: Place = Place("")
    asked: int = 0


class CardMark(msgspec.Struct, frozen=True, array_like=True):
    """A message that asked something, and whether that was answered."""

    number: int
    is_answered: bool = False


class FollowUp(msgspec.Struct, frozen=True, array_like=True):
    """What `by` has still to do, since when, and by when (0 = at no certain time)."""

    by: str
    text: str
    since_ms: int
    due_ms: int


class LetGo(msgspec.Struct, frozen=True, array_like=True):
    """A slot that the session held."""

    agent: str
    slot: int
    cause: Freed


class SessionState(msgspec.Struct, frozen=True, array_like=True):
    """A session folded from its events; also its snapshot.

    `opened_stage` tells whether there is a robot to go back to. `away_since_ms` is 0
    while the visitor is connected, or nothing depends on it. `agent` of a closed
    session is who served last. `bound_group` and `bound_order` are the last offer's:
    one that comes a second time is known by them. `let_go` are the last two slots given
    back, which an incarnation that starts says again. Names are those of their events.
    `served_ms` is since when the agent serves; `turn_ms` when it last became the other
    side's turn to answer (the first message of those that one side wrote in a row), 0
    before the first message. `recalled` are the numbers of messages that were taken
    back, in the order of that. `readers` is how far who has come, as far as it is
    written. `awaited_ms` is since when the visitor is awaited who was not there when an
    agent began, or answered what was left; 0: he is not. `contact` is what he left with
    a message. `acts` counts what people did beside talking (see `bounds`), how often
    the visitor went and came is `comings`. `invitation` is the last one to rate (V5);
    `cards` are the newest messages that asked something. `language` is the visitor's
    (BCP 47). `routing_ms` is since when the business server is asked, in `routing`;
    `address` is the visitor's, where it is.
    `guided` is the flow that asks him; `variables` is what flows have learnt of him.
    `aside`: who is there beside visitor and agent; None as long as nobody ever was.
    `visitor_number` is that of the visitor's last message, 0: he wrote none.
    `robot` is what matters of the talk with the robot.
    """

    phase: SessionPhase = SessionPhase.NEW
    visitor: str = ""
    nickname: str = ""
    channel: str = ""
    group: str = ""
    agent: str = ""
    slot: int = 0
    last_number: int = 0
    reason: CloseReason | None = None
    opened_stage: SessionPhase = SessionPhase.QUEUED
    line: Line = Line()
    offer: Offer | None = None
    transfer: Transfer | None = None
    quiet: Quiet = Quiet()
    away_since_ms: int = 0
    notes: tuple[tuple[Note, str], ...] = ()
    bound_group: str = ""
    bound_order: int = 0
    let_go: tuple[LetGo, ...] = ()
    handover: Handover | None = None
    agent_name: str = ""
    group_name: str = ""
    served_ms: int = 0
    turn_ms: int = 0
    recalled: tuple[int, ...] = ()
    source: Source | None = None
    readers: tuple[Reader, ...] = ()
    acts: int = 0
    comings: int = 0
    language: str = ""
    invitation: Invitation | None = None
    cards: tuple[CardMark, ...] = ()
    routing_ms: int = 0
    address: str = ""
    guided: Guided | None = None
    variables: tuple[tuple[str, str], ...] = ()
    follow_up: FollowUp | None = None
    awaited_ms: int = 0
    contact: str = ""
    aside: Aside | None = None
    visitor_number: int = 0
    robot: RobotSide = ALONE
