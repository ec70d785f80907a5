"""Scenarios as Locust knows them: a user class each, and the shape of its load."""

from __future__ import annotations

from itertools import count
from typing import ClassVar

import gevent
from locust import User, task

from loadtest.stage import Stage


class Stream(User):
    """One share of what comes in; its people live on in the scene when it is stopped.

    Attributes:
        stage: where it is played; set on the class before the first user.
    """

    abstract = True
    stage: ClassVar[Stage]
    _numbers: ClassVar = count()

    @task
    def run_stream(self) -> None:
        """Brings people until it is killed."""
        stage = self.stage
        stage.stream(next(self._numbers))
        gevent.sleep(stage.planned_seconds)  # it has brought all whom it may


def user_of(on_stage: Stage) -> type[Stream]:
    """The user class of a scenario that is to be played."""
    name = "".join(map(str.capitalize, on_stage.scenario.name.split("_")))
    return type(name, (Stream,), {"stage": on_stage, "abstract": False})
