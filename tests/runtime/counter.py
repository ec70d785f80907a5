"""A small durable entity for tests: it counts, waits, claims places and breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from runtime.decision import Deadline, Decision
from runtime.durable import Durable
from runtime.entity_codec import EntityCodec
from runtime.journal import (
    EXCLUSIVE,
    NEW_TICKET,
    Claim,
    ClaimRefused,
    IndexRow,
    Journal,
    Mark,
    Outage,
    OutboxRow,
    StoreFull,
)
from runtime.operation import operation_key
from tests.runtime.stage import Broken

# --- commands


@dataclass(frozen=True, slots=True)
class Add:
    """Adds, once per `cid`; answered with the total, or "closed"."""

    cid: str
    amount: int = 1


@dataclass(frozen=True, slots=True)
class Look:
    """Answered with the total."""


@dataclass(frozen=True, slots=True)
class Take:
    """Claims places in turn until one is free; answered with the one it got."""

    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """Sets the deadline, `seconds` from now; 0 takes it back."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Expire:
    """The deadline is over."""


@dataclass(frozen=True, slots=True)
class Move:
    """Goes to a place to wait there."""

    place: str


@dataclass(frozen=True, slots=True)
class Close:
    """Nothing is added any more; `leaves`: it is over and may leave memory."""

    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Reopen:
    """Takes up again what was closed."""


@dataclass(frozen=True, slots=True)
class Break:
    """Raises when it is decided, or when its effect is performed or it is refused."""

    in_effect: bool = False


Command = Add | Look | Take | Wait | Expire | Move | Close | Reopen | Break


# --- events, state


class Added(msgspec.Struct, frozen=True, tag=True):
    cid: str
    amount: int


class Took(msgspec.Struct, frozen=True, tag=True):
    place: str


class Waits(msgspec.Struct, frozen=True, tag=True):
    due_ms: int


class Expired(msgspec.Struct, frozen=True, tag=True):
    pass


class Moved(msgspec.Struct, frozen=True, tag=True):
    place: str


class Closed(msgspec.Struct, frozen=True, tag=True):
    leaves: bool


class Reopened(msgspec.Struct, frozen=True, tag=True):
    pass


class Broke(msgspec.Struct, frozen=True, tag=True):
    pass


CounterEvent = Added | Took | Waits | Expired | Moved | Closed | Reopened | Broke


class CounterState(msgspec.Struct, frozen=True):
    total: int = 0
    done: tuple[str, ...] = ()
    due_ms: int = 0
    armed_ms: int = 0
    expired: int = 0
    place: str = ""
    is_closed: bool = False
    is_over: bool = False


CODEC: Final[EntityCodec[CounterState, CounterEvent]] = EntityCodec(
    CounterState, CounterEvent, int | str
)
CounterDecision = Decision[CounterEvent, str, CounterState]


@dataclass
class Home:
    """What counters live on and write to."""

    journal: Journal
    outages: Sequence[Outage] = ()
    performed: list[tuple[str, int]] = field(default_factory=list)
    recovered: list[str] = field(default_factory=list)


class Counter(Durable[Command, CounterState, CounterEvent, str]):
    """The entity; its effects are texts that `performed` collects."""

    def __init__(self, name: str, shelf: Home) -> None:
        super().__init__(f"counter/{name}", shelf.journal, CODEC, shelf.outages)
        self._shelf = shelf

    def initial(self) -> CounterState:
        return CounterState()

    def decide(  # noqa: PLR0912 - one row per command
        self, state: CounterState, command: Command, now_ms: int
    ) -> CounterDecision:
        match command:
            case Add() if state.is_closed:
                return Decision(answer="closed")
            case Add(cid, amount):
                total = state.total + amount
                effects = (f"added {cid}",)
                box = (OutboxRow("added", cid.encode()),)
                return Decision((Added(cid, amount),), total, effects, outbox=box)
            case Look():
                return Decision(answer=state.total)
            case Take(places):
                return self._take_place(places)
            case Wait(seconds):
                due_ms = now_ms + seconds * 1000 if seconds else 0
                return Decision((Waits(due_ms),))
            case Expire():
                return Decision((Expired(),), effects=("expired",))
            case Move(place):
                return Decision((Moved(place),), marks=(Mark(self.entity, place),))
            case Close(leaves):
                return Decision((Closed(leaves),), "bye")
            case Reopen():
                return Decision((Reopened(),), "open")
            case Break(in_effect=True):
                return Decision((Broke(),), "broke", ("before", "break", "after"))
            case Break():
                raise Broken

    def _take_place(self, places: tuple[str, ...]) -> CounterDecision:
        if not places:
            return Decision(answer="none is free")
        claim = Claim(places[0], EXCLUSIVE)
        return Decision((Took(places[0]),), places[0], claims=(claim,))

    def refused(
        self, command: Command, refusal: ClaimRefused | StoreFull
    ) -> CounterDecision:
        if isinstance(command, Take) and isinstance(refusal, ClaimRefused):
            rest = command.places[command.places.index(refusal.claim.resource) + 1 :]
            return self._take_place(rest)
        if isinstance(command, Break):
            raise Broken
        return super().refused(command, refusal)

    def apply(
        self, state: CounterState, event: CounterEvent, at_ms: int
    ) -> CounterState:
        change = msgspec.structs.replace
        match event:
            case Added(cid, amount):
                return change(
                    state, total=state.total + amount, done=(*state.done, cid)
                )
            case Took(place):
                return change(state, done=(*state.done, f"took {place}"))
            case Waits(due_ms):
                return change(state, due_ms=due_ms, armed_ms=at_ms)
            case Expired():
                return change(state, due_ms=0, expired=state.expired + 1)
            case Moved(place):
                return change(state, place=place)
            case Closed(leaves):
                return change(state, is_closed=True, is_over=leaves)
            case Reopened():
                return change(state, is_closed=False)
            case Broke():
                return state

    def index_row(self, state: CounterState) -> IndexRow:
        name = "closed" if state.is_closed else "open"
        due_ms = state.due_ms or None
        detail = state.place.encode()
        return IndexRow(
            not state.is_over, name, state.place, NEW_TICKET, due_ms, detail=detail
        )

    def deadlines(self, state: CounterState) -> tuple[Deadline[Command], ...]:
        if not state.due_ms:
            return ()
        return (Deadline("due", state.armed_ms, state.due_ms, Expire()),)

    def operation_key(self, command: Command) -> int | None:
        return operation_key(command.cid) if isinstance(command, Add) else None

    def is_over(self, state: CounterState) -> bool:
        return state.is_over

    def perform(self, effect: str, position: int) -> None:
        if effect == "break":
            raise Broken
        self._shelf.performed.append((effect, position))

    def on_recovered(self) -> None:
        self._shelf.recovered.append(self.entity)
