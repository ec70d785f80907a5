"""What happens in sessions is told to who wants it, whatever dies between (M11)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
import trio
import trio.testing

from actors.copies.order import COPY_TOPIC
from actors.ids import SessionId
from actors.session.messages import CloseSession, PostMessage
from actors.session.terms import Role, Sender
from actors.webhooks import courier, webhook
from actors.webhooks.acts import (
    ListWebhooks,
    RemoveWebhook,
    ReplayDeliveries,
    RotateSecret,
    WebhookList,
    WebhookRefused,
    WebhookRule,
    WebhookSecret,
)
from actors.webhooks.carrier import DeliveryGivenUp, ReceiverFailing
from actors.webhooks.courier import OutboxRowUnknown
from actors.webhooks.kinds import USUAL_KINDS
from actors.webhooks.records import (
    Attempts,
    Deliveries,
    FindAttempts,
    FindDeliveries,
    NoteAttempt,
    Replayed,
    TakeIn,
)
from actors.webhooks.webhook import DeliveryState
from runtime.errors import Unavailable
from runtime.journal import Append, Committed, OutboxPage, OutboxRow, ReadOutbox
from runtime.journal_memory import MemoryJournal
from runtime.webhook_signature import is_signed, read_secret
from tests.actors.webhooks.carrying import Post, carrying, types_of
from tests.receiver import PlayedReceiver, Reply, Script

MockClock = trio.testing.MockClock
STORY = ["session.opened", "session.queued", "session.assigned", "session.closed"]


async def one_story(post: Post, visitor: str = "v") -> str:
    """A session that is opened, served and closed by its visitor."""
    session = await post.desk.open(visitor, asks_server=False)
    await trio.sleep(1)
    sender = Sender(Role.VISITOR, visitor)
    address = post.desk.finder.session(SessionId(session))
    body = msgspec.msgpack.encode({"kind": "text", "text": "你好"})
    await address.ask(PostMessage(sender, "visitor", "c1", body))
    await address.ask(CloseSession(sender, post.desk.operation()))
    await trio.sleep(1)
    return session


async def rows_of(post: Post, state: DeliveryState | None = None) -> Deliveries:
    answer = await post.do(FindDeliveries(state=state))
    assert isinstance(answer, Deliveries)
    return answer


def left(backend: MemoryJournal) -> int:
    page = backend.answer(ReadOutbox(0, 1_000))
    assert isinstance(page, OutboxPage)
    return len(page.rows)


@pytest.mark.covers("M11")
async def test_a_session_is_told_from_its_opening_to_its_end(
    autojump_clock: MockClock, path: Path
) -> None:
    script, backend = Script(), MemoryJournal()
    async with carrying(path, PlayedReceiver(shop=script), backend) as post:
        added = await post.add()
        assert set(added.webhook.kinds) == {kind.value for kind in USUAL_KINDS}
        await post.desk.free_agent("a", "g")
        session = await one_story(post)
        assert sorted(types_of(script.received)) == sorted(STORY)
        secret = read_secret(added.secret)
        for each in script.received:
            assert each.target == "/hook"
            now_s = post.desk.node.wall_ms() // 1000
            assert is_signed(secret, each.headers, now_s, each.body)
            told = msgspec.json.decode(each.body)
            assert (told["version"], told["data"]["session"]) == (1, session)
            assert added.secret not in each.body.decode()
        ids = [int(each.headers["webhook-id"]) for each in script.received]
        in_order = [kind for _, kind in sorted(zip(ids, types_of(script.received)))]  # noqa: B905
        assert in_order == STORY
        assert left(backend) == 0
        told = await rows_of(post, DeliveryState.DELIVERED)
        assert [each.kind for each in told.rows] == list(reversed(STORY))
        assert {each.status for each in told.rows} == {200}


@pytest.mark.covers("M11")
async def test_what_nobody_wants_is_not_even_written(
    autojump_clock: MockClock, path: Path
) -> None:
    script, backend = Script(), MemoryJournal()
    async with carrying(path, PlayedReceiver(shop=script), backend) as post:
        await post.do(ListWebhooks())
        assert post.desk.desk.audience.kinds == frozenset()
        await one_story(post)
        assert (await rows_of(post)).rows == ()
        await post.add("session.message")
        await one_story(post, "w")
        assert types_of(script.received) == ["session.message"]
        told = msgspec.json.decode(script.received[0].body)["data"]["message"]
        assert told["body"] == {"kind": "text", "text": "你好"}
        assert (told["number"], told["role"], told["sender"]["id"]) == (
            1,
            "visitor",
            "w",
        )


@pytest.mark.covers("M11")
async def test_before_the_webhooks_are_known_nothing_is_lost(
    autojump_clock: MockClock, path: Path
) -> None:
    script, backend = Script(), MemoryJournal()
    receiver = PlayedReceiver(shop=script)
    async with carrying(path, receiver, backend) as post:
        await post.add("session.message", "session.closed")
    away = [Unavailable("starting")] * 5
    async with carrying(path, receiver, backend, *away) as post:
        assert not post.courier.is_open
        await one_story(post)
        assert script.received == []
        assert left(backend) > 0
        await trio.sleep(10)
        assert sorted(types_of(script.received)) == [
            "session.closed",
            "session.message",
        ]
        assert left(backend) == 0


@pytest.mark.covers("M11")
async def test_failures_are_tried_again_later_and_later_then_given_up(
    autojump_clock: MockClock, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "MAX_ATTEMPTS", 3)
    script = Script(otherwise=lambda _: Reply(500, b"oh no"))
    async with carrying(path, PlayedReceiver(shop=script)) as post:
        added = await post.add("session.closed")
        await one_story(post)
        await trio.sleep(400)
        assert len(script.received) == 3
        assert len({each.headers["webhook-id"] for each in script.received}) == 1
        (row,) = (await rows_of(post, DeliveryState.GIVEN_UP)).rows
        assert (row.attempts, row.status, row.excerpt) == (3, 500, "oh no")
        (given_up,) = [e for e in post.desk.told if isinstance(e, DeliveryGivenUp)]
        assert (given_up.event, given_up.kind) == (row.event, "session.closed")
        assert (given_up.webhook, given_up.text) == (added.webhook.id, "oh no")
        tried = await post.do(FindAttempts(row.event, added.webhook.id))
        assert isinstance(tried, Attempts)
        times = [each.at_ms for each in tried.rows]
        pauses = [later - earlier for earlier, later in pairwise(times)]
        assert [round(each / 60_000) for each in pauses[:1]] == [0]
        assert pauses == sorted(pauses)
        script.otherwise = lambda _: Reply()
        replay = ReplayDeliveries(added.webhook.id, row.event, row.event)
        assert await post.do(replay) == Replayed(1)
        await trio.sleep(60)
        (row,) = (await rows_of(post, DeliveryState.DELIVERED)).rows
        assert (row.attempts, row.status) == (1, 200)
        assert await post.do(replay) == Replayed(1)


@pytest.mark.covers("M11")
async def test_who_asks_for_time_gets_it_and_who_is_gone_is_left_alone(
    autojump_clock: MockClock, path: Path
) -> None:
    script = Script()
    script.replies.append(Reply(503, b"", (("Retry-After", "300"),)))
    script.replies.append(Reply(410))
    async with carrying(path, PlayedReceiver(shop=script)) as post:
        await post.add("session.closed")
        await one_story(post)
        await trio.sleep(290)
        assert len(script.received) == 1
        await trio.sleep(20)
        assert len(script.received) == 2
        (row,) = (await rows_of(post)).rows
        assert (row.state, row.status) == (DeliveryState.GIVEN_UP, 410)


@pytest.mark.covers("M11")
async def test_a_slow_receiver_delays_no_other(
    autojump_clock: MockClock, path: Path
) -> None:
    slow = Script(otherwise=lambda _: Reply(is_silent=True))
    quick = Script()
    async with carrying(path, PlayedReceiver(slow=slow, quick=quick)) as post:
        await post.add("session.closed", url="https://slow/")
        await post.add("session.closed", url="https://quick/")
        for number in range(20):
            await one_story(post, f"v{number}")
        assert len(quick.received) == 20
        await trio.sleep(300)
        assert [type(each) for each in post.desk.told].count(ReceiverFailing) >= 1
        assert len(quick.received) == 20
        # After ten failures in a row only one at a time, every half minute.
        before = len(slow.received)
        await trio.sleep(300)
        assert len(slow.received) - before <= 12


@pytest.mark.covers("M11", "S7")
async def test_after_a_restart_it_goes_on_where_it_was(
    autojump_clock: MockClock, path: Path
) -> None:
    script, backend = Script(), MemoryJournal()
    script.otherwise = lambda _: Reply(is_silent=True)
    receiver = PlayedReceiver(shop=script)
    async with carrying(path, receiver, backend) as post:
        await post.add("session.closed")
        await one_story(post)
    (first,) = script.received
    script.otherwise = lambda _: Reply()
    async with carrying(path, receiver, backend) as post:
        await trio.sleep(60)
        (row,) = (await rows_of(post)).rows
        assert row.state is DeliveryState.DELIVERED
    assert script.received[1].headers["webhook-id"] == first.headers["webhook-id"]
    assert script.received[1].body == first.body


@pytest.mark.covers("M11", "S7")
@pytest.mark.parametrize("kind", [TakeIn, NoteAttempt])
async def test_answers_that_are_lost_double_no_delivery(
    autojump_clock: MockClock, path: Path, kind: type[TakeIn | NoteAttempt]
) -> None:
    script, backend = Script(), MemoryJournal()
    async with carrying(path, PlayedReceiver(shop=script), backend) as post:
        await post.add("session.closed")
        post.records.lost = [kind]
        await one_story(post)
        await trio.sleep(60)
        assert types_of(script.received) == ["session.closed"]
        (row,) = (await rows_of(post)).rows
        assert row.state is DeliveryState.DELIVERED
        assert left(backend) == 0


@pytest.mark.covers("M11")
async def test_a_secret_is_rotated_while_both_are_good(
    autojump_clock: MockClock, path: Path
) -> None:
    script = Script()
    async with carrying(path, PlayedReceiver(shop=script)) as post:
        added = await post.add("session.closed")
        rotated = await post.do(RotateSecret(added.webhook.id, 1))
        assert isinstance(rotated, WebhookSecret)
        await one_story(post)
        await trio.sleep(3_700)
        await one_story(post, "w")
        first, second = script.received
        start_s = int(first.headers["webhook-timestamp"])
        for secret, goods in ((added.secret, 1), (rotated.secret, 2)):
            key = read_secret(secret)
            now_s = int(second.headers["webhook-timestamp"])
            good = [
                is_signed(key, first.headers, start_s, first.body),
                is_signed(key, second.headers, now_s, second.body),
            ]
            assert sum(good) == goods


@pytest.mark.covers("M11", "M9")
async def test_who_is_removed_is_told_nothing_and_every_change_is_written_down(
    autojump_clock: MockClock, path: Path
) -> None:
    script, backend = Script(), MemoryJournal()
    async with carrying(path, PlayedReceiver(shop=script), backend) as post:
        added = await post.add("session.closed")
        listed = await post.do(ListWebhooks())
        assert isinstance(listed, WebhookList)
        assert [each.url for each in listed.webhooks] == [added.webhook.url]
        assert await post.do(RemoveWebhook(added.webhook.id)) == WebhookList(())
        await one_story(post)
        assert script.received == []
        assert left(backend) == 0
        assert [each.detail for each in post.noted] == [
            "added: https://shop/hook",
            "removed: https://shop/hook",
        ]
        assert {each.subject for each in post.noted} == {added.webhook.id}
        gone = await post.do(RotateSecret(added.webhook.id))
        assert isinstance(gone, WebhookRefused)
        assert gone.rule is WebhookRule.NO_SUCH_WEBHOOK


@pytest.mark.covers("M11", "S10")
async def test_rows_that_nobody_knows_stay_are_told_and_block_nothing(
    autojump_clock: MockClock, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "PAGE_ROWS", 1)
    backend, script = MemoryJournal(), Script()
    odd = (OutboxRow("odd", b""), OutboxRow(COPY_TOPIC, b"{}"))
    append = Append("note/1", 0, 1, (b"x",), outbox=odd)
    assert isinstance(backend.commit([append])[0], Committed)
    for _ in range(2):
        async with carrying(path, PlayedReceiver(shop=script), backend) as post:
            await post.do(ListWebhooks())
            await post.add("session.closed")
            await one_story(post)
            unknown = [e for e in post.desk.told if isinstance(e, OutboxRowUnknown)]
            assert [(e.row, e.topic) for e in unknown] == [(1, "odd"), (2, COPY_TOPIC)]
            assert left(backend) == 2
            assert script.received
            script.received.clear()


@pytest.mark.covers("M11")
async def test_what_is_old_is_forgotten_as_fast_as_it_comes(
    autojump_clock: MockClock, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "MAX_ROWS", 1)
    monkeypatch.setattr(courier, "KEPT_MS", 10_000)
    async with carrying(path, PlayedReceiver(shop=Script())) as post:
        await post.add("session.opened", "session.closed")
        for visitor in ("u", "v", "w"):
            await one_story(post, visitor)
        assert len((await rows_of(post)).rows) == 6
        await trio.sleep(courier.SWEEP_SECONDS + 10)
        assert (await rows_of(post)).rows == ()
