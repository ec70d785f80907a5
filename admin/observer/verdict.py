"""PURE: holds the journal's rows after a crash to those before it.

Rows alone: what actors say of themselves is no evidence. Of a big journal a window is
looked at, from some events before the crash on (a message that is sent again after it
may have been committed before), and the sessions that were open then.

What only clients know, that a message they were told is kept is there, no journal can
show: a gap in the numbers would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec import msgpack

from admin.observer.audit_wire import ExamineJournal, Verdict

_POSTED, _CLOSED = 3, 4
"""Tags of two events of sessions: [number, room, role, sender, name, body, cid], and
[reason, by, cause]."""
_NUMBERED: Final = frozenset({15, 24, 25})
"""Tags of the others that take a number of a room, [number, room, …]: a message is
taken back, the service says something, the visitor chooses."""
_QUARANTINE: Final = "quarantine"
_SESSION: Final = "session"
BUSY_MS: Final = 10_000
BUSY_EVENTS: Final = 10
"""In so long before the crash: with fewer, a time without an event tells nothing."""
MAX_EXAMPLES: Final = 10
"""Of what is wrong: enough to begin a diagnosis."""


class EventRow(NamedTuple):
    """An event of the window; `head` is the entity's number in the journal."""

    position: int
    head: int
    seq: int
    previous: int
    at_ms: int
    body: bytes


class HeadRow(NamedTuple):
    """An entity."""

    head: int
    name: str
    kind: str
    seq: int
    last_position: int
    is_open: int


class ClaimRow(NamedTuple):
    """A slot of an agent that a session has."""

    resource: str
    slot: int
    holder: int


@dataclass(frozen=True, slots=True)
class Mark:
    """The journal before the crash.

    Attributes:
        position: of the last event.
        since: where the window begins: events after this position.
        sessions: number and last event of each that was open.
        claims: of all agents.
        capacities: slots by agent.
    """

    position: int
    since: int
    sessions: Mapping[int, int]
    claims: frozenset[ClaimRow]
    capacities: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class After:
    """The journal after the crash.

    Attributes:
        events: of the window, in order.
        heads: of all who are in the window or were open, by number.
        claims: of all agents.
        capacities: slots by agent.
        is_cut: the window holds more than `events`.
    """

    events: list[EventRow]
    heads: Mapping[int, HeadRow]
    claims: frozenset[ClaimRow]
    capacities: Mapping[str, int]
    is_cut: bool


def judge(mark: Mark, after: After, asked: ExamineJournal) -> Verdict:
    """Compares; see `Verdict` for what counts as what."""
    findings = _Findings()
    window = _Window(after, findings)
    for event in after.events:
        window.take(event)
    if not after.is_cut:
        window.check_ends()
        _check_sessions(mark, after, window, findings)
    _check_slots(mark, after, findings)
    fresh = [event for event in after.events if event.position > mark.position]
    return Verdict(
        lost=findings.counts["lost"],
        missing=findings.counts["missing"],
        doubled=findings.counts["doubled"],
        over_capacity=findings.counts["over_capacity"],
        sessions=len(mark.sessions),
        messages=sum(event.position in window.messages for event in fresh),
        agents=len(mark.capacities.keys() | after.capacities.keys()),
        events=len(fresh),
        pause_ms=_pause_ms(after, asked),
        is_cut=after.is_cut,
        examples=tuple(findings.examples),
    )


class _Findings:
    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.examples: list[str] = []

    def add(self, kind: str, text: str) -> None:
        self.counts[kind] += 1
        if len(self.examples) < MAX_EXAMPLES:
            self.examples.append(f"{kind}: {text}")


@dataclass(slots=True)
class _Chain:
    """What the window holds of one entity."""

    seq: int
    position: int
    is_broken: bool = False
    numbers: dict[str, int] = field(default_factory=dict)
    """The last message of each room."""
    said: set[tuple[str, str]] = field(default_factory=set)
    """Sender and client id of its messages."""
    closed: str | None = None
    """Why it was closed."""


class _Window:
    """Reads the events, and holds each to those before it."""

    def __init__(self, after: After, findings: _Findings) -> None:
        self.chains: dict[int, _Chain] = {}
        self.messages: set[int] = set()
        """Positions of messages."""
        self._heads = after.heads
        self._findings = findings

    def take(self, event: EventRow) -> None:
        head = self._heads.get(event.head)
        if head is None:
            self._findings.add("missing", f"event {event.position} is nobody's")
            return
        chain = self.chains.get(event.head)
        if chain is None:
            chain = self.chains[event.head] = _Chain(event.seq, event.position)
        else:
            follows = event.seq == chain.seq + 1 and event.previous == chain.position
            if not follows:
                text = f"{head.name} has event {event.seq} after {chain.seq}"
                self._broken(chain, text)
            chain.seq, chain.position = event.seq, event.position
        if head.kind == _SESSION:
            self._read(head.name, chain, event)

    def _broken(self, chain: _Chain, text: str) -> None:
        if not chain.is_broken:
            self._findings.add("missing", text)
        chain.is_broken = True

    def _read(self, name: str, chain: _Chain, event: EventRow) -> None:
        match msgpack.decode(event.body):
            case [tag, int(number), str(room), _, str(sender), _, _, str(cid), *_] if (
                tag == _POSTED
            ):
                self.messages.add(event.position)
                self._posted(name, chain, room, number)
                if cid and (sender, cid) in chain.said:
                    text = f"{name} has {cid} of {sender} twice"
                    self._findings.add("doubled", text)
                chain.said.add((sender, cid))
            case [tag, int(number), str(room), *_] if tag in _NUMBERED:
                self._posted(name, chain, room, number)
            case [tag, _, _, cause, *_] if tag == _CLOSED:
                chain.closed = str(cause)

    def _posted(self, name: str, chain: _Chain, room: str, number: int) -> None:
        before = chain.numbers.get(room)
        if before is not None and number == before:
            self._findings.add("doubled", f"{name} has two messages {number}")
        elif before is not None and number != before + 1:
            self._broken(chain, f"{name} has message {number} after {before}")
        chain.numbers[room] = number

    def check_ends(self) -> None:
        """The last event of each is the one that its head names."""
        for number, chain in self.chains.items():
            head = self._heads[number]
            if (head.seq, head.last_position) != (chain.seq, chain.position):
                text = f"{head.name} ends with event {chain.seq}, expected {head.seq}"
                self._broken(chain, text)


def _check_sessions(
    mark: Mark, after: After, window: _Window, findings: _Findings
) -> None:
    """Who was open is there, as far as it was, and open or closed by an event."""
    for number, seq in mark.sessions.items():
        head = after.heads.get(number)
        if head is None:
            findings.add("lost", f"session {number} is gone")
            continue
        chain = window.chains.get(number)
        closed = None if chain is None else chain.closed
        if head.seq < seq:
            findings.add("lost", f"{head.name} had {seq} events, has {head.seq}")
        elif not head.is_open and closed is None:
            findings.add("lost", f"{head.name} was closed by nothing")
        elif closed == _QUARANTINE:
            findings.add("lost", f"{head.name} crashed too often and was closed")


def _check_slots(mark: Mark, after: After, findings: _Findings) -> None:
    """Of no agent more slots are taken than he has; a cut evicts nobody."""
    taken = Counter(claim.resource for claim in after.claims)
    given = {claim.resource for claim in after.claims - mark.claims}
    for agent in given:
        slots = max(mark.capacities.get(agent, 0), after.capacities.get(agent, 0))
        if taken[agent] > slots:
            text = f"{agent} has {slots} slots, and {taken[agent]} sessions"
            findings.add("over_capacity", text)


def _pause_ms(after: After, asked: ExamineJournal) -> int | None:
    """See `Verdict`. What was under way at the crash is committed after it.

    So the first event since tells nothing: it was decided before.
    """
    times = sorted(
        event.at_ms for event in after.events if _is_of(after, event, asked.entity)
    )
    before = sum(0 <= asked.struck_ms - at_ms < BUSY_MS for at_ms in times)
    if before < BUSY_EVENTS or times[-1] <= asked.struck_ms:
        return None
    return max(
        later - earlier
        for earlier, later in pairwise(times)
        if earlier <= asked.back_ms and later > asked.struck_ms
    )


def _is_of(after: After, event: EventRow, entity: str) -> bool:
    if not entity:
        return True
    head = after.heads.get(event.head)
    return head is not None and head.name == entity


def numbers_of(mark: Mark, events: Iterable[EventRow]) -> set[int]:
    """Whose heads are to be read."""
    return {event.head for event in events} | mark.sessions.keys()
