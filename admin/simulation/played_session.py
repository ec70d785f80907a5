"""PURE: a session in a play: the session's own core, and the visitor who began it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from actors.agent.messages import HoldReleased, SessionAssignedToYou, SlotFreed
from actors.assignment.messages import (
    OfferAccepted,
    OfferDeclined,
    SessionLeft,
    SessionWaits,
    StillWaiting,
)
from actors.ids import GroupId, SessionId, VisitorId
from actors.rules.settings import ServiceSettings
from actors.session import core, deadlines
from actors.session.attendance import Watch
from actors.session.effects import (
    FreeSlot,
    JoinLine,
    LeaveLine,
    ReleaseHold,
    SessionEffect,
    StayInLine,
    TellAccepted,
    TellAgent,
    TellDeclined,
)
from actors.session.messages import (
    CloseSession,
    OfferSession,
    OpenSession,
    SessionCommand,
)
from actors.session.ruling import Case
from actors.session.state import SessionState
from actors.session.terms import Role, Sender, SessionPhase
from admin.simulation.asides import Rings, Serves
from admin.simulation.play import MIDNIGHT_MS, Play
from admin.simulation.scenario import Visit
from admin.simulation.story import Fate, Story

_THERE: Final = Watch(is_attached=True, since_ms=0, sure_ms=0)
"""Who waits looks at the screen; giving up is another matter."""
_WAITING: Final = frozenset({SessionPhase.QUEUED, SessionPhase.OFFERED})


class PlayedSession:
    """One visit, from its coming.

    Args:
        number: of the visit.
        visit: who comes.
        prefer: his last agent, or "".
        settings: the service's.
        play: where the others are.
        on_end: is told what became of it.

    Attributes:
        id: of the session.
    """

    def __init__(
        self,
        number: int,
        visit: Visit,
        prefer: str,
        settings: ServiceSettings,
        play: Play,
        on_end: Callable[[Story], object],
    ) -> None:
        self.id = SessionId(f"s{number}")
        self._number = number
        self._visit = visit
        self._settings = settings
        self._play = play
        self._on_end = on_end
        self._state = SessionState()
        self._sender = Sender(Role.VISITOR, f"v{number}")
        self._ticket = 0
        self._spell = 0
        self._armed: frozenset[tuple[str, int]] = frozenset()
        self._came_ms = play.now_ms
        self._answered_ms = 0
        self._agent = ""
        self._offers = 0
        self._has_waited = False
        self._prefer = prefer

    def open(self) -> None:
        """The visitor comes."""
        visit = self._visit
        self.hear(
            OpenSession(
                VisitorId(self._sender.id),
                "",
                visit.channel,
                GroupId(visit.group),
                priority=visit.priority,
                skill=visit.skill,
                level=visit.level,
                prefer=self._prefer,
            )
        )

    @property
    def phase(self) -> SessionPhase:
        """Where it stands in its life cycle."""
        return self._state.phase

    # --- the session

    def hear(self, word: SessionCommand) -> None:
        """Decided by the core, as the session's actor has it decided."""
        before = self._state
        if isinstance(word, OfferSession):
            self._has_waited = self._has_waited or self._play.now_ms > self._came_ms
        settings, now_ms = self._settings, self._play.now_ms
        case = Case(self.id, before, now_ms, settings, _THERE)
        decision = core.decide(case, word)
        after = decision.after or before  # no prompts, so what a row leads to
        self._state = after
        if decision.takes_ticket:
            self._ticket = self._play.stamp()
        for effect in decision.effects:
            self._perform(effect)
        if after.phase is not before.phase:
            self._passed(before.phase)
        self._arm()

    def end_turn(self) -> None:
        """Nothing is put off here."""

    def _passed(self, before: SessionPhase) -> None:
        state, now_ms = self._state, self._play.now_ms
        match state.phase:
            case SessionPhase.OFFERED if state.offer is not None:
                offer = state.offer
                rings = Rings(self.id, self._number, offer.offer, self._offers)
                self._offers += 1
                self._play.tell_agent(offer.agent, rings)
            case SessionPhase.SERVING:
                self._spell += 1
                self._offers += before is not SessionPhase.OFFERED
                self._agent = state.agent
                self._answered_ms = self._answered_ms or now_ms
                handling_ms = round(self._visit.handling_seconds * 1000)
                self._play.tell_agent(state.agent, Serves(self.id, handling_ms))
            case SessionPhase.QUEUED if before is not SessionPhase.OFFERED:
                self._spell += 1
                self._lose_patience()
            case SessionPhase.MESSAGE_LEFT:
                self.end(Fate.TURNED_AWAY)
            case SessionPhase.CLOSED:
                self.end(Fate.SERVED if self._agent else Fate.ABANDONED)
            case _:
                pass  # it rang in vain, or has come back to the line

    def end(self, fate: Fate) -> None:
        """It is over now, in this way."""
        now_ms = self._play.now_ms
        self._play.sessions.pop(self.id, None)
        story = Story(
            self._number,
            self._visit.group,
            self._visit.channel,
            self._came_ms - MIDNIGHT_MS,
            fate,
            (self._answered_ms or now_ms) - MIDNIGHT_MS,
            now_ms - MIDNIGHT_MS,
            self._agent,
            self._offers,
            self._has_waited or (not self._agent and now_ms > self._came_ms),
        )
        self._on_end(story)

    def _lose_patience(self) -> None:
        patience = self._visit.patience_seconds
        if patience is not None:
            due_ms = self._play.now_ms + round(patience * 1000)
            self._play.at(due_ms, partial(self._give_up, self._spell))

    def _give_up(self, spell: int) -> None:
        """Unless somebody serves meanwhile, or another wait has begun."""
        if spell == self._spell and self._state.phase in _WAITING:
            self.hear(CloseSession(self._sender, "give up"))

    def _arm(self) -> None:
        """What is told too late means nothing to the core: nothing is cancelled."""
        due = deadlines.deadlines(self._state, self._settings)
        if due or self._armed:
            armed = {(each.key, each.due_ms): each.command for each in due}
            for key in armed.keys() - self._armed:
                self._play.at(key[1], partial(self._remind, armed[key]))
            self._armed = frozenset(armed)

    def _remind(self, command: SessionCommand) -> None:
        if self.id in self._play.sessions:
            self.hear(command)

    def _perform(self, effect: SessionEffect) -> None:  # noqa: C901 - one row per effect
        """See `SessionActor.perform`; nobody is shown anything."""
        play = self._play
        match effect:
            case JoinLine(group, standing):
                waits = SessionWaits(self.id, self._ticket, standing)
                play.tell_group(group, waits)
            case StayInLine(group, standing):
                play.tell_group(group, StillWaiting(self.id, self._ticket, standing))
            case LeaveLine(group):
                play.tell_group(group, SessionLeft(self.id))
            case TellAgent(to, slot, reservation, is_ringing):
                assigned = SessionAssignedToYou(self.id, slot, reservation, is_ringing)
                play.tell_agent(to, assigned)
            case TellAccepted(group, reservation):
                play.tell_group(group, OfferAccepted(self.id, reservation))
            case TellDeclined(group, reservation, is_waiting):
                declined = OfferDeclined(self.id, reservation, is_waiting)
                play.tell_group(group, declined)
            case ReleaseHold(to, reservation, slot_is_taken):
                play.tell_agent(to, HoldReleased(reservation, slot_is_taken))
            case FreeSlot(to, slot, cause):
                play.tell_agent(to, SlotFreed(self.id, slot, cause))
            case _:
                pass  # for people to see
