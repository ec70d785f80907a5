"""Visitors who are there from the beginning of a scenario to its end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

import gevent

from loadtest.crowd import Crowd
from loadtest.house_plan import HouseShape, TeamShape
from loadtest.outcome import RateName
from loadtest.pace import Pace
from loadtest.scenario import STREAMS
from loadtest.scene import Scene
from loadtest.visitor import Visitor, come, go

SERVED_SECONDS: Final = 20.0
"""Until all are served who come at once."""
SETTLE_SECONDS: Final = 10.0


class Regular(NamedTuple):
    """A visitor and his session."""

    visitor: Visitor
    session: str


class Regulars:
    """So many visitors, each served by somebody; they leave when all else is over.

    Args:
        scene: where.
        group: whom they ask.
        count: how many; as many slots must be free.
    """

    def __init__(self, scene: Scene, group: str, count: int) -> None:
        self._scene = scene
        self._group = group
        self._all: list[Regular] = []
        gevent.joinall([scene.spawn(self._come) for _ in range(count)])

    def share(self, stream: int) -> list[Regular]:
        """Those of one Locust user."""
        return self._all[stream % STREAMS :: STREAMS]

    def _come(self) -> None:
        visitor = come(self._scene)
        session = visitor.open(self._group, began=visitor.link.connecting_at)
        if not session or not visitor.wait_served(session, SERVED_SECONDS):
            self._scene.fail(f"{visitor.caller.principal} was not served at first")
        self._all.append(Regular(visitor, session))
        self._scene.at_last(partial(_end, visitor, session))


def slot_for_each(group: str, visitors: int, capacity: int) -> HouseShape:
    """The house in which so many are served at once, and just those."""
    team = TeamShape(group, math.ceil(visitors / capacity), capacity)
    return HouseShape((team,), visitors=visitors)


def talk(
    scene: Scene, people: Sequence[Regular], per_second: float, stream: int
) -> None:
    """Some of one Locust user's say something by chance, each so often on average."""
    pace = Pace(per_second * len(people))
    random = scene.random(f"speakers {stream}")
    for moment in scene.moments(pace, f"talking {stream}"):
        visitor, session = random.choice(people)
        scene.measures.offer(RateName.MESSAGES, moment)
        visitor.say(session, moment)


def _end(visitor: Visitor, session: str) -> None:
    visitor.settle(SETTLE_SECONDS)
    visitor.close(session)
    go(visitor)


class Silence:
    """So many visitors who are connected from beginning to end, and do nothing.

    That one of them loses his connection is the scene's failure.

    Args:
        scene: where.
        count: how many.
    """

    def __init__(self, scene: Scene, count: int) -> None:
        self._scene = scene
        self._callers = [scene.borrow() for _ in range(count)]
        self._crowd = Crowd(scene.address, scene.random("silence"))
        self._crowd.come(self._callers)
        scene.at_last(self._end)

    def _end(self) -> None:
        crowd, count = self._crowd, len(self._callers)
        if crowd.lost or crowd.welcomed < count:
            text = f"{crowd.welcomed} welcomed and {crowd.lost} lost"
            self._scene.fail(f"of {count} silent visitors {text}")
        crowd.leave()
        for caller in self._callers:
            self._scene.give_back(caller)
