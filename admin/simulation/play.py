"""PURE: the virtual clock of a day, and the post between those who play it.

What is said is heard at once, in the order of saying; then everybody who has heard
anything has the end of a turn, as actors have after a drained batch; when nobody has
anything to say any more the clock goes on to the next act.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from heapq import heappop, heappush
from typing import Final, Protocol, TypeVar

from actors.agent.messages import AgentCommand
from actors.assignment.messages import GroupCommand
from actors.session.messages import SessionCommand
from admin.simulation.asides import Aside

Act = Callable[[], None]
W_contra = TypeVar("W_contra", contravariant=True)

MIDNIGHT_MS: Final = 24 * 3_600_000
"""Wall time at which the day begins: 0 would mean "never" to the cores."""


class Part(Protocol[W_contra]):
    """Somebody who plays: an agent, a group or a session."""

    def hear(self, word: W_contra) -> None:
        """Something is said to him."""

    def end_turn(self) -> None:
        """All that was said is heard."""


class Play:
    """One day.

    Attributes:
        now_ms: wall time.
        acts: how often the clock was stopped.
        agents, groups, sessions: who plays, by id; sessions that are over are gone, and
            hear nothing.
    """

    def __init__(self) -> None:
        self.now_ms = MIDNIGHT_MS
        self.acts = 0
        self.agents: dict[str, Part[AgentCommand | Aside]] = {}
        self.groups: dict[str, Part[GroupCommand]] = {}
        self.sessions: dict[str, Part[SessionCommand]] = {}
        self._agenda: list[tuple[int, int, Act]] = []
        self._post: deque[Act] = deque()
        self._touched: dict[Act, None] = {}
        self._count = 0
        self._stamp = 0

    def stamp(self) -> int:
        """A number that only grows; see `Node.stamp`."""
        self._stamp += 1
        return self._stamp

    def at(self, due_ms: int, act: Act) -> None:
        """Has something done then; of one time, in the order of asking."""
        self._count += 1
        heappush(self._agenda, (due_ms, self._count, act))

    @property
    def is_idle(self) -> bool:
        """True when nothing is to be done any more."""
        return not self._agenda

    # --- what is said

    def tell_agent(self, agent: str, word: AgentCommand | Aside) -> None:
        """An agent hears this after what was said before."""
        self._tell(self.agents[agent], word)

    def tell_group(self, group: str, word: GroupCommand) -> None:
        """A group hears this."""
        self._tell(self.groups[group], word)

    def tell_session(self, session: str, word: SessionCommand) -> None:
        """A session hears this, unless it is over."""
        part = self.sessions.get(session)
        if part is not None:
            self._tell(part, word)

    def _tell(self, part: Part[W_contra], word: W_contra) -> None:
        end_turn = part.end_turn

        def deliver() -> None:
            part.hear(word)
            self._touched[end_turn] = None

        self._post.append(deliver)

    def touch(self, end_turn: Act) -> None:
        """Somebody has acted of himself: his turn ends as if he had heard something."""
        self._touched[end_turn] = None

    # --- time

    def run(self) -> None:
        """Plays to the end."""
        while self._agenda:
            self.step()

    def step(self) -> None:
        """The next act, and all that is said because of it.

        Raises:
            IndexError: nothing is to be done any more.
        """
        self.now_ms, _, act = heappop(self._agenda)
        self.acts += 1
        act()
        self._settle()

    def _settle(self) -> None:
        post = self._post
        while post or self._touched:
            while post:
                post.popleft()()
            touched, self._touched = self._touched, {}
            for end_turn in touched:
                end_turn()
