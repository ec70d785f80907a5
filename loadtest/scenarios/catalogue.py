"""All scenarios by name, in the order in which they are played."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from loadtest.scenario import Scenario
from loadtest.scenarios.conversation import Conversation

SCENARIOS: Final[Mapping[str, type[Scenario]]] = {
    each.name: each for each in (Conversation,)
}
