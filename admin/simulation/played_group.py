"""PURE: a skill group in a play: its line, driven as the group's actor drives it.

Who is asked for a word answers at once here, so nothing is ever overdue; positions are
not shown to anybody.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from actors.agent.messages import GiveBack, NoBid, Reserve
from actors.assignment.core import Line
from actors.assignment.line_rule import LineRule
from actors.assignment.messages import (
    AgentLeft,
    AgentNews,
    Granted,
    GroupCommand,
    NotGranted,
    OfferAccepted,
    OfferDeclined,
    SessionLeft,
    SessionWaits,
    StillWaiting,
)
from actors.assignment.routing import BINDINGS_PER_MS, Routing
from actors.ids import AgentId, GroupId
from actors.session.messages import OfferSession, TurnAway
from admin.simulation.play import Play
from runtime.errors import UsageError

_AT_ONCE: Final = 1 << 20
"""Nobody is kept waiting by how many are turned away at a time."""


class PlayedGroup:
    """One group.

    Args:
        group: which.
        rule: by which its line works.
        accept_ms: how long an offer rings; 0 = until it is answered.
        play: where the others are.
    """

    def __init__(
        self, group: GroupId, rule: LineRule, accept_ms: int, play: Play
    ) -> None:
        self._group = group
        self._accept_ms = accept_ms
        self._play = play
        self._line = Line(f"{group}.", play.now_ms * BINDINGS_PER_MS, rule)
        self._line.loaded()
        self._line.settled()
        self._bidders: dict[AgentId, int] = {}
        self._due_ms: int | None = None
        # What is not looked at is not recorded: counts cost as much as the rest.
        self._routing = Routing(0, group, rule.strategy, 0, 0, 0, "", 0, (), ())

    def hear(self, word: GroupCommand) -> None:  # noqa: C901, PLR0912 - one row per word
        """See `GroupActor.perform`."""
        line, now_ms = self._line, self._play.now_ms
        match word:
            case AgentNews():
                line.hear(word, now_ms)
                if word.wants_bid:
                    self._bidders[word.agent] = word.version
            case SessionWaits(session, ticket, standing):
                line.wait(session, ticket, standing, now_ms)
            case StillWaiting(session, ticket, standing):
                line.still_waits(session, ticket, standing, now_ms)
            case SessionLeft(session):
                line.leave(session)
            case Granted():
                self._offer(word)
            case NotGranted(_, reservation):
                line.not_granted(reservation)
            case OfferAccepted(session):
                line.accepted(session)
            case OfferDeclined(_, reservation, is_waiting):
                line.declined(reservation, now_ms, is_waiting=is_waiting)
            case AgentLeft(agent, version):
                line.forget(agent, version, now_ms)
            case _:
                raise UsageError(f"expected a word of a play, got {word}")

    def _offer(self, granted: Granted) -> None:
        play, line = self._play, self._line
        bound = line.grant(granted.reservation, play.now_ms)
        if bound is None or bound.bound is None:
            play.tell_agent(granted.agent, GiveBack(granted.reservation))
            return
        offer = OfferSession(
            self._group,
            granted.agent,
            granted.slot,
            granted.reservation,
            granted.until_ms,
            bound.order,
            line.hall.rule.reception,
            self._accept_ms,
            self._routing,
            skill=bound.bound.standing.skill,
            level=bound.bound.standing.level,
        )
        play.tell_session(bound.bound.session, offer)

    def end_turn(self) -> None:
        """One round of the line; see `GroupActor`."""
        play, line = self._play, self._line
        for asked in line.serve(play.now_ms):
            self._bidders.pop(asked.agent, None)
            reserve = Reserve(self._group, asked.id, asked.bid)
            play.tell_agent(asked.agent, reserve)
        for agent, version in self._bidders.items():
            play.tell_agent(agent, NoBid(self._group, version))
        self._bidders.clear()
        hall = line.hall
        for session, treatment in hall.treatments.take(_AT_ONCE):
            turn_away = TurnAway(self._group, treatment, hall.rule.overflow)
            play.tell_session(session, turn_away)
        due_ms = hall.next_alarm_ms()
        if due_ms is not None and due_ms != self._due_ms:
            play.at(max(due_ms, play.now_ms), partial(self._ring, due_ms))
        self._due_ms = due_ms

    def _ring(self, due_ms: int) -> None:
        """What time alone changes is looked at; an earlier plan means nothing."""
        if due_ms == self._due_ms:
            self._due_ms = None
            self.end_turn()
