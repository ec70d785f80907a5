"""Replays the journal in commit order and watches the promises at every step.

Knows the events by their tags alone; fields after those named here are passed over:

    session  1 opened [visitor, nickname, channel, group, stage, priority, skill, level,
                       prefer]
             2 assigned [agent, slot, reservation, order, way]
             3 message [number, room, role, sender, name, body, cid]
             4 closed
             5 queued [group, class, cause, by, priority, skill, level, only, silent]
             6 offered [agent, slot, offer, order, group, expires]
             7 lapsed [agent, offer, cause, again]
             8 transfer requested [group, agent]   9 transfer ended
             10 stage entered [stage]   11 annotated   12 agent reminded
             13 visitor warned   14 visitor's presence
             15 message that takes one back [number]: none of the clients sends one
             32 a message left   33 the visitor awaited   34 he has come
             39 what the visitor wants: a desk may know intents
    agent    1 registered [nickname, groups, capacity, skills]   2 status [status]
             3 presence [is there]
    group    1 defined [name, [strategy, reception, priority; None: as usual]]

Whether a slot may be taken is judged in `slots`, whose turn it is in `lines`.
"""

from __future__ import annotations

from typing import Final

from msgpack import unpackb

from loadtest.audit.broken import Broken
from loadtest.audit.event_parts import Body, Given, Lapse, opened, skills
from loadtest.audit.lines import Lines
from loadtest.audit.lives import (
    CLOSED,
    NEW,
    OFFERED,
    QUEUED,
    RETURNED,
    SERVING,
    STAGES,
    STATUSES,
    Place,
    Posted,
    Ringing,
    SessionLife,
)
from loadtest.audit.slots import Slots
from loadtest.audit.tables import EventRow
from loadtest.findings import Findings

_AUTO, _ACCEPTED, _HAND = "auto", "accepted", "hand"
_ASKED, _ROBOT = "asked", "robot"
_EXPIRED, _DECLINED, _WITHDRAWN = "expired", "declined", "withdrawn"
MAX_LAG_MS: Final = 5_000
"""An event has the time of its decision; others may be committed before it."""


class History:
    """The service's life up to the last event taken.

    Args:
        findings: where broken promises go.
    """

    def __init__(self, findings: Findings[Broken]) -> None:
        self.sessions: dict[str, SessionLife] = {}
        self.slots = Slots(findings)
        self.lines = Lines(self.slots, findings)
        self.channels: dict[tuple[str, str], str] = {}
        """Open session by (visitor, channel)."""
        self.marks: dict[str, str] = {}
        """What must be found under which key."""
        self.fresh_messages: list[tuple[str, Posted]] = []
        """Committed since whoever reads the list cleared it."""
        self.position = 0
        self.at_ms = 0
        self.outages: list[tuple[int, int]] = []
        """To be told before the events of the lives that follow them."""
        self._set_back_ms = 0
        self._set_backs = 0
        self.message_count = 0
        self.closed_count = 0
        self.reopened_count = 0
        self.accepted_count = 0
        self.lapsed_count = 0
        self.transferred_count = 0
        """Transfers that somebody took."""
        self._findings = findings
        self._chains: dict[str, tuple[int, int]] = {}
        self._run = ("", 0)
        """Entity of the last event, and the position since which all are its."""
        self._texts: set[str] = set()
        self._visitors: set[str] = set()

    @property
    def ringing_count(self) -> int:
        """Offers that will lapse when nobody answers them."""
        ringing = (session.ringing for session in self.sessions.values())
        return sum(one is not None and one.expires_ms > 0 for one in ringing)

    @property
    def running_ms(self) -> int:
        """The time of the last event by a clock that is never set back."""
        return self.at_ms + self._set_back_ms

    def _follow_clock(self, row: EventRow) -> None:
        """Times fall by much between two lives alone, where the clock was set back."""
        if row.at_ms >= self.at_ms - MAX_LAG_MS:
            return
        steps = [ended - begun for ended, begun in self.outages if begun < ended]
        if self._set_backs == len(steps):
            self._inconsistent(f"event {row.position} is earlier than the one before")
            return
        self._set_back_ms += steps[self._set_backs]
        self._set_backs += 1

    def take(self, row: EventRow) -> None:
        """Takes the next event."""
        if row.entity is None or row.position <= self.position:
            self._inconsistent(f"event {row.position} has no place: {row.entity}")
            return
        if row.entity != self._run[0] or row.position != self.position + 1:
            self._run = (row.entity, row.position)
        self._follow_clock(row)
        self.position, self.at_ms = row.position, row.at_ms
        seq, last = self._chains.get(row.entity, (0, 0))
        if row.seq != seq + 1:
            text = f"{row.entity} has event {row.seq} after {seq}"
            self._findings.add(Broken.GAP, text)
        if row.previous != last:
            self._inconsistent(f"{row.entity} {row.seq} is chained to {row.previous}")
        self._chains[row.entity] = (row.seq, row.position)
        kind, _, name = row.entity.partition("/")
        body: Body = unpackb(row.body)
        if kind == "session":
            self._take_session(name, body)
        elif kind == "agent":
            self._take_agent(name, body)
        elif kind == "group":
            self._take_group(name, body)

    def chain(self, entity: str) -> tuple[int, int]:
        """Last sequence number and position of an entity."""
        return self._chains.get(entity, (0, 0))

    # --- sessions

    def _take_session(self, name: str, body: Body) -> None:
        session = self.sessions.get(name)
        if session is None:
            session = self._open(name, body)
        elif not self._change(session, body):
            self._inconsistent(f"{name}, {session.phase}, cannot have {body}")
        if session is not None:
            self.lines.put(session)

    def _open(self, name: str, body: Body) -> SessionLife | None:
        match body:
            case [1, str(visitor), _, str(channel), str(group), *rest]:
                session = SessionLife(name, visitor, channel, group, QUEUED)
            case _:
                self._inconsistent(f"{name} cannot begin with {body}")
                return None
        stage, priority, skill, level, prefer = opened(rest)
        session.phase = stage
        place = self._place(session, group, NEW)
        place.priority, place.skill = priority, skill
        place.level, place.prefer = level, prefer
        self.sessions[name] = session
        key = (visitor, channel)
        if key in self.channels:
            text = f"{key} has {self.channels[key]} and {name} open"
            self._findings.add(Broken.DOUBLED, text)
        self.channels[key] = name
        self.reopened_count += visitor in self._visitors
        self._visitors.add(visitor)
        return session

    def _place(self, session: SessionLife, group: str, queue_class: int) -> Place:
        """Gives a session a new ticket; it overtakes nobody by that."""
        place = Place(group, self.position, self._run[1], self.position, queue_class)
        session.place = place
        session.overtaken_by.clear()
        return place

    def _change(self, session: SessionLife, body: Body) -> bool:
        """Takes an event of a session that exists; False when it cannot have it."""
        match body:
            case [3, int(number), _, _, str(sender), _, bytes(said), str(cid), *_]:
                text = unpackb(said)["text"]
                self._post(session, number, Posted(sender, cid, text))
                return session.phase != CLOSED
            case [11, *_]:
                return True
            case _ if session.phase == CLOSED:
                return False
            case [12, *_]:
                return session.phase == SERVING
            case [13 | 14 | 16 | 32 | 33 | 34 | 39, *_]:
                return True
            case [2 | 6 | 7 | 8 | 9, *_]:
                return self._assigning(session, body)
            case _:
                return self._moving(session, body)

    def _assigning(self, session: SessionLife, body: Body) -> bool:
        """An event that gives an agent, or asks for one."""
        match body:
            case [2, str(agent), int(slot), str(made), int(order), *rest]:
                way = str(rest[0]) if rest else _AUTO
                return self._assign(session, Given(agent, slot, made, order), way)
            case [6, str(agent), int(slot), str(made), int(order), *rest]:
                return self._offer(session, Given(agent, slot, made, order), rest)
            case [7, str(agent), str(offer), str(cause), int(again_ms), *_]:
                return self._lapse(session, Lapse(agent, offer, cause, again_ms))
            case [8, str(group), str(agent), *_]:
                return self._begin_transfer(session, group, agent)
            case [9, *_]:
                return self._end_transfer(session)
            case _:
                return False

    def _moving(self, session: SessionLife, body: Body) -> bool:
        """An event after which no agent has the session, and it rings nowhere."""
        if session.ringing is not None:
            text = f"{session.name} rings as {session.ringing} and had {body}"
            self._findings.add(Broken.OFFER, text)
        match body:
            case [4, *_]:
                self._close(session)
                return True
            case [5, str(group), int(queue_class), *rest]:
                return self._queue(session, group, queue_class, rest)
            case [10, str(stage), *_] if stage in STAGES:
                if stage == _ROBOT:
                    self._mark_last(session)
                self._let_go(session)
                session.phase = stage
                return True
            case _:
                return False

    def _assign(self, session: SessionLife, given: Given, way: str) -> bool:
        was_transferred = session.is_transferred
        if way == _ACCEPTED:
            found = session.ringing
            is_right = found is not None and found[:3] == given[:3]
        elif way == _HAND:
            is_right = session.phase in (QUEUED, SERVING, "message_left")
            is_right = is_right and session.ringing is None and given.order == 0
        else:
            is_right = way == _AUTO and session.is_in_line
        if not is_right:
            text = f"{session.name} is {session.phase}, {session.ringing}"
            text = f"{text} and was assigned as {given}, {way}"
            self._findings.add(Broken.DOUBLE_ASSIGNED, text)
            return True
        if way == _AUTO:
            self._judge(session, given)
        if session.place is not None:
            session.group = session.place.group
            session.place.prefer = ""
        self._let_go(session)
        self.slots.take(session, given.agent, given.slot)
        session.phase, session.agent, session.slot = SERVING, given.agent, given.slot
        session.agents.append(given.agent)
        self.marks[f"turn/{given.agent}"] = str(self.at_ms)
        self.accepted_count += way == _ACCEPTED
        self.transferred_count += was_transferred
        return True

    def _judge(self, session: SessionLife, given: Given) -> None:
        self.lines.judge(session, given, self.position, self.at_ms)
        self.lines.judge_eligible(session, given.agent, self.running_ms)

    def _let_go(self, session: SessionLife) -> None:
        """Whoever serves serves no more; what rings stops; no transfer is pending."""
        if session.phase == SERVING:
            self.marks[f"served/{session.agent}"] = str(self.at_ms)
        self.slots.release(session, self.position)
        session.agent, session.ringing, session.is_transferred = "", None, False

    def _queue(
        self, session: SessionLife, group: str, queue_class: int, rest: Body
    ) -> bool:
        """It gets a new ticket, unless it waits in that line already."""
        old, is_served = session.place, session.phase == SERVING
        stays = session.is_in_line and old is not None and old.group == group
        self._let_go(session)
        session.phase, session.group = QUEUED, group
        if stays and old is not None:
            old.queue_class = queue_class
            place = old
        else:
            place = self._place(session, group, queue_class)
            place.prefer = "" if old is None else old.prefer
        match rest:
            case [cause, _, int(priority), str(skill), int(level), list(only), *end]:
                place.priority, place.skill, place.level = priority, skill, level
                place.only, place.silent = tuple(map(str, only)), str(end[0])
                place.never, place.again_ms, place.pause_ms = "", 0, 0
                if cause != _ASKED or is_served:
                    place.prefer = ""
                return True
            case _:
                return False

    def _offer(self, session: SessionLife, given: Given, rest: Body) -> bool:
        if not session.is_in_line or session.place is None:
            text = f"{session.name} is {session.phase}, {session.ringing}"
            self._findings.add(Broken.DOUBLE_ASSIGNED, f"{text} and rang as {given}")
            return True
        if given.made in session.rung_at:
            self._findings.add(Broken.OFFER, f"{session.name} rang twice as {given}")
        session.rung_at.add(given.made)
        self._judge(session, given)
        self.slots.take(session, given.agent, given.slot)
        if session.phase == QUEUED:
            session.phase = OFFERED
        match rest:
            case [str(group), int(expires_ms), *_]:
                until_ms = expires_ms and expires_ms + self._set_back_ms
                session.ringing = Ringing(*given[:3], until_ms)
                return group == session.place.group
            case _:
                return False

    def _lapse(self, session: SessionLife, lapse: Lapse) -> bool:
        ringing = session.ringing
        if ringing is None or (ringing.agent, ringing.offer) != lapse[:2]:
            text = f"{session.name} has {ringing}, and {lapse} came"
            self._findings.add(Broken.OFFER, text)
            return True
        expires_ms = ringing.expires_ms
        if lapse.cause == _EXPIRED and not 0 < expires_ms <= self.running_ms:
            text = f"{session.name} rang until {expires_ms}, not {self.running_ms}"
            self._findings.add(Broken.OFFER, text)
        session.ringing = None
        self.slots.release_one(session, ringing.agent, ringing.slot, self.position)
        if session.phase == OFFERED:
            session.phase = QUEUED
        if session.place is not None:
            session.place.joined = self.position
            session.place.queue_class = RETURNED
            if lapse.cause != _WITHDRAWN:
                session.place.silent = lapse.agent
                session.place.again_ms = lapse.again_ms
                session.place.pause_ms = lapse.again_ms + self._set_back_ms
        self.lapsed_count += 1
        return lapse.cause in (_EXPIRED, _DECLINED, _WITHDRAWN)

    def _begin_transfer(self, session: SessionLife, group: str, agent: str) -> bool:
        old = session.place
        if session.phase != SERVING or session.is_transferred:
            return False
        session.is_transferred = True
        place = self._place(session, group, RETURNED)
        place.only, place.never = (agent,) if agent else (), session.agent
        if old is not None:
            place.priority = old.priority
            place.skill = "" if agent else old.skill
            place.level = 0 if agent else old.level
        return True

    def _end_transfer(self, session: SessionLife) -> bool:
        if not session.is_transferred or session.ringing is not None:
            return False
        session.is_transferred = False
        return True

    def _post(self, session: SessionLife, number: int, posted: Posted) -> None:
        if number != len(session.messages) + 1:
            text = f"{session.name} has {number} after {len(session.messages)}"
            self._findings.add(Broken.GAP, text)
        key = (posted.sender, posted.cid)
        if key in session.numbers:
            text = f"{session.name} has {key} as {session.numbers[key]} and {number}"
            self._findings.add(Broken.DOUBLED, text)
        elif posted.text in self._texts:
            self._findings.add(Broken.DOUBLED, f"the text {posted.text!r} came twice")
        self._texts.add(posted.text)
        session.numbers[key] = number
        session.messages.append(posted)
        self.message_count += 1
        self.fresh_messages.append((session.name, posted))

    def _close(self, session: SessionLife) -> None:
        agent = session.agent
        self._mark_last(session)
        self._let_go(session)
        self.channels.pop((session.visitor, session.channel), None)
        session.phase, session.agent = CLOSED, agent
        self.closed_count += 1

    def _mark_last(self, session: SessionLife) -> None:
        """Human service ends: who served is the visitor's last agent."""
        if session.phase == SERVING:
            key = f"last/{session.visitor}/{session.channel}"
            self.marks[key] = session.agent

    # --- agents and groups

    def _take_agent(self, name: str, body: Body) -> None:
        life = self.slots.agent(name)
        match body:
            case [1, _, list(groups), int(capacity), *rest]:
                served = tuple(map(str, groups))
                self.slots.register(name, served, capacity, skills(rest), self.position)
            case [2, str(status), *_] if status in STATUSES:
                if status == "free" and not life.is_free:
                    life.free_since = self.position
                life.is_free = status == "free"
                life.has_been_free = life.has_been_free or life.is_free
            case [3, bool(is_there), *_]:
                life.is_present = is_there
            case _:
                self._inconsistent(f"agent {name} cannot have {body}")

    def _take_group(self, name: str, body: Body) -> None:
        group = self.lines.group(name)
        match body:
            case [1, str(), [str() | None as strategy, str() | None, rank, *_], *_]:
                group.strategy = strategy or ""
                group.priority = rank if isinstance(rank, int) else 0
            case _:
                self._inconsistent(f"group {name} cannot have {body}")

    def _inconsistent(self, text: str) -> None:
        self._findings.add(Broken.INCONSISTENT, text)
