"""Cards as bodies of messages (V3)."""

from __future__ import annotations

import pytest

from actors.cards.card import MarkdownCard, TextCard
from gateway.card_bodies import card_body
from gateway.wire.bodies import MarkdownBody, TextBody


@pytest.mark.covers("V3")
def test_a_card_that_asks_nothing_is_a_text_or_markdown() -> None:
    assert card_body(TextCard("*hi*")) == TextBody("*hi*")
    assert card_body(MarkdownCard("*hi*")) == MarkdownBody("*hi*")
