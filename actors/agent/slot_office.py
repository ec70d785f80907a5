"""PURE: what one agent promises of his slots, and what his groups are told of it.

The office takes what groups and sessions say, and the moment at which they say it, and
notes what is to be done about that, in order: `take` hands it out. Who carries it out
is the actor, or whoever else plays an agent. What is free, and who gets it, is decided
in `slots` and `auction`.

One assignment, as the actor (or a simulator) drives it:

    office = SlotOffice(agent, stamp)
    office.slots.set_capacity(1); office.groups = (group,)
    office.learn((), moment)                    # the claims table, read
    office.say(state)                           # → Tell(group, AgentNews)
    office.reserve(reserve, moment)             # → WatchHold, Tell(group, Granted)
    office.assigned(assigned, moment)           # → DropHold
    office.freed(freed, moment)
    for effect in office.take(): ...            # at the end of each of these
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from actors.agent import core
from actors.agent.auction import Auction
from actors.agent.messages import (
    AgentState,
    BidsDue,
    NoBid,
    Reserve,
    SessionAssignedToYou,
    SlotFreed,
)
from actors.agent.slots import Heard, Hold, Slots
from actors.assignment.messages import AgentLeft, AgentNews, Granted, NotGranted
from actors.ids import AgentId, GroupId, SessionId
from actors.rules.settings import ServiceSettings
from runtime.journal import Holding

GroupWord = Granted | NotGranted | AgentNews | AgentLeft
"""What an agent says to a group."""


class Moment(msgspec.Struct, frozen=True):
    """When something is said: the agent as he is on disk, the rules, the wall time."""

    state: AgentState
    settings: ServiceSettings
    now_ms: int


class Tell(msgspec.Struct, frozen=True):
    """A group is told this."""

    group: GroupId
    word: GroupWord


class WatchHold(msgspec.Struct, frozen=True):
    """After `seconds` without a word of it the promise is `overdue`."""

    reservation: str
    seconds: float


class DropHold(msgspec.Struct, frozen=True):
    """It is known what became of a promise."""

    reservation: str


class WatchBids(msgspec.Struct, frozen=True):
    """After `seconds` the auction is decided by what has been bid: `bids_due`."""

    due: BidsDue
    seconds: float


class DropBids(msgspec.Struct, frozen=True):
    """The auction is over."""


class ReadClaims(msgspec.Struct, frozen=True):
    """The claims table is read; `marked` and `learn` follow."""


SlotEffect = Tell | WatchHold | DropHold | WatchBids | DropBids | ReadClaims

_HOLD_MARGIN: Final = 2.0
"""A hold is checked after this many reservation times: by then the session has
refused the offer, or its claim can be read."""


class SlotOffice:
    """One agent's slots at work; mutable, single-owner.

    What has changed is noted, and said when `say` is called.

    Args:
        agent: whose slots.
        stamp: gives numbers that only grow, over restarts too; versions of his word.

    Attributes:
        slots: as they are known here.
        groups: those that may ask and are told.
    """

    def __init__(self, agent: AgentId, stamp: Callable[[], int]) -> None:
        self.slots = Slots()
        self.groups: tuple[GroupId, ...] = ()
        self._agent = agent
        self._stamp = stamp
        self._auction = Auction()
        self._effects: list[SlotEffect] = []
        self._room = 0
        self._served_ms = 0
        self._turn_ms = 0
        self._promised_ms = 0
        self._has_news = False
        self._is_reading = False
        self._must_read_again = False

    def take(self) -> Sequence[SlotEffect]:
        """What is to be done now, first first; it is handed out once."""
        effects = self._effects
        if effects:
            self._effects = []
        return effects

    # --- what the claims table says

    def read(self) -> None:
        """Some slot's truth is in doubt, or unknown yet."""
        if self._is_reading:
            self._must_read_again = True
            return
        self._is_reading = True
        self._effects.append(ReadClaims())

    def marked(self, served_ms: int, turn_ms: int) -> None:
        """When he last served, and was last given a session, by the journal's marks."""
        self._served_ms = max(self._served_ms, served_ms)
        self._turn_ms = max(self._turn_ms, turn_ms)

    def learn(
        self, holdings: Sequence[Holding], moment: Moment
    ) -> tuple[SessionId, ...]:
        """Takes over what was read; says which sessions were not known before."""
        self._is_reading = False
        if self._must_read_again:
            self._must_read_again = False
            self.read()  # what came may be older than the latest doubt
            return ()
        holders = {
            each.claim.slot: SessionId(each.holder.partition("/")[2])
            for each in holdings
        }
        new = self.slots.learn(holders)
        self.changed(moment)
        return new

    # --- promises

    def reserve(self, reserve: Reserve, moment: Moment) -> None:
        """A group asks: at once, or when the auction is decided, it is answered."""
        if reserve.group not in self.groups:
            self._refuse(reserve)
            self.leave(reserve.group, moment)
        elif self._auction.is_open:
            self._auction.bid(reserve)
            self._decide_auction(moment)
        else:
            self._answer(reserve, moment)

    def _answer(self, reserve: Reserve, moment: Moment) -> None:
        reservation = reserve.reservation
        hold = self.slots.held(reservation)
        if hold is None and core.is_able(moment.state):
            hold = self.hold(reservation, moment)
        if hold is None:
            self._refuse(reserve)
            return
        granted = Granted(self._agent, reservation, hold.slot, hold.until_ms)
        self._effects.append(Tell(reserve.group, granted))

    def _refuse(self, reserve: Reserve) -> None:
        refused = NotGranted(self._agent, reserve.reservation)
        self._effects.append(Tell(reserve.group, refused))

    def hold(self, reservation: str, moment: Moment) -> Hold | None:
        """Promises a slot, if there is one; the agent's state is not looked at."""
        now_ms = moment.now_ms
        seconds = moment.settings.reservation_seconds
        hold = self.slots.hold(reservation, now_ms + round(seconds * 1000))
        if hold is not None:
            self._promised_ms = now_ms
            self._effects.append(WatchHold(reservation, seconds * _HOLD_MARGIN))
            self.changed(moment)
        return hold

    def release(self, reservation: str, moment: Moment) -> None:
        """Who asked needs no slot any more."""
        if self.slots.release(reservation):
            self._effects.append(DropHold(reservation))
            self.changed(moment)
        else:
            self._auction.withdraw(reservation)

    def is_taken(self, reservation: str) -> None:
        """A session found another claim on the slot that was promised to it."""
        if self.slots.doubt(reservation):
            self._effects.append(DropHold(reservation))
        self.read()

    def overdue(self, reservation: str) -> None:
        """Nobody said what became of a promise."""
        if self.slots.doubt(reservation):
            self.read()

    # --- sessions

    def assigned(self, assigned: SessionAssignedToYou, moment: Moment) -> Heard:
        """A session says that it has a slot."""
        reservation = assigned.reservation
        heard = self.slots.take(assigned.session, assigned.slot, reservation)
        if heard is Heard.HELD:
            self._effects.append(DropHold(reservation))
            self._turn_ms = moment.now_ms
            # Of one who has no room nobody needs to know since when he is idle.
            self._has_news = self._has_news or self._room > 0
        elif heard is Heard.DOUBTFUL:
            self.changed(moment)
            self.read()
        return heard

    def freed(self, freed: SlotFreed, moment: Moment) -> bool:
        """A session has let go; False: it had no slot here."""
        if not self.slots.free(freed.session, freed.slot):
            return False
        if freed.cause in core.AFTER_SERVICE:
            self._served_ms = moment.now_ms
        self.changed(moment)
        return True

    # --- the auction among the groups

    def no_bid(self, answer: NoBid, moment: Moment) -> None:
        """A group answers that it has nobody."""
        self._auction.no_bid(answer.group, answer.version)
        self._decide_auction(moment)

    def bids_due(self, due: BidsDue, moment: Moment) -> None:
        """Who has not answered yet is waited for no longer."""
        self._auction.due(due.auction)
        self._decide_auction(moment)

    def changed(self, moment: Moment) -> None:
        """Something that groups choose by is different; more room opens an auction."""
        self._has_news = True
        room = self.slots.room if core.is_able(moment.state) else 0
        if room > self._room and len(self.groups) > 1:
            self._open_auction(moment.settings.bid_seconds)
        self._room = room
        if not room and self._auction.is_open:
            self._close_auction()

    def _open_auction(self, seconds: float) -> None:
        if seconds and self._auction.open(self.groups):
            due = BidsDue(self._auction.number)
            self._effects.append(WatchBids(due, seconds))

    def _decide_auction(self, moment: Moment) -> None:
        while self._auction.is_decided:
            best = self._auction.best()
            if best is None:
                self._close_auction()
            else:
                self._answer(best, moment)

    def _close_auction(self) -> None:
        self._effects.append(DropBids())
        for reserve in self._auction.close():
            self._refuse(reserve)

    # --- what groups are told

    def say(self, state: AgentState) -> None:
        """Tells all groups if anything has changed since they were last told."""
        if self._has_news:
            self._has_news = False
            self._announce(self.groups, state)

    def answer_call(self, group: GroupId, state: AgentState) -> None:
        """A group that starts wants to know."""
        if group in self.groups:
            self._announce((group,), state)

    def leave(self, group: GroupId, moment: Moment) -> None:
        """Tells a group that he is none of it; no auction waits for it."""
        left = AgentLeft(self._agent, self._stamp())
        self._effects.append(Tell(group, left))
        for reserve in self._auction.leave(group):
            self._refuse(reserve)
        self._decide_auction(moment)

    def _announce(self, groups: tuple[GroupId, ...], state: AgentState) -> None:
        """Says what he could do now; before the claims are read nobody knows that."""
        if not self.slots.is_known:
            return
        auction = self._auction
        version = self._stamp()
        if auction.is_open:
            auction.told(groups, version)
            asked = [group for group in groups if auction.owes(group)]
            groups = tuple(group for group in groups if group not in asked)
            self._tell(asked, version, state, wants_bid=True)
        self._tell(groups, version, state, wants_bid=False)

    def _tell(
        self,
        groups: Sequence[GroupId],
        version: int,
        state: AgentState,
        *,
        wants_bid: bool,
    ) -> None:
        if groups:
            news = self._news(version, state, wants_bid=wants_bid)
            for group in groups:
                self._effects.append(Tell(group, news))

    def _news(self, version: int, state: AgentState, *, wants_bid: bool) -> AgentNews:
        slots = self.slots
        turn_ms = self._turn_ms
        if slots.is_promising:
            # What is on its way to him counts as given, or he would get the next too.
            turn_ms = max(turn_ms, self._promised_ms)
        return AgentNews(
            self._agent,
            version,
            state.nickname,
            core.why_not(state, has_room=slots.room > 0),
            slots.load,
            state.capacity,
            max(self._served_ms, turn_ms, core.free_since_ms(state)),
            turn_ms,
            state.skills,
            wants_bid,
        )
