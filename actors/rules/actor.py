"""The rulebook's shell: puts in force what is on disk, and sees to it that all follow.

Whoever decides reads the rules in force, so that a change counts for the next decision
of everybody. What was armed by the old rules is armed anew: groups and agents are told
at once, sessions page by page, also those that sleep: a version is noted as spread
when what follows from it for all of them is on disk. A walk that a crash cut off is
made again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from actors.desk import Desk
from actors.ids import AGENT, GROUP, RULEBOOK, SESSION, AgentId, GroupId, SessionId
from actors.rules import core
from actors.rules.messages import (
    ChangeRules,
    FollowRules,
    GetRulebook,
    RulebookCommand,
    RulebookEvent,
    RulesChanged,
    SpreadOn,
    SpreadOver,
)
from actors.rules.rulebook import Rulebook
from runtime.decision import Decision
from runtime.durable import Durable
from runtime.entity_codec import EntityCodec
from runtime.errors import Unavailable
from runtime.index_walk import id_of, next_after, rows_of, walk_index
from runtime.journal import Answer, IndexRow, OpenEntities, OpenEntity
from runtime.operation import operation_key

PAGE_SECONDS: Final = 1.0
"""Between two pages of `MAX_INDEX_PAGE` sessions: those that sleep must be read, and
most then write one row; and before a page is told again of which not all heard."""
FOLLOW_SECONDS: Final = 60.0
"""For a session that sleeps to be read, and to write its row."""

RULEBOOK_CODEC: Final[EntityCodec[Rulebook, RulebookEvent]] = EntityCodec(
    Rulebook, RulebookEvent, RulesChanged
)
_SPREAD: Final = "spread"


class RulebookActor(Durable[RulebookCommand, Rulebook, RulebookEvent, Rulebook]):
    """The one rulebook."""

    def __init__(self, entity: str, desk: Desk) -> None:
        super().__init__(
            f"{RULEBOOK}/{entity}", desk.journal, RULEBOOK_CODEC, desk.outages
        )
        self._desk = desk

    def initial(self) -> Rulebook:
        """Nothing was changed."""
        return Rulebook()

    def decide(
        self, state: Rulebook, command: RulebookCommand, now_ms: int
    ) -> core.RulebookDecision:
        """See `core`."""
        del now_ms
        match command:
            case ChangeRules():
                return core.change_rules(state, command, self._shop())
            case GetRulebook():
                return Decision(answer=state)
            case SpreadOn():
                self._tell_sessions(command)
                return Decision()
            case SpreadOver(version):
                return core.spread_over(state, version)

    def _shop(self) -> core.Shop:
        desk = self._desk
        return core.Shop(
            desk.rules.base_channels, lambda flow: desk.flows.latest(flow) is not None
        )

    def apply(self, state: Rulebook, event: RulebookEvent, at_ms: int) -> Rulebook:
        """See `core.apply`."""
        del at_ms
        return core.apply(state, event)

    def index_row(self, state: Rulebook) -> IndexRow:
        """A start finds it by its name."""
        return IndexRow(is_open=bool(state.version), state="in_force")

    def is_over(self, state: Rulebook) -> bool:
        """It stays."""
        del state
        return False

    def operation_key(self, command: RulebookCommand) -> int | None:
        """Changes may be repeated."""
        if isinstance(command, ChangeRules):
            return operation_key(command.by, command.operation)
        return None

    # --- what follows

    def on_recovered(self) -> None:
        """The rules of the last process are in force before anybody waits for them."""
        self._put_in_force(self.state)

    def perform(self, effect: Rulebook, position: int) -> None:
        """See the module."""
        del position
        self._put_in_force(effect)

    def _put_in_force(self, book: Rulebook) -> None:
        self._desk.rules.replace(book)
        if not book.version:
            return
        follow = FollowRules(book.version)
        directory = self._desk.directory
        self._each(GROUP, lambda row: directory.group(GroupId(id_of(row))).tell(follow))
        for each in book.groups:  # a new one is in no index yet
            directory.group(GroupId(each.group)).tell(follow)
        self._each(AGENT, lambda row: directory.agent(AgentId(id_of(row))).tell(follow))
        if book.spread != book.version:
            self.context.start_timer(_SPREAD, 0.0, SpreadOn(book.version, ""))

    def _each(self, kind: str, tell: Callable[[OpenEntity], object]) -> None:
        """Tells all open entities of a kind, of which there are few."""
        query, guard = OpenEntities(kind), self.context.guarded
        walk_index(self._desk.journal, query, tell, guard=guard)

    def _tell_sessions(self, spread: SpreadOn) -> None:
        """Tells a page; the next one when what these write is on disk."""
        follow = FollowRules(spread.version)

        def on_page(answer: Answer) -> None:
            rows = rows_of(answer)
            over = partial(self._page_over, spread, next_after(rows))
            if not rows:
                over(0)
            page = _Page(len(rows), self.context.guarded(over))
            for row in rows:
                session = self._desk.directory.session(SessionId(id_of(row)))
                session.request(follow, FOLLOW_SECONDS, page.answered)

        query = OpenEntities(SESSION, spread.after)
        self._desk.journal.query(query, self.context.guarded(on_page))

    def _page_over(self, spread: SpreadOn, after: str, missed: int) -> None:
        version = spread.version
        if version != self._desk.rules.book.version:
            return  # a later one tells all of them
        if not (missed or after):
            self.context.ref.tell(SpreadOver(version))
            return
        on = spread if missed else SpreadOn(version, after)
        self.context.start_timer(_SPREAD, PAGE_SECONDS, on)


class _Page:
    """Sessions that were told; `over` hears once how many of them could not follow."""

    __slots__ = ("_missed", "_open", "_over")

    def __init__(self, count: int, over: Callable[[int], None]) -> None:
        self._open = count
        self._missed = 0
        self._over = over

    def answered(self, answer: object, error: Exception | None) -> None:
        """One did, or cannot now; who has ended need not."""
        del answer
        self._open -= 1
        if isinstance(error, Unavailable):
            self._missed += 1
        if not self._open:
            self._over(self._missed)


def start_rulebook(entity: str, desk: Desk) -> RulebookActor:
    """Builds an incarnation of the rulebook."""
    return RulebookActor(entity, desk)
