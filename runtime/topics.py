"""Local publish/subscribe: a publication is made once and handed to every subscriber.

Subscribers are plain callables; what a subscriber does with a publication must be
quick and must not raise (a connection puts bytes into its own bounded queue). The
publication carries a place for its encoded form, so that a fan-out encodes once.

Source: Phoenix's fast lane (`Phoenix.PubSub`, "dispatch").
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

E = TypeVar("E")


class Publication(Generic[E]):
    """An event on its way to subscribers; `encoded` is set by whoever encodes first."""

    __slots__ = ("encoded", "event", "origin")

    def __init__(self, event: E, origin: str = "") -> None:
        self.event = event
        self.origin = origin
        self.encoded: object = None


Subscriber = Callable[[Publication[object]], None]


class Topics:
    """Who listens to what, by name of the topic."""

    __slots__ = ("_subscribers",)

    def __init__(self) -> None:
        self._subscribers: dict[str, dict[Subscriber, None]] = {}

    def subscribe(self, topic: str, subscriber: Subscriber) -> None:
        """Hands publications of `topic` to `subscriber`, in order, until it leaves."""
        self._subscribers.setdefault(topic, {})[subscriber] = None

    def unsubscribe(self, topic: str, subscriber: Subscriber) -> None:
        """Ends a subscription; one that does not exist is left alone."""
        subscribers = self._subscribers.get(topic)
        if subscribers is not None:
            subscribers.pop(subscriber, None)
            if not subscribers:
                del self._subscribers[topic]

    def is_heard(self, topic: str) -> bool:
        """True when somebody listens: else a publication need not be made at all."""
        return topic in self._subscribers

    def publish(self, topic: str, event: object, origin: str = "") -> int:
        """Hands `event` to all present subscribers and says how many there were.

        Args:
            topic: name of the topic.
            event: what happened; immutable.
            origin: who caused it, so that a subscriber can skip its own.
        """
        subscribers = self._subscribers.get(topic)
        if not subscribers:
            return 0
        publication = Publication(event, origin)
        present = tuple(subscribers)
        for subscriber in present:
            subscriber(publication)
        return len(present)

    def __len__(self) -> int:
        return len(self._subscribers)
