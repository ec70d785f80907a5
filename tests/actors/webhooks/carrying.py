"""A live desk with a courier, records in the test's own process, played receivers."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from random import Random

import msgspec
import trio

from actors.accounts.messages import Done, NoteDeskAct
from actors.webhooks.acts import (
    AddWebhook,
    WebhookAct,
    WebhookActAnswer,
    WebhookSecret,
)
from actors.webhooks.carrier import Carries, Yard
from actors.webhooks.courier import Courier, CourierService
from actors.webhooks.office import WebhookOffice
from runtime.ask import Answered
from runtime.child import ChildSpec
from runtime.errors import Unavailable
from runtime.journal_memory import MemoryJournal
from runtime.outgoing import Poster
from runtime.outgoing_rules import OutgoingRules
from tests.actors.accounts.local_records import LocalRecords
from tests.actors.live_desk import LiveDesk, live_desk
from tests.receiver import Received

URL = "https://shop/hook"


class Post:
    """Courier and office of one life of a desk."""

    def __init__(
        self, records: LocalRecords, poster: Poster, mail: Carries | None = None
    ) -> None:
        self.mail = mail
        self.records = records
        self.poster = poster
        self.noted: list[NoteDeskAct] = []
        self.has_log = True
        self.desk: LiveDesk
        self.courier: Courier
        self.yard: Yard
        self.office: WebhookOffice

    def beside(self, desk: LiveDesk) -> tuple[ChildSpec, ...]:
        node = desk.node
        self.desk = desk
        self.yard = Yard(self.records, node.events, node.random, node.wall_ms)
        self.courier = Courier(
            desk.desk.journal, self.poster, desk.desk.audience, self.yard, self.mail
        )
        self.office = WebhookOffice(
            self.courier,
            self.records,
            OutgoingRules(),
            self._note,
            Random(3),
            node.wall_ms,
        )
        return (ChildSpec("courier", lambda: CourierService(self.courier)),)

    def _note(self, act: NoteDeskAct, done: Answered) -> None:
        if self.has_log:
            self.noted.append(act)
            done(Done(), None)
        else:
            done(None, Unavailable("no log"))

    async def do(self, act: WebhookAct) -> WebhookActAnswer:
        while not self.courier.is_open:  # noqa: ASYNC110 - it may be refused a while
            await trio.sleep(0.1)
        return await self.office.do(act)

    async def add(self, *kinds: str, url: str = URL) -> WebhookSecret:
        answer = await self.do(AddWebhook(url, kinds))
        assert isinstance(answer, WebhookSecret), answer
        return answer


@asynccontextmanager
async def carrying(
    path: Path,
    poster: Poster,
    backend: MemoryJournal | None = None,
    *failures: Exception,
    mail: Carries | None = None,
) -> AsyncGenerator[Post]:
    """Runs a desk and a courier on records at that path; they fail so at first."""
    with closing(LocalRecords(path)) as records:
        records.failures += failures
        post = Post(records, poster, mail)
        async with live_desk(backend, post.beside):
            yield post


def types_of(received: list[Received]) -> list[str]:
    """What was told, in order."""
    return [msgspec.json.decode(each.body)["type"] for each in received]
