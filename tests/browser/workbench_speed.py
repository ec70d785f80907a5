"""Measures the workbench with 2,000 sessions and 10,000 messages, more than there are.

    python -m tests.browser.workbench_speed [--sessions N] [--messages N] [--slower N]

Prints what each thing that happens costs the page's main thread, in ms, of a processor
that is as many times slower; scripts, styles, layout and painting are in it. Nothing is
asserted: the figures are the machine's.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import CDPSession, Page

from tests.browser.chromium import chromium
from tests.browser.crowded_gateway import OPEN, CrowdedGateway, crowded_gateway
from tests.browser.look import Look
from tests.browser.visit import visit
from tests.proofs.service import free_port
from tests.system.service import Server
from tests.system.test_staff import hired

TIMES: Final = 30
"""Of each thing."""
BETWEEN_MS: Final = 150
LOADING_MS: Final = 120_000
DESKTOP: Final = Look(width=1440, height=900)
_LONGEST: Final = """
new PerformanceObserver(list => {
  const all = list.getEntries().map(each => each.duration);
  window.longest = Math.max(window.longest ?? 0, ...all);
}).observe({ type: "longtask" });
"""


class Meter:
    """What the main thread of one page did.

    Args:
        page: that page.
        slower: so many times slower is its processor made.
    """

    def __init__(self, page: Page, slower: float) -> None:
        self._page = page
        self._cdp: CDPSession = page.context.new_cdp_session(page)
        # Of the processor, not of the clock: others may be busy on this machine.
        self._cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._cdp.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.evaluate(_LONGEST)

    def busy_ms(self) -> float:
        """All that it has done."""
        metrics = self._cdp.send("Performance.getMetrics")["metrics"]
        found = {each["name"]: each["value"] for each in metrics}
        return 1_000 * float(found["TaskDuration"])

    def measure(self, what: str, act: Callable[[], object], times: int = TIMES) -> None:
        """Does it so often, and prints what once costs."""
        self._page.wait_for_timeout(2 * BETWEEN_MS)
        self._page.evaluate("window.longest = 0")
        before = self.busy_ms()
        for _ in range(times):
            act()
            self._page.wait_for_timeout(BETWEEN_MS)
        cost = (self.busy_ms() - before) / times
        longest = float(self._page.evaluate("window.longest"))
        told = f"longest task {longest:.0f}" if longest else "no task of 50"
        print(f"{what:44} {cost:7.1f} ms each; {told}")  # noqa: T201 - its purpose


@contextmanager
def bench(gateway: CrowdedGateway, slower: float) -> Generator[tuple[Page, Meter]]:
    """The page of somebody who has signed in and is shown everything."""
    with TemporaryDirectory(prefix="bench-") as place:
        server = Server(
            Path(place) / "data",
            TRIODESK_GATEWAY_PUBLIC_URL=gateway.url,
            TRIODESK_HTTP_BIND=f"127.0.0.1:{free_port()}",
        )
        server.start()
        try:
            name, _, value = hired(server).partition("=")
            with chromium() as browser:
                window = visit(browser, DESKTOP)
                cookie = {"name": name, "value": value, "url": server.http}
                window.context.add_cookies([cookie])  # type: ignore[list-item]
                window.page.goto(f"{server.http}/workbench")
                yield window.page, Meter(window.page, slower)
        finally:
            server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description="what the workbench costs")
    parser.add_argument("--sessions", type=int, default=2_000)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--slower", type=float, default=4)
    given = parser.parse_args()
    with (
        crowded_gateway(given.sessions - 1, given.messages) as gateway,
        bench(gateway, given.slower) as (page, meter),
    ):
        rows = page.locator(".sessions button", has_text=f"Visitor {OPEN}")
        rows.first.wait_for(timeout=LOADING_MS)
        rows.first.click()
        last = page.locator(f"text=/^{gateway.last}: /")
        last.first.wait_for(timeout=LOADING_MS)
        print(f"all was there after {meter.busy_ms():.0f} ms of work")  # noqa: T201
        meter.measure("nothing", lambda: None)
        meter.measure("a message, at the end of the conversation", gateway.say)
        meter.measure("a message in another session", gateway.say_elsewhere)
        texts = iter(range(TIMES + 1))
        meter.measure("the visitor types", lambda: gateway.type(f"t {next(texts)}"))
        field = page.locator(".composer textarea")
        meter.measure("a key is pressed", lambda: field.press("x"))
        box = page.locator(".stream-box")
        meter.measure("the wheel is turned", lambda: turn(page, box.bounding_box()))
        meter.measure("a message, far from the end", gateway.say)


def turn(page: Page, box: object) -> None:
    assert isinstance(box, dict)
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    page.mouse.wheel(0, -700)


if __name__ == "__main__":
    main()
