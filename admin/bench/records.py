"""`bench records`: building the records of many sessions, and searching them.

All on one core, in the process of the database itself: no port, no loop. A search is
timed from its first page's question until it has `PAGE` sessions or has seen all of
them, however many answers that takes. `--size N` makes N sessions.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random
from typing import Final

from sqlalchemy import Engine

from actors.records.messages import FindSessions, RecordFilter, SessionPage
from actors.records.store import RecordStore
from actors.records_schema import STEPS
from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.figure import Figure, at_most, printed
from admin.bench.records_house import (
    AGENTS,
    CHANNELS,
    GROUPS,
    TAGS,
    Language,
    fill,
    make_language,
    order,
)
from runtime.sql_database import SqlDatabase

SESSIONS: Final = 1_000_000
QUICK_SESSIONS: Final = 2_000
PAGE: Final = 50
"""Sessions that a search is to find: two screens."""
SEARCHES: Final = 60
"""Of each kind."""
GOAL_MS: Final = 200.0
BUILD_SECONDS: Final = 7_200.0
"""For all of it: a million sessions take some half an hour."""
_MS: Final = 1_000
_CASE: Final = "search"
_USUAL_WORDS: Final = range(20, 100)
_RARE_WORDS: Final = range(15_000, 20_000)

Wanted = Callable[[Language, Random], RecordFilter]


def _word(ranks: range) -> Callable[[Language, Random], str]:
    """A word of at least two characters, of about such a rank."""

    def word(language: Language, random: Random) -> str:
        while True:
            found = language.words[random.choice(ranks)]
            if len(found) > 1:
                return found

    return word


def _piece(length: int) -> Callable[[Language, Random], str]:
    """So many characters of something that may have been said."""

    def piece(language: Language, random: Random) -> str:
        text = language.text(random)
        begin = random.randrange(max(1, len(text) - length + 1))
        return text[begin : begin + length].strip() or "的"

    return piece


def _absent(language: Language, random: Random) -> str:
    """Four characters that are usual, and hardly ever said in this order."""
    return "".join(_piece(1)(language, random) for _ in range(4))


def _texts(choose: Callable[[Language, Random], str]) -> Wanted:
    return lambda language, random: RecordFilter(text=choose(language, random))


def _agent(random: Random) -> str:
    return f"agent-{random.randrange(AGENTS)}"


def _channel(random: Random) -> str:
    return f"channel-{random.randrange(CHANNELS)}"


def _filter(_: Language, random: Random) -> RecordFilter:
    return random.choice(
        (
            RecordFilter(agent=_agent(random)),
            RecordFilter(visitor=f"visitor-{random.randrange(1_000_000)}"),
            RecordFilter(tag=f"tag-{random.randrange(TAGS)}", stars=1),
            RecordFilter(group=f"group-{random.randrange(GROUPS)}", stars=2),
            RecordFilter(channel=_channel(random)),
        )
    )


def _both(choose: Callable[[Language, Random], str]) -> Wanted:
    def both(language: Language, random: Random) -> RecordFilter:
        text = choose(language, random)
        return random.choice(
            (
                RecordFilter(agent=_agent(random), text=text),
                RecordFilter(tag=f"tag-{random.randrange(TAGS)}", text=text),
                RecordFilter(channel=_channel(random), text=text),
                RecordFilter(stars=1, text=text),
            )
        )

    return both


KINDS: Final[dict[str, Wanted]] = {
    "a common word": _texts(_word(_USUAL_WORDS)),
    "a rare word": _texts(_word(_RARE_WORDS)),
    "2 characters": _texts(_piece(2)),
    "1 character": _texts(_piece(1)),
    "an order number": _texts(lambda _, random: order(random)),
    "what nobody said": _texts(_absent),
    "filter only": _filter,
    "filter and a common word": _both(_word(_USUAL_WORDS)),
    "filter and a rare word": _both(_word(_RARE_WORDS)),
    "filter and 2 characters": _both(_piece(2)),
    "filter and 1 character": _both(_piece(1)),
}


def _run(job: Job) -> Sample:
    random = Random(0)  # noqa: S311 - nothing here is a secret
    language = make_language(random)
    path = job.directory / "records.db"
    database = SqlDatabase(path, STEPS)
    began = time.perf_counter()
    fill(database.engine, job.size, language, random)
    sample = {"sessions_per_s": job.size / (time.perf_counter() - began)}
    files = path.parent.glob("records.db*")
    sample["bytes"] = float(sum(each.stat().st_size for each in files))
    sample["sessions"] = float(job.size)
    for kind, wanted in KINDS.items():
        waits = sorted(
            _search(database.engine, wanted(language, random)) for _ in range(SEARCHES)
        )
        sample[f"{kind} p50"] = waits[SEARCHES // 2] * _MS
        sample[f"{kind} p95"] = waits[SEARCHES * 95 // 100] * _MS
    database.close()
    return sample


def _search(engine: Engine, wanted: RecordFilter) -> float:
    """Seconds until the page is full, or all was seen."""
    store = RecordStore(engine)
    began = time.perf_counter()
    found = before = 0
    while True:
        page = store.answer(FindSessions(wanted, before=before, limit=PAGE - found))
        assert isinstance(page, SessionPage), page  # noqa: S101 - or there is no figure
        found += len(page.cards)
        before = page.next
        if not before or found >= PAGE:
            return time.perf_counter() - began


def _figures(samples: Samples) -> tuple[Figure, ...]:
    sessions = samples.of(_CASE, "sessions")
    head = (
        printed("sessions", sessions, ""),
        printed("built", samples.of(_CASE, "sessions_per_s"), "1/s"),
        printed("size of the database", samples.of(_CASE, "bytes") / 1e6, "MB"),
    )
    return head + tuple(
        figure
        for kind in KINDS
        for figure in (
            printed(f"{kind}, p50", samples.of(_CASE, f"{kind} p50"), "ms"),
            at_most(f"{kind}, p95", samples.of(_CASE, f"{kind} p95"), "ms", GOAL_MS),
        )
    )


RECORDS: Final = Benchmark(
    "records",
    "building and searching the records of a million sessions",
    (
        Case(
            _CASE,
            _run,
            SESSIONS,
            QUICK_SESSIONS,
            is_long=True,
            limit_seconds=BUILD_SECONDS,
        ),
    ),
    _figures,
    uses_disk=True,
)
