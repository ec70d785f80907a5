"""A whole load test: which scenarios, one after the other, and what came of them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from random import SystemRandom
from tempfile import gettempdir
from typing import Final

import msgspec
from msgspec.structs import replace

from loadtest.arguments import Wishes
from loadtest.growing import Growing
from loadtest.growth import Work
from loadtest.inspection import JOURNAL, Inspection
from loadtest.machine import machine
from loadtest.outcome import Audit, Outcome, Played, Progress, Server, Setting
from loadtest.performance import perform
from loadtest.playbill import Form, Play, scenario_of
from loadtest.report.teller import Told
from loadtest.scenario import Scenario
from loadtest.scenarios.catalogue import SCENARIOS
from loadtest.server import LOAD_SETTINGS, ServerFailed
from loadtest.venue import Venue, check_house, given_venue, own_venue
from loadtest.vitals import Vitals
from runtime.errors import UsageError

SEEDS: Final = 10**6
"""One that is drawn is short enough to be typed again."""


class Act(msgspec.Struct, frozen=True):
    """A scenario with its parameters, and what of them was asked for."""

    scenario: Scenario
    form: Form
    values: dict[str, float]


Tell = Callable[[Told], None]


def acts(wishes: Wishes) -> tuple[Act, ...]:
    """What is to be played, checked.

    Raises:
        UsageError: there is no such scenario or parameter, or it may not be that.
    """
    form: Form = "short" if wishes.is_short else "usual"
    values = dict(wishes.values)
    if wishes.steady_seconds is not None:
        values["steady_seconds"] = wishes.steady_seconds
    found = [_act(name, form, values) for name in wishes.only or SCENARIOS]
    for value in values:
        if not any(value in act.values for act in found):
            raise UsageError(f"no scenario that is played has the parameter {value}")
    return tuple(found)


def _act(name: str, form: Form, values: dict[str, float]) -> Act:
    usual = scenario_of(name, form, {})
    own = {name: values[name] for name in values if hasattr(usual, name)}
    return Act(usual.with_values(own), form, own)


def run(wishes: Wishes, tell: Tell) -> Outcome:
    """Plays all that is wished for.

    Raises:
        UsageError: see `acts`, and `check_house`.
    """
    to_play = acts(wishes)
    if wishes.house is not None:
        check_house(wishes.house, [act.scenario for act in to_play])
    seed = SystemRandom().randrange(SEEDS) if wishes.seed is None else wishes.seed
    began_at, began = datetime.now(UTC), time.monotonic()
    busy, *_ = os.getloadavg()
    director = _Director(wishes, seed, len(to_play), tell)
    for together in _sharing(to_play, wishes):
        director.play(together)
    return Outcome(
        began_at=began_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        seconds=time.monotonic() - began,
        seed=seed,
        machine=machine(Path(gettempdir())),
        server=_server(wishes),
        played=tuple(director.played),
        form=to_play[0].form,
        busy=busy,
    )


def _sharing(to_play: Sequence[Act], wishes: Wishes) -> Iterator[tuple[Act, ...]]:
    """Which scenarios share a server.

    Each has its own, so that none pays for what another left behind; in the short
    form all share one, with the settings of all: a start takes as long as they do.
    """
    if wishes.url or wishes.is_short:
        yield tuple(to_play)
    else:
        yield from ((act,) for act in to_play)


class _Director:
    """Plays scenarios and keeps what came of them."""

    def __init__(self, wishes: Wishes, seed: int, count: int, tell: Tell) -> None:
        self.played: list[Played] = []
        self._wishes = wishes
        self._seed = seed
        self._count = count
        self._tell = tell

    def play(self, together: Sequence[Act]) -> None:
        """Plays those that share a server; its failure is theirs."""
        first = len(self.played)
        try:
            with self._venue(together) as venue:
                inspect = _inspecting(venue)
                for act in together:
                    growing = _growing(act.scenario, venue)
                    played = replace(
                        self._perform(act, venue, growing), audit=inspect()
                    )
                    self._add(act, _grown(played, growing))
        except ServerFailed as error:
            missing = together[len(self.played) - first :]
            for act in missing:
                name = act.scenario.name
                self._add(act, Played(name=name, seconds=0.0, failure=str(error)))
            if not missing:  # it was not to be stopped in order
                self.played[-1] = replace(self.played[-1], failure=str(error))

    def _venue(self, together: Sequence[Act]) -> AbstractContextManager[Venue]:
        if self._wishes.house is not None:
            return given_venue(self._wishes.url, self._wishes.house)
        return own_venue([act.scenario for act in together])

    def _perform(self, act: Act, venue: Venue, growing: Growing | None) -> Played:
        told = Told(act.scenario.name, len(self.played) + 1, self._count)
        self._tell(told)
        play = Play(
            scenario=act.scenario.name,
            url=venue.url,
            house=str(venue.house),
            ledgers=str(venue.ledgers),
            played="",
            seed=self._seed,
            process=venue.process,
            form=act.form,
            values=act.values,
        )

        def on_progress(progress: Progress) -> None:
            self._tell(replace(told, progress=progress))
            if growing is not None:
                growing.follow(progress)

        return perform(play, on_progress)

    def _add(self, act: Act, played: Played) -> None:
        settings = tuple(Setting(*each) for each in act.scenario.settings.items())
        self.played.append(replace(played, settings=settings))
        number = len(self.played)
        self._tell(Told(played.name, number, self._count, played=self.played[-1]))


def _inspecting(venue: Venue) -> Callable[[], Audit | None]:
    """What audits the server after each scenario; of one that is not ours, nothing."""
    if venue.data is None:
        return lambda: None
    return Inspection(venue.data, venue.ledgers).inspect


def _growing(scenario: Scenario, venue: Venue) -> Growing | None:
    """What follows the server's growth, of a soak on a server that is ours."""
    if not scenario.is_soak or venue.data is None:
        return None
    vitals = Vitals(venue.process, venue.data / JOURNAL, venue.http)
    return Growing(vitals, scenario.ramp_seconds)


def _grown(played: Played, growing: Growing | None) -> Played:
    """The same with what grew meanwhile."""
    if growing is None or played.audit is None:
        return played
    work = Work(played.audit.messages, played.audit.sessions)
    return replace(played, growth=growing.finish(work))


def _server(wishes: Wishes) -> Server:
    if wishes.url:
        return Server(version="", url=wishes.url)
    settings = tuple(Setting(*each) for each in LOAD_SETTINGS.items())
    return Server(version("triodesk"), settings)
