"""The pure core of a skill group alone: everything that one assignment asks of it.

Ten thousand agents are free. Sessions come in batches, as a drained mailbox brings
them; slots are asked for, granted and bound; each session says that it is served, and
each agent what he can do now. What the others say is made before the clock runs, and
lies out of the garbage collector's sight, as what lives long does in the service.
"""

from __future__ import annotations

import time
from typing import Final

from actors.assignment.core import Line
from actors.assignment.messages import AgentNews
from actors.assignment.standing import Standing
from actors.ids import AgentId, SessionId
from admin.bench.benchmark import Job, Sample
from runtime.collector import Collector
from runtime.observe import Events

BATCH: Final = 64
"""Sessions that come in one batch."""
AGENTS: Final = 10_000
_CAPACITY: Final = 8
_STANDING: Final = Standing(since_ms=1)


def _news(agent: int, version: int, idle_since_ms: int) -> AgentNews:
    """An agent who has room and asks for nothing in return."""
    return AgentNews(
        agent=AgentId(f"a{agent}"),
        version=version,
        nickname="",
        why_not=None,
        load=version % _CAPACITY,
        capacity=_CAPACITY,
        idle_since_ms=idle_since_ms,
        turn_ms=0,
        skills=(),
        wants_bid=False,
    )


def core_assignments(job: Job) -> Sample:
    """Assignments per second of one line; `job.size` are made."""
    line = Line("bench.1.", 1)
    line.loaded()
    line.settled()
    for agent in range(AGENTS):
        line.hear(_news(agent, 1, agent), 1)
    line.serve(1)
    rounds = job.size // BATCH
    sessions = [[SessionId(f"s{r}-{n}") for n in range(BATCH)] for r in range(rounds)]
    # The longest idle is asked first: agents come round in the order of their numbers.
    news = [
        [_news(at % AGENTS, 2 + at // AGENTS, AGENTS + at) for at in _round(number)]
        for number in range(rounds)
    ]
    with Collector(Events()).installed():
        began = time.perf_counter()
        for number in range(rounds):
            _serve(line, sessions[number], news[number], number)
        spent = time.perf_counter() - began
    return {"per_s": rounds * BATCH / spent}


def _round(number: int) -> range:
    return range(number * BATCH, (number + 1) * BATCH)


def _serve(
    line: Line, sessions: list[SessionId], news: list[AgentNews], now_ms: int
) -> None:
    """One batch from the line into service."""
    for at, session in enumerate(sessions):
        line.wait(session, now_ms * BATCH + at, _STANDING, now_ms)
    for asked in line.serve(now_ms):
        granted = line.grant(asked.id, now_ms)
        assert granted is not None  # noqa: S101 - or there is no figure
        assert granted.bound is not None  # noqa: S101
        line.accepted(granted.bound.session)
    for word in news:
        line.hear(word, now_ms)
