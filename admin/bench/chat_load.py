"""The load of `bench chat`: pairs who talk, as fast as they can or at a stated rate."""

from __future__ import annotations

import time
from itertools import cycle
from pathlib import Path

from admin.bench.benchmark import Sample
from admin.bench.chat_client import THROTTLED, ChatClient, Ear, served_pairs
from admin.bench.crowd import (
    WARM_UP_SHARE,
    closed_loop,
    measured,
)
from admin.bench.latency import Pace


class Talk(Ear):
    """How long messages took; counts those that were acknowledged."""

    def __init__(self) -> None:
        super().__init__("acknowledged", "received")

    def acknowledged(self, client: ChatClient, wait: float) -> None:
        """One more."""
        del client
        self.count += 1
        self.waits["acknowledged"].append(wait)

    def received(self, wait: float) -> None:
        """The same message at the other side."""
        self.waits["received"].append(wait)


class _TalkBesideTyping(Talk):
    """Counts also what the others were seen to type."""

    def __init__(self) -> None:
        super().__init__()
        self.typed_count = 0

    def typed(self, client: ChatClient, number: int) -> None:
        """One more."""
        del client, number
        self.typed_count += 1

    def forget(self) -> None:
        """What was so far was warming up."""
        super().forget()
        self.typed_count = 0


class _ClosedTalk(Talk):
    """Each acknowledgement brings the next message."""

    def acknowledged(self, client: ChatClient, wait: float) -> None:
        """One more, and the next one."""
        super().acknowledged(client, wait)
        client.say(time.monotonic())


def chat_load(pairs: int, seconds: float, directory: Path) -> Sample:
    """Messages per second through the service, each client waiting for its answer."""
    talk = _ClosedTalk()
    with served_pairs(pairs, talk, directory, THROTTLED) as floor:
        for client in floor.clients:
            client.say(time.monotonic())
        return closed_loop(floor.crowd, talk, floor.ready, seconds)


def chat_paced(
    pairs: int,
    seconds: float,
    directory: Path,
    rate: float,
    typing_rate: float = 0.0,
    typing_seconds: float = THROTTLED,
) -> Sample:
    """How long messages take at a stated rate, beside a stated rate of typing.

    The same people do both. `typed_per_s` is what of the typing reached the other side.

    Raises:
        LoadFailed: some message was not acknowledged and received in the end.
    """
    talk = _TalkBesideTyping()
    with served_pairs(pairs, talk, directory, typing_seconds) as floor:
        talkers, typists = cycle(floor.clients), cycle(floor.clients)

        def say(when: float) -> None:
            next(talkers).say(when)

        def type_(when: float) -> None:
            del when  # how long typing takes is not asked here
            next(typists).type(0)

        def run(span: float) -> None:
            now = time.monotonic()
            typing = ((Pace(typing_rate, now, span), type_),) if typing_rate else ()
            floor.crowd.serve_paced((Pace(rate, now, span), say), *typing)

        def is_quiet() -> bool:
            is_answered = not any(client.unanswered for client in floor.clients)
            acknowledged, received = talk.waits.values()
            return is_answered and len(received) >= len(acknowledged)

        run(seconds * WARM_UP_SHARE)
        floor.crowd.drain(is_quiet, "messages are unanswered")
        talk.forget()
        sample = measured(talk, floor.ready, lambda: run(seconds))
        floor.crowd.drain(is_quiet, "messages are unanswered")
    typed_per_s = talk.typed_count / seconds
    return {**sample, **talk.figures(), "typed_per_s": typed_per_s}
