"""Scenarios as Locust knows them: a user class each, and the shape of its load."""

from __future__ import annotations

from itertools import count
from typing import ClassVar

from gevent.event import Event
from locust import LoadTestShape, User, task

from loadtest.scenario import STREAMS, Scenario
from loadtest.stage import Stage


class Stream(User):
    """One share of what comes in; its people live on in the scene when it is stopped.

    Attributes:
        scenario: what it is a user of.
        stage: where that is played, while it is: one at a time in a process.
    """

    abstract = True
    scenario: ClassVar[type[Scenario]]
    stage: ClassVar[Stage | None] = None
    _numbers: ClassVar = count()

    @task
    def run_stream(self) -> None:
        """Brings people until it is killed."""
        if Stream.stage is not None:
            Stream.stage.stream(next(Stream._numbers))
        Event().wait()  # it has brought all whom it may


def user_of(scenario: type[Scenario]) -> type[Stream]:
    """The user class of a scenario: `Conversation` of `conversation`."""
    return type(
        scenario.__name__,
        (Stream,),
        {"scenario": scenario, "abstract": False, "__doc__": scenario.explanation},
    )


class Shape(LoadTestShape):
    """All users within the ramp, and the end when the steady phase is over."""

    abstract = True
    spawn_rate: ClassVar[float] = STREAMS
    is_called_off: ClassVar = False
    """The server could not be started."""

    def tick(self) -> tuple[int, float] | None:
        """How many users there should be, and how fast; None: it is over."""
        stage = Stream.stage
        is_over = stage is not None and not stage.goes_on
        return None if Shape.is_called_off or is_over else (STREAMS, Shape.spawn_rate)
