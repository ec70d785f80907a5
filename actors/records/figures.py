"""PURE: the figures of service, and what each of them means (M7, W6).

All are made of sums over legs, which hold what was counted and timed when it happened;
nothing is counted from messages later. A leg belongs to the time at which it began, to
its agent, its group, the channel of its session.

- sessions: that have such a leg; by hour or day, those that began in it.
- served: stretches of an agent's service. silent: offers that were not taken in time,
  or declined.
- FRT (first response time): from the moment a session was given to people, by its
  opening or by the robot, to the first message of an agent. What the robot and the
  service say does not count. It is credited to the agent who answered. Once per time
  that a session is given to people.
- ART (average response time): from the first message of the visitor's that nobody had
  answered, or from when the agent took the session over if that is later, to the
  agent's next message; the first response is not among them.
- AHT (average handling time): from the assignment to the end of an agent's stretch.
- waits: in lines, served by nobody; those that ended elsewhere than at an agent, the
  visitor's leaving, a close or a message left (an overflow, a move) do not count. ASA
  (average speed of answer): the length of those that an agent ended.
- abandonment: share of the waits that the visitor ended, by closing, by going back to
  the robot, or by being away for the whole grace.
- service level: share of the waits that an agent ended within N seconds.
- transfer rate: share of the ended stretches that ended by a transfer, the agent's or
  for his silence.
- robot resolution: share of the stretches with a robot, in which the visitor wrote,
  that ended without people.
- satisfaction: share of the ratings with four stars or five; stars: their average.
  Both, and solved (share of what was noted to be solved or not), are credited to the
  agent who served last.

Source: the definitions of Amazon Connect; see `actors.records.projection` for how each
is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

import msgspec

BUCKET_MS: Final = 900_000
"""A quarter of an hour: offsets of all time zones in use are multiples of it."""
_MS: Final = 1_000


class Sums(msgspec.Struct):
    """What is added up over legs; lengths in ms."""

    sessions: int = 0
    served: int = 0
    silent: int = 0
    frt_count: int = 0
    frt_ms: int = 0
    replies: int = 0
    reply_ms: int = 0
    handled: int = 0
    handle_ms: int = 0
    waits: int = 0
    answered: int = 0
    answered_ms: int = 0
    prompt: int = 0
    abandoned: int = 0
    transferred: int = 0
    robot: int = 0
    robot_resolved: int = 0
    rated: int = 0
    stars: int = 0
    satisfied: int = 0
    judged: int = 0
    solved: int = 0

    def add(self, other: Sums, sign: int = 1) -> None:
        """Adds another stretch of time; with -1 takes it off again."""
        for name in self.__struct_fields__:
            if value := getattr(other, name):
                setattr(self, name, getattr(self, name) + sign * value)


class Figures(msgspec.Struct, frozen=True):
    """Figures; lengths in ms, shares from 0 to 1, None where nothing is to be told."""

    sessions: int
    served: int
    silent: int
    waits: int
    frt_ms: float | None
    art_ms: float | None
    aht_ms: float | None
    asa_ms: float | None
    abandonment: float | None
    service_level: float | None
    transfer_rate: float | None
    robot_resolution: float | None
    satisfaction: float | None
    stars: float | None
    rated: int
    solved: float | None


def figures_of(sums: Sums) -> Figures:
    """The figures of sums."""
    return Figures(
        sums.sessions,
        sums.served,
        sums.silent,
        sums.waits,
        _share(sums.frt_ms, sums.frt_count),
        _share(sums.reply_ms, sums.replies),
        _share(sums.handle_ms, sums.handled),
        _share(sums.answered_ms, sums.answered),
        _share(sums.abandoned, sums.waits),
        _share(sums.prompt, sums.waits),
        _share(sums.transferred, sums.handled),
        _share(sums.robot_resolved, sums.robot),
        _share(sums.satisfied, sums.rated),
        _share(sums.stars, sums.rated),
        sums.rated,
        _share(sums.solved, sums.judged),
    )


def by_hour(buckets: Iterable[tuple[int, Sums]], zone: tzinfo) -> dict[str, Sums]:
    """Sums of quarters of an hour, by the hour of the day: `00` to `23`.

    Args:
        buckets: number of the quarter (wall time, by `BUCKET_MS`), and its sums.
        zone: whose day.
    """
    return _folded(buckets, lambda time: f"{time:%H}", zone)


def by_day(buckets: Iterable[tuple[int, Sums]], zone: tzinfo) -> dict[str, Sums]:
    """The same by date, as `2026-05-01`."""
    return _folded(buckets, lambda time: f"{time:%Y-%m-%d}", zone)


def total(parts: Mapping[str, Sums]) -> Sums:
    """All of them together."""
    sums = Sums()
    for each in parts.values():
        sums.add(each)
    return sums


def begin_of_day(now_ms: int, zone: tzinfo) -> int:
    """Midnight before a moment, in ms."""
    return _midnight(_moment(now_ms, zone), zone)


def begin_of_week(now_ms: int, zone: tzinfo) -> int:
    """Midnight before the Monday of a moment's week, in ms."""
    now = _moment(now_ms, zone)
    return _midnight(now - timedelta(days=now.weekday()), zone)


def _midnight(time: datetime, zone: tzinfo) -> int:
    begin = datetime(time.year, time.month, time.day, tzinfo=zone)
    return int(begin.timestamp()) * _MS


def _moment(ms: int, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(ms // _MS, UTC).astimezone(zone)


def _folded(
    buckets: Iterable[tuple[int, Sums]],
    key: Callable[[datetime], str],
    zone: tzinfo,
) -> dict[str, Sums]:
    found: dict[str, Sums] = {}
    for bucket, sums in buckets:
        name = key(_moment(bucket * BUCKET_MS, zone))
        found.setdefault(name, Sums()).add(sums)
    return dict(sorted(found.items()))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
