"""The load of `bench typing`: pairs who type to each other, START and STOP in turn.

A word of typing says by number which it is; the other side sees the number, so that
what was dropped or replaced on the way is known and not taken for fast.
"""

from __future__ import annotations

import time
from itertools import cycle
from pathlib import Path

from admin.bench.benchmark import Sample
from admin.bench.chat_client import (
    THROTTLED,
    UNTHROTTLED,
    ChatClient,
    Ear,
    Floor,
    served_pairs,
)
from admin.bench.crowd import DRAIN_SECONDS, WARM_UP_SHARE, closed_loop, measured
from admin.bench.latency import Pace


class Typists(Ear):
    """How long typing took to be shown; counts what was."""

    def __init__(self) -> None:
        super().__init__("shown")
        self.sent_count = 0
        self._under_way: dict[int, float] = {}

    def type(self, client: ChatClient, when: float) -> None:
        """Has a client type; late from `when` on."""
        self.sent_count += 1
        self._under_way[self.sent_count] = when
        client.type(self.sent_count)

    def typed(self, client: ChatClient, number: int) -> None:
        """It is shown."""
        del client
        when = self._under_way.pop(number, None)
        if when is not None:
            self.count += 1
            self.waits["shown"].append(time.monotonic() - when)

    @property
    def is_settled(self) -> bool:
        """True when nothing is under way."""
        return not self._under_way

    def give_up(self) -> None:
        """What is under way does not count."""
        self._under_way.clear()


class _ClosedTypists(Typists):
    """Who is shown something of the other has that one type again."""

    def __init__(self) -> None:
        super().__init__()
        self.partner: dict[ChatClient, ChatClient] = {}

    def typed(self, client: ChatClient, number: int) -> None:
        """It is shown, and the next follows."""
        super().typed(client, number)
        self.type(self.partner[client], time.monotonic())


def typing_load(pairs: int, seconds: float, directory: Path) -> Sample:
    """Words of typing per second that are shown, each sent when the last one was.

    The throttle is off: with it nobody could type so fast.
    """
    ear = _ClosedTypists()
    with served_pairs(pairs, ear, directory, UNTHROTTLED) as floor:
        ear.partner = floor.partner
        for client in floor.clients:
            ear.type(client, time.monotonic())
        return closed_loop(floor.crowd, ear, floor.ready, seconds)


def typing_paced(
    pairs: int, seconds: float, directory: Path, rate: float, *, is_throttled: bool
) -> Sample:
    """How long typing takes to be shown at a stated rate, and how much of it is.

    `dropped_per_s` is what the throttle dropped, or a later word replaced before it was
    written. With the throttle how long is not told: what passes is too little.
    """
    ear = Typists()
    throttle = THROTTLED if is_throttled else UNTHROTTLED
    with served_pairs(pairs, ear, directory, throttle) as floor:
        typists = cycle(floor.clients)

        def run(span: float) -> None:
            pace = Pace(rate, time.monotonic(), span)
            floor.crowd.serve_paced((pace, lambda when: ear.type(next(typists), when)))

        run(seconds * WARM_UP_SHARE)
        ear.forget()
        ear.give_up()
        sent, shown = ear.sent_count, ear.count
        sample = measured(ear, floor.ready, lambda: run(seconds))
        _let_arrive(floor, ear, is_throttled=is_throttled)
        sent, shown = ear.sent_count - sent, ear.count - shown
    return {
        **sample,
        **({} if is_throttled else ear.figures()),
        "sent_per_s": sent / seconds,
        "shown_per_s": shown / seconds,
        "dropped_per_s": (sent - shown) / seconds,
    }


def _let_arrive(floor: Floor, ear: Typists, *, is_throttled: bool) -> None:
    """Waits for the last of them; of what is dropped nobody hears."""
    if is_throttled:
        floor.crowd.serve_for(1.0)
    else:
        floor.crowd.serve_until(lambda: ear.is_settled, DRAIN_SECONDS)
