"""PURE: an agent in a play: his core and office, and the person who works with them."""

from __future__ import annotations

from functools import partial
from typing import Final

from actors.agent import core
from actors.agent.messages import (
    AgentCommand,
    AgentState,
    AgentStatus,
    CheckPresence,
    Freed,
    GiveBack,
    HoldReleased,
    NoBid,
    PresenceLost,
    RegisterAgent,
    Reserve,
    SessionAssignedToYou,
    SetStatus,
    SlotFreed,
    WrapUpOver,
)
from actors.agent.slot_office import Moment, SlotOffice, Tell
from actors.agent.table import Consequence
from actors.ids import AgentId, GroupId, SessionId, agent_entity
from actors.rules.settings import ServiceSettings
from actors.session.messages import (
    AcceptOffer,
    AgentGone,
    CloseSession,
    DeclineOffer,
    WithdrawOffer,
)
from actors.session.terms import Role, Sender
from admin.simulation.asides import (
    Aside,
    ComeOn,
    GoOff,
    LoseConnection,
    Rings,
    Serves,
)
from admin.simulation.people import Person, reply
from admin.simulation.play import Play
from admin.simulation.story import Duty
from admin.simulation.workday import Workday
from runtime.errors import UsageError

BACK_AFTER_SILENCE_MS: Final = 60_000
"""Who was set to rest because an offer of his lapsed comes back after a minute."""
_WORKING: Final = frozenset({AgentStatus.FREE, AgentStatus.ARRANGE})


class PlayedAgent:
    """One agent; his working day begins with `ComeOn`.

    Args:
        person: who.
        seed: of his replies.
        settings: the service's.
        play: where the others are.
    """

    def __init__(
        self, person: Person, seed: int, settings: ServiceSettings, play: Play
    ) -> None:
        self.id = AgentId(person.id)
        self._team = person.team
        self._seed = seed
        self._settings = settings
        self._play = play
        self._sender = Sender(Role.AGENT, person.id)
        self._state = AgentState()
        self._office = SlotOffice(self.id, play.stamp)
        self._armed: frozenset[tuple[str, int]] = frozenset()
        self._is_connected = False
        self._is_on = False
        self._is_done = True
        self._day = Workday(person.id, person.team, play.now_ms)
        self._register()

    def _register(self) -> None:
        team = self._team
        groups = tuple(map(GroupId, team.groups))
        command = RegisterAgent(
            self.id, groups, team.capacity, tuple(team.skills.items())
        )
        self._follow(core.register(self._state, command, agent_entity(self.id)))
        self._office.groups = groups
        self._office.slots.set_capacity(team.capacity)
        self._office.learn((), self._moment())

    @property
    def is_present(self) -> bool:
        """On line and at work."""
        return self._state.status in _WORKING or self._day.is_serving

    @property
    def capacity(self) -> int:
        """Slots."""
        return self._team.capacity

    def duty(self) -> Duty:
        """His day so far."""
        self._account()
        return self._day.duty()

    def _account(self) -> None:
        self._day.account(self._play.now_ms, is_present=self.is_present)

    # --- what he hears

    def hear(self, word: AgentCommand | Aside) -> None:  # noqa: C901, PLR0912, PLR0915 - one row per word
        """See `AgentActor.decide` and `perform`."""
        office, moment = self._office, self._moment()
        match word:
            case Reserve():
                office.reserve(word, moment)
            case SessionAssignedToYou():
                office.assigned(word, moment)
            case SlotFreed():
                self._freed(word)
            case NoBid():
                office.no_bid(word, moment)
            case GiveBack(reservation) | HoldReleased(reservation):
                office.release(reservation, moment)
            case Rings():
                self._ring(word)
            case Serves():
                self._serve(word)
            case ComeOn():
                self._is_on, self._is_done = True, False
                self._connect()
            case GoOff(for_today):
                self._is_on, self._is_done = False, for_today
                self._ask(AgentStatus.REST)
                self._go_home()
            case LoseConnection(away_ms):
                self._disconnect(away_ms)
            case PresenceLost():
                self._follow(core.presence_lost(self._state, word, self._settings))
            case WrapUpOver():
                self._follow(core.wrap_up_over(self._state, word, self._settings))
            case _:
                raise UsageError(f"expected a word of a play, got {word}")

    def end_turn(self) -> None:
        """Does what the office has decided, and says what has changed."""
        self._office.say(self._state)
        for effect in self._office.take():
            # All others are timers and doubts: here every word comes, and at once.
            if isinstance(effect, Tell):
                self._play.tell_group(effect.group, effect.word)

    def _moment(self) -> Moment:
        return Moment(self._state, self._settings, self._play.now_ms)

    def _follow(self, decision: core.AgentDecision) -> None:
        """What a decision means, as after its commit."""
        self._account()
        for event in decision.events:
            self._state = core.apply(self._state, event, self._play.now_ms)
        for effect in decision.effects:
            match effect:
                case Consequence.ANNOUNCE | CheckPresence():
                    self._office.changed(self._moment())
                case Consequence.WITHDRAW:
                    self._tell_sessions(WithdrawOffer(self.id))
                case Consequence.LET_GO if core.requeues(self._settings):
                    self._tell_sessions(AgentGone(self.id))
                case SlotFreed():
                    self._office.freed(effect, self._moment())
                case _:
                    pass  # for people to see
        self._arm()

    def _tell_sessions(self, word: WithdrawOffer | AgentGone) -> None:
        for session in self._office.slots.sessions():
            self._play.tell_session(session, word)

    def _arm(self) -> None:
        """What is told too late means nothing to the core: nothing is cancelled."""
        due = core.deadlines(self._state, self._settings)
        armed = {(each.key, each.due_ms): each.command for each in due}
        for key in armed.keys() - self._armed:
            self._play.at(key[1], partial(self._play.tell_agent, self.id, armed[key]))
        self._armed = frozenset(armed)

    def _freed(self, freed: SlotFreed) -> None:
        self._account()
        self._day.let_go(freed.session)
        self._day.declined += freed.cause is Freed.DECLINED
        self._day.missed += freed.cause is Freed.LAPSED
        slots = self._office.slots
        decision = core.slot_freed(
            self._state,
            freed,
            self._settings,
            is_known=slots.has(freed.session, freed.slot),
            is_last=slots.load == 1,
        )
        self._follow(decision)
        if self._is_on and self._state.status is AgentStatus.REST:
            due_ms = self._play.now_ms + BACK_AFTER_SILENCE_MS
            self._play.at(due_ms, self._come_back)
        self._go_home()

    # --- what the person does

    def _ask(self, status: AgentStatus) -> None:
        command = SetStatus(status, "")
        connected = self._is_connected
        self._follow(core.ask_status(self._state, command, is_connected=connected))

    def _connect(self) -> None:
        self._is_connected = True
        self._check_presence()
        if self._is_on:
            self._ask(AgentStatus.FREE)
        for session in self._day.take_unfinished():
            self._close(SessionId(session))

    def _come_back(self) -> None:
        if self._is_on and self._state.status is AgentStatus.REST:
            self._play.tell_agent(self.id, ComeOn())

    def _go_home(self) -> None:
        """Off-line, when the shift is over and nobody is left."""
        is_idle = not self._office.slots.served
        if self._is_done and is_idle and self._state.status is AgentStatus.REST:
            self._ask(AgentStatus.OFFLINE)

    def _check_presence(self) -> None:
        decision = core.check_presence(
            self._state,
            CheckPresence(),
            is_connected=self._is_connected,
            has_sessions=self._office.slots.served > 0,
        )
        self._follow(decision)

    def _disconnect(self, away_ms: int) -> None:
        if not self._is_connected or not self.is_present:
            return
        self._day.lost += 1
        self._is_connected = False
        self._check_presence()
        self._play.at(self._play.now_ms + away_ms, self._reconnect)

    def _reconnect(self) -> None:
        self._connect()
        self._play.touch(self.end_turn)

    def _ring(self, rings: Rings) -> None:
        answer = reply(self._team, self._seed, rings.visit, rings.nth)
        if answer.accepts is None:
            return
        due_ms = self._play.now_ms + round(answer.seconds * 1000)
        act = partial(self._answer, rings, accepts=answer.accepts)
        self._play.at(due_ms, act)

    def _answer(self, rings: Rings, *, accepts: bool) -> None:
        """An answer that comes too late is refused by the session."""
        if not self._is_connected:
            return
        kind = AcceptOffer if accepts else DeclineOffer
        command = kind(self._sender, rings.offer, "")
        self._play.tell_session(rings.session, command)

    def _serve(self, serves: Serves) -> None:
        self._account()
        due_ms = self._play.now_ms + serves.handling_ms
        self._day.serve(serves.session, due_ms)
        self._play.at(due_ms, partial(self._finish, serves.session, due_ms))

    def _finish(self, session: SessionId, due_ms: int) -> None:
        if self._day.may_close(session, due_ms, is_connected=self._is_connected):
            self._close(session)

    def _close(self, session: SessionId) -> None:
        self._play.tell_session(session, CloseSession(self._sender, ""))
