"""PURE: everybody who waits: who they are, where they stand, when that changes.

The hall knows nothing of reservations: the line tells it when somebody is asked for a
session, when it is bound, and when it comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from operator import attrgetter

from actors.assignment import wishes
from actors.assignment.crew import Colleague, Crew
from actors.assignment.line_rule import LineRule
from actors.assignment.lobby import Lobby
from actors.assignment.messages import Treatment
from actors.assignment.ordered_queue import OrderedQueue
from actors.assignment.positions import Positions, in_order
from actors.assignment.routing import Strategy
from actors.assignment.standing import Standing
from actors.assignment.treatment import Treatments
from actors.assignment.urgency import base_level, level_now, rank
from actors.assignment.waiting import IN_LINE, Alarm, Lane, Reservation, Stage, Waiting
from actors.ids import SessionId

# Module names are found faster than attributes of an enum's class.
_OPEN, _ASKED, _BOUND, _GONE = Stage.OPEN, Stage.ASKED, Stage.BOUND, Stage.GONE
_LAST_AGENT = Strategy.LAST_AGENT


class Hall:
    """The sessions of one line, those included that are bound at the moment.

    Args:
        rule: may change, see `change_rule`.
        crew: says whether a visitor's last agent is there.
        may_serve: whether an agent may serve a picky session now.

    Attributes:
        parked: how many stand in line with nobody being asked for them.
        fresh: came to be open since the last round; some may not be any more. They
            take their places in line when they must be found, or find nobody.
        arrivals: joined since the last round, while the line's length is limited.
        is_loaded: who joins from now on is new here.
        alarms: how many wait for what time alone will change.
        find: a session in line, or bound; or None.
    """

    def __init__(
        self,
        rule: LineRule,
        crew: Crew,
        may_serve: Callable[[Colleague, Waiting, int], bool],
    ) -> None:
        self.rule = rule
        self.positions = Positions()
        self.treatments = Treatments()
        self.lobby = Lobby(may_serve)
        self.parked = 0
        self.fresh: list[Waiting] = []
        self.arrivals: list[Waiting] = []
        self.is_loaded = False
        self.alarms = 0
        self._placed = 0
        self._crew = crew
        self._may_serve = may_serve
        self._sessions: dict[str, Waiting] = {}
        self.find = self._sessions.get
        self._alarms: OrderedQueue[Alarm] = OrderedQueue()
        self._fans: dict[str, dict[str, Waiting]] = {}

    # --- looks

    def present(self) -> list[Waiting]:
        """Who is in line, in no order; who is bound at this moment is not."""
        return [each for each in self._sessions.values() if each.stage in IN_LINE]

    def in_order(self) -> Iterator[Waiting]:
        """Who is in line, first first; of no use after the next change."""
        return in_order(self.present())

    def level(self, waiting: Waiting, now_ms: int) -> int:
        """A session's urgency now."""
        waited_ms = now_ms - waiting.standing.since_ms
        return level_now(waiting.base, waited_ms, self.rule.ageing_ms)

    def next_alarm_ms(self) -> int | None:
        """When `ring` must be called."""
        alarm = self._alarms.first()
        return None if alarm is None else alarm.at_ms

    # --- coming and going

    def wait(
        self, session: SessionId, ticket: int, standing: Standing, now_ms: int
    ) -> Waiting:
        """A session joins at its ticket; one that is there moves when it differs.

        One that is bound stays bound, and would come back as it is told now.
        """
        waiting = self.find(session)
        if waiting is not None:
            if waiting.ticket != ticket or waiting.standing != standing:
                self._move(waiting, ticket, standing, now_ms)
            return waiting
        rule = self.rule
        base = rule.priority
        if standing.priority or standing.queue_class:
            base = base_level(standing, base)
        # As `rank` says; a call would cost as much as all else here.
        ageing_ms = rule.ageing_ms
        place = standing.since_ms - base * ageing_ms if ageing_ms else -base
        lanes = self.lobby.at_level(base)
        waiting = Waiting(session, session, ticket, standing, base, place, lanes)
        self._sessions[session] = waiting
        if rule.max_waiting and self.is_loaded:
            self.arrivals.append(waiting)
        # Most insist on nothing; what is asked here is `wishes.are_none`.
        if (
            standing.only
            or standing.never
            or standing.silent
            or standing.prefer
            or standing.skill
            or rule.max_wait_ms
        ):
            self._describe(waiting)
            self._place(waiting, now_ms)
        else:
            self.fresh.append(waiting)
        return waiting

    def park(self, waiting: Waiting) -> None:
        """An open session takes its place in line, where agents find it."""
        if not waiting.is_parked:
            waiting.is_parked = True
            self.parked += 1
            for lane in self._lanes(waiting):
                lane.open.put(waiting.ticket, waiting)

    def park_all(self) -> None:
        """Everybody who came since the last round takes a place in line."""
        fresh = self.fresh
        while self._placed < len(fresh):
            waiting = fresh[self._placed]
            self._placed += 1
            if waiting.stage is _OPEN:
                self.park(waiting)

    def stay(self, waiting: Waiting, now_ms: int) -> None:
        """There is nobody for an open session now."""
        self.park(waiting)
        self.positions.stays(waiting, now_ms)

    def ask(self, waiting: Waiting, reservation: Reservation) -> None:
        """Somebody is being asked for an open session."""
        if waiting.is_parked:
            self._unpark(waiting)
        waiting.stage = _ASKED
        waiting.reservation = reservation
        for lane in waiting.lanes or self._lanes(waiting):
            lane.asked.put(waiting.ticket, waiting)

    def reopen(self, waiting: Waiting) -> None:
        """Nobody is being asked for a session any more."""
        waiting.stage = _OPEN
        waiting.reservation = None
        waiting.stamp += 1
        if not waiting.is_plain:
            waiting.lanes = ()
        self.fresh.append(waiting)

    def bind(self, waiting: Waiting, now_ms: int) -> None:
        """There is somebody for a session: it leaves the line, and may come back."""
        # Who comes back from an offer in vain has left the line once already.
        if waiting.has_waited and not waiting.standing.silent:
            self.positions.pace.departed(now_ms)
        self._quit(waiting)
        waiting.stage = _BOUND

    def come_back(self, waiting: Waiting, now_ms: int) -> None:
        """A session that was bound is in line again."""
        waiting.stage = _OPEN
        waiting.reservation = None
        if waiting.has_waited:
            self.positions.joined(waiting, now_ms)
        self.treatments.joined(waiting)
        self._place(waiting, now_ms)

    def leave(self, session: SessionId) -> Waiting | None:
        """A session waits no more; gives back what was known of it."""
        waiting = self._sessions.pop(session, None)
        if waiting is not None:
            if waiting.stage is not _BOUND:
                self._quit(waiting)
            waiting.stage = _GONE
            if self._fans:
                self._forget_fan(waiting)
        return waiting

    def _quit(self, waiting: Waiting) -> None:
        """Out of the line."""
        if waiting.is_parked:
            self._unpark(waiting)
        else:
            waiting.stamp += 1
        if not waiting.is_plain:
            waiting.lanes = ()
        if waiting.has_waited:
            self.positions.left(waiting)
        if waiting.is_told:
            self.treatments.left()
        if waiting.alarm is not None:
            self._silence(waiting.alarm)

    # --- where somebody stands

    def _describe(self, waiting: Waiting) -> None:
        """What follows from the standing and the rule, whatever the time."""
        standing = waiting.standing
        base = waiting.base = base_level(standing, self.rule.priority)
        waiting.rank = rank(base, standing.since_ms, self.rule.ageing_ms)
        waiting.is_plain = wishes.are_none(standing)
        waiting.is_picky = bool(standing.never or standing.silent)
        if standing.prefer and self.rule.strategy is _LAST_AGENT:
            fans = self._fans.setdefault(standing.prefer, {})
            fans[waiting.session] = waiting

    def _forget_fan(self, waiting: Waiting) -> None:
        fans = self._fans.get(waiting.standing.prefer)
        if fans is not None:
            fans.pop(waiting.session, None)
            if not fans:
                del self._fans[waiting.standing.prefer]

    def _move(
        self, waiting: Waiting, ticket: int, standing: Standing, now_ms: int
    ) -> None:
        """A session says something else of itself than before."""
        self._forget_fan(waiting)
        waiting.ticket = ticket
        waiting.standing = standing
        if waiting.has_waited:
            self.positions.oldest.note(waiting)
        self._replace(waiting, now_ms)

    def _replace(self, waiting: Waiting, now_ms: int) -> None:
        """The standing or the rule has changed."""
        base = waiting.base
        self._describe(waiting)
        if waiting.stage is _BOUND:
            self._wish(waiting, now_ms)
            return
        if waiting.has_waited:
            self.positions.moved(base, waiting.base)
        self._place(waiting, now_ms)

    def _wish(self, waiting: Waiting, now_ms: int) -> None:
        """What a session insists on now."""
        standing = waiting.standing
        waiting.level = wishes.level_now(standing, self.rule, now_ms)
        waiting.named = tuple(dict.fromkeys(standing.only))
        is_sticky = wishes.awaits_last_agent(standing, self.rule, now_ms)
        if is_sticky and self._crew.is_there(standing.prefer):
            waiting.named = (standing.prefer,)

    def _place(self, waiting: Waiting, now_ms: int) -> None:
        """Sees where a session in line belongs now, and when that changes."""
        standing = waiting.standing
        rule = self.rule
        if standing.only or standing.skill or standing.prefer:
            self._wish(waiting, now_ms)
        else:
            waiting.level = 0
            waiting.named = ()
        if waiting.alarm is not None:
            self._silence(waiting.alarm)
        if waiting.level or waiting.named or waiting.is_picky or rule.max_wait_ms:
            self._set_alarm(waiting, now_ms)
        waiting.lanes = ()
        if waiting.stage is _OPEN:
            if waiting.is_parked:
                self._unpark(waiting)
            self.fresh.append(waiting)
        else:
            waiting.stamp += 1
            for lane in self._lanes(waiting):
                lane.asked.put(waiting.ticket, waiting)

    def _lanes(self, waiting: Waiting) -> tuple[Lane, ...]:
        """Looked up when they are needed: lanes that stand empty may go meanwhile."""
        lanes = waiting.lanes = waiting.lanes or self.lobby.lanes_for(waiting)
        return lanes

    def _unpark(self, waiting: Waiting) -> None:
        """An open session leaves its place in line."""
        waiting.is_parked = False
        waiting.stamp += 1
        self.parked -= 1

    def _set_alarm(self, waiting: Waiting, now_ms: int) -> None:
        due_ms = wishes.next_change_ms(waiting.standing, self.rule, now_ms)
        if due_ms is not None:
            waiting.alarm = Alarm(waiting, due_ms)
            self._alarms.put(due_ms, waiting.alarm)
            self.alarms += 1
        self.treatments.wait(waiting, self.rule, now_ms)

    def _silence(self, alarm: Alarm) -> None:
        """What time would have changed has changed otherwise."""
        alarm.stamp += 1
        alarm.waiting.alarm = None
        self.alarms -= 1

    # --- what changes where they stand

    def ring(self, now_ms: int) -> None:
        """Looks again at those whose claim has changed by time."""
        while (alarm := self._alarms.first()) is not None and alarm.at_ms <= now_ms:
            self._place(alarm.waiting, now_ms)

    def notice(self, agent: str, now_ms: int) -> None:
        """An agent has come, or gone: those wait differently whose last agent he is."""
        for waiting in tuple(self._fans.get(agent, {}).values()):
            if waiting.stage in IN_LINE:
                self._place(waiting, now_ms)

    def change_rule(self, rule: LineRule, now_ms: int) -> None:
        """Another rule from now on; everybody in line is looked at again."""
        self.rule = rule
        self.treatments.reconsider()
        self.lobby = Lobby(self._may_serve)
        self._fans.clear()
        for waiting in sorted(self._sessions.values(), key=attrgetter("ticket")):
            self._replace(waiting, now_ms)

    def treat(self) -> None:
        """Decides who is turned away, at the end of a round, and forgets who came."""
        rule = self.rule
        if rule.max_waiting and self.arrivals:
            self.treatments.arrive(self.arrivals, rule, self.positions.waiting)
        everybody: Collection[Waiting] = self._sessions.values()
        if rule.heir:  # first of all reasons: it keeps everybody's place
            everybody = sorted(everybody, key=attrgetter("ticket"))
            self.treatments.shut(Treatment.GROUP_DROPPED, everybody, self.fresh)
        if rule.is_closed:
            self.treatments.shut(Treatment.OFF_HOURS, everybody, self.fresh)
        if rule.turns_away_without_agents:
            if self._crew.is_deserted:
                self.treatments.shut(Treatment.NO_AGENT, everybody, self.fresh)
            else:
                self.treatments.open(Treatment.NO_AGENT)
        self.arrivals.clear()
        self.fresh.clear()
        self._placed = 0

    # --- positions

    def begin_sweep(self) -> None:
        """Begins to count positions anew; see `Positions.count`."""
        self.positions.begin(self.in_order())
