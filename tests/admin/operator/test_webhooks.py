"""What `triodesk webhooks` asks for and says, without a service."""

from __future__ import annotations

import argparse

import pytest

from actors.webhooks.acts import (
    AddWebhook,
    ListWebhooks,
    RemoveWebhook,
    ReplayDeliveries,
    RotateSecret,
    WebhookAct,
    WebhookCard,
    WebhookList,
    WebhookRefused,
    WebhookRule,
    WebhookSecret,
)
from actors.webhooks.records import (
    Attempts,
    Deliveries,
    DeliveryRow,
    FindAttempts,
    FindDeliveries,
    Replayed,
)
from actors.webhooks.webhook import Attempt, DeliveryState
from admin.operator.webhooks_arguments import add_arguments
from admin.operator.webhooks_command import read_act, told
from gateway.console.phrases import Words
from runtime.errors import UsageError

WORDS = Words("en")
CARD = WebhookCard("w1", "https://a.example/", ("session.closed",), 5)


def read(*words: str) -> WebhookAct:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return read_act(vars(parser.parse_args(words)))


@pytest.mark.covers("M11", "P7")
@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("list", ListWebhooks()),
        ("add https://a/", AddWebhook("https://a/")),
        (
            "add https://a/ --events session.closed session.rated --secret whsec_x",
            AddWebhook("https://a/", ("session.closed", "session.rated"), "whsec_x"),
        ),
        ("remove w1", RemoveWebhook("w1")),
        ("rotate w1", RotateSecret("w1", 24)),
        ("rotate w1 --overlap 0", RotateSecret("w1", 0)),
        ("replay w1 7", ReplayDeliveries("w1", 7, 7)),
        (
            "replay w1 7 9 --state given_up",
            ReplayDeliveries("w1", 7, 9, DeliveryState.GIVEN_UP),
        ),
        ("log", FindDeliveries(limit=20)),
        (
            "log w1 --state pending --before 9 --limit 3",
            FindDeliveries("w1", DeliveryState.PENDING, 9, 3),
        ),
        ("log --event 7", FindAttempts(7)),
    ],
)
def test_what_the_arguments_ask_for(words: str, act: WebhookAct) -> None:
    assert read(*words.split()) == act


@pytest.mark.parametrize(
    "words",
    ["rotate w1 --overlap 9999", "replay w1 0", "log --limit 0", "remove " + "x" * 40],
)
def test_what_is_out_of_bounds_is_told(words: str) -> None:
    with pytest.raises(UsageError):
        read(*words.split())


@pytest.mark.covers("M11", "P7")
def test_answers_are_lines_for_people() -> None:
    row = DeliveryRow(
        7, "w1", "session.closed", 5, DeliveryState.GIVEN_UP, 8, 0, 500, "oh\nno"
    )
    attempt = Attempt(7, "w1", 5, 12, 0, "too_slow: expected an answer")
    assert told(WORDS, WebhookList((CARD,)))[-1] == "webhooks: 1"
    assert told(WORDS, WebhookList(()))[-1] == "webhooks: 0"
    assert told(WORDS, WebhookSecret(CARD, "whsec_x")) == [
        "secret of w1, shown here only: whsec_x"
    ]
    assert told(WORDS, Replayed(3)) == ["to be delivered again: 3"]
    heads, line = told(WORDS, Deliveries((row,)))
    assert heads.split()[:2] == ["event", "id"]
    assert line.endswith("8     500  oh⏎no")
    assert "given up" in line
    assert told(WORDS, Attempts((attempt,)))[1].split()[-4:] == [
        "too_slow:", "expected", "an", "answer",
    ]  # fmt: skip
    assert told(WORDS, WebhookRefused(WebhookRule.BAD_URL, "x")) == ["x"]
