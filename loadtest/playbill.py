"""What a scenario's process is told at its start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from loadtest.scenario import Scenario
from loadtest.scenarios.catalogue import SCENARIOS
from runtime.errors import UsageError

Form = Literal["usual", "short"]


class Play(msgspec.Struct, frozen=True, kw_only=True):
    """One scenario, once.

    Attributes:
        scenario: its name.
        url: of the gateway.
        house: file with the `HousePlan`.
        ledgers: directory of the clients' ledgers, which may hold earlier ones.
        played: file that gets the `Played`.
        seed: of whatever people do by chance.
        process: of the server, whose processor time and memory are told; 0: it is not
            on this machine.
        form: the parameters to begin with.
        values: of parameters that are to be other than that.
    """

    scenario: str
    url: str
    house: str
    ledgers: str
    played: str
    seed: int
    process: Annotated[int, Meta(ge=0)] = 0
    form: Form = "usual"
    values: Mapping[str, float] = {}

    def cast(self) -> Scenario:
        """The scenario with its parameters.

        Raises:
            UsageError: there is none of that name, or it cannot be played so.
        """
        return scenario_of(self.scenario, self.form, self.values)


def scenario_of(name: str, form: Form, values: Mapping[str, float]) -> Scenario:
    """A scenario with its parameters; raises as `Play.cast`."""
    kind = SCENARIOS.get(name)
    if kind is None:
        raise UsageError(f"the scenarios are {', '.join(SCENARIOS)}, not {name}")
    usual = kind() if form == "usual" else kind.short()
    return usual.with_values(values)
