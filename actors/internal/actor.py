"""The shell of an internal conversation: journal, topic, and word to its members."""

from __future__ import annotations

from typing import Final

from actors.agent.messages import GuestOf
from actors.desk import Desk
from actors.ids import AgentId, internal_entity, place_of
from actors.internal import core
from actors.internal.messages import (
    BeginTalk,
    TalkCommand,
    TalkEffect,
    TalkEvent,
    TalkState,
)
from actors.session.core import key_of, repeated
from actors.session.effects import ShowMessage, ShowReceipt, TellGuest
from actors.session.readers import Reader, find_reader, merged
from actors.session.replies import SessionAnswer
from actors.session.terms import INTERNAL_ROOM, Sender
from actors.session.view import PublishedMessage, ReceiptMoved, session_topic
from runtime.decision import Decision
from runtime.durable import Durable
from runtime.entity_codec import EntityCodec
from runtime.errors import Unavailable
from runtime.journal import ClaimRefused, IndexRow, StoreFull
from runtime.operation import operation_key

TALK_CODEC: Final[EntityCodec[TalkState, TalkEvent]] = EntityCodec(
    TalkState, TalkEvent, SessionAnswer
)


class TalkActor(Durable[TalkCommand, TalkState, TalkEvent, TalkEffect]):
    """One internal conversation."""

    def __init__(self, talk: str, desk: Desk) -> None:
        entity = internal_entity(talk)
        super().__init__(entity, desk.journal, TALK_CODEC, desk.outages)
        self._desk = desk
        self._place = place_of(talk, INTERNAL_ROOM)
        self._readers: tuple[Reader, ...] = ()

    def initial(self) -> TalkState:
        """Nobody has begun it."""
        return TalkState()

    def decide(
        self, state: TalkState, command: TalkCommand, now_ms: int
    ) -> core.TalkDecision:
        """See `core.decide`."""
        return core.decide(self._case(state, now_ms), command)

    def _case(self, state: TalkState, now_ms: int) -> core.TalkCase:
        return core.TalkCase(
            self._place,
            state,
            self.seq + len(self._events),
            now_ms,
            self._desk.rules.desk.recall_seconds,
            self._desk.outages,
            self._readers,
        )

    def apply(self, state: TalkState, event: TalkEvent, at_ms: int) -> TalkState:
        """See `core.apply`."""
        del at_ms
        return core.apply(state, event)

    def index_row(self, state: TalkState) -> IndexRow:
        """See `core.index_row`."""
        return core.index_row(state)

    def is_over(self, state: TalkState) -> bool:
        """Before anybody began it, and once all have left."""
        return not state.members

    def operation_key(self, command: TalkCommand) -> int | None:
        """As in sessions; a beginning by who begins, and his own id of it."""
        if isinstance(command, BeginTalk):
            return operation_key("talk", command.sender.id, command.operation)
        return key_of(command)

    def repeated(self, command: TalkCommand, answer: object) -> object:
        """See `actors.session.core.repeated`."""
        if isinstance(command, BeginTalk):
            return answer
        return repeated(command, answer)

    def refused(
        self, command: TalkCommand, refusal: ClaimRefused | StoreFull
    ) -> core.TalkDecision:
        """The store takes nothing now: who asks is told to come again."""
        del command
        return Decision(error=Unavailable(f"the store takes nothing now: {refusal}"))

    def on_recovered(self) -> None:
        """Says again what the last incarnation may not have got round to saying."""
        for each in self.state.members:
            self.perform(TellGuest(AgentId(each.agent), is_in=True), 0)

    def perform(self, effect: TalkEffect, position: int) -> None:
        """Tells those concerned; nothing here waits."""
        del position
        place = self._place
        match effect:
            case ShowMessage(message, at_ms, origin):
                self._publish(PublishedMessage(place, message, at_ms), origin)
            case ShowReceipt(told, room, origin):
                self._readers = merged(self._readers, told)
                who = Sender(told.role, told.id)
                reader = find_reader(self._readers, who)
                self._publish(ReceiptMoved(place, room, reader), origin)
            case TellGuest(agent, is_in):
                self._desk.directory.agent(agent).tell(GuestOf(place, is_in))
            case _:
                case = self._case(self.state, self.context.node.wall_ms())
                self._publish(core.view(case))

    def _publish(self, event: object, origin: str = "") -> None:
        self.context.node.topics.publish(session_topic(self._place), event, origin)


def start_talk(talk: str, desk: Desk) -> TalkActor:
    """Builds an incarnation of an internal conversation."""
    return TalkActor(talk, desk)
