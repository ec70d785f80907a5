"""Copies reach who they are for, whatever dies between, as the session is then."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from pathlib import Path

import msgspec
import pytest
import trio
import trio.testing

from actors.copies import writer
from actors.copies.order import copy_row
from actors.copies.writer import CarriesCopies
from actors.ids import SessionId
from actors.mail.mailer import Mailer
from actors.recall import recall
from actors.session.aside_events import CopyAsked, CopyKind
from actors.session.aside_messages import SendCopy
from actors.session.messages import PostMessage
from actors.session.replies import Done
from actors.session.terms import Role, Sender
from actors.webhooks import webhook
from actors.webhooks.acts import RemoveWebhook, ReplayDeliveries
from actors.webhooks.carrier import (
    BREAKER_FAILURES,
    DeliveryGivenUp,
    ReceiverFailing,
)
from actors.webhooks.courier import CopyTakerGone
from actors.webhooks.payload import Named, SessionData
from actors.webhooks.records import Deliveries, FindDeliveries, Replayed
from actors.webhooks.webhook import Delivery, DeliveryState
from runtime.called_back import answered
from runtime.journal import (
    Answer,
    Append,
    Journal,
    Outcome,
    Query,
    ReadEntity,
    Unknown,
)
from runtime.journal_memory import MemoryJournal
from runtime.outgoing import Cause, HttpAnswer, HttpFailure
from runtime.webhook_signature import is_signed, read_secret
from tests.actors.mail.played_mail import PlayedMail
from tests.actors.webhooks.carrying import URL, Post, carrying
from tests.actors.webhooks.test_courier import left
from tests.receiver import PlayedReceiver, Reply, Script

MockClock = trio.testing.MockClock
BOSS = "boss@example.com"
VISITOR, AGENT = Sender(Role.VISITOR, "v"), Sender(Role.AGENT, "a")
NOW_MS = 1_700_000_000_000


def mailer(mail: PlayedMail) -> Mailer:
    return Mailer(mail, "desk@example.com", lambda: NOW_MS)


async def say(post: Post, session: str, sender: Sender, text: str) -> None:
    body = msgspec.msgpack.encode({"kind": "text", "text": text})
    posted = PostMessage(sender, "visitor", text, body)
    await post.desk.finder.session(SessionId(session)).ask(posted)


async def serve(post: Post) -> str:
    """A session in which something was said."""
    await post.desk.free_agent("a", "g")
    session = await post.desk.open("v", asks_server=False)
    await trio.sleep(1)
    await say(post, session, VISITOR, "my card is 4000 0000")
    await say(post, session, AGENT, "one moment")
    return session


async def order(
    post: Post, session: str, address: str = BOSS, kind: CopyKind = CopyKind.MAIL
) -> object:
    operation = post.desk.operation()
    copy = SendCopy(AGENT, kind, address, "look", operation, "Ann", "en")
    return await post.desk.finder.session(SessionId(session)).ask(copy)


async def take_back(post: Post, session: str, number: int) -> None:
    operation = post.desk.operation()
    begin = partial(
        recall, post.desk.desk, VISITOR, "v", SessionId(session), number, operation
    )
    assert isinstance(await answered(begin), Done)


def letters(mail: PlayedMail) -> list[EmailMessage]:
    found = []
    for each in mail.taken:
        read = message_from_bytes(each.message, policy=default)
        assert isinstance(read, EmailMessage)
        found.append(read)
    return found


async def log_of(post: Post) -> Deliveries:
    answer = await post.do(FindDeliveries())
    assert isinstance(answer, Deliveries)
    return answer


@pytest.mark.covers("S10")
async def test_a_copy_goes_by_mail(autojump_clock: MockClock, path: Path) -> None:
    backend, mail = MemoryJournal(), PlayedMail()
    async with carrying(path, PlayedReceiver(), backend, mail=mailer(mail)) as post:
        session = await serve(post)
        assert isinstance(await order(post, session), Done)
        await say(post, session, AGENT, "said later")
        await trio.sleep(1)
        (letter,) = letters(mail)
        assert (letter["To"], letter["From"]) == (BOSS, "desk@example.com")
        assert letter["Subject"] == "Copy of a session: v"
        text = letter.get_content().replace("\r\n", "\n")
        assert text.startswith("Ann sent you a copy of this session.\nNote: look\n")
        assert "my card is 4000 0000" in text
        assert "one moment" in text
        assert "said later" not in text
        assert left(backend) == 0
        (row,) = (await log_of(post)).rows
        assert (row.webhook, row.kind, row.status) == ("mail", "cc", 250)


@pytest.mark.covers("S10", "V2")
async def test_what_is_taken_back_while_it_waits_is_not_sent(
    autojump_clock: MockClock, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "PAGE", 1)
    mail = PlayedMail()
    mail.is_away = True
    async with carrying(path, PlayedReceiver(), mail=mailer(mail)) as post:
        session = await serve(post)
        await order(post, session)
        await trio.sleep(1)
        await take_back(post, session, 1)
        mail.is_away = False
        await trio.sleep(10)
        (letter,) = letters(mail)
        assert "4000" not in letter.get_content()
        assert "one moment" in letter.get_content()


class AwayAtFirst:
    """A journal whose first reading of a session gets no answer that is one."""

    def __init__(self, inner: Journal) -> None:
        self._inner = inner
        self.refusals = 1

    def append(self, append: Append, done: Callable[[Outcome], None]) -> None:
        self._inner.append(append, done)

    def query(self, query: Query, done: Callable[[Answer], None]) -> None:
        if isinstance(query, ReadEntity) and self.refusals:
            self.refusals -= 1
            done(Unknown())
        else:
            self._inner.query(query, done)


@pytest.mark.covers("S10", "S7")
async def test_while_the_store_is_away_nothing_is_sent_in_its_place(
    autojump_clock: MockClock, path: Path
) -> None:
    mail = PlayedMail()
    async with carrying(path, PlayedReceiver()) as post:
        session = await serve(post)
        journal = AwayAtFirst(post.desk.desk.journal)
        about = SessionData(session, "web", Named("v"), "serving")
        asked = CopyAsked(CopyKind.MAIL, BOSS, "", 2, "a", "Ann")
        row = copy_row(about, asked, "en", NOW_MS)
        carries = CarriesCopies(mailer(mail), journal)
        delivery = Delivery(1, "mail", row.topic, row.body, 1)
        away = await carries.carry(delivery)
        assert away == HttpFailure(Cause.BROKEN, "what was said cannot be read now")
        assert mail.taken == []
        assert await carries.carry(delivery) == HttpAnswer(250)
        (letter,) = letters(mail)
        assert "one moment" in letter.get_content()


@pytest.mark.covers("S10", "S7")
async def test_a_repetition_bears_the_same_name_also_after_a_restart(
    autojump_clock: MockClock, path: Path
) -> None:
    backend, mail = MemoryJournal(), PlayedMail()
    mail.is_deaf = True
    async with carrying(path, PlayedReceiver(), backend, mail=mailer(mail)) as post:
        session = await serve(post)
        await order(post, session)
        await order(post, session)
        await trio.sleep(1)
    assert len(mail.taken) == 2
    mail.is_deaf = False
    async with carrying(path, PlayedReceiver(), backend, mail=mailer(mail)) as post:
        await trio.sleep(10)
        rows = (await log_of(post)).rows
        assert {each.state for each in rows} == {DeliveryState.DELIVERED}
    names = [each["Message-ID"] for each in letters(mail)]
    assert sorted(names) == sorted(2 * names[:2])
    assert names[0] != names[1]


@pytest.mark.covers("S10")
async def test_what_is_given_up_is_told_and_can_be_sent_once_more(
    autojump_clock: MockClock, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "MAX_ATTEMPTS", 3)
    mail = PlayedMail()
    mail.refuses.add(BOSS)
    async with carrying(path, PlayedReceiver(), mail=mailer(mail)) as post:
        await order(post, await serve(post))
        await trio.sleep(400)
        (told,) = [e for e in post.desk.told if isinstance(e, DeliveryGivenUp)]
        assert (told.webhook, told.kind) == ("mail", "cc")
        assert "nobody of that name" in told.text
        (row,) = (await log_of(post)).rows
        assert (row.state, row.attempts) == (DeliveryState.GIVEN_UP, 3)
        mail.refuses.clear()
        replay = ReplayDeliveries("mail", row.event, row.event)
        assert await post.do(replay) == Replayed(1)
        assert post.noted[-1].detail == f"replayed: {row.event} to {row.event}"
        await trio.sleep(1)
        assert len(mail.taken) == 1


@pytest.mark.covers("S10")
async def test_a_receiver_whom_the_server_does_not_know_delays_no_other(
    autojump_clock: MockClock, path: Path
) -> None:
    mail = PlayedMail()
    mail.refuses.add(BOSS)
    async with carrying(path, PlayedReceiver(), mail=mailer(mail)) as post:
        session = await serve(post)
        for _ in range(BREAKER_FAILURES + 1):
            await order(post, session)
        await trio.sleep(1)
        await order(post, session, "lead@example.com")
        await trio.sleep(1)
        assert [each["To"] for each in letters(mail)] == ["lead@example.com"]
        assert not [e for e in post.desk.told if isinstance(e, ReceiverFailing)]
        mail.is_away = True
        for _ in range(BREAKER_FAILURES):
            await order(post, session, "lead@example.com")
        await trio.sleep(1)
        assert [e for e in post.desk.told if isinstance(e, ReceiverFailing)]


@pytest.mark.covers("S10", "M11")
async def test_a_copy_goes_to_a_webhook_that_wants_copies(
    autojump_clock: MockClock, path: Path
) -> None:
    script, other = Script(), Script()
    script.replies.append(Reply(500))
    async with carrying(path, PlayedReceiver(shop=script, bi=other)) as post:
        added = await post.add("session.copied")
        await post.add("session.closed", url="https://bi/")
        session = await serve(post)
        hook = CopyKind.WEBHOOK
        assert not isinstance(await order(post, session, "https://bi/", hook), Done)
        assert isinstance(await order(post, session, URL, hook), Done)
        await trio.sleep(30)
        first, second = script.received
        assert first.headers["webhook-id"] == second.headers["webhook-id"]
        at_s = int(second.headers["webhook-timestamp"])
        secret = read_secret(added.secret)
        assert is_signed(secret, second.headers, at_s, second.body)
        told = msgspec.json.decode(second.body)
        assert told["type"] == "session.copied"
        said = told["data"]["copy"]["messages"]
        assert [each["body"]["text"] for each in said] == [
            "my card is 4000 0000",
            "one moment",
        ]
        assert other.received == []


@pytest.mark.covers("S10", "M11")
async def test_a_copy_for_a_webhook_that_is_gone_is_told(
    autojump_clock: MockClock, path: Path
) -> None:
    backend = MemoryJournal()
    script = Script(otherwise=lambda _: Reply(is_silent=True))
    receiver = PlayedReceiver(shop=script)
    async with carrying(path, receiver, backend) as post:
        added = await post.add("session.copied")
        session = await serve(post)
        await post.do(RemoveWebhook(added.webhook.id))
        stale = post.desk.desk.audience
        stale.copy_places = type(stale.copy_places)(urls=frozenset({URL}))
        assert isinstance(await order(post, session, URL, CopyKind.WEBHOOK), Done)
        await trio.sleep(1)
        (gone,) = [e for e in post.desk.told if isinstance(e, CopyTakerGone)]
        assert (gone.session, gone.url) == (session, URL)
        assert left(backend) == 0
        assert script.received == []
