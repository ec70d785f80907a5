"""An actor that fails at its n-th message, of whatever kind, disturbs no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
import trio
import trio.testing
from hypothesis import given
from hypothesis import strategies as st

from runtime.actor import Actor
from runtime.child import ChildSpec, Strategy
from runtime.journal_local import CallSoon, LocalJournal
from runtime.journal_memory import MemoryJournal
from runtime.mailbox import Bound
from runtime.ref import Address
from runtime.region import Region
from tests.runtime.counter import Add, Added, Break, Command, Counter, Home
from tests.runtime.family import Family
from tests.runtime.live import Live, Shop, live
from tests.runtime.shelf import stored_events
from tests.runtime.stage import Broken, Fail, Recorder, Say

MockClock = trio.testing.MockClock
KINDS = ("plain", "async", "service", "durable")
COUNT = 6


class Slow(Actor[object]):
    """As a `Recorder`, with an asynchronous handler."""

    def __init__(self, log: list[str]) -> None:
        self.log = log

    async def receive(self, message: object) -> object:
        await trio.lowlevel.checkpoint()
        if isinstance(message, Fail):
            raise Broken
        assert isinstance(message, Say)
        self.log.append(message.text)
        return None


class Parish:
    """Two actors of each kind: what they handled, and how they are spoken to."""

    def __init__(self) -> None:
        self.logs: dict[str, list[str]] = {}
        self.desks: dict[str, trio.MemorySendChannel[object]] = {}
        self.backend = MemoryJournal()
        self.calls = CallSoon()
        self.home = Home(LocalJournal(self.backend, self.calls))

    def specs(self) -> tuple[ChildSpec, ...]:
        return (
            ChildSpec("store", lambda: StoreShop(self.calls)),
            *(self._spec(kind, name) for kind in KINDS[:3] for name in "ab"),
            ChildSpec("durables", self._region, shutdown_seconds=None),
        )

    def _region(self) -> Region[Command]:
        return Region(
            "counter", lambda name: Counter(name, self.home), Bound(), lambda _: None
        )

    def _spec(self, kind: str, name: str) -> ChildSpec:
        full = f"{kind}-{name}"
        log = self.logs[full] = []
        if kind == "plain":
            return ChildSpec(full, lambda: Recorder(log))
        if kind == "async":
            return ChildSpec(full, lambda: Slow(log))
        send, receive = trio.open_memory_channel[object](COUNT)
        self.desks[full] = send
        return ChildSpec(
            full, lambda: Shop(full, [], lambda: serve(receive.clone(), log))
        )

    def tell(self, node: Live, kind: str, name: str, message: Say | Fail) -> None:
        full = f"{kind}-{name}"
        match kind:
            case "service":
                self.desks[full].send_nowait(message)
            case "durable":
                address = node.node.registry.find(f"counter/{full}")
                is_good = isinstance(message, Say)
                command = Add(message.text) if is_good else Break()
                cast("Address[Command]", address).tell(command)
            case _:
                node.ref(full).tell(message)

    def handled(self, kind: str, name: str) -> list[str]:
        full = f"{kind}-{name}"
        if kind != "durable":
            return self.logs[full]
        events = stored_events(self.backend, f"counter/{full}")
        return [event.cid for event in events if isinstance(event, Added)]


async def serve(receive: trio.MemoryReceiveChannel[object], log: list[str]) -> None:
    async with receive:
        async for message in receive:
            if isinstance(message, Fail):
                raise Broken
            assert isinstance(message, Say)
            log.append(message.text)


class StoreShop(Shop):
    """Runs the journal's calls."""

    def __init__(self, calls: CallSoon) -> None:
        super().__init__("store", [], trio.sleep_forever)
        self._calls = calls

    async def run(self, started: Callable[[], None]) -> None:
        await self._calls.run(started)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("at", range(COUNT))
async def test_a_failure_at_any_message_disturbs_no_other(
    autojump_clock: MockClock, kind: str, at: int
) -> None:
    parish = Parish()
    everybody = [(each, name) for each in KINDS for name in "ab"]
    async with live(*parish.specs()) as node:
        for number in range(COUNT):
            for each, name in everybody:
                is_bad = (each, name, number) == (kind, "a", at)
                message = Fail() if is_bad else Say(str(number))
                parish.tell(node, each, name, message)
        await trio.sleep(10)
    whole = [str(number) for number in range(COUNT)]
    rest = [str(number) for number in range(COUNT) if number != at]
    for each, name in everybody:
        expected = rest if (each, name) == (kind, "a") else whole
        assert parish.handled(each, name) == expected
    path = "/durables/durable-a" if kind == "durable" else f"/{kind}-a"
    assert node.crashes == [path]


@given(
    st.lists(st.sampled_from("abc"), max_size=30),
    st.sampled_from(Strategy),
    st.integers(0, 10_000),
)
def test_a_child_fails_at_any_message_and_nothing_of_the_others_is_lost(
    victims: list[str], strategy: Strategy, seed: int
) -> None:
    family = Family("a", "b", "c", strategy=strategy, seed=seed)
    refs = {name: family.ref(name) for name in "abc"}
    expected: dict[str, list[str]] = {name: [] for name in "abc"}
    for number, victim in enumerate(victims):
        for name in "abc":
            text = f"{name}{number}"
            if name == victim:
                refs[name].tell(Fail())
            else:
                refs[name].tell(Say(text))
                expected[name].append(text)
    family.stage.advance(200)
    for name in "abc":
        heard = [each for each in family.log if each[0] == name]
        assert heard == expected[name]
    assert family.stage.exits == []
