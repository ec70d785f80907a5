"""Whoever looks at the workbench, in whichever state: it can be read, and fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.browser.accessibility import breaches
from tests.browser.look import PHONE, Look
from tests.browser.shop import Shop
from tests.browser.visit import Visit
from tests.browser.workbench_states import workbench_states

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("W1", "W7")]


def test_no_state_breaks_a_rule_or_the_screen(
    shop: Shop, enter: Callable[[Look], Visit]
) -> None:
    """In the dark, on a phone, in Chinese; the other tests have the others."""
    look = replace(PHONE, language="zh-CN", theme="dark")
    seen = 0
    for state, desk in workbench_states(shop, enter, look):
        seen += 1
        assert breaches(desk.page) == [], state
        width = desk.page.evaluate("document.documentElement.scrollWidth")
        assert width <= look.width, state
    assert seen == 14
