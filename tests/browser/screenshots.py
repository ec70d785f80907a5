"""Takes pictures of the chat page: each state, in each language, theme and size.

    python -m tests.browser.screenshots DIRECTORY

It runs a service of its own, and needs Debian's chromium and the built pages.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.browser.look import DESKTOP, PHONE, Language, Look, Theme
from tests.browser.shop import Shop, running_shop
from tests.browser.states import states
from tests.browser.visit import visit

LANGUAGES: Final[tuple[Language, ...]] = ("zh-CN", "en")
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
LOOKS: Final = [
    replace(size, language=language, theme=theme)
    for language, theme, size in product(LANGUAGES, THEMES, (PHONE, DESKTOP))
]


def take(shop: Shop, browser: Browser, look: Look, directory: Path) -> None:
    """Pictures of all states as somebody with that look sees them."""
    for state, chat in states(shop, partial(visit, browser), look):
        chat.page.screenshot(path=directory / f"{look.name}-{state}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description="pictures of the chat page")
    parser.add_argument("directory", type=Path, help="is made where it is missing")
    directory = parser.parse_args().directory
    directory.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory(prefix="shop-") as place,
        running_shop(Path(place) / "data") as shop,
        chromium() as browser,
    ):
        for look in LOOKS:
            take(shop, browser, look, directory)


if __name__ == "__main__":
    main()
