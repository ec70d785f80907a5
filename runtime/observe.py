"""Events: what happened, told once, to whoever listens. Logs and metrics are listeners.

An event is a frozen struct declared in the module where it happens, named in the past
tense, with its measurements as fields (durations end in `_seconds`). It says who must
act (`Duty`), never how it is printed. Fields hold numbers, names and ids, never what
people wrote.

`Events` is made by the composition root and passed on; nothing here is global. `emit`
calls the listeners at once and in order of subscription; it never raises and never
suspends. A listener that raises is counted and, after a few failures in a row, cut off:
a broken listener must not break what it watches.

Source: Erlang's `telemetry`, whose failing handlers are detached.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import ClassVar, Final, TypeVar, cast

import msgspec

MAX_FAILURES_IN_A_ROW: Final = 3
"""Failures of a listener before it is cut off; one bad event alone cuts nobody off."""


class Duty(IntEnum):
    """Who must act: the level of a log line."""

    DEBUG = 10
    """Nobody; of use to developers."""
    INFO = 20
    """Nobody; a milestone."""
    WARNING = 30
    """Someone, soon."""
    ERROR = 40
    """Someone, now."""


class Event(msgspec.Struct, frozen=True):
    """Base of all events."""

    duty: ClassVar[Duty] = Duty.INFO


class ListenerFailed(Event, frozen=True):
    """A listener raised; `is_cut_off`: it hears nothing any more."""

    duty: ClassVar[Duty] = Duty.ERROR

    listener: str
    event: str
    error: str
    is_cut_off: bool


E = TypeVar("E", bound=Event)


class Subscription:
    """One listener's wish to hear of a type of event and of its subclasses."""

    __slots__ = ("_events", "_failures_in_a_row", "_fn", "kind")

    def __init__(
        self, events: Events, kind: type[Event], fn: Callable[[Event], None]
    ) -> None:
        self.kind = kind
        self._events = events
        self._fn = fn
        self._failures_in_a_row = 0

    def end(self) -> None:
        """Hears nothing more; calling it again does nothing."""
        self._events.forget(self)

    def deliver(self, event: Event) -> Exception | None:
        """Calls the listener; answers what it raised."""
        try:
            self._fn(event)
        except Exception as error:  # noqa: BLE001 - the listeners' edge: see the module
            self._failures_in_a_row += 1
            return error
        self._failures_in_a_row = 0
        return None

    @property
    def is_hopeless(self) -> bool:
        """It failed too often in a row."""
        return self._failures_in_a_row >= MAX_FAILURES_IN_A_ROW

    @property
    def listener(self) -> str:
        """The listener's name, for people."""
        name = getattr(self._fn, "__qualname__", type(self._fn).__qualname__)
        return str(name)


class Events:
    """The bus. One per process; tests make their own.

    Attributes:
        failure_count: how often a listener raised, since the start.
    """

    __slots__ = ("_routes", "_subscriptions", "failure_count")

    def __init__(self) -> None:
        self._subscriptions: tuple[Subscription, ...] = ()
        self._routes: dict[type[Event], tuple[Subscription, ...]] = {}
        self.failure_count = 0

    def subscribe(self, kind: type[E], fn: Callable[[E], None]) -> Subscription:
        """Calls `fn` with every later event of `kind` or of a subclass.

        `fn` is called from wherever the event happens, between two checkpoints, and
        must neither block nor take long.
        """
        # A route holds only listeners of the event's own classes, so the cast is true.
        subscription = Subscription(self, kind, cast("Callable[[Event], None]", fn))
        self._subscriptions = (*self._subscriptions, subscription)
        self._routes = {}
        return subscription

    def forget(self, subscription: Subscription) -> None:
        """Ends a subscription (`Subscription.end`)."""
        kept = tuple(one for one in self._subscriptions if one is not subscription)
        self._subscriptions = kept
        self._routes = {}

    def is_heard(self, kind: type[Event]) -> bool:
        """True when somebody listens: hot paths need not build the event otherwise."""
        return bool(self._routes.get(kind) or self._route(kind))

    def emit(self, event: Event) -> None:
        """Tells everybody who wants to know; never raises, never suspends."""
        kind = type(event)
        route = self._routes.get(kind)
        if route is None:
            route = self._route(kind)
        for subscription in route:
            error = subscription.deliver(event)
            if error is not None:
                self._failed(subscription, kind, error)

    def _route(self, kind: type[Event]) -> tuple[Subscription, ...]:
        route = tuple(one for one in self._subscriptions if issubclass(kind, one.kind))
        self._routes[kind] = route
        return route

    def _failed(
        self, subscription: Subscription, kind: type[Event], error: Exception
    ) -> None:
        self.failure_count += 1
        # Cut off before telling: a listener that fails at this very event too is called
        # a bounded number of times.
        if subscription.is_hopeless:
            self.forget(subscription)
        self.emit(
            ListenerFailed(
                listener=subscription.listener,
                event=kind.__name__,
                error=type(error).__name__,
                is_cut_off=subscription.is_hopeless,
            )
        )
