"""All scenarios by name, in the order in which they are played."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from loadtest.scenario import Scenario
from loadtest.scenarios.assignment_storm import AssignmentStorm
from loadtest.scenarios.capacity_saturation import CapacitySaturation
from loadtest.scenarios.conversation import Conversation
from loadtest.scenarios.reconnect_storm import ReconnectStorm
from loadtest.scenarios.soak import Soak
from loadtest.scenarios.timeout_transfer_storm import TimeoutTransferStorm
from loadtest.scenarios.typing_storm import TypingStorm

SCENARIOS: Final[Mapping[str, type[Scenario]]] = {
    each.name: each
    for each in (
        Conversation,
        AssignmentStorm,
        CapacitySaturation,
        TimeoutTransferStorm,
        TypingStorm,
        ReconnectStorm,
        Soak,
    )
}
