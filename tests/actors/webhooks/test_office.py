"""Which webhooks can be added, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import trio.testing

from actors.webhooks import office
from actors.webhooks.acts import (
    AddWebhook,
    ListWebhooks,
    RemoveWebhook,
    WebhookList,
    WebhookRefused,
    WebhookRule,
)
from actors.webhooks.records import DropWebhook
from runtime.errors import Unavailable
from tests.actors.webhooks.carrying import URL, carrying
from tests.receiver import PlayedReceiver

MockClock = trio.testing.MockClock


@pytest.mark.covers("M11")
async def test_what_cannot_be_added_is_refused_with_a_reason(
    autojump_clock: MockClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "MAX_WEBHOOKS", 1)
    async with carrying(tmp_path / "r.db", PlayedReceiver()) as post:
        for act, rule in (
            (AddWebhook("http://shop/"), WebhookRule.BAD_URL),
            (AddWebhook("https://u:p@shop/"), WebhookRule.BAD_URL),
            (AddWebhook("https://169.254.169.254/"), WebhookRule.BAD_URL),
            (AddWebhook(URL, ("session.exploded",)), WebhookRule.BAD_KIND),
            (AddWebhook(URL, secret="whsec_short"), WebhookRule.BAD_SECRET),
        ):
            refused = await post.do(act)
            assert isinstance(refused, WebhookRefused)
            assert refused.rule is rule
            assert "short" not in refused.text
        assert post.noted == []
        await post.add()
        refused = await post.do(AddWebhook(URL))
        assert isinstance(refused, WebhookRefused)
        assert refused.rule is WebhookRule.TOO_MANY


@pytest.mark.covers("M11", "M9")
async def test_without_the_log_or_the_records_nothing_is_changed(
    autojump_clock: MockClock, tmp_path: Path
) -> None:
    async with carrying(tmp_path / "r.db", PlayedReceiver()) as post:
        await post.do(ListWebhooks())
        post.courier.is_open = False
        early = await post.office.do(ListWebhooks())
        post.courier.is_open = True
        post.has_log = False
        refused = await post.do(AddWebhook(URL))
        post.has_log = True
        post.records.failures = [Unavailable("away")]
        again = await post.do(AddWebhook(URL))
        for each in (early, refused, again):
            assert isinstance(each, WebhookRefused)
            assert each.rule is WebhookRule.UNAVAILABLE
        assert post.courier.webhooks == {}
        added = await post.add()
        remove = RemoveWebhook(added.webhook.id)
        post.records.lost = [DropWebhook]
        kept = await post.do(remove)
        assert isinstance(kept, WebhookRefused)
        assert kept.rule is WebhookRule.UNAVAILABLE
        assert list(post.courier.webhooks) == [added.webhook.id]
        assert await post.do(remove) == WebhookList(())
