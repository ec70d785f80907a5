"""Takes pictures of the chat page, the workbench and administration: each state, in
each language, theme and size.

    python -m tests.browser.screenshots [--only chat|workbench|admin] DIRECTORY

It runs a service of its own, and needs Debian's chromium and the built pages.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol

from playwright.sync_api import Browser, Page

from tests.browser.admin_states import admin_states
from tests.browser.chromium import chromium
from tests.browser.look import DESKTOP, PHONE, Language, Look, Theme
from tests.browser.shop import Shop, running_shop
from tests.browser.states import states
from tests.browser.visit import Visit, visit
from tests.browser.workbench_states import workbench_states

LANGUAGES: Final[tuple[Language, ...]] = ("zh-CN", "en")
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
LOOKS: Final = [
    replace(size, language=language, theme=theme)
    for language, theme, size in product(LANGUAGES, THEMES, (PHONE, DESKTOP))
]


class Shown(Protocol):
    """Somebody's tab that is in a certain state."""

    page: Page


States = Callable[[Shop, Callable[[Look], Visit], Look], Iterable[tuple[str, Shown]]]
KINDS: Final[dict[str, States]] = {
    "chat": states,
    "workbench": workbench_states,
    "admin": admin_states,
}


def take(kind: str, shop: Shop, browser: Browser, look: Look, directory: Path) -> None:
    """Pictures of all states as somebody with that look sees them."""
    for state, shown in KINDS[kind](shop, partial(visit, browser), look):
        shown.page.screenshot(path=directory / f"{kind}-{look.name}-{state}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description="pictures of the pages")
    parser.add_argument("directory", type=Path, help="is made where it is missing")
    parser.add_argument("--only", choices=KINDS, action="append", help="all by default")
    given = parser.parse_args()
    given.directory.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory(prefix="shop-") as place,
        running_shop(Path(place) / "data") as shop,
        chromium() as browser,
    ):
        for kind, look in product(given.only or KINDS, LOOKS):
            take(kind, shop, browser, look, given.directory)


if __name__ == "__main__":
    main()
