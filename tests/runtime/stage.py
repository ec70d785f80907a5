"""A node without trio for tests: turns, time and chance are the test's own.

`Stage` is the parent of the cells it makes: it notes what they report and, when told
to, starts the next incarnation at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Never, TypeVar

from runtime.actor import Actor
from runtime.cell import Cell
from runtime.dispatcher import SteppedDispatcher
from runtime.exits import ExitReason
from runtime.mailbox import Bound, DeadLetter
from runtime.node import Node
from runtime.observe import Event, Events
from runtime.ref import Address, Ref, Request
from runtime.supervisor import Supervisor

E = TypeVar("E", bound=Event)
START_MS = 1_700_000_000_000
MAX_TURNS = 100_000
PLAIN = Bound()


class Broken(Exception):
    """What test actors raise."""


@dataclass(frozen=True, slots=True)
class Say:
    """Noted by a `Recorder`."""

    text: str


@dataclass(frozen=True, slots=True)
class Fail:
    """Makes a `Recorder` raise."""

    text: str = "as told"


@dataclass(frozen=True, slots=True)
class Question(Request[str]):
    """Answered with its text and an exclamation mark."""

    text: str


class Recorder(Actor[object]):
    """Notes what it is told in a log that outlives it; see the messages."""

    def __init__(self, log: list[str]) -> None:
        self.log = log

    def receive(self, message: object) -> object:
        match message:
            case Say(text):
                self.log.append(text)
            case Question(text):
                self.log.append(text)
                return f"{text}!"
            case Fail(text):
                raise Broken(text)
            case _:
                self.log.append(type(message).__name__)
        return None


class Scripted(Actor[object]):
    """An actor whose handler is a function."""

    def __init__(self, handle: Callable[[Scripted, object], object]) -> None:
        self._handle = handle

    def receive(self, message: object) -> object:
        return self._handle(self, message)


@dataclass
class Reply:
    """Where the answer to an ask goes; every call-back is noted."""

    calls: list[tuple[object, Exception | None]] = field(default_factory=list)

    def done(self, answer: object, error: Exception | None) -> None:
        self.calls.append((answer, error))

    @property
    def error(self) -> type[Exception] | None:
        """Class of the error, after exactly one call-back."""
        ((_, error),) = self.calls
        return None if error is None else type(error)

    @property
    def answer(self) -> object:
        """The answer, after exactly one call-back without an error."""
        ((answer, error),) = self.calls
        assert error is None, repr(error)
        return answer


class Stage:
    """One node, its clock and its dispatcher."""

    def __init__(self, seed: int = 0) -> None:
        self.now = 1_000.0
        self.told: list[Event] = []
        events = Events()
        events.subscribe(Event, self.told.append)
        random = Random(seed)
        self.dispatcher = SteppedDispatcher(random)
        self.node = Node(
            self.dispatcher, events, lambda: self.now, self.wall_ms, random
        )
        self.started: list[str] = []
        self.exits: list[tuple[str, ExitReason]] = []
        self.restarts = False

    def wall_ms(self) -> int:
        return START_MS + round((self.now - 1_000.0) * 1000)

    # --- the parent of the cells

    def child_started(self, cell: Cell) -> None:
        self.started.append(cell.path)

    def child_exited(self, cell: Cell, generation: int, reason: ExitReason) -> None:
        del generation
        self.exits.append((cell.path, reason))
        if self.restarts:
            cell.start_again()

    # --- cells

    def cell(
        self,
        start: Callable[[], Actor[Never]],
        bound: Bound = PLAIN,
        path: str = "/a",
    ) -> Cell:
        """A cell that begins with its first mail."""
        return Cell(self.node, path, start, self, bound)

    def recorder(self, log: list[str], path: str = "/a") -> Ref[object]:
        return Ref(self.cell(lambda: Recorder(log), path=path))

    def root(self, start: Callable[[], Supervisor]) -> Cell:
        """A supervisor at the root, with its tree up as far as it comes by itself."""
        cell = self.node.root = self.cell(start, path="")
        cell.start_again()
        self.run()
        return cell

    def ask(self, ref: Address[object], message: object, seconds: float = 5.0) -> Reply:
        reply = Reply()
        ref.request(message, seconds, reply.done)
        return reply

    # --- time and turns

    def run(self) -> None:
        """Gives turns until nobody wants one."""
        assert self.dispatcher.drain(MAX_TURNS) < MAX_TURNS, "it never comes to rest"

    def advance(self, seconds: float) -> None:
        """Lets time pass, timer by timer."""
        self.run()
        end = self.now + seconds
        while (due := self.node.timers.next_deadline()) <= end:
            self.now = max(self.now, due)
            self.node.timers.fire_due()
            self.run()
        self.now = end

    # --- what was seen

    def events(self, kind: type[E]) -> list[E]:
        return [each for each in self.told if isinstance(each, kind)]

    def dead_letters(self) -> list[str]:
        """Types of the messages that nobody handled, in order."""
        return [each.message_type for each in self.events(DeadLetter)]
