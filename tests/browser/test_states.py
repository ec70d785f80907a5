"""Whoever looks at the page, in whichever state: it can be read, and fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.browser.accessibility import breaches
from tests.browser.look import PHONE, Look
from tests.browser.shop import Shop
from tests.browser.states import states
from tests.browser.visit import Visit

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("V1")]


def test_no_state_breaks_a_rule_or_the_screen(
    shop: Shop, enter: Callable[[Look], Visit]
) -> None:
    """In the dark, on a phone, in Chinese; `test_chat` has the others."""
    look = replace(PHONE, language="zh-CN", theme="dark")
    seen = 0
    for state, chat in states(shop, enter, look):
        seen += 1
        assert breaches(chat.page) == [], state
        width = chat.page.evaluate("document.documentElement.scrollWidth")
        assert width <= look.width, state
    assert seen == 7
