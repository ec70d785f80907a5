"""Whoever looks at a page of administration: it can be read, and fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.browser.accessibility import breaches
from tests.browser.admin_states import admin_states
from tests.browser.look import DESKTOP, PHONE, Look
from tests.browser.shop import Shop
from tests.browser.visit import Visit

pytestmark = [pytest.mark.unmeasured, pytest.mark.covers("M1", "M6", "M7", "M8", "M10")]
LOOKS = (replace(PHONE, language="zh-CN", theme="dark"), DESKTOP)


@pytest.mark.parametrize("look", LOOKS, ids=[look.name for look in LOOKS])
def test_no_page_breaks_a_rule_or_the_screen(
    shop: Shop, enter: Callable[[Look], Visit], look: Look
) -> None:
    wrong = []
    seen = 0
    for state, shown in admin_states(shop, enter, look):
        seen += 1
        wrong += [f"{state}: {each}" for each in breaches(shown.page)]
        if shown.page.evaluate("document.documentElement.scrollWidth") > look.width:
            wrong.append(f"{state}: wider than the screen")
    assert not wrong, "\n".join(wrong)
    assert seen > 10
