"""PURE: what must hold of a desk whenever nothing moves, judged from what people see.

It knows the day's visitors and agents and what they were shown last; nothing of actors.
A promise that was never put to the test is told as such: `looked_at` is 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from actors.agent.messages import AgentStatus, Board
from actors.session.terms import SessionPhase
from actors.session.view import SessionView

MAX_EXAMPLES: Final = 5
"""Broken promises that are told in detail; all are counted."""
_HELD: Final = (SessionPhase.OFFERED, SessionPhase.SERVING)


class Promise(StrEnum):
    """What is judged."""

    NONE_LOST = "none_lost"
    """Whoever waits as far as the visitor sees stands in the group's line."""
    NONE_TWICE = "none_twice"
    """No session is with two agents."""
    NONE_OVER_CAPACITY = "none_over_capacity"
    NONE_BESIDE_FREE = "none_beside_free"
    """Nobody waits beside a free agent who may serve him."""
    FIRST_COME = "first_come"
    """Of equal priority, whoever came first is offered first to who may serve both."""


class Judged(msgspec.Struct, frozen=True):
    """A promise: occasions on which it could be seen broken, and those it was."""

    promise: Promise
    looked_at: int
    broken: int


class Broken(msgspec.Struct, frozen=True):
    """What was broken on purpose."""

    actor_crashes: int
    kills: int


class Verdict(msgspec.Struct, frozen=True):
    """How a day with the real actors was judged.

    Attributes:
        judged: every promise, and how often it was put to the test and broken.
        examples: broken promises in words.
        broken: what was made to fail.
        crashes: actors that died of anything else, in words; there should be none.
    """

    judged: tuple[Judged, ...]
    examples: tuple[str, ...]
    broken: Broken
    crashes: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether all promises were kept."""
        return not self.crashes and not any(each.broken for each in self.judged)


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict over several days."""
    looked, broken = Counter[Promise](), Counter[Promise]()
    for each in (judged for verdict in verdicts for judged in verdict.judged):
        looked[each.promise] += each.looked_at
        broken[each.promise] += each.broken
    examples = tuple(example for verdict in verdicts for example in verdict.examples)
    return Verdict(
        tuple(Judged(each, looked[each], broken[each]) for each in Promise),
        examples[:MAX_EXAMPLES],
        Broken(
            sum(verdict.broken.actor_crashes for verdict in verdicts),
            sum(verdict.broken.kills for verdict in verdicts),
        ),
        tuple(crash for verdict in verdicts for crash in verdict.crashes),
    )


class Want(msgspec.Struct, frozen=True):
    """What a visitor needs: the group, its place in the day, priority and skill.

    `prefer` is the agent whom he would wait for, or "".
    """

    group: str
    order: int
    priority: int = 0
    skill: str = ""
    level: int = 0
    prefer: str = ""


class Can(msgspec.Struct, frozen=True):
    """What an agent may do."""

    groups: frozenset[str]
    capacity: int
    skills: dict[str, int]

    def serves(self, want: Want, group: str) -> bool:
        """Whether such a visitor, in that group's line, may be given to him at once."""
        has_skill = not want.skill or self.skills.get(want.skill, 0) >= want.level
        return group in self.groups and has_skill


class _Case:
    """One session: what is wanted, who refused it, where it was at the last rest."""

    __slots__ = (
        "agent",
        "group",
        "held_by",
        "phase",
        "refused",
        "version",
        "waited",
        "want",
    )

    def __init__(self, want: Want) -> None:
        self.want = want
        self.group = want.group
        self.phase = SessionPhase.NEW
        self.agent = ""
        self.version = -1
        self.waited = False
        self.held_by = ""
        self.refused: set[str] = set()


class Judge:
    """Judges one day.

    Args:
        staff: every agent who may come, by id.

    Attributes:
        examples: the first promises that were broken, in words.
        has_news: somebody was shown something since the last rest.
    """

    def __init__(self, staff: dict[str, Can]) -> None:
        self.examples: list[str] = []
        self.has_news = False
        self._staff = staff
        self._cases: dict[str, _Case] = {}
        self._boards: dict[str, Board] = {}
        self._moved: set[str] = set()
        self._looked: Counter[Promise] = Counter()
        self._broken: Counter[Promise] = Counter()

    # --- what people see

    def open(self, session: str, want: Want) -> None:
        """A visitor has a session."""
        self._cases.setdefault(session, _Case(want))

    def refuse(self, session: str, agent: str) -> None:
        """The agent declines, or lets it ring: he is no longer expected to take it."""
        self._cases[session].refused.add(agent)

    def show(self, view: SessionView) -> None:
        """Everybody sees how the session stands; an old view changes nothing."""
        case = self._cases.get(view.session)
        if case is None or view.version <= case.version:
            return
        case.version, case.phase, case.group = view.version, view.phase, view.group
        case.agent = view.agent if view.offer is None else view.offer.agent
        self._moved.add(view.session)
        self.has_news = True
        if view.phase is SessionPhase.CLOSED:
            del self._cases[view.session]

    def show_board(self, agent: str, board: Board) -> None:
        """An agent sees what is his; an old board changes nothing."""
        seen = self._boards.get(agent)
        if seen is None or board.version >= seen.version:
            self._boards[agent] = board
            self.has_news = True

    def forget_boards(self) -> None:
        """A new process numbers anew; agents who come again see it."""
        self._boards.clear()

    def lose(self, agent: str) -> None:
        """His connection is gone, so nothing is expected of him."""
        self._boards.pop(agent, None)

    # --- judging

    def rest(self, lines: dict[str, int]) -> None:
        """Nothing moves: judges everything.

        Args:
            lines: by group, how many its line says wait.
        """
        self._judge_lines(lines)
        self._judge_holders()
        self._judge_order()
        self._judge_free()
        self.pass_over()

    def pass_over(self) -> None:
        """Nothing moves, but what happened is not judged: somebody has to recover."""
        for case in self._cases.values():
            case.waited = case.phase is SessionPhase.QUEUED
            case.held_by = case.agent if case.phase in _HELD else ""
        self._moved.clear()
        self.has_news = False

    def verdict(self) -> tuple[Judged, ...]:
        """All promises."""
        return tuple(
            Judged(each, self._looked[each], self._broken[each]) for each in Promise
        )

    def _waiting(self) -> Iterator[_Case]:
        return (
            case for case in self._cases.values() if case.phase is SessionPhase.QUEUED
        )

    def _look(self, promise: Promise, *, is_held: bool, seen: str) -> None:
        self._looked[promise] += 1
        if is_held:
            return
        self._broken[promise] += 1
        if len(self.examples) < MAX_EXAMPLES:
            self.examples.append(f"{promise}: {seen}")

    def _judge_lines(self, lines: dict[str, int]) -> None:
        seen = Counter(case.group for case in self._waiting())
        for group, waiting in lines.items():
            text = f"{seen[group]} wait for {group}, its line has {waiting}"
            self._look(Promise.NONE_LOST, is_held=seen[group] == waiting, seen=text)

    def _judge_holders(self) -> None:
        loads: Counter[str] = Counter()
        for case in self._cases.values():
            if case.phase in _HELD:
                loads[case.agent] += 1
        holders = Counter(
            session for board in self._boards.values() for session in board.sessions
        )
        for session, count in holders.items():
            text = f"{session} is on {count} boards"
            self._look(Promise.NONE_TWICE, is_held=count == 1, seen=text)
        for agent, load in loads.items():
            capacity = self._staff[agent].capacity
            text = f"{agent} has {load} sessions, {capacity} slots"
            self._look(Promise.NONE_OVER_CAPACITY, is_held=load <= capacity, seen=text)

    def _judge_order(self) -> None:
        """Of who waited at the last rest, too: they were all there to choose from."""
        given = [
            (session, self._cases[session])
            for session in self._moved
            if session in self._cases and self._is_new(self._cases[session])
        ]
        left = [case for case in self._waiting() if case.waited] if given else []
        for session, case in given:
            older = [
                one
                for one in left
                if _is_before(one, case) and self._may_serve(case.agent, one)
            ]
            text = (
                f"{case.agent} was given {session} before {len(older)} who came first"
            )
            self._look(Promise.FIRST_COME, is_held=not older, seen=text)

    def _is_new(self, case: _Case) -> bool:
        """Whether the agent was found since the last rest."""
        return case.phase in _HELD and case.held_by != case.agent

    def _judge_free(self) -> None:
        waiting = list(self._waiting())
        if not waiting:
            return
        beside = [
            agent
            for agent, board in self._boards.items()
            if board.status is AgentStatus.FREE
            and any(self._may_serve(agent, case) for case in waiting)
        ]
        text = f"{', '.join(beside)} free, {len(waiting)} waiting"
        self._look(Promise.NONE_BESIDE_FREE, is_held=not beside, seen=text)

    def _may_serve(self, agent: str, case: _Case) -> bool:
        """Whether he is to be given to the agent; who waits for another need not be."""
        return (
            self._staff[agent].serves(case.want, case.group)
            and agent not in case.refused
            and case.want.prefer in {"", agent}
        )


def _is_before(one: _Case, other: _Case) -> bool:
    """Whether it has to be offered first, to who may serve both.

    Of who was sent on to another line only that line knows the place.
    """
    ours, theirs = one.want, other.want
    return (
        (ours.group, ours.priority) == (theirs.group, theirs.priority)
        and (one.group, other.group) == (ours.group, theirs.group)
        and ours.order < theirs.order
    )
