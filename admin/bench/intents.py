"""`bench intents`: recognising which of 50 intents a message means.

In the process that asks, on one core; times are of the processor. Recognition runs
inline, with every message of a visitor, so that its time is the loop's. The intents
are the presets, their utterances dealt out anew: `--size N` makes N of them.
"""

from __future__ import annotations

import time
from random import Random
from typing import Final

from actors.intents.intent import Intent
from actors.intents.presets import both_presets
from actors.intents.recogniser import Recogniser
from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.figure import Figure, at_most, printed

INTENTS_OF: Final = 50
UTTERANCES: Final = 30
"""Of each intent."""
GOAL_MS: Final = 0.3
"""Of the median: a message costs the loop no more."""
QUERIES: Final = 2_000
RUNS: Final = 3
_MS: Final = 1_000.0


def _intents(count: int, random: Random) -> list[Intent]:
    presets = both_presets()
    said = [text for intent in presets for text in intent.utterances]
    return [
        Intent(
            f"intent{number}",
            "",
            tuple(random.sample(said, UTTERANCES)),
            presets[number % len(presets)].words,
        )
        for number in range(count)
    ]


def _recognised(job: Job) -> Sample:
    random = Random(0)  # noqa: S311 - nothing here is a secret
    intents = _intents(job.size, random)
    began = time.process_time()
    recogniser = Recogniser(intents)
    build_s = time.process_time() - began
    said = [text for intent in intents for text in intent.utterances]
    waits = []
    for _ in range(QUERIES):
        text = f"{random.choice(said)}, {random.choice(said)}"
        began = time.process_time()
        recogniser.recognise(text)
        waits.append((time.process_time() - began) * _MS)
    waits.sort()
    return {
        "p50_ms": waits[QUERIES // 2],
        "p99_ms": waits[QUERIES * 99 // 100],
        "build_ms": build_s * _MS,
    }


def _figures(samples: Samples) -> tuple[Figure, ...]:
    def of(measure: str) -> float:
        return samples.of("recogniser", measure)

    return (
        at_most("a message of two sentences, p50", of("p50_ms"), "ms", GOAL_MS),
        printed("a message of two sentences, p99", of("p99_ms"), "ms"),
        printed("all utterances read", of("build_ms"), "ms"),
    )


INTENTS: Final = Benchmark(
    "intents",
    f"recognising which of {INTENTS_OF} intents with {UTTERANCES} utterances is meant",
    (Case("recogniser", _recognised, INTENTS_OF, INTENTS_OF),),
    _figures,
    runs=RUNS,
)
