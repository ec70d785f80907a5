"""PURE: a scenario played by the service's own cores, under a virtual clock.

Sessions, agents and groups are the cores that the actors of the service run; what is
left out is what people do not wait for: journal, commits, messages between processes.
What one says the others hear at once, so figures are those of a service that is never
slow. The same scenario and seed play the same day.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from msgspec.structs import replace

from actors.assignment.line_rule import line_rule
from actors.ids import GroupId
from actors.rules.settings import ServiceSettings
from actors.session.terms import SessionPhase
from admin.simulation.arrivals import visits_of
from admin.simulation.asides import ComeOn, GoOff, LoseConnection
from admin.simulation.people import Person, losses, staff_of
from admin.simulation.play import MIDNIGHT_MS, Play
from admin.simulation.played_agent import PlayedAgent
from admin.simulation.played_group import PlayedGroup
from admin.simulation.played_session import PlayedSession
from admin.simulation.regulars import Regulars
from admin.simulation.scenario import Scenario, seconds_of
from admin.simulation.story import Day, Fate, Sample, Story

Progress = Callable[[float], object]
"""Is told which share of the visits has come, now and then."""

_PROGRESS_EVERY: Final = 500
"""Visits."""


class Engine:
    """One day of a scenario.

    Args:
        scenario: checked.
        seed: of all chance.
        progress: see `Progress`.
    """

    def __init__(
        self, scenario: Scenario, seed: int, progress: Progress = lambda _: None
    ) -> None:
        self.play = Play()
        self._scenario = scenario
        self._settings = settings = played_settings(scenario.service)
        self._visits = visits_of(scenario, seed)
        self._progress = progress
        self._regulars = Regulars(seed)
        self._stories: list[Story | None] = [None] * len(self._visits)
        self._samples: list[Sample] = []
        self._live: dict[str, PlayedSession] = {}
        accept_ms = round(settings.accept_seconds * 1000)
        for group in scenario.groups:
            rule = line_rule(group.rule, settings)
            played = PlayedGroup(GroupId(group.id), rule, accept_ms, self.play)
            self.play.groups[group.id] = played
        self._agents = [
            PlayedAgent(person, seed, settings, self.play)
            for person in staff_of(scenario)
        ]
        for agent in self._agents:
            self.play.agents[agent.id] = agent
        for person in staff_of(scenario):
            self._plan(person, seed)

    def _plan(self, person: Person, seed: int) -> None:
        """What an agent is to do by the clock."""
        play, end = self.play, seconds_of(self._scenario.end)
        tell = partial(play.tell_agent, person.id)
        for span in person.spans:
            play.at(_at(span.begin), partial(tell, ComeOn()))
            if span.end is not None:
                goes = partial(tell, GoOff(span.is_last))
                play.at(_at(span.end), goes)
        for loss in losses(person, seed, end):
            away = LoseConnection(round(loss.seconds * 1000))
            play.at(_at(loss.at_seconds), partial(tell, away))

    def run(self) -> Day:
        """Plays the day to its end, when nobody is served any more."""
        if self._visits:
            self.play.at(_at(self._visits[0].at_seconds), partial(self._come, 0))
        self.play.at(_at(seconds_of(self._scenario.start)), self._sample)
        self.play.run()
        for session in tuple(self._live.values()):
            session.end(Fate.UNSERVED)
        return Day(
            tuple(story for story in self._stories if story is not None),
            tuple(agent.duty() for agent in self._agents),
            tuple(self._samples),
        )

    def _come(self, number: int) -> None:
        """A visitor comes, and the next one is awaited."""
        visit = self._visits[number]
        session = PlayedSession(
            number,
            visit,
            self._regulars.prefer(visit),
            self._settings,
            self.play,
            self._over,
        )
        self.play.sessions[session.id] = self._live[session.id] = session
        session.open()
        following = number + 1
        if following < len(self._visits):
            due_ms = _at(self._visits[following].at_seconds)
            self.play.at(due_ms, partial(self._come, following))
        if not following % _PROGRESS_EVERY:
            self._progress(following / len(self._visits))

    def _over(self, story: Story) -> None:
        self._stories[story.visit] = story
        del self._live[f"s{story.visit}"]
        self._regulars.note(story)

    def _sample(self) -> None:
        """Counts, and does so again while anything is to come."""
        now_ms, present = (
            self.play.now_ms,
            [each for each in self._agents if each.is_present],
        )
        waiting = sum(each.phase is SessionPhase.QUEUED for each in self._live.values())
        self._samples.append(
            Sample(
                now_ms - MIDNIGHT_MS,
                waiting,
                len(self._live) - waiting,
                len(present),
                sum(each.capacity for each in present),
            )
        )
        if not self.play.is_idle:
            due_ms = now_ms + round(self._scenario.sample_seconds * 1000)
            self.play.at(due_ms, self._sample)


def play_day(scenario: Scenario, seed: int, progress: Progress = lambda _: None) -> Day:
    """The day of a scenario; see `Engine`."""
    return Engine(scenario, seed, progress).run()


def _at(seconds: float) -> int:
    return MIDNIGHT_MS + round(seconds * 1000)


def played_settings(settings: ServiceSettings) -> ServiceSettings:
    """Without what happens only to people who talk."""
    return replace(
        settings,
        visitor_silence_seconds=0,
        robot_silence_seconds=0,
        agent_reminder_seconds=0,
        agent_silence_seconds=0,
        visitor_grace_seconds=0,
        rating=False,
    )
