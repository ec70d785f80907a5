"""The order of one session on one connection: replay first, then live. Pure.

`SessionFeed` decides for every frame of a session whether it may go out now, must
wait, or is not needed. What it promises about the messages that leave it: their
numbers rise by one, each number once, whatever the order they came in; and a reply
that carries number n leaves after every message below n and counts as n.

    begin(after) ─→ REPLAYING ── finish ─→ LIVE         pause: the replay was cut off
                        └─────── pause ──→ PAUSED ── begin(after) ─→ REPLAYING

While PAUSED messages are dropped (the next replay brings them), replies wait.
A live message that leaves a hole waits for what is missing; `is_short` tells the
connection to ask for another replay when it does not come.
"""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import Final

import msgspec

from gateway.wire.server_codec import EncodedFrame

MAX_HELD_MESSAGES: Final = 96
"""Live messages kept during a replay; fewer than half the outbound queue, so that
their release fits into it. Further ones are dropped and asked for again."""


class FeedState(Enum):
    """Where the feed stands."""

    REPLAYING = "replaying"
    LIVE = "live"
    PAUSED = "paused"


class Kind(IntEnum):
    """What a numbered frame is; the value orders frames of one number."""

    MESSAGE = 0
    REPLY = 1
    SNAPSHOT = 2
    """A session's state: waits for the messages it counts, the latest one replaces."""


class _Verdict(Enum):
    GO = "go"
    HOLD = "hold"
    DROP = "drop"


class _Held(msgspec.Struct, frozen=True):
    number: int
    kind: Kind
    frame: EncodedFrame


class SessionFeed:
    """The order of one session's frames on one connection."""

    __slots__ = ("_held", "_highest", "position", "state")

    def __init__(self, after: int) -> None:
        self.position = after
        """The last number that went out, or that the client said it has."""
        self.state = FeedState.REPLAYING
        self._highest = 0  # of what was offered: a client may claim what is not there
        self._held: list[_Held] = []

    @property
    def is_short(self) -> bool:
        """True when messages below something known are missing and none are coming."""
        if self.state is not FeedState.LIVE:
            return False
        return bool(self._held) or self._highest > self.position

    def begin(self, after: int) -> None:
        """A replay of what follows `after` will come; live frames wait from now on."""
        self.state = FeedState.REPLAYING
        self.position = after

    def replayed(self, number: int) -> bool:
        """True when this message of the replay must go out (it counts as sent)."""
        if number <= self.position:
            return False
        self.position = number
        return True

    def finish(self) -> list[EncodedFrame]:
        """The replay is out: returns the frames that waited and may go, in order."""
        self.state = FeedState.LIVE
        return self._release()

    def pause(self) -> None:
        """The replay stopped early; the client was told to ask for the rest."""
        self.state = FeedState.PAUSED
        self._held = [held for held in self._held if held.kind is not Kind.MESSAGE]

    def offer(
        self, number: int, kind: Kind, frame: EncodedFrame
    ) -> tuple[EncodedFrame, ...] | list[EncodedFrame]:
        """Takes a live frame; returns all frames that may go out now, in order."""
        if kind is not Kind.SNAPSHOT and number > self._highest:
            self._highest = number
        verdict = self._judge(number, kind)
        if verdict is _Verdict.DROP:
            return ()
        if verdict is _Verdict.HOLD:
            self._hold(_Held(number, kind, frame))
            return ()
        if not self._held:
            return (frame,)
        return [frame, *self._release()]

    def _judge(self, number: int, kind: Kind) -> _Verdict:
        """Decides, and moves the position when a number goes out."""
        is_live = self.state is FeedState.LIVE
        if kind is Kind.SNAPSHOT:
            may_go = is_live and number <= self.position
            return _Verdict.GO if may_go else _Verdict.HOLD
        if number <= self.position:
            return _Verdict.DROP if kind is Kind.MESSAGE else _Verdict.GO
        if is_live and number == self.position + 1:
            self.position = number
            return _Verdict.GO
        if kind is Kind.MESSAGE and self.state is FeedState.PAUSED:
            return _Verdict.DROP
        return _Verdict.HOLD

    def _hold(self, new: _Held) -> None:
        if new.kind is Kind.SNAPSHOT:
            self._held = [held for held in self._held if held.kind is not Kind.SNAPSHOT]
        elif new.kind is Kind.MESSAGE:
            count = sum(held.kind is Kind.MESSAGE for held in self._held)
            if count >= MAX_HELD_MESSAGES:
                return
        self._held.append(new)

    def _release(self) -> list[EncodedFrame]:
        # One pass in order of number is enough: the position only rises on the way.
        waiting = sorted(self._held, key=lambda held: (held.number, held.kind))
        self._held = []
        going: list[EncodedFrame] = []
        for held in waiting:
            verdict = self._judge(held.number, held.kind)
            if verdict is _Verdict.GO:
                going.append(held.frame)
            elif verdict is _Verdict.HOLD:
                self._held.append(held)
        return going
