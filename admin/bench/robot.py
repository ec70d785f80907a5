"""`bench robot`: finding the question that is meant, in bases of three sizes.

All on one core, in the process that asks. Times are of the processor, so that what
else the machine does tells on none: neither side waits for anything. The peers look at
every text of the base for each query. `--size N` makes N questions, in every case.
"""

from __future__ import annotations

import mmap
import time
from collections.abc import Callable
from random import Random
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from actors.robot.candidates import Entry
from actors.robot.image import dump, load
from actors.robot.matcher import Matcher
from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.figure import Figure, at_most, printed
from admin.bench.records_house import make_language
from admin.bench.robot_base import ask, make_base
from admin.process_memory import resident_bytes

GOALS_MS: Final = {1_000: 1.0, 10_000: 3.0, 100_000: 10.0}
"""Of the p99, by the questions of the base."""
GOAL_BUILD_S: Final = 20.0
"""Of the largest base."""
QUERIES: Final = 2_000
PEER_QUERIES: Final = 20
"""Few: in the largest base each takes a second."""
QUICK: Final = 100
RUNS: Final = 3
_MOST: Final = max(GOALS_MS)
_PEERS: Final = {"ratio": fuzz.ratio, "WRatio": fuzz.WRatio}
_MS: Final = 1_000.0
_MB: Final = 1e6

Find = Callable[[str], str]
"""The id of the entry that is meant by a query."""


def _base(job: Job, random: Random) -> list[Entry]:
    return make_base(job.size, make_language(random), random)


def _asked(find: Find, base: list[Entry], count: int, random: Random) -> Sample:
    """Asks so often; how long each took, and how often the right one was found."""
    waits, hits = [], 0
    for _ in range(count):
        entry = random.choice(base)
        query = ask(random.choice(entry.texts), random)
        began = time.process_time()
        found = find(query)
        waits.append((time.process_time() - began) * _MS)
        hits += found == entry.id
    waits.sort()
    return {
        "p50_ms": waits[count // 2],
        "p99_ms": waits[count * 99 // 100],
        "hits": hits / count,
    }


def _matcher(job: Job) -> Sample:
    random = Random(0)  # noqa: S311 - nothing here is a secret
    base = _base(job, random)
    before = resident_bytes()
    began = time.process_time()
    built = Matcher.build(base)
    build_s = time.process_time() - began
    file = job.directory / "image"
    with file.open("wb") as written:
        written.writelines(dump(built))
    del built
    with file.open("rb") as image:
        mapped = mmap.mmap(image.fileno(), 0, access=mmap.ACCESS_READ)
    began = time.process_time()
    matcher = load(memoryview(mapped))
    load_ms = (time.process_time() - began) * _MS

    def find(query: str) -> str:
        found = matcher.rank(query, 3)
        return found[0].entry if found else ""

    asked = _asked(find, base, QUERIES, random)
    return {
        **asked,
        "build_s": build_s,
        "load_ms": load_ms,
        "image_mb": file.stat().st_size / _MB,
        "resident_mb": max(0, resident_bytes() - before) / _MB,
    }


def _peer(scorer: Callable[..., float]) -> Callable[[Job], Sample]:
    def run(job: Job) -> Sample:
        random = Random(0)  # noqa: S311 - nothing here is a secret
        base = _base(job, random)
        texts = [text for entry in base for text in entry.texts]
        ids = [entry.id for entry in base for _ in entry.texts]

        def find(query: str) -> str:
            best = extractOne(query, texts, scorer=scorer)
            return ids[best[2]] if best else ""

        return _asked(find, base, PEER_QUERIES, random)

    return run


def _cases() -> tuple[Case, ...]:
    ours = (
        Case(f"robot {size}", _matcher, size, QUICK, is_long=size == _MOST)
        for size in GOALS_MS
    )
    theirs = (
        Case(f"{name} {size}", _peer(scorer), size, QUICK, is_long=size == _MOST)
        for size in GOALS_MS
        for name, scorer in _PEERS.items()
    )
    return (*ours, *theirs)


def _figures(samples: Samples) -> tuple[Figure, ...]:
    def of(measure: str, size: int = _MOST) -> float:
        return samples.of(f"robot {size}", measure)

    def peers(measure: str, size: int) -> dict[str, float | None]:
        return {name: samples.peer(f"{name} {size}", measure) for name in _PEERS}

    by_size = tuple(
        figure
        for size, goal in GOALS_MS.items()
        for figure in (
            printed(
                f"{size:,} questions, p50",
                of("p50_ms", size),
                "ms",
                peers("p50_ms", size),
            ),
            at_most(
                f"{size:,} questions, p99",
                of("p99_ms", size),
                "ms",
                goal,
                peers("p99_ms", size),
            ),
            printed(
                f"{size:,} questions, right one found",
                of("hits", size),
                "of 1",
                peers("hits", size),
            ),
        )
    )
    return (
        *by_size,
        at_most(f"{_MOST:,} questions, built", of("build_s"), "s", GOAL_BUILD_S),
        printed("its image", of("image_mb"), "MB"),
        printed("its image, mapped and ready", of("load_ms"), "ms"),
        printed("memory of the process for it", of("resident_mb"), "MB"),
    )


ROBOT: Final = Benchmark(
    "robot",
    "finding the question that is meant among up to 100,000 with 3 similar each",
    _cases(),
    _figures,
    runs=RUNS,
)
