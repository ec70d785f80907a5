"""What a durable entity acknowledged is done exactly once, in order, come what may.

Clients count up with retries while batches are lost, answers are lost, the actor
crashes and the process dies, all drawn from a seed.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.errors import Unavailable
from runtime.journal import Append
from runtime.journal_local import Fate
from tests.runtime.counter import Add, Break, Command, Look, Take
from tests.runtime.shelf import Shelf
from tests.runtime.stage import Reply

pytestmark = pytest.mark.unmeasured

CLIENTS = 3
NAMES = ("1", "2")


@dataclass
class Client:
    """Sends the next operation when the one before is acknowledged."""

    name: str
    entity: str
    number: int = 0
    acked: list[str] = field(default_factory=list)
    waiting: Reply | None = None
    answers: dict[str, set[object]] = field(default_factory=dict)

    @property
    def cid(self) -> str:
        return f"{self.name}.{self.number}"

    def act(self, shelf: Shelf) -> None:
        """Looks at the answer, and sends again or goes on."""
        if self.waiting is not None and self.waiting.calls:
            ((answer, error),) = self.waiting.calls
            self.waiting = None
            if error is None:
                self.answers.setdefault(self.cid, set()).add(answer)
                self.acked.append(self.cid)
                self.number += 1
            else:
                assert isinstance(error, Unavailable), error
        if self.waiting is None:
            self.waiting = shelf.start(Add(self.cid), self.entity, seconds=3)

    def repeat_an_old_one(self, shelf: Shelf, random: Random) -> None:
        """A delayed copy of what was acknowledged already."""
        if self.acked:
            shelf.start(Add(random.choice(self.acked)), self.entity)


class Storm:
    """Trouble of every kind, in proportion."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.shelf = Shelf(seed=seed)
        self.shelf.fate = self._fate
        self.rough = 0.2
        self.clients = [
            Client(f"c{number}", NAMES[number % len(NAMES)])
            for number in range(CLIENTS)
        ]
        self.deaths = self.crashes = 0

    def _fate(self, batch: Sequence[Append]) -> Fate:
        if self.random.random() >= self.rough:
            return Fate.COMMIT
        return self.random.choice((Fate.NEVER, Fate.LOSE_ANSWER))

    def happen(self) -> None:
        """One thing, and then some turns and commits."""
        random, shelf = self.random, self.shelf
        chance = random.random()
        client = random.choice(self.clients)
        if chance < 0.5:
            client.act(shelf)
        elif chance < 0.6:
            client.repeat_an_old_one(shelf, random)
        elif chance < 0.7:
            noise: Command = random.choice((Look(), Take(("p", "q")), Look()))
            shelf.start(noise, client.entity)
        elif chance < 0.73:
            shelf.start(Break(in_effect=random.random() < 0.5), client.entity)
        elif chance < 0.76:
            shelf.cell(client.entity).kill()
            self.crashes += 1
        elif chance < 0.79:
            shelf.disk.is_full = not shelf.disk.is_full
        elif chance < 0.81:
            shelf.die(random.choice((0.0, 30.0)))
            self.deaths += 1
            for each in self.clients:
                each.waiting = None
        else:
            shelf.advance(random.uniform(0, 2))
        for _ in range(random.randrange(8)):
            shelf.step()

    def calm_down(self) -> None:
        """Everything is well again, and everybody gets his answer."""
        self.rough = 0.0
        self.shelf.disk.is_full = False
        self.shelf.advance(200)
        for client in self.clients:
            wanted = len(client.acked) + 1
            for _ in range(20):
                client.act(self.shelf)
                self.shelf.advance(4)
                if len(client.acked) >= wanted:
                    break
            assert len(client.acked) >= wanted, f"{client} gets no answer"

    def judge(self) -> None:
        for entity in NAMES:
            done = self.shelf.added(entity)
            assert [cid for cid, count in Tally(done).items() if count > 1] == []
            for client in self.clients:
                if client.entity != entity:
                    continue
                mine = [cid for cid in done if cid.startswith(f"{client.name}.")]
                assert mine[: len(client.acked)] == client.acked
                assert len(mine) <= len(client.acked) + 1
                for cid, answers in client.answers.items():
                    assert answers == {done.index(cid) + 1}
            assert self.shelf.ask(Look(), entity) == len(done)
        assert len(self.shelf.stage.exits) == 0


def weather(seed: int, things: int) -> Storm:
    storm = Storm(seed)
    for _ in range(things):
        storm.happen()
    storm.calm_down()
    storm.judge()
    return storm


@given(st.integers(0, 2**32), st.integers(1, 150))
def test_acknowledged_once_and_for_all(seed: int, things: int) -> None:
    weather(seed, things)


@pytest.mark.parametrize("seed", range(6))
def test_a_long_storm(seed: int) -> None:
    storm = weather(seed, 1_000)
    assert storm.deaths >= 5
    assert storm.crashes >= 10
    assert sum(len(client.acked) for client in storm.clients) >= 60
