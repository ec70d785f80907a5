"""What agents suggest, read and find of the robot's knowledge, over the wire."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from actors.accounts.permissions import OPERATOR, Principal
from actors.accounts.records import Fault, NotRecorded
from actors.cards.card import MarkdownCard, MenuCard, TextCard
from actors.knowledge.actor import KnowledgeActor, KnowledgeDoor
from actors.knowledge.changes import Publish, PutEntries
from actors.knowledge.messages import AskKnowledge
from actors.knowledge.news import NEWS_TOPIC
from actors.knowledge.office import KnowledgeOffice, KnowledgePublished
from actors.knowledge.records import Changed, KnowledgeRule
from actors.knowledge.search import Hit, KnowledgeHits
from actors.knowledge.search import SearchKnowledge as Search
from actors.quick_replies.office import ReplyOffice
from actors.quick_replies.records import ReplyRule
from actors.rules.rulebook import Rules
from actors.rules.settings import ServiceSettings
from gateway.admission import KnowledgeRequest
from gateway.knowledge_requests import CODES, MAX_FOUND_BYTES, knowledge_frame
from gateway.reply_requests import REPLY_CODES
from gateway.wire.codes import ErrorCode
from gateway.wire.knowledge_frames import (
    Contribute,
    Contributed,
    Contributions,
    DecideContribution,
    Entry,
    FoundEntry,
    GetContributions,
    GetEntry,
    GetNews,
    KnowledgeFound,
    MarkNews,
    News,
    NewsPublished,
    SearchKnowledge,
)
from gateway.wire.reply_frames import (
    DropQuickReply,
    GetQuickReplies,
    PutQuickReply,
    QuickReplies,
    QuickReplyPut,
)
from gateway.wire.server_frames import Res, ServerFrame
from gateway.wire.terms import MAX_CONTRIBUTIONS_SHOWN
from runtime.ask import Answered
from runtime.errors import Unavailable
from runtime.observe import Events
from tests.actors.accounts.local_records import LocalRecords
from tests.contracts.knowledge_contract import entry
from tests.gateway.house import House, Tab

pytestmark = pytest.mark.covers("R11")
OWNER = Principal(OPERATOR, None)
WORDS = ("怎么退款", "七天内原路退回", "每天都有人问")


class Knowing:
    """A house whose knowledge is on disk; it answers when it is let."""

    def __init__(self, records: LocalRecords) -> None:
        self.house = House()
        world = self.house.world
        self.records = records
        events = Events()
        events.subscribe(KnowledgePublished, self._publish)
        self.office = KnowledgeOffice(
            records, events, Random(0), world.wall_ms, Rules(ServiceSettings())
        )
        replies = ReplyOffice(records, self._sounded, Random(0), world.wall_ms)
        self.actor = KnowledgeActor(KnowledgeDoor(), self.office, self._search, replies)
        self.searched: list[Search] = []
        self.hits: tuple[Hit, ...] = ()
        self.asked: list[tuple[AskKnowledge, Answered]] = []
        self.house.knowledge = self._take
        self.agent = self.house.free_agent("bo")
        self.other = self.house.free_agent("cy")
        self.house.world.register("amy", 1, "g")
        self.boss = self.house.tab("supervisor", "amy")

    def _take(self, asked: AskKnowledge, done: Answered) -> None:
        self.asked.append((asked, done))

    async def _sounded(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"sound of {each}" for each in texts)

    async def _search(self, wish: Search) -> KnowledgeHits:
        self.searched.append(wish)
        return KnowledgeHits(4, self.hits)

    def _publish(self, told: KnowledgePublished) -> None:
        self.house.world.node.topics.publish(NEWS_TOPIC, told)

    async def tell(self, tab: Tab, frame: KnowledgeRequest) -> ServerFrame:
        """The frame's answer."""
        tab.say(frame)
        for asked, done in self.asked:
            outcome = self.actor.receive(asked)
            done(await outcome, None)  # type: ignore[misc] # it is a coroutine
        self.asked.clear()
        tab.read()
        (answer,) = [
            each
            for each in tab.heard
            if getattr(each, "request", None) == frame.request
        ]
        return answer

    async def code(self, tab: Tab, frame: Contribute | DecideContribution) -> int:
        answer = await self.tell(tab, frame)
        return answer.code if isinstance(answer, Res) else ErrorCode.OK

    async def contribute(self, tab: Tab, operation: str, *words: str) -> ServerFrame:
        return await self.tell(tab, Contribute(tab.number(), operation, *words))

    async def listed(self, tab: Tab, by: str = "") -> Contributions:
        answer = await self.tell(tab, GetContributions(tab.number(), "", by))
        assert isinstance(answer, Contributions)
        return answer

    async def news(self, tab: Tab, *, is_unread: bool = False) -> News:
        answer = await self.tell(tab, GetNews(tab.number(), is_unread))
        assert isinstance(answer, News)
        return answer

    async def publish(self) -> None:
        answer = await self.office.change(
            OWNER, Publish(""), self.house.world.operation()
        )
        assert isinstance(answer, Changed)


@pytest.fixture
async def knowing(tmp_path: Path) -> AsyncIterator[Knowing]:
    with closing(LocalRecords(tmp_path / "records.db")) as records:
        yield Knowing(records)


async def test_an_agent_suggests_a_supervisor_takes_it_and_all_read_the_news(
    knowing: Knowing,
) -> None:
    agent, boss = knowing.agent, knowing.boss
    assert await knowing.contribute(agent, "o1", *WORDS) == Contributed(
        agent.requests, 1
    )
    (row,) = (await knowing.listed(boss)).rows
    assert (row.question, row.answer, row.note) == WORDS
    assert (row.number, row.by, row.state) == (1, "bo", "waiting")
    decide = DecideContribution(boss.number(), "o2", 1, is_approved=True)
    assert await knowing.code(boss, decide) == ErrorCode.OK
    (row,) = (await knowing.listed(agent)).rows
    assert (row.state, row.decided_by) == ("approved", "amy")
    assert (await knowing.news(agent)).version == 0
    await knowing.publish()
    for tab in (agent, knowing.other, boss):
        tab.read()
        assert tab.last(NewsPublished) == NewsPublished(1)
    found = await knowing.news(agent)
    assert (found.version, found.unread) == (1, 1)
    (item,) = found.rows
    assert (item.question, item.since, item.read_at) == (WORDS[0], 1, 0)
    told = await knowing.tell(agent, GetEntry(agent.number(), item.entry))
    assert isinstance(told, Entry)
    assert [each.body for each in told.answers] == [WORDS[1]]
    marked = await knowing.tell(agent, MarkNews(agent.number(), 1, (item.entry,)))
    assert marked == Res(agent.requests, ErrorCode.OK)
    assert (await knowing.news(agent, is_unread=True)).rows == ()
    assert (await knowing.news(knowing.other)).unread == 1


async def test_a_rejection_has_a_reason_which_its_author_reads(
    knowing: Knowing,
) -> None:
    agent, boss = knowing.agent, knowing.boss
    await knowing.contribute(agent, "o1", *WORDS)
    for reason, code in (("", ErrorCode.BAD_VALUE), ("已有", ErrorCode.OK)):
        number = boss.number()
        decide = DecideContribution(number, f"o{number}", 1, False, reason)  # noqa: FBT003
        assert await knowing.code(boss, decide) == code
    (row,) = (await knowing.listed(agent)).rows
    assert (row.state, row.reason) == ("rejected", "已有")
    for number, name in ((1, "DECIDED"), (9, "NO_SUCH_CONTRIBUTION")):
        late = DecideContribution(boss.number(), f"l{number}", number, is_approved=True)
        assert await knowing.code(boss, late) == ErrorCode[name]


async def test_agents_decide_nothing_and_see_their_own_alone(knowing: Knowing) -> None:
    agent, other = knowing.agent, knowing.other
    await knowing.contribute(agent, "o1", *WORDS)
    decide = DecideContribution(agent.number(), "o2", 1, is_approved=True)
    assert await knowing.code(agent, decide) == ErrorCode.FORBIDDEN
    assert await knowing.listed(other) == Contributions(other.requests, ())
    assert (await knowing.listed(other, by="bo")).rows == ()


async def test_the_same_operation_is_each_agents_own(knowing: Knowing) -> None:
    agent, other = knowing.agent, knowing.other
    for tab, number in ((agent, 1), (agent, 1), (other, 2)):
        made = await knowing.contribute(tab, "o1", *WORDS)
        assert made == Contributed(tab.requests, number)


async def test_a_list_comes_in_pages(knowing: Knowing) -> None:
    for number in range(MAX_CONTRIBUTIONS_SHOWN + 1):
        await knowing.contribute(knowing.agent, f"o{number}", f"q{number}", "a")
    first = await knowing.listed(knowing.boss)
    assert (len(first.rows), first.waiting) == (MAX_CONTRIBUTIONS_SHOWN, 9)
    boss = knowing.boss
    rest = await knowing.tell(
        boss, GetContributions(boss.number(), "waiting", "", first.next)
    )
    assert isinstance(rest, Contributions)
    assert [row.number for row in rest.rows] == [1]


async def test_what_is_no_entry_is_refused(knowing: Knowing) -> None:
    bad = Contribute(knowing.agent.number(), "o1", "two\nlines", "a")
    assert await knowing.code(knowing.agent, bad) == ErrorCode.BAD_VALUE
    missing = GetEntry(knowing.agent.number(), "e9")
    answer = await knowing.tell(knowing.agent, missing)
    assert isinstance(answer, Res)
    assert answer.code == ErrorCode.NO_SUCH_ENTRY


@pytest.mark.covers("A4")
async def test_an_agent_finds_what_answers(knowing: Knowing) -> None:
    agent = knowing.agent
    knowing.hits = (
        Hit("e1", "怎么退款", TextCard("七天内"), 0.8123),
        Hit("e2", "运费", MarkdownCard("**免**"), 0.3),
        Hit("e3", "售后", MenuCard("选哪个", ()), 0.0),
    )
    frame = SearchKnowledge(agent.number(), "退款", "web", 5)
    assert await knowing.tell(agent, frame) == KnowledgeFound(
        agent.requests,
        4,
        (
            FoundEntry("e1", "怎么退款", "七天内", "text", 812),
            FoundEntry("e2", "运费", "**免**", "markdown", 300),
            FoundEntry("e3", "售后", "选哪个", "card", 0),
        ),
    )
    assert knowing.searched == [Search("退款", "web", 5)]


@pytest.mark.covers("A4")
async def test_the_longest_answers_fit_a_message(knowing: Knowing) -> None:
    agent, long = knowing.agent, TextCard("退" * 4_000)
    knowing.hits = tuple(Hit(f"e{each}", "?", long, 0.5) for each in range(20))
    found = await knowing.tell(agent, SearchKnowledge(agent.number(), "?"))
    assert isinstance(found, KnowledgeFound)
    assert len(found.rows) == MAX_FOUND_BYTES // 12_000


@pytest.mark.covers("A5")
async def test_agents_have_quick_replies(knowing: Knowing) -> None:
    agent, other, boss = knowing.agent, knowing.other, knowing.boss

    async def put(tab: Tab, title: str, *, is_shared: bool) -> ServerFrame:
        number = tab.number()
        frame = PutQuickReply(number, f"o{number}", "", is_shared, "c", title, "hello")
        return await knowing.tell(tab, frame)

    made = await put(boss, "退货", is_shared=True)
    assert isinstance(made, QuickReplyPut)
    own = await put(agent, " 我的 ", is_shared=False)
    assert isinstance(own, QuickReplyPut)
    for title, is_shared, code in (
        ("shared", True, ErrorCode.FORBIDDEN),
        ("我的", False, ErrorCode.NAME_TAKEN),
        (" ", False, ErrorCode.BAD_VALUE),
    ):
        refused = await put(agent, title, is_shared=is_shared)
        assert isinstance(refused, Res)
        assert refused.code == code
    told = await knowing.tell(agent, GetQuickReplies(agent.number()))
    assert isinstance(told, QuickReplies)
    shown = {
        (each.reply, each.is_shared, each.category, each.title, each.text, each.keys)
        for each in told.rows
    }
    assert shown == {
        (made.reply, True, "c", "退货", "hello", "sound of 退货"),
        (own.reply, False, "c", "我的", "hello", "sound of 我的"),
    }
    drop = DropQuickReply(agent.number(), "o9", own.reply, is_shared=False)
    assert await knowing.tell(agent, drop) == Res(agent.requests, ErrorCode.OK)
    theirs = await knowing.tell(other, GetQuickReplies(other.number(), "zz"))
    assert theirs == QuickReplies(other.requests, ())


async def test_a_draft_is_shown_to_nobody(knowing: Knowing) -> None:
    put = PutEntries((entry("e1"),))
    await knowing.office.change(OWNER, put, "o")
    agent = knowing.agent
    answer = await knowing.tell(agent, GetEntry(agent.number(), "e1"))
    assert isinstance(answer, Res)
    assert answer.code == ErrorCode.NO_SUCH_ENTRY


async def test_a_page_that_no_one_wrote_begins_at_the_newest(knowing: Knowing) -> None:
    await knowing.office.change(OWNER, PutEntries((entry("e1"),)), "o")
    await knowing.publish()
    agent = knowing.agent
    frame = GetNews(agent.number(), after="9" * 99 + "/e1")
    answer = await knowing.tell(agent, frame)
    assert isinstance(answer, News)
    assert len(answer.rows) == 1


async def test_while_the_records_are_away_it_may_be_asked_again(
    knowing: Knowing,
) -> None:
    knowing.records.failures.append(Unavailable("no records"))
    answer = await knowing.contribute(knowing.agent, "o1", *WORDS)
    assert isinstance(answer, Res)
    assert (answer.code, answer.retry_ms) == (ErrorCode.UNAVAILABLE, 500)


def test_news_are_told_to_nobody_else() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    gone = house.free_agent("b")
    gone.leave()
    told = KnowledgePublished(7, "amy")
    assert house.world.node.topics.publish(NEWS_TOPIC, told) == 1
    for tab in (agent, visitor, gone):
        tab.read()
    assert agent.last(NewsPublished).version == 7
    assert visitor.all(NewsPublished) == gone.all(NewsPublished) == []


def test_every_refusal_has_a_code() -> None:
    assert set(CODES) == set(KnowledgeRule)
    assert set(REPLY_CODES) == set(ReplyRule)
    conflict = knowledge_frame(1, NotRecorded(Fault.CONFLICT, "x"))
    assert isinstance(conflict, Res)
    assert conflict.code == ErrorCode.BAD_VALUE
    unknown = knowledge_frame(1, "?")
    assert isinstance(unknown, Res)
    assert unknown.code == ErrorCode.INTERNAL
