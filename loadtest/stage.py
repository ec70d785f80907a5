"""Where a scenario is played: its phases, and a sample of it every second."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import gevent
from locust.env import Environment

from loadtest.house_plan import HousePlan
from loadtest.link import now
from loadtest.locust_stats import publish
from loadtest.measures import Second
from loadtest.meter import Meter
from loadtest.outcome import Phase, Played, Progress, RateName, Sample
from loadtest.playbill import Play
from loadtest.scenario import DRAIN_SECONDS, STREAMS, Stream
from loadtest.scene import Scene

SAMPLE_SECONDS: Final = 1.0


class Stage:
    """One scenario from its beginning to its end.

    Args:
        play: what is played.
        house: where.
        tell: gets the progress, about once a second.

    Attributes:
        stream: what a Locust user does.
        began_at: when all were there with whom it begins.
    """

    def __init__(
        self, play: Play, house: HousePlan, tell: Callable[[Progress], None]
    ) -> None:
        self.scenario = play.cast()
        self.scene = Scene(
            play.scenario, play.url, house, Path(play.ledgers), play.seed
        )
        self._tell = tell
        self._server = Meter(play.process)
        self._load = Meter(os.getpid())
        self._began = now()
        self._phases: list[Phase] = []
        self._samples: list[Sample] = []
        self._load_cores = 0.0
        self.stream: Stream = _nobody
        self.began_at = math.inf

    @property
    def seconds(self) -> float:
        """Since it began."""
        return now() - self._began

    @property
    def goes_on(self) -> bool:
        """New people come."""
        return now() < self.began_at + self.scenario.planned_seconds

    # --- its parts

    def begin(self) -> None:
        """Agents come; whoever is there from the beginning comes."""
        with self._phase("gathering"):
            self.stream = self.scenario.begin(self.scene)
        self.began_at = now()
        self._server.cores()
        self._load.cores()

    def end(self) -> None:
        """Everybody comes to his end and goes."""
        with self._phase("drain"):
            self.scene.finish(DRAIN_SECONDS)

    def follow(self, environment: Environment) -> gevent.Greenlet[..., None]:
        """Takes a sample every second, and tells Locust, until that is killed."""
        return gevent.spawn(self._sample_for_ever, environment)

    # --- the whole

    def run(self, environment: Environment) -> Played:
        """Plays it with a runner of its own."""
        runner = environment.create_local_runner()
        self.begin()
        sampling = self.follow(environment)
        scenario = self.scenario
        with self._phase("ramp"):
            runner.start(STREAMS, scenario.spawn_rate)
            gevent.sleep(scenario.ramp_seconds)
        meter = Meter(os.getpid())
        with self._phase("steady", is_measured=True):
            self.scene.measures.measure_from(now())
            gevent.sleep(scenario.steady_seconds)
            self.scene.measures.measure_until(now())
        self._load_cores = meter.cores() or 0.0
        runner.quit()
        self.end()
        sampling.kill()
        self._sample(environment)
        return self.played()

    def played(self) -> Played:
        """What came of it."""
        scenario, scene = self.scenario, self.scene
        return Played(
            name=scenario.name,
            seconds=self.seconds,
            parameters=scenario.parameters(),
            phases=tuple(self._phases),
            rates=scene.measures.rates(),
            measures=scene.measures.measured(scenario.measures),
            samples=tuple(self._samples),
            load_cores=self._load_cores,
            watched=scene.watch.watched(scenario.promises),
            failure="\n".join(scene.failures),
        )

    @contextmanager
    def _phase(self, name: str, *, is_measured: bool = False) -> Iterator[None]:
        began = self.seconds
        yield
        seconds = self.seconds - began
        self._phases.append(Phase(name, began, seconds, is_measured=is_measured))

    # --- every second

    def _sample_for_ever(self, environment: Environment) -> None:
        began = now()
        number = 1
        while True:
            gevent.sleep(max(0.0, began + number * SAMPLE_SECONDS - now()))
            self._sample(environment)
            number += 1

    def _sample(self, environment: Environment) -> None:
        self.scene.watch.look(now())
        second = self.scene.measures.take_second()
        publish(environment.stats, second)
        done = _done(second)
        first = second.measures.get(self.scenario.measures[0])
        self._samples.append(
            Sample(
                at_seconds=self.seconds,
                done=done,
                p50_seconds=first.p50 if first else None,
                p99_seconds=first.p99 if first else None,
                server_cores=self._server.cores(),
                server_bytes=self._server.memory_bytes(),
                load_cores=self._load.cores(),
            )
        )
        planned = self.scenario.planned_seconds
        violated = self.scene.watch.violated
        self._tell(Progress(min(self.seconds, planned), planned, done, violated))


def _nobody(number: int) -> None:
    """Before it has begun."""


def _done(second: Second) -> int:
    """Acknowledged messages; where nobody talks, sessions that were opened."""
    done = second.done
    return done.get(RateName.MESSAGES, 0) or done.get(RateName.SESSIONS, 0)
