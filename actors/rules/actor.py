"""The rulebook's shell: puts in force what is on disk, and sees to it that all follow.

Whoever decides reads the rules in force, so that a change counts for the next decision
of everybody. What was armed by the old rules is armed anew: groups and agents are told
at once, sessions page by page, also those that sleep; a walk that a crash cut off is
made again.
"""

from __future__ import annotations

from collections.abc import Callable
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
from runtime.journal import MAX_INDEX_PAGE, Answer, IndexRow, OpenEntities, Page
from runtime.operation import operation_key

PAGE_SECONDS: Final = 1.0
"""Between two pages of `MAX_INDEX_PAGE` sessions: those that sleep must be read, and
most then write one row."""

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
                return core.change_rules(state, command)
            case GetRulebook():
                return Decision(answer=state)
            case SpreadOn():
                self._tell_sessions(command)
                return Decision()
            case SpreadOver(version):
                return core.spread_over(state, version)

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
        self._each(GROUP, "", lambda one: directory.group(GroupId(one)).tell(follow))
        self._each(AGENT, "", lambda one: directory.agent(AgentId(one)).tell(follow))
        if book.spread != book.version:
            self.context.start_timer(_SPREAD, 0.0, SpreadOn(book.version, ""))

    def _each(self, kind: str, after: str, tell: Callable[[str], object]) -> None:
        """Tells all open entities of a kind, of which there are few."""

        def on_page(answer: Answer) -> None:
            last = _told(answer, tell)
            if last:
                self._each(kind, last, tell)

        query = OpenEntities(kind, after)
        self._desk.journal.query(query, self.context.guarded(on_page))

    def _tell_sessions(self, spread: SpreadOn) -> None:
        follow = FollowRules(spread.version)
        session = self._desk.directory.session

        def on_page(answer: Answer) -> None:
            last = _told(answer, lambda one: session(SessionId(one)).tell(follow))
            if not last:
                self.context.ref.tell(SpreadOver(spread.version))
            elif spread.version == self._desk.rules.book.version:
                on = SpreadOn(spread.version, last)
                self.context.start_timer(_SPREAD, PAGE_SECONDS, on)

        query = OpenEntities(SESSION, spread.after)
        self._desk.journal.query(query, self.context.guarded(on_page))


def _told(answer: Answer, tell: Callable[[str], object]) -> str:
    """Tells those of a page; the name after which the next one begins, or ""."""
    if not isinstance(answer, Page):
        raise Unavailable(f"the index cannot be read: {answer}")
    for row in answer.rows:
        tell(row.entity.partition("/")[2])
    return answer.rows[-1].entity if len(answer.rows) == MAX_INDEX_PAGE else ""


def start_rulebook(entity: str, desk: Desk) -> RulebookActor:
    """Builds an incarnation of the rulebook."""
    return RulebookActor(entity, desk)
