"""PURE: what `triodesk webhooks` says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from actors.webhooks.acts import WebhookRule
from actors.webhooks.webhook import DeliveryState
from gateway.console.phrases import Bilingual


@unique
class WebhookPhrase(Bilingual):
    """A text of `triodesk webhooks`; names in braces are filled in."""

    # headings
    ID = ("编号", "id")
    URL = ("地址", "url")
    EVENTS = ("事件", "events")
    PENDING = ("待送达", "waiting")
    DELIVERED = ("已送达", "delivered")
    GIVEN_UP = ("已放弃", "given up")
    EVENT = ("序号", "event")
    KIND = ("类型", "type")
    AT = ("时间", "at")
    STATE = ("状态", "state")
    ATTEMPTS = ("次数", "attempts")
    STATUS = ("应答码", "status")
    TOOK = ("耗时(毫秒)", "took (ms)")
    ANSWER = ("应答", "answer")
    # what was done
    SECRET = (
        "{id} 的密钥（只显示这一次）：{secret}",
        "secret of {id}, shown here only: {secret}",
    )
    OLD_UNTIL = ("旧密钥同时有效至 {at}", "the old one signs, too, until {at}")
    REPLAYED = ("将重新送达 {count} 条", "to be delivered again: {count}")
    FOUND = ("共 {total} 个", "webhooks: {total}")
    REFUSED = ("被拒绝：{reason}（{code}）", "refused: {reason} ({code})")
    # reasons
    NO_SUCH_WEBHOOK = ("没有这个 webhook", "there is no such webhook")
    TOO_MANY = ("webhook 太多", "there are too many webhooks")


REASONS: Final[Mapping[WebhookRule, WebhookPhrase]] = {
    WebhookRule.NO_SUCH_WEBHOOK: WebhookPhrase.NO_SUCH_WEBHOOK,
    WebhookRule.TOO_MANY: WebhookPhrase.TOO_MANY,
}
"""The others' text says what was expected."""
STATES: Final[Mapping[DeliveryState, WebhookPhrase]] = {
    DeliveryState.PENDING: WebhookPhrase.PENDING,
    DeliveryState.DELIVERED: WebhookPhrase.DELIVERED,
    DeliveryState.GIVEN_UP: WebhookPhrase.GIVEN_UP,
}
