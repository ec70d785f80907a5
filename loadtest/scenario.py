"""What every scenario is: its parameters, its house, and what people do in it.

A scenario is a struct of its parameters; each says its meaning and its unit. It is
played as so many Locust users (`STREAMS` of them are its full load), each of whom
brings an equal share of what comes in. The agents are there from the beginning.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Annotated, ClassVar, Final, Self

import msgspec
from msgspec import Meta

from gateway.wire.terms import Id
from loadtest.house_plan import HouseShape
from loadtest.outcome import MeasureName, Parameter, Promise
from loadtest.scene import Scene
from runtime.errors import UsageError

STREAMS: Final = 10
"""Locust users that are a scenario's full load; on its page there may be others."""
SHORT_RAMP_SECONDS: Final = 0.3
SHORT_STEADY_SECONDS: Final = 2.2
"""Of the short form: all seven, with the starts of their processes, in half a minute on
a machine that does nothing else."""
DRAIN_SECONDS: Final = 15.0
"""In which everybody comes to his end; more than any talk is meant to last."""

Seconds = Annotated[float, Meta(ge=0)]
Count = Annotated[int, Meta(ge=1)]
Number = Annotated[int, Meta(ge=0)]
Rate = Annotated[float, Meta(gt=0)]
Share = Annotated[float, Meta(ge=0, le=1)]

Stream = Callable[[int], None]
"""What the Locust user of that number does until it is killed; it may end sooner. The
people whom it brought go on by themselves."""


def told(meaning: str, unit: str = "") -> Meta:
    """What a parameter means, and its unit as people write it."""
    return Meta(description=meaning, extra={"unit": unit})


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all scenarios.

    Attributes:
        name: as on the command line; also the group of its agents.
        explanation: one sentence on what is done, and what it proves.
        settings: of the server, environment variables on top of the load's own.
        measures: what it times; the first is the one whose course is shown.
        promises: what is watched, and on how many occasions it must have been looked
            at, or too little was seen.
        is_soak: what the server takes is followed, and must come back.
    """

    name: ClassVar[Id]
    explanation: ClassVar[str]
    settings: ClassVar[Mapping[str, str]] = {}
    measures: ClassVar[tuple[MeasureName, ...]]
    promises: ClassVar[Mapping[Promise, int]]
    is_soak: ClassVar[bool] = False

    ramp_seconds: Annotated[Seconds, told("the load grows in", "s")] = 2.0
    steady_seconds: Annotated[Seconds, told("and is measured for", "s")] = 12.0

    @property
    def planned_seconds(self) -> float:
        """Until nothing new begins."""
        return self.ramp_seconds + self.steady_seconds

    @property
    def spawn_rate(self) -> float:
        """Locust's users per second in the ramp; it warns above 100."""
        return STREAMS / max(self.ramp_seconds, STREAMS / 100)

    @classmethod
    def short(cls) -> Self:
        """The form that is played while others wait: seconds, and few people."""
        return cls(ramp_seconds=SHORT_RAMP_SECONDS, steady_seconds=SHORT_STEADY_SECONDS)

    @abstractmethod
    def house(self) -> HouseShape:
        """The house that it needs."""

    @abstractmethod
    def begin(self, scene: Scene) -> Stream:
        """Agents come, and whoever else is there from the beginning."""

    def parameters(self) -> tuple[Parameter, ...]:
        """As it is played, for the report."""
        return tuple(
            Parameter(field.name, getattr(self, field.name), _unit(field.type))
            for field in msgspec.structs.fields(self)
        )

    def with_values(self, values: Mapping[str, float]) -> Self:
        """The same with other values of some parameters.

        Raises:
            UsageError: there is no such parameter, or it may not be that.
        """
        known = {field.name for field in msgspec.structs.fields(self)}
        if unknown := sorted(values.keys() - known):
            text = f"{self.name} has the parameters {', '.join(sorted(known))}"
            raise UsageError(f"{text}, not {', '.join(unknown)}")
        counted = {name: _counted(value) for name, value in values.items()}
        try:
            return msgspec.convert(
                {**msgspec.structs.asdict(self), **counted}, type(self)
            )
        except msgspec.ValidationError as error:
            raise UsageError(f"{self.name}: {error}") from None


def _counted(value: float) -> float:
    """As a count if it is one; what is no count takes either."""
    return int(value) if float(value).is_integer() else value


def _unit(annotation: object) -> str:
    extras = (meta.extra for meta in _metas(annotation))
    return next((str(each["unit"]) for each in extras if each), "")


def _metas(annotation: object) -> tuple[Meta, ...]:
    metadata = getattr(annotation, "__metadata__", ())
    return tuple(each for each in metadata if isinstance(each, Meta))
