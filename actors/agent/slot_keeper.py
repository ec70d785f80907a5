"""The part of the agent's shell that promises slots and tells groups about them.

It has the timers of holds and auctions and reads the claims; what is free, and who gets
it, is decided in `slots` and `auction`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from actors.agent import core
from actors.agent.auction import Auction
from actors.agent.messages import (
    AgentCommand,
    AgentState,
    BidsDue,
    HoldOverdue,
    NoBid,
    Reserve,
    SessionAssignedToYou,
    SlotFreed,
    SlotsRead,
)
from actors.agent.slots import Heard, Hold, Slots
from actors.assignment.messages import AgentLeft, AgentNews, Granted, NotGranted
from actors.desk import Desk
from actors.ids import AgentId, GroupId, SessionId, agent_entity, served_mark, turn_mark
from runtime.actor import Context
from runtime.errors import Unavailable
from runtime.journal import Answer, FindMarks, FoundMarks, Holders, Holdings

_HOLD: Final = "hold/"
_BIDS: Final = "bids"
"""Keys of timers."""
_HOLD_MARGIN: Final = 2.0
"""A hold is checked after this many reservation times: by then the session has
refused the offer, or its claim can be read."""


class SlotKeeper:
    """One agent's slots at work.

    `groups` are those that may ask and are told. What has changed is noted, and said
    when `say` is called.

    Args:
        agent: whose slots.
        desk: rules, and where the others are.
        context: the actor's.
        state: gives the agent's state as it is on disk.
    """

    def __init__(
        self,
        agent: AgentId,
        desk: Desk,
        context: Context[AgentCommand],
        state: Callable[[], AgentState],
    ) -> None:
        self.slots = Slots()
        self.groups: tuple[GroupId, ...] = ()
        self._agent = agent
        self._resource = agent_entity(agent)
        self._desk = desk
        self._context = context
        self._state = state
        self._auction = Auction()
        self._room = 0
        self._served_ms = 0
        self._turn_ms = 0
        self._promised_ms = 0
        self._has_news = False
        self._is_reading = False
        self._must_read_again = False

    # --- what the claims table says

    def read(self) -> None:
        """Asks for marks and claims; `SlotsRead` follows.

        The claims come last: whatever a session says of a later commit comes after
        `SlotsRead`, and what `SlotsRead` says is no older than the marks.
        """
        if self._is_reading:
            self._must_read_again = True
            return
        self._is_reading = True
        keys = (served_mark(self._agent), turn_mark(self._agent))
        journal, guarded = self._desk.journal, self._context.guarded
        journal.query(FindMarks(keys), guarded(self._on_marks))
        journal.query(Holders(self._resource), guarded(self._on_holdings))

    def _on_marks(self, answer: Answer) -> None:
        if not isinstance(answer, FoundMarks):
            raise Unavailable(f"marks of {self._resource} cannot be read: {answer}")
        served_ms, turn_ms = (int(value or 0) for value in answer.values)
        self._served_ms = max(self._served_ms, served_ms)
        self._turn_ms = max(self._turn_ms, turn_ms)

    def _on_holdings(self, answer: Answer) -> None:
        if not isinstance(answer, Holdings):
            raise Unavailable(f"slots of {self._resource} cannot be read: {answer}")
        self._context.ref.tell(SlotsRead(answer.rows))

    def learn(self, read: SlotsRead) -> tuple[SessionId, ...]:
        """Takes over what was read; says which sessions were not known before."""
        self._is_reading = False
        if self._must_read_again:
            self._must_read_again = False
            self.read()  # what came may be older than the latest doubt
            return ()
        holders = {
            each.claim.slot: SessionId(each.holder.partition("/")[2])
            for each in read.holdings
        }
        new = self.slots.learn(holders)
        self.changed()
        return new

    # --- promises

    def reserve(self, reserve: Reserve) -> None:
        """A group asks: at once, or when the auction is decided, it is answered."""
        if reserve.group not in self.groups:
            self._refuse(reserve)
            self.leave(reserve.group)
        elif self._auction.is_open:
            self._auction.bid(reserve)
            self._decide_auction()
        else:
            self._answer(reserve)

    def _answer(self, reserve: Reserve) -> None:
        reservation = reserve.reservation
        hold = self.slots.held(reservation)
        if hold is None and core.is_able(self._state()):
            hold = self.hold(reservation)
        if hold is None:
            self._refuse(reserve)
            return
        granted = Granted(self._agent, reservation, hold.slot, hold.until_ms)
        self._desk.directory.group(reserve.group).tell(granted)

    def _refuse(self, reserve: Reserve) -> None:
        refused = NotGranted(self._agent, reserve.reservation)
        self._desk.directory.group(reserve.group).tell(refused)

    def hold(self, reservation: str) -> Hold | None:
        """Promises a slot, if there is one; the agent's state is not looked at."""
        now_ms = self._context.node.wall_ms()
        seconds = self._desk.rules.desk.reservation_seconds
        hold = self.slots.hold(reservation, now_ms + round(seconds * 1000))
        if hold is not None:
            self._promised_ms = now_ms
            self._context.start_timer(
                _HOLD + reservation, seconds * _HOLD_MARGIN, HoldOverdue(reservation)
            )
            self.changed()
        return hold

    def release(self, reservation: str) -> None:
        """Who asked needs no slot any more."""
        if self.slots.release(reservation):
            self._context.cancel_timer(_HOLD + reservation)
            self.changed()
        else:
            self._auction.withdraw(reservation)

    def is_taken(self, reservation: str) -> None:
        """A session found another claim on the slot that was promised to it."""
        if self.slots.doubt(reservation):
            self._context.cancel_timer(_HOLD + reservation)
        self.read()

    def overdue(self, reservation: str) -> None:
        """Nobody said what became of a promise."""
        if self.slots.doubt(reservation):
            self.read()

    # --- sessions

    def assigned(self, assigned: SessionAssignedToYou) -> Heard:
        """A session says that it has a slot."""
        reservation = assigned.reservation
        heard = self.slots.take(assigned.session, assigned.slot, reservation)
        if heard is Heard.HELD:
            self._context.cancel_timer(_HOLD + reservation)
            self._turn_ms = self._context.node.wall_ms()
            # Of one who has no room nobody needs to know since when he is idle.
            self._has_news = self._has_news or self._room > 0
        elif heard is Heard.DOUBTFUL:
            self.changed()
            self.read()
        return heard

    def freed(self, freed: SlotFreed) -> bool:
        """A session has let go; False: it had no slot here."""
        if not self.slots.free(freed.session, freed.slot):
            return False
        if freed.cause in core.AFTER_SERVICE:
            self._served_ms = self._context.node.wall_ms()
        self.changed()
        return True

    # --- the auction among the groups

    def no_bid(self, answer: NoBid) -> None:
        """A group answers that it has nobody."""
        self._auction.no_bid(answer.group, answer.version)
        self._decide_auction()

    def bids_due(self, due: BidsDue) -> None:
        """Who has not answered yet is waited for no longer."""
        self._auction.due(due.auction)
        self._decide_auction()

    def changed(self) -> None:
        """Something that groups choose by is different; more room opens an auction."""
        self._has_news = True
        room = self.slots.room if core.is_able(self._state()) else 0
        if room > self._room and len(self.groups) > 1:
            self._open_auction()
        self._room = room
        if not room and self._auction.is_open:
            self._close_auction()

    def _open_auction(self) -> None:
        seconds = self._desk.rules.desk.bid_seconds
        if seconds and self._auction.open(self.groups):
            due = BidsDue(self._auction.number)
            self._context.start_timer(_BIDS, seconds, due)

    def _decide_auction(self) -> None:
        while self._auction.is_decided:
            best = self._auction.best()
            if best is None:
                self._close_auction()
            else:
                self._answer(best)

    def _close_auction(self) -> None:
        self._context.cancel_timer(_BIDS)
        for reserve in self._auction.close():
            self._refuse(reserve)

    # --- what groups are told

    def say(self) -> None:
        """Tells all groups if anything has changed since they were last told."""
        if self._has_news:
            self._has_news = False
            self._announce(self.groups)

    def answer_call(self, group: GroupId) -> None:
        """A group that starts wants to know."""
        if group in self.groups:
            self._announce((group,))

    def leave(self, group: GroupId) -> None:
        """Tells a group that he is none of it; no auction waits for it."""
        left = AgentLeft(self._agent, self._context.node.stamp())
        self._desk.directory.group(group).tell(left)
        for reserve in self._auction.leave(group):
            self._refuse(reserve)
        self._decide_auction()

    def _announce(self, groups: tuple[GroupId, ...]) -> None:
        """Says what he could do now; before the claims are read nobody knows that."""
        if not self.slots.is_known:
            return
        auction = self._auction
        version = self._context.node.stamp()
        if auction.is_open:
            auction.told(groups, version)
            asked = [group for group in groups if auction.owes(group)]
            groups = tuple(group for group in groups if group not in asked)
            self._tell(asked, version, wants_bid=True)
        self._tell(groups, version, wants_bid=False)

    def _tell(
        self, groups: Sequence[GroupId], version: int, *, wants_bid: bool
    ) -> None:
        if groups:
            news = self._news(version, wants_bid=wants_bid)
            for group in groups:
                self._desk.directory.group(group).tell(news)

    def _news(self, version: int, *, wants_bid: bool) -> AgentNews:
        state, slots = self._state(), self.slots
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
