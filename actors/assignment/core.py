"""PURE: who waits, who could answer, and what is reserved for whom.

The group's side of the reservation: it asks an agent for a slot only on behalf of a
waiting session (the sponsor) whom nobody else is being asked for, and binds the best
session that the agent may serve when the slot is granted, not when it is requested, so
that a refusal breaks no order. A session that is bound is out of line but keeps its
ticket; declined, it stands again where it stood.

Nothing is assigned before the queue has been loaded and the agents have been heard.

One assignment, as the shell (or a benchmark) drives it; `now_ms` is wall time:

    line = Line("presale.1.", first_order=1)
    line.loaded(); line.settled()
    line.wait(session, ticket, standing, now_ms)      # session → group: SessionWaits
    line.hear(news, now_ms)                           # agent → group: AgentNews
    for asked in line.serve(now_ms):                  # once per drained batch
        asked.bid                                     # group → agent: Reserve
    granted = line.grant(asked.id, now_ms)            # agent → group: Granted
    granted.bound.session, granted.order              # group → session: OfferSession
    line.accepted(session)                            # session → group: OfferAccepted
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from actors.assignment.crew import Colleague, Crew
from actors.assignment.hall import Hall
from actors.assignment.line_rule import USUAL_LINE, LineRule
from actors.assignment.messages import AgentNews
from actors.assignment.pool import Pool
from actors.assignment.positions import in_order
from actors.assignment.routing import Exclusion, Strategy
from actors.assignment.standing import Standing
from actors.assignment.urgency import Bid
from actors.assignment.waiting import Among, Reservation, Stage, Waiting
from actors.ids import AgentId, SessionId

IDLE_LOOKS: Final = 8
"""Reservations without a sponsor for which one round looks for a new one."""

# Module names are found faster than attributes of an enum's class.
_OPEN, _BOUND = Stage.OPEN, Stage.BOUND
_OPEN_ONES, _ASKED_ONES, _EVERYBODY = Among.OPEN, Among.ASKED, Among.ALL
_LAST_AGENT, _OFFLINE = Strategy.LAST_AGENT, Exclusion.OFFLINE


class Line:
    """One group's queue, candidates and reservations; mutable, single-owner.

    Args:
        prefix: of reservation ids; no two incarnations of a group may share one.
        first_order: of its bindings; above all of earlier incarnations.
        rule: may change, see `change_rule`.

    Attributes:
        hall: who waits.
        crew: who is a member.
        pool: who could take one more.
        find: a slot that is asked for, or offered to somebody (`bound`), or None.
        wait: see `Hall.wait`.
    """

    def __init__(
        self, prefix: str, first_order: int, rule: LineRule = USUAL_LINE
    ) -> None:
        self.crew = Crew()
        self.pool = Pool(rule.strategy)
        self.hall = Hall(rule, self.crew, self._may_serve)
        self.wait = self.hall.wait
        self._prefix = prefix
        self._order = first_order
        self._count = 0
        self._is_settled = False
        self._reservations: dict[str, Reservation] = {}
        self.find = self._reservations.get
        self._idle: dict[str, Reservation] = {}
        self._freed: list[Colleague] = []

    def loaded(self) -> None:
        """Everybody who waited at the start has been told of."""
        self.hall.is_loaded = True

    def settled(self) -> None:
        """The agents have had their time to say who they are."""
        self._is_settled = True

    def change_rule(self, rule: LineRule, now_ms: int) -> None:
        """Works by another rule from now on; everybody is looked at again."""
        self.pool = Pool(rule.strategy)
        for colleague in self.crew.free.values():
            self.pool.add(colleague)
        self.hall.change_rule(rule, now_ms)

    # --- sessions

    def still_waits(
        self, session: SessionId, ticket: int, standing: Standing, now_ms: int
    ) -> None:
        """A session that was asked says that no offer is on its way to it."""
        waiting = self.hall.wait(session, ticket, standing, now_ms)
        reservation = waiting.reservation
        if waiting.stage is _BOUND and reservation is not None:
            self._let_go(waiting, reservation)
            self.hall.come_back(waiting, now_ms)

    def leave(self, session: SessionId) -> None:
        """A session waits no more."""
        waiting = self.hall.leave(session)
        if waiting is not None:
            reservation = waiting.reservation
            if reservation is not None:
                self._let_go(waiting, reservation)

    accepted = leave
    """The session has somebody, whatever was thought of it."""

    # --- agents

    def hear(self, news: AgentNews, now_ms: int) -> None:
        """What an agent could do now; what is older than his last word is ignored."""
        crew = self.crew
        colleague = crew.get(news.agent)
        before: Exclusion | None = _OFFLINE
        if colleague is None:
            colleague = crew.meet(news)
            if colleague is None:
                return
        else:
            if news.version <= colleague.news.version:
                return
            before = colleague.why
            if before is None:
                self.pool.remove(colleague)
            crew.learn(colleague, news)
        why = news.why_not
        if why is None:
            self.pool.add(colleague)
            self._freed.append(colleague)
        if before is not why and (before is _OFFLINE or why is _OFFLINE):
            self.hall.notice(news.agent, now_ms)

    def forget(self, agent: AgentId, version: int, now_ms: int) -> None:
        """An agent is no member any more."""
        colleague = self.crew.dismiss(agent, version)
        if colleague is not None:
            if colleague.why is None:
                self.pool.remove(colleague)
            colleague.why = _OFFLINE
            self.hall.notice(agent, now_ms)

    # --- who is asked for whom

    def serve(self, now_ms: int) -> list[Reservation]:
        """One round over what has changed: the slots to ask for now.

        Afterwards no session waits for which nobody is asked although a candidate may
        serve it, and nobody is asked who is not needed.
        """
        hall = self.hall
        # Before anything else: an alarm that is due and stays would be due for ever.
        if hall.alarms:
            hall.ring(now_ms)
        if not (hall.is_loaded and self._is_settled):
            return []
        asked: list[Reservation] = []
        if self._idle:
            self._reuse(now_ms)
        if self._freed:
            self._employ(asked, now_ms)
        if hall.fresh:
            self._find(asked, now_ms)
        hall.treat()
        return asked

    def _reuse(self, now_ms: int) -> None:
        """Reservations whose sponsor needs them no more go to others."""
        self.hall.park_all()
        for reservation in tuple(islice(self._idle.values(), IDLE_LOOKS)):
            colleague = self.crew.get(reservation.agent)
            if colleague is not None and self.hall.parked:
                waiting = self.hall.lobby.best(colleague, now_ms, _OPEN_ONES)
                if waiting is not None:
                    del self._idle[reservation.id]
                    self._sponsor(waiting, reservation)

    def _employ(self, asked: list[Reservation], now_ms: int) -> None:
        """New candidates: each is asked for, or is not needed.

        The best session that a new candidate may serve chooses among all candidates.
        While nobody waited before, those who are new do so by themselves. Whoever is
        not needed may be when others have been asked: when nobody else is left for the
        session whose offer he let lapse (Q7).
        """
        hall = self.hall
        freed, self._freed = self._freed, []
        if hall.parked:
            hall.park_all()
        while freed and hall.parked:
            before = len(asked)
            for colleague in freed:
                while hall.parked and colleague.why is None:
                    waiting = hall.lobby.best(colleague, now_ms, _OPEN_ONES)
                    if waiting is None:
                        break
                    chosen = self._take(waiting, colleague, now_ms) or colleague
                    asked.append(self._ask(waiting, chosen))
            if len(asked) == before:
                break
            freed = [each for each in freed if each.why is None]

    def _find(self, asked: list[Reservation], now_ms: int) -> None:
        """New sessions in line: each asks somebody, or there is nobody for it."""
        take, ask = self._take, self._ask
        for waiting in in_order(self.hall.fresh):
            if waiting.stage is _OPEN:
                chosen = take(waiting, None, now_ms)
                if chosen is None:
                    self.hall.stay(waiting, now_ms)
                else:
                    asked.append(ask(waiting, chosen))

    def _take(
        self, waiting: Waiting, spare: Colleague | None, now_ms: int
    ) -> Colleague | None:
        """Whom to ask for a session, out of the pool; `spare` when nobody is better."""
        if waiting.is_plain:
            chosen = self.pool.everybody.take()
            if chosen is None or not chosen.skills:
                return chosen  # who stood nowhere else
        else:
            chosen = self._choose(waiting, now_ms) or spare
        if chosen is not None:
            self.pool.remove(chosen)
        return chosen

    def _ask(self, waiting: Waiting, colleague: Colleague) -> Reservation:
        """Asks for a slot of somebody who is out of the pool."""
        self.crew.asked(colleague)
        self._count = count = self._count + 1
        number = f"{self._prefix}{count}"
        bid = Bid(waiting.rank, waiting.ticket)
        reservation = Reservation(number, colleague.agent, bid, waiting)
        self._reservations[number] = reservation
        self.hall.ask(waiting, reservation)
        return reservation

    def _sponsor(self, waiting: Waiting, reservation: Reservation) -> None:
        """An open session is the reason for which a slot is asked."""
        reservation.sponsor = waiting
        self.hall.ask(waiting, reservation)

    def _let_go(self, waiting: Waiting, reservation: Reservation) -> None:
        """A session needs its reservation no more; what was only asked for is idle."""
        waiting.reservation = None
        if reservation.bound is None:
            reservation.sponsor = None
            self._idle[reservation.id] = reservation
        else:
            del self._reservations[reservation.id]

    # --- who may serve whom

    def _choose(self, waiting: Waiting, now_ms: int) -> Colleague | None:
        """The candidate to be asked for a session, or None."""
        if not waiting.is_picky:
            return self._candidate(waiting, ())
        standing = waiting.standing
        found = self._candidate(waiting, (standing.never, standing.silent))
        is_shunned = now_ms < standing.again_ms or standing.silent == standing.never
        if found is not None or is_shunned:
            return found
        # Nobody else: even the one who let it lapse, after a while (Q7).
        silent = self._first_named((standing.silent,), ())
        return silent if silent is not None and silent.suits(waiting) else None

    def _candidate(
        self, waiting: Waiting, shunned: tuple[str, ...]
    ) -> Colleague | None:
        if waiting.named:
            return self._first_named(waiting.named, shunned)
        standing = waiting.standing
        if standing.prefer and self.hall.rule.strategy is _LAST_AGENT:
            last = self._first_named((standing.prefer,), shunned)
            if last is not None and last.suits(waiting):
                return last
        if not shunned:
            return self.pool.best(standing.skill, waiting.level, None)
        return self.pool.best(
            standing.skill, waiting.level, lambda each: each.name not in shunned
        )

    def _first_named(
        self, agents: tuple[str, ...], shunned: tuple[str, ...]
    ) -> Colleague | None:
        best: Colleague | None = None
        for agent in agents:
            colleague = self.crew.get(agent)
            if colleague is None or colleague.why is not None or agent in shunned:
                continue
            if best is None or colleague.key < best.key:
                best = colleague
        return best

    def _may_serve(self, colleague: Colleague, waiting: Waiting, now_ms: int) -> bool:
        """Whether an agent for whose lanes a picky session waits may have it."""
        standing = waiting.standing
        if colleague.name == standing.never:
            return False
        if colleague.name != standing.silent:
            return True
        if now_ms < standing.again_ms:
            return False
        reservation = waiting.reservation
        if reservation is not None and reservation.agent != colleague.agent:
            return False  # another is being asked
        shunned = (standing.never, standing.silent)
        return self._candidate(waiting, shunned) is None

    # --- reservations

    def grant(self, reservation: str, now_ms: int) -> Reservation | None:
        """Binds the best session that the agent may serve.

        None: nobody waits whom he may serve, or nobody asked for the slot.
        """
        granted = self.find(reservation)
        if granted is None or granted.bound is not None:
            return None
        hall = self.hall
        if hall.alarms:
            hall.ring(now_ms)
        if hall.fresh:
            hall.park_all()
        colleague = self.crew.get(granted.agent)
        best = None
        if colleague is not None:
            best = hall.lobby.best(
                colleague, now_ms, _EVERYBODY if hall.parked else _ASKED_ONES
            )
        if best is None:
            self.not_granted(reservation)
            return None
        sponsor = granted.sponsor
        if best is not sponsor:
            if sponsor is None:
                del self._idle[reservation]
            self._swap(sponsor, best)
            best.reservation = granted
        granted.sponsor = None
        granted.bound = best
        granted.order = self._order = self._order + 1
        hall.bind(best, now_ms)
        return granted

    def not_granted(self, reservation: str) -> None:
        """The agent had no slot after all."""
        refused = self.find(reservation)
        if refused is None or refused.bound is not None:
            return
        del self._reservations[reservation]
        if refused.sponsor is None:
            del self._idle[reservation]
        else:  # hopes anew
            self.hall.reopen(refused.sponsor)

    def overdue(self, reservation: str) -> Reservation | None:
        """No word in time: a request is forgotten; who is bound must be asked.

        Gives the reservation back, so that the agent, or the session, can be asked
        what became of it; None: it is over.
        """
        known = self.find(reservation)
        if known is not None and known.bound is None:
            self.not_granted(reservation)
        return known

    def declined(self, reservation: str, now_ms: int, *, is_waiting: bool) -> None:
        """The session did not take the offer."""
        known = self.find(reservation)
        if known is None or known.bound is None:
            return
        if is_waiting:
            bound = known.bound
            self._let_go(bound, known)
            self.hall.come_back(bound, now_ms)
        else:
            self.leave(known.bound.session)

    def _swap(self, sponsor: Waiting | None, best: Waiting) -> None:
        """Another was bound than the sponsor, who gets the other's reservation.

        When its agent may not serve him he looks for another.
        """
        reservation = best.reservation
        if reservation is not None:
            self._let_go(best, reservation)
        if sponsor is None:
            return
        self.hall.reopen(sponsor)
        if reservation is None:
            return
        colleague = self.crew.get(reservation.agent)
        standing = sponsor.standing
        if (
            colleague is not None
            and colleague.suits(sponsor)
            and colleague.name not in (standing.never, standing.silent)
        ):
            del self._idle[reservation.id]
            self._sponsor(sponsor, reservation)
