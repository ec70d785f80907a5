"""What a client has of each session: the position, and what is missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import chain
from typing import Final

import msgspec

from gateway.wire.aside_frames import Room
from gateway.wire.server_frames import Session
from gateway.wire.terms import MAX_POSITIONS, session_at

SYNC_SECONDS: Final = 5.0
"""Without the missing message for so long, SYNC is sent again."""

MAX_TRACKED: Final = 2 * MAX_POSITIONS
"""Sessions whose position is kept, ended ones included."""


def is_over(shown: Session | Room) -> bool:
    """True when nothing more can be said there."""
    return not shown.is_open if isinstance(shown, Room) else shown.state == "closed"


class Arrival(Enum):
    """What a numbered message is to us."""

    NEXT = "next"
    OLD = "old"
    HOLE = "hole"
    """Something before it is missing: it will come again with the replay."""


class _Track(msgspec.Struct):
    position: int = 0
    highest: int = 0
    seen: Session | Room | None = None
    own_last: int = 0
    sync_at: float = 0.0
    claimed: int = 0
    """What we had when this connection began."""
    is_shown: bool = False
    """This connection has told the session's state."""
    is_closed: bool = False
    is_left: bool = False
    """Not ours any more, though it goes on: it may come back."""


class Transcripts:
    """The positions of all sessions a client follows."""

    def __init__(self, positions: Mapping[str, int]) -> None:
        self._tracks = {
            session: _Track(number, number) for session, number in positions.items()
        }
        self._short: dict[str, None] = {}

    def position(self, session: str) -> int:
        """The last number received without a gap; 0: nothing yet."""
        track = self._tracks.get(session)
        return 0 if track is None else track.position

    def own_last(self, session: str) -> int:
        """Number of our own last message, for typing's `after`."""
        track = self._tracks.get(session)
        return 0 if track is None else track.own_last

    def seen(self, session: str) -> Session | Room | None:
        """The last snapshot of its state."""
        track = self._tracks.get(session)
        return None if track is None else track.seen

    def arrived(self, session: str, number: int) -> Arrival:
        """Judges a message's number and moves the position when it is the next."""
        track = self._follow(session)
        if number == track.position + 1:
            track.position = number
            if track.highest <= number:
                track.highest = number
                self._short.pop(session, None)
            return Arrival.NEXT
        if number <= track.position:
            return Arrival.OLD
        self._expect(session, track, number)
        return Arrival.HOLE

    def sent(self, session: str, number: int) -> None:
        """A message of our own has this number."""
        track = self._follow(session)
        track.own_last = max(track.own_last, number)

    def changed(self, new: Session | Room) -> bool:
        """True when this snapshot is newer than what was known, or tells otherwise.

        What nobody did needs no new version: an outage moves deadlines (S7). The first
        one of a connection is taken as it is, and where it ends below what we had then,
        so do we: the server was restored from a backup, and will use the numbers again.
        """
        track = self._follow(new.session)
        is_first, track.is_shown = not track.is_shown, True
        if is_first and new.last_number < track.claimed:
            self._go_back(new.session, track, new.last_number)
        seen = track.seen
        is_old = seen is not None and new.version < seen.version and not is_first
        if is_old or new == seen:
            return False
        track.seen = new
        was_closed, track.is_closed = track.is_closed, is_over(new)
        if track.is_closed and not was_closed:
            self._to_the_back(new.session)
        if new.last_number > track.position:
            self._expect(new.session, track, new.last_number)
        return True

    def cut_off(self, session: str, upto: int) -> None:
        """The server stopped a replay at `upto`: there is more."""
        track = self._follow(session)
        self._expect(session, track, max(upto, track.position) + 1)
        track.sync_at = 0.0

    def to_sync(self, now: float) -> dict[str, int]:
        """Positions to ask a replay after; each is asked once per `SYNC_SECONDS`."""
        asked: dict[str, int] = {}
        for session in self._short:
            track = self._tracks[session]
            if track.sync_at <= now and len(asked) < MAX_POSITIONS:
                track.sync_at = now + SYNC_SECONDS
                asked[session] = track.position
        return asked

    def postpone(self, until: float) -> None:
        """SYNC was refused for now: what is missing is asked for again at `until`."""
        for session in self._short:
            self._tracks[session].sync_at = until

    @property
    def next_deadline(self) -> float:
        """When `to_sync` has something to ask."""
        waits = (self._tracks[session].sync_at for session in self._short)
        return min(waits, default=float("inf"))

    def to_resume(self) -> dict[str, int]:
        """Positions for HELLO, which asks for everything that is missing."""
        self._short.clear()
        for track in self._tracks.values():
            track.claimed, track.is_shown = track.position, False
        wanted = [
            (session, track)
            for session, track in self._tracks.items()
            if not track.is_closed or track.highest > track.position or _can_rate(track)
        ]
        # Of those that were left, a last word may be missing: if there is room.
        wanted.sort(key=lambda each: not each[1].is_left)
        return {session: each.position for session, each in wanted[-MAX_POSITIONS:]}

    def follow(self, session: str) -> None:
        """From now on HELLO names the session, also while nothing was said in it."""
        self._follow(session)

    def keep(self, sessions: Iterable[str]) -> None:
        """These are an agent's; all others that have not ended, no longer."""
        ours = set(sessions)
        for session in ours:
            self._follow(session)
        for session, track in tuple(self._tracks.items()):
            is_ours = session in ours or session_at(session) in ours
            was_left, track.is_left = track.is_left, not is_ours and not track.is_closed
            if track.is_left:
                self._short.pop(session, None)  # nobody would answer
                if not was_left:
                    self._to_the_back(session)

    def _follow(self, session: str) -> _Track:
        track = self._tracks.get(session)
        if track is None:
            if len(self._tracks) >= MAX_TRACKED:
                self._make_room()
            track = self._tracks[session] = _Track()
        return track

    def _make_room(self) -> None:
        """Drops what ended, or was left, longest ago, or else the oldest.

        What has ended just now is kept, however many were left before: frames that are
        still under way would make it a new session, which is shown from its first
        message again.
        """
        over = (
            session
            for session, track in self._tracks.items()
            if track.is_left or (track.is_closed and track.highest <= track.position)
        )
        session = next(chain(over, self._tracks))
        del self._tracks[session]
        self._short.pop(session, None)

    def _to_the_back(self, session: str) -> None:
        """Of those that are over for us it is the last to be forgotten."""
        self._tracks[session] = self._tracks.pop(session)

    def _go_back(self, session: str, track: _Track, number: int) -> None:
        track.position = track.highest = number
        track.own_last = min(track.own_last, number)
        self._short.pop(session, None)

    def _expect(self, session: str, track: _Track, number: int) -> None:
        track.highest = max(track.highest, number)
        if session not in self._short:
            self._short[session] = None
            track.sync_at = 0.0


def _can_rate(track: _Track) -> bool:
    """It is over, but an invitation to rate it waits: its answer will be told."""
    return isinstance(track.seen, Session) and track.seen.rating > 0
