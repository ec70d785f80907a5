"""What is said in each session: acknowledged, shown to all, once, in order. Pure."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from loadtest.outcome import Promise, Violation
from loadtest.watching.bounds import LOOK_SECONDS, TOLD_SECONDS
from loadtest.watching.notebook import Notebook
from loadtest.watching.presence import Presence
from loadtest.watching.sightings import CLOSED, Sightings


class Said(NamedTuple):
    """Whose message it is: its sender, and the sender's own id of it."""

    sender: str
    cid: str


class Due(NamedTuple):
    """A number that a client is to be shown.

    Attributes:
        at: when that is judged, or judged again.
        since: when it was owed.
        connected_seconds: how long the client had been connected by then, in all.
    """

    at: float
    since: float
    connected_seconds: float
    session: str
    number: int
    viewer: str


@dataclass(slots=True)
class Transcript:
    """One session's messages, as everybody told them."""

    by_number: dict[int, Said] = field(default_factory=dict)
    numbers: dict[Said, int] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)
    """The last number that each client was shown."""
    confirmed: dict[str, int] = field(default_factory=dict)
    """The last number that each client was told of its own."""
    agent: str = ""
    """Who serves, or served last."""
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
        sighting = self._sightings.sessions.get(session)
        if sighting is not None:
            for viewer in {sighting.visitor, transcript.agent} - {"", sender}:
                self._owe(viewer, session, number, now)

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
        if agent != transcript.agent:
            transcript.agent = agent
            self._owe(agent, session, transcript.highest, now)

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

    def _owe(self, viewer: str, session: str, number: int, now: float) -> None:
        if number > self._transcript(session).shown.get(viewer, 0):
            connected = self._presence.seconds(viewer, now)
            at = now + TOLD_SECONDS
            self._due.append(Due(at, now, connected, session, number, viewer))

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
        """Who was away has as much time as the others, in all his connections."""
        sighting = self._sightings.sessions.get(due.session)
        last = transcript.shown.get(due.viewer, 0)
        if sighting is None or last >= due.number:
            return
        if due.viewer not in (sighting.visitor, transcript.agent):
            return
        is_there = self._presence.has(due.viewer, due.since)
        connected = self._presence.seconds(due.viewer, now) - due.connected_seconds
        if sighting.state == CLOSED and not is_there:
            return  # whoever was away at the end may never hear of it
        if connected < TOLD_SECONDS - LOOK_SECONDS:
            self._due.append(due._replace(at=now + TOLD_SECONDS))
            return
        who = f"{due.viewer} in {due.session}"
        expected = f"{due.number} within {TOLD_SECONDS:g} s"
        self._broken(Promise.NOT_LOST, now, who, expected, f"up to {last}")

    def _broken(
        self, promise: Promise, now: float, who: str, expected: str, came: str
    ) -> None:
        self._notebook.broken(promise, Violation(now, who, expected, came))
