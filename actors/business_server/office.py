"""Asks the business server for sessions, and tells them what came of it (Q9).

A session that asks is answered exactly once per question, unless the process ends: then
its next incarnation asks again, under the same id. What is under way when this service
crashes is asked again by its next life. Nobody waits here beyond a question's time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from random import Random
from traceback import format_exception
from typing import ClassVar, Final, Never

import trio

from actors.agent.messages import AgentCard, GetCard
from actors.assignment.messages import GetRule, GroupDefined
from actors.business_server import core
from actors.business_server.core import Said
from actors.business_server.direction import AT_ONCE_MS, Direction, Question
from actors.business_server.settings import BusinessServer
from actors.directory import Directory
from actors.ids import AgentId, GroupId
from actors.session.messages import Directed
from runtime.actor import Service
from runtime.circuit_breaker import Circuit, CircuitBreaker
from runtime.errors import TriodeskError
from runtime.observe import Duty, Event, Events
from runtime.outgoing import Poster

MAX_QUESTIONS: Final = 10_000
"""Sessions that wait for the business server; others go to their own group at once."""
MAX_AT_ONCE: Final = 64
"""Requests under way; the others wait in order, within their time."""
BREAKER_FAILURES: Final = 5
BREAKER_REST_SECONDS: Final = 15.0
"""After five failures in a row nobody waits for it; every 15 s one session tries."""
MAX_BREAKERS: Final = 100
"""URLs whose failures are remembered; settings that change bring new ones."""
TURN_SECONDS: Final = 0.25
"""Left to the last attempt to say why it has no answer."""
LOOK_SECONDS: Final = 2.0
"""For the desk's own answer whether a group or an agent exists."""


class BusinessServerFailing(Event, frozen=True):
    """It fails so often that it is not asked for a while; `text`: the last failure."""

    duty: ClassVar[Duty] = Duty.WARNING

    text: str


class BusinessServerCrashed(Event, frozen=True):
    """An exception of ours ended one question, and no other."""

    duty: ClassVar[Duty] = Duty.ERROR

    error: str
    trace: str


class BusinessServerOffice:
    """The questions of one process; `run` is one life of who asks them.

    Args:
        server: that is asked, by channel; the settings of this moment.
        poster: sends requests.
        directory: knows sessions, groups and agents.
        events: where failures are told.
        random: spreads attempts.
        wall_ms: wall time.
        stand_in: the group that stands in for a deleted one, or that group itself.

    Attributes:
        decided: how many sessions, by what came of asking.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with
        self,
        server: Callable[[str], BusinessServer],
        poster: Poster,
        directory: Directory,
        events: Events,
        random: Random,
        wall_ms: Callable[[], int],
        stand_in: Callable[[str], str],
    ) -> None:
        self._stand_in = stand_in
        self._server = server
        self._poster = poster
        self._directory = directory
        self._events = events
        self._random = random
        self._wall_ms = wall_ms
        self._questions: dict[str, Question] = {}
        self._new = trio.Event()
        self._unasked: list[Question] = []
        self._breakers: dict[str, CircuitBreaker] = {}
        self.decided: Counter[str] = Counter()

    def __len__(self) -> int:
        """Sessions that wait for it."""
        return len(self._questions)

    @property
    def is_rested(self) -> bool:
        """True while it is not asked because it failed again and again."""
        broken = (each.circuit for each in self._breakers.values())
        return any(circuit is not Circuit.CLOSED for circuit in broken)

    def decides(self, channel: str) -> bool:
        """True when it is asked for sessions of that channel."""
        return self._server(channel).decides(channel)

    def ask(self, question: Question) -> None:
        """See `AskServer`."""
        if not self.decides(question.channel):
            self._tell(question, Said(Direction.NOT_CONFIGURED), 0)
            return
        key = core.message_id(question)
        if key in self._questions:
            return
        if len(self._questions) >= MAX_QUESTIONS:
            self._tell(question, Said(Direction.OVERLOADED), 0)
            return
        self._questions[key] = question
        self._unasked.append(question)
        self._new.set()

    async def run(self) -> None:
        """Asks, until cancelled."""
        self._unasked = list(self._questions.values())
        limit = trio.CapacityLimiter(MAX_AT_ONCE)
        async with trio.open_nursery() as nursery:
            while True:
                self._new = trio.Event()
                unasked, self._unasked = self._unasked, []
                for question in unasked:
                    nursery.start_soon(self._serve, question, limit)
                await self._new.wait()

    async def _serve(self, question: Question, limit: trio.CapacityLimiter) -> None:
        said, attempts = Said(Direction.NO_ANSWER, text="expected its turn in time"), 0
        try:
            with trio.move_on_after(self._left(question) + TURN_SECONDS):
                async with limit:
                    said, attempts = await self._attempt(question)
            await self._look_up(question, said, attempts)
        except Exception as error:  # noqa: BLE001 - the edge of one question
            # Nothing is expected here. But another chooses what its reply makes of our
            # code: a reply that crashed the service with each session would end the
            # tree. So the question is to it what a session is to its region.
            trace = "".join(format_exception(error))
            self._events.emit(BusinessServerCrashed(type(error).__name__, trace))
            self._tell(question, Said(Direction.NO_ANSWER, text="our own fault"), 0)
        self._questions.pop(core.message_id(question), None)

    def _left(self, question: Question) -> float:
        """Seconds that the question has."""
        return max(0.0, (question.until_ms - self._wall_ms()) / 1000)

    async def _attempt(self, question: Question) -> tuple[Said, int]:
        """Asks until somebody decides, or nobody is worth asking."""
        server = self._server(question.channel)
        breaker = self._breaker(server.url)
        said, sent = Said(Direction.CIRCUIT_OPEN, text="it failed again and again"), 0
        while sent < server.attempts and breaker.lets_pass(trio.current_time()):
            seconds = min(server.attempt_seconds, self._left(question))
            request = core.request_for(server, question, self._wall_ms(), seconds)
            sent += 1
            said = core.read(await self._poster.post(request))
            if not said.is_worth_repeating:
                breaker.succeeded()
                break
            if breaker.failed(trio.current_time()):
                self._events.emit(BusinessServerFailing(said.text))
            pause = core.pause_seconds(sent, self._random.random())
            if sent == server.attempts or pause >= self._left(question):
                break
            await trio.sleep(pause)
        return said, sent

    def _breaker(self, url: str) -> CircuitBreaker:
        breakers = self._breakers
        if url not in breakers:
            if len(breakers) >= MAX_BREAKERS:
                del breakers[next(iter(breakers))]
            breakers[url] = CircuitBreaker(BREAKER_FAILURES, BREAKER_REST_SECONDS)
        return breakers[url]

    # --- what it named

    async def _look_up(self, question: Question, said: Said, attempts: int) -> None:
        match said.direction:
            case Direction.GROUP | Direction.AGENTS:
                await self._name(question, said, attempts)
            case _:
                self._tell(question, said, attempts)

    async def _name(self, question: Question, said: Said, attempts: int) -> None:
        cards = [
            card
            for agent in said.agents
            if (card := await self._card(agent)) is not None
        ]
        named = GroupId(said.group) or _common(question.group, cards)
        group = GroupId(self._stand_in(named))
        name = await self._name_of(group)
        if said.group and name is None:
            text = "AgentGroupId names no group"
            self._tell(
                question, _instead(said, Direction.UNKNOWN_GROUP, text), attempts
            )
            return
        only = tuple(card.agent for card in cards if group in card.groups)
        if said.agents and not only:
            text = "AgentIdList names nobody of the group"
            said = _instead(said, Direction.UNKNOWN_AGENTS, text)
        if not said.group and not only:
            self._tell(question, said, attempts)
            return
        named_ms = round(self._server(question.channel).named_seconds * 1000)
        self._answer(
            question,
            Directed(
                question.since_ms,
                said.direction,
                group,
                name or "",
                only,
                (named_ms or AT_ONCE_MS) if only else 0,
                attempts,
                said.text,
            ),
        )

    async def _card(self, agent: str) -> AgentCard | None:
        """Who that is; None: nobody, or he does not answer."""
        with suppress(TriodeskError):
            address = self._directory.agent(AgentId(agent))
            answer = await address.ask(GetCard(), LOOK_SECONDS)
            return answer if isinstance(answer, AgentCard) else None
        return None

    async def _name_of(self, group: GroupId) -> str | None:
        """The group's name; None: there is none, or it does not answer."""
        with suppress(TriodeskError):
            answer = await self._directory.group(group).ask(GetRule(), LOOK_SECONDS)
            return answer.public_name if isinstance(answer, GroupDefined) else None
        return None

    def _tell(self, question: Question, said: Said, attempts: int) -> None:
        """The session goes to its own group."""
        self._answer(
            question,
            Directed(
                question.since_ms,
                said.direction,
                question.group,
                question.group_name,
                attempts=attempts,
                text=said.text,
            ),
        )

    def _answer(self, question: Question, word: Directed) -> None:
        self.decided[word.direction.value] += 1
        self._directory.session(question.session).tell(word)


class BusinessServerService(Service[Never]):
    """The office, supervised.

    Args:
        office: that is run.
    """

    def __init__(self, office: BusinessServerOffice) -> None:
        self._office = office

    async def run(self, started: Callable[[], None]) -> None:
        """Until cancelled."""
        started()
        await self._office.run()


def _common(own: GroupId, cards: Iterable[AgentCard]) -> GroupId:
    """A group of those who are named: the session's own when one is in it."""
    groups = [group for card in cards for group in card.groups]
    return own if own in groups or not groups else groups[0]


def _instead(said: Said, direction: Direction, text: str) -> Said:
    return Said(direction, said.group, said.agents, text)
