"""What is said in each session: acknowledged, shown to all, once, in order. Pure."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from loadtest.outcome import Promise, Violation
from loadtest.watching.bounds import TOLD_SECONDS
from loadtest.watching.notebook import Notebook
from loadtest.watching.presence import Presence
from loadtest.watching.sightings import CLOSED, Sightings


class Said(NamedTuple):
    """Whose message it is: its sender, and the sender's own id of it."""

    sender: str
    cid: str


class Due(NamedTuple):
    """By then those who take part must have been shown a number.

    Attributes:
        only: the one client that this is about; "": all who take part.
    """

    at: float
    since: float
    session: str
    number: int
    only: str = ""


@dataclass(slots=True)
class Transcript:
    """One session's messages, as everybody told them."""

    by_number: dict[int, Said] = field(default_factory=dict)
    numbers: dict[Said, int] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)
    """The last number that each client was shown."""
    confirmed: dict[str, int] = field(default_factory=dict)
    """The last number that each client was told of its own."""
    joined: dict[str, float] = field(default_factory=dict)
    """The agent who serves it, and since when."""
    highest: int = 0
    """Acknowledged."""


class Messages:
    """All sessions' messages.

    Args:
        notebook: where what is found goes.
        presence: who is connected.
        sightings: who takes part.
    """

    def __init__(
        self, notebook: Notebook, presence: Presence, sightings: Sightings
    ) -> None:
        self._notebook = notebook
        self._presence = presence
        self._sightings = sightings
        self._transcripts: dict[str, Transcript] = {}
        self._due: deque[Due] = deque()

    def confirmed(
        self, sender: str, session: str, cid: str, number: int, now: float
    ) -> None:
        """The server acknowledged a message to its sender."""
        transcript = self._transcript(session)
        self._same(session, number, Said(sender, cid), now)
        last = transcript.confirmed.get(sender, 0)
        self._notebook.looked(Promise.IN_ORDER)
        if number <= last:
            who = f"{sender} in {session}"
            self._broken(Promise.IN_ORDER, now, who, f"above {last}", f"{number}")
        transcript.confirmed[sender] = max(last, number)
        transcript.highest = max(transcript.highest, number)
        self._due.append(Due(now + TOLD_SECONDS, now, session, number))

    def shown(
        self, viewer: str, session: str, number: int, said: Said, now: float
    ) -> None:
        """A client was shown a message as the next of the session."""
        transcript = self._transcript(session)
        self._same(session, number, said, now)
        last = transcript.shown.get(viewer, 0)
        self._notebook.looked(Promise.IN_ORDER)
        if number <= last:
            who = f"{viewer} in {session}"
            self._broken(Promise.ONCE, now, who, f"{last + 1}", f"{number} again")
        elif number != last + 1:
            who = f"{viewer} in {session}"
            self._broken(Promise.IN_ORDER, now, who, f"{last + 1}", f"{number}")
        if viewer != said.sender:
            self._notebook.looked(Promise.NOT_LOST)
        transcript.shown[viewer] = max(last, number)

    def serves(self, agent: str, session: str, now: float) -> None:
        """An agent is shown as serving: from now on he is told what is said."""
        transcript = self._transcript(session)
        if agent not in transcript.joined:
            transcript.joined = {agent: now}
            self._catch_up(agent, session, transcript, now)

    def came(self, viewer: str, sessions: list[str], now: float) -> None:
        """A client is connected again: what it missed is shown to it."""
        for session in sessions:
            self._catch_up(viewer, session, self._transcript(session), now)

    def look(self, now: float) -> None:
        """Judges what is due by now."""
        while self._due and self._due[0].at <= now:
            due = self._due.popleft()
            transcript = self._transcripts.get(due.session)
            if transcript is not None:
                self._judge(due, transcript, now)

    def forget(self, session: str) -> None:
        """It is over, and everybody has heard so."""
        self._transcripts.pop(session, None)

    def _transcript(self, session: str) -> Transcript:
        return self._transcripts.setdefault(session, Transcript())

    def _catch_up(
        self, viewer: str, session: str, transcript: Transcript, now: float
    ) -> None:
        if transcript.highest > transcript.shown.get(viewer, 0):
            due = Due(now + TOLD_SECONDS, now, session, transcript.highest, viewer)
            self._due.append(due)

    def _same(self, session: str, number: int, said: Said, now: float) -> None:
        """One number is one message, and one message has one number."""
        transcript = self._transcript(session)
        first = transcript.by_number.setdefault(number, said)
        self._notebook.looked(Promise.ONCE)
        if first != said:
            who = f"{session} number {number}"
            self._broken(Promise.NOT_LOST, now, who, " ".join(first), " ".join(said))
        elif said.cid:
            known = transcript.numbers.setdefault(said, number)
            if known != number:
                who = f"{' '.join(said)} in {session}"
                self._broken(Promise.ONCE, now, who, f"{known}", f"{number}, too")

    def _judge(self, due: Due, transcript: Transcript, now: float) -> None:
        sighting = self._sightings.sessions.get(due.session)
        if sighting is None or (due.only and sighting.state == CLOSED):
            return  # whoever was away at the end may never hear of it
        for viewer in {sighting.visitor, sighting.agent} - {""}:
            if due.only not in ("", viewer):
                continue
            is_late = transcript.joined.get(viewer, due.since) > due.since
            if is_late or not self._presence.has(viewer, due.since):
                continue
            last = transcript.shown.get(viewer, 0)
            if last < due.number:
                who = f"{viewer} in {due.session}"
                expected = f"{due.number} within {TOLD_SECONDS:g} s"
                self._broken(Promise.NOT_LOST, now, who, expected, f"up to {last}")

    def _broken(
        self, promise: Promise, now: float, who: str, expected: str, came: str
    ) -> None:
        self._notebook.broken(promise, Violation(now, who, expected, came))
