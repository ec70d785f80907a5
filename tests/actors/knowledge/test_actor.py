"""The line in which agents' questions wait for the office of knowledge (R11)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

import pytest
from trio.testing import wait_all_tasks_blocked

from actors.accounts.permissions import Principal, Role
from actors.knowledge.actor import KnowledgeActor, KnowledgeDoor
from actors.knowledge.messages import AskKnowledge
from actors.knowledge.news import NewsFound, ReadNews
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import KnowledgeRefused, KnowledgeRule
from actors.knowledge.search import KnowledgeHits, SearchKnowledge
from actors.quick_replies.office import ReplyOffice
from actors.quick_replies.records import (
    DropReplies,
    PutReplies,
    ReadReplies,
    RepliesChanged,
    RepliesRead,
)
from actors.quick_replies.reply import QuickReply
from actors.rules.rulebook import Rules
from actors.rules.settings import ServiceSettings
from runtime.called_back import answered
from runtime.child import ChildSpec
from runtime.errors import Unavailable
from runtime.node import Node
from runtime.observe import Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor
from tests.actors.accounts.local_records import LocalRecords

BO = Principal("bo", Role.AGENT)
NOBODY = Principal("?", None)


async def sounded(texts: tuple[str, ...]) -> tuple[str, ...]:
    return texts


async def search(wish: SearchKnowledge) -> KnowledgeHits:
    return KnowledgeHits(wish.limit, ())


@pytest.mark.covers("R11", "A4")
async def test_what_the_door_is_asked_the_office_answers(tmp_path: Path) -> None:
    door = KnowledgeDoor()
    question = partial(door.ask, AskKnowledge(BO, ReadNews("bo")))
    with pytest.raises(Unavailable, match="not open yet"):
        await answered(question)
    with closing(LocalRecords(tmp_path / "records.db")) as records:

        def plant(node: Node) -> Callable[[], Supervisor]:
            office = KnowledgeOffice(
                records,
                node.events,
                node.random,
                node.wall_ms,
                Rules(ServiceSettings()),
            )
            replies = ReplyOffice(records, sounded, node.random, node.wall_ms)
            spec = ChildSpec(
                "knowledge", lambda: KnowledgeActor(door, office, search, replies)
            )
            return lambda: Supervisor((spec,))

        async with open_node(plant, Events(), Random(0)):
            await wait_all_tasks_blocked()
            assert await answered(question) == NewsFound(0, (), 0)
            wish = SearchKnowledge("?", "", 3)
            found = await answered(partial(door.ask, AskKnowledge(BO, wish)))
            assert found == KnowledgeHits(3, ())
            refused = await answered(partial(door.ask, AskKnowledge(NOBODY, wish)))
            assert isinstance(refused, KnowledgeRefused)
            assert refused.rule is KnowledgeRule.NOT_ALLOWED
            mine = PutReplies("bo", (QuickReply("q", "bo", "", "t", "hello"),))
            for change, changed in (
                (mine, RepliesChanged(("q",), 1)),
                (DropReplies("bo", ("q",)), RepliesChanged((), 1)),
            ):
                asked = AskKnowledge(BO, change, type(change).__name__)
                assert await answered(partial(door.ask, asked)) == changed
            read = await answered(partial(door.ask, AskKnowledge(BO, ReadReplies())))
            assert read == RepliesRead(())
