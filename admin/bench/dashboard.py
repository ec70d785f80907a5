"""`bench dashboard`: what a live dashboard costs the service that is looked at.

The records' process: sessions recorded per second with a tally that is kept up to date,
and without. The service's own: a picture of many groups and agents made into what one
who sees everything is shown, up to the bytes. `--size N` records N sessions, and makes
N / 100 views. All is CPU time: of that alone there is too little when much happens.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import count
from typing import Final

from actors.agent.messages import AgentStatus
from actors.assignment.standing import QueueClass
from actors.dashboard.picture import AgentLook, GroupLook, Picture
from actors.dashboard.view import view_of
from actors.ids import AgentId, GroupId
from actors.records.actor import EVENTS_AT_ONCE
from actors.records.figures import Sums
from actors.records.messages import CountDay, DayCounted, Project
from actors.records.store import RecordStore
from actors.records_schema import STEPS
from actors.session.actor import SESSION_CODEC
from actors.session.events import (
    QueueCause,
    SessionAssigned,
    SessionClosed,
    SessionEvent,
    SessionOpened,
    SessionQueued,
    Way,
)
from actors.session.terms import CloseCause, CloseReason, SessionPhase
from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.figure import Figure, at_most, printed
from gateway.dashboard_view import dashboard_frame
from gateway.wire.server_codec import encode_frame
from runtime.journal import FollowedEvent, StoredEvent
from runtime.sql_database import SqlDatabase

SESSIONS: Final = 4_000
QUICK_SESSIONS: Final = 500
GROUPS: Final = 200
AGENTS: Final = 500
TOGETHER: Final = 100
"""Sessions that go on at once."""
ASKED: Final = 50
"""Times that the day is asked for."""
VIEW_GOAL_MS: Final = 20.0
"""Of each second in which it changes: two hundredths of the loop."""
ADDED_GOAL: Final = 15.0
"""Percent of the records' time: they are not to fall behind by being looked at."""
_MS: Final = 1_000


def _events(number: int) -> tuple[SessionEvent, ...]:
    """A short session: a line, an agent, its end."""
    group, agent = f"g{number % GROUPS}", f"a{number % AGENTS}"
    return (
        SessionOpened(f"v{number}", "访客", "web", group, SessionPhase.ROUTING),
        SessionQueued(group, QueueClass.NEW, QueueCause.ASKED),
        SessionAssigned(agent, 1, f"r{number}", 1, Way.AUTO, group, agent_name=agent),
        SessionClosed(CloseReason.SEAT, agent, CloseCause.ASKED),
    )


def _journal(sessions: int) -> Iterator[FollowedEvent]:
    """Of `TOGETHER` sessions first their first events, then their second ones."""
    position = count(1)
    for begin in range(0, sessions, TOGETHER):
        some = range(begin, min(sessions, begin + TOGETHER))
        stories = [(number, _events(number)) for number in some]
        for step in range(len(stories[0][1])):
            for number, story in stories:
                body = SESSION_CODEC.encode_event(story[step])
                at = next(position)
                stored = StoredEvent(step + 1, at, at, body)
                yield FollowedEvent(f"session/s{number}", stored)


def _recorded(job: Job, *, is_followed: bool) -> Sample:
    database = SqlDatabase(job.directory / "records.db", STEPS)
    store = RecordStore(database.engine)
    rows = tuple(_journal(job.size))
    pages = [
        Project(begin, rows[begin : begin + EVENTS_AT_ONCE])
        for begin in range(0, len(rows), EVENTS_AT_ONCE)
    ]
    if is_followed:
        store.answer(CountDay(0))
    began = time.process_time()
    for page in pages:
        store.answer(page)
    sample = {"sessions_per_s": job.size / (time.process_time() - began)}
    began = time.process_time()
    for _ in range(ASKED):
        answer = store.answer(CountDay(0))
        assert isinstance(answer, DayCounted), answer  # noqa: S101 - or no figure
    sample["asked_ms"] = (time.process_time() - began) / ASKED * _MS
    database.close()
    return sample


def _followed(job: Job) -> Sample:
    return _recorded(job, is_followed=True)


def _alone(job: Job) -> Sample:
    return _recorded(job, is_followed=False)


def _picture() -> Picture:
    groups = [GroupId(f"g{number:03}") for number in range(GROUPS)]
    return Picture(
        1_000_000,
        0,
        20,
        0,
        tuple(GroupLook(group, f"组{group}", 3, 900_000) for group in groups),
        tuple(
            AgentLook(
                AgentId(f"a{number:03}"),
                f"客服{number}",
                AgentStatus.FREE,
                *(1, 3, 900_000),
                is_there=True,
                groups=(groups[number % GROUPS],),
            )
            for number in range(AGENTS)
        ),
        {str(group): Sums(waits=9, answered=8, answered_ms=70_000) for group in groups},
        {(group, stage.value): 2 for group in groups for stage in SessionPhase},
    )


def _shown(job: Job) -> Sample:
    picture = _picture()
    views = max(1, job.size // 100)
    began = time.process_time()
    size = sum(
        len(encode_frame(dashboard_frame(picture, view_of(picture, None))))
        for _ in range(views)
    )
    took = time.process_time() - began
    return {"view_ms": took / views * _MS, "bytes": size / views}


def _figures(samples: Samples) -> tuple[Figure, ...]:
    followed = samples.of("followed", "sessions_per_s")
    alone = samples.of("alone", "sessions_per_s")
    return (
        printed("sessions recorded in a second, nobody counts", alone, "1/s"),
        printed("sessions recorded and counted", followed, "1/s"),
        at_most(
            "time that counting adds", (alone / followed - 1) * 100, "%", ADDED_GOAL
        ),
        printed("the day of 200 groups", samples.of("followed", "asked_ms"), "ms"),
        at_most(
            "a view of 200 groups and 500 agents",
            samples.of("shown", "view_ms"),
            "ms",
            VIEW_GOAL_MS,
        ),
        printed("its frame", samples.of("shown", "bytes") / 1e3, "kB"),
    )


DASHBOARD: Final = Benchmark(
    "dashboard",
    "what a live dashboard costs the service that is looked at",
    (
        Case("alone", _alone, SESSIONS, QUICK_SESSIONS),
        Case("followed", _followed, SESSIONS, QUICK_SESSIONS),
        Case("shown", _shown, SESSIONS, QUICK_SESSIONS),
    ),
    _figures,
    uses_disk=True,
    runs=3,
)
