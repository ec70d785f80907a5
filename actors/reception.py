"""Opens, or finds, the one open session of a visitor in a channel (S2).

The claim on (visitor, channel) decides: whoever comes second is given the first one's
session, whatever raced with what. Where a group prefers the visitor's last agent, that
agent is looked up and named (Q3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from actors.assignment.messages import GetRule, GroupDefined
from actors.assignment.routing import Strategy
from actors.desk import Desk
from actors.ids import (
    GroupId,
    SessionId,
    VisitorId,
    last_agent_mark,
    new_session_id,
    visitor_resource,
)
from actors.refusal import Refused
from actors.session.messages import Opened, OpenSession
from runtime.errors import Unavailable
from runtime.journal import Answer, FindMarks, FoundMarks, Holders, Holdings

OPEN_SECONDS = 5.0
"""Deadline of the question to the group, and of that to the session."""

Admit = Callable[[], Exception | None]
"""Asked before a session is made: an error is the answer instead, None: go on."""
Answered = Callable[[Opened | Refused | None, Exception | None], None]


class Reception:
    """The way in; holds no state.

    Args:
        desk: the service.
        random: source of session ids.
        now_ms: wall time.
    """

    def __init__(self, desk: Desk, random: Random, now_ms: Callable[[], int]) -> None:
        self._desk = desk
        self._random = random
        self._now_ms = now_ms

    def open(
        self,
        visitor: VisitorId,
        nickname: str,
        channel: str,
        group: str,
        done: Answered,
        admit: Admit = lambda: None,
    ) -> None:
        """Calls `done` once, with the session, a refusal, or an error.

        Who comes back to the session that is open is not asked by `admit`.
        """
        session = new_session_id(self._now_ms(), self._random)
        arrival = _Arrival(visitor, nickname, channel, GroupId(group), session)
        _Opening(self._desk, arrival, done, admit).start()


@dataclass(frozen=True, slots=True)
class _Arrival:
    visitor: VisitorId
    nickname: str
    channel: str
    group: GroupId
    session: SessionId


class _Opening:
    """One opening on its way: a step per answer."""

    __slots__ = ("_admit", "_arrival", "_desk", "_done")

    def __init__(
        self, desk: Desk, arrival: _Arrival, done: Answered, admit: Admit
    ) -> None:
        self._admit = admit
        self._desk = desk
        self._arrival = arrival
        self._done = done

    def start(self) -> None:
        arrival = self._arrival
        query = Holders(visitor_resource(arrival.visitor, arrival.channel))
        self._desk.journal.query(query, self._on_holders)

    def _on_holders(self, answer: Answer) -> None:
        if not isinstance(answer, Holdings):
            self._done(None, Unavailable("the store is away"))
        elif answer.rows:
            self._done(Opened(answer.rows[0].holder.partition("/")[2]), None)
        else:
            group = self._desk.directory.group(self._arrival.group)
            group.request(GetRule(), OPEN_SECONDS, self._on_rule)

    def _on_rule(self, answer: object, error: Exception | None) -> None:
        if not isinstance(answer, GroupDefined):
            self._done(answer if isinstance(answer, Refused) else None, error)
        elif (refusal := self._admit()) is not None:
            self._done(None, refusal)
        elif answer.rule.strategy is Strategy.LAST_AGENT:
            arrival = self._arrival
            key = last_agent_mark(arrival.visitor, arrival.channel)
            name = answer.public_name

            def on_marks(found: Answer) -> None:
                if isinstance(found, FoundMarks):
                    self._open(name, found.values[0] or "")
                else:
                    self._done(None, Unavailable("the store is away"))

            self._desk.journal.query(FindMarks((key,)), on_marks)
        else:
            self._open(answer.public_name, "")

    def _open(self, group_name: str, prefer: str) -> None:
        arrival = self._arrival
        command = OpenSession(
            arrival.visitor,
            arrival.nickname,
            arrival.channel,
            arrival.group,
            prefer=prefer,
            group_name=group_name,
        )
        self._desk.newborn.add(arrival.session)
        session = self._desk.directory.session(arrival.session)
        session.request(command, OPEN_SECONDS, self._on_opened)

    def _on_opened(self, answer: object, error: Exception | None) -> None:
        self._desk.newborn.discard(self._arrival.session)
        if isinstance(answer, Opened | Refused):
            self._done(answer, None)
        else:
            self._done(None, error)
