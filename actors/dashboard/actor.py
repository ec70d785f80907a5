"""Who takes the desk's picture: once a second while somebody watches (M6).

What it takes does not grow with the sessions: a step per group and agent, and one
question to the records, whose tally is kept up to date as they are written. Where they
are away, or busy with somebody's report, the day's figures stay as they were last had;
lines and agents are live.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Never
from zoneinfo import ZoneInfo

import trio

from actors.dashboard.looks import look_at_agents, look_at_groups
from actors.dashboard.office import DASHBOARD_TOPIC, DashboardOffice, PictureTaken
from actors.dashboard.picture import Picture
from actors.records.archive import Archive
from actors.records.figures import begin_of_day
from actors.records.messages import CountDay, DayCounted, LookUpFault, LookUpRefused
from actors.rules.rulebook import Rules
from runtime.actor import Service
from runtime.node import Node

LOOK_SECONDS: Final = 1.0
"""Between two pictures: people read no faster, and the records follow in half of it."""
COUNT_SECONDS: Final = 0.5
"""A picture waits no longer for the day's figures: it has those of the one before."""
TOO_MUCH_SECONDS: Final = 60.0
"""Before records are asked again that took too long to count: others wait behind."""
_NOTHING: Final = DayCounted(0, (), ())


class Photographer(Service[Never]):
    """One life of it.

    Args:
        node: whose groups and agents are looked at.
        rules: say when a day begins, and what is prompt.
        archive: knows the day's figures.
        office: where the pictures hang.
    """

    def __init__(
        self, node: Node, rules: Rules, archive: Archive, office: DashboardOffice
    ) -> None:
        self._node = node
        self._rules = rules
        self._archive = archive
        self._office = office
        self._counted = _NOTHING
        self._day_ms = 0
        self._not_before = 0.0
        self._is_counting = False
        self._has_counted = trio.Event()

    async def run(self, started: Callable[[], None]) -> None:
        """Takes pictures until cancelled."""
        async with trio.open_nursery() as nursery:
            started()
            while True:
                topics, now_ms = self._node.topics, self._node.wall_ms()
                is_watched = topics.is_heard(DASHBOARD_TOPIC)
                if is_watched or self._office.trend.is_due(now_ms):
                    self._office.take(await self._picture(nursery, now_ms))
                    topics.publish(DASHBOARD_TOPIC, PictureTaken())
                await trio.sleep(LOOK_SECONDS)

    async def _picture(self, nursery: trio.Nursery, now_ms: int) -> Picture:
        zone = ZoneInfo(self._rules.of("").hours.time_zone)
        day = CountDay(begin_of_day(now_ms, zone), self._rules.desk.prompt_seconds)
        self._begin_to_count(nursery, day)
        with trio.move_on_after(COUNT_SECONDS):
            await self._has_counted.wait()
        return Picture(
            self._node.wall_ms(),
            day.from_ms,
            day.prompt_seconds,
            self._archive.behind,
            look_at_groups(self._node),
            look_at_agents(self._node),
            {each.group: each.sums for each in self._counted.days},
            {(each.group, each.stage): each.count for each in self._counted.open},
        )

    def _begin_to_count(self, nursery: trio.Nursery, day: CountDay) -> None:
        if day.from_ms != self._day_ms:  # yesterday's figures are not today's
            self._counted, self._day_ms = _NOTHING, day.from_ms
        if self._is_counting or trio.current_time() < self._not_before:
            return
        self._is_counting, self._has_counted = True, trio.Event()
        nursery.start_soon(self._count, day)

    async def _count(self, day: CountDay) -> None:
        counted = await self._archive.count_day(day)
        if isinstance(counted, LookUpRefused):
            if counted.fault is LookUpFault.TOO_MUCH:
                self._not_before = trio.current_time() + TOO_MUCH_SECONDS
        elif day.from_ms == self._day_ms:
            self._counted = counted
        self._is_counting = False
        self._has_counted.set()
