"""A service that tests share: each sets its rules, and finds nobody there."""

from __future__ import annotations

from uuid import uuid4

from actors.rules.messages import Change, ResetSetting, SetSetting
from actors.rules.rulebook import DEFAULT_RULE
from actors.rules.settings import OF_THE_DESK
from admin.data_directory import DataDirectory
from admin.demo import AGENTS, GROUPS
from admin.operator.asking import connect
from admin.operator.settings_frames import AlterRules, RulesAltered
from gateway.client import connect_agent
from tests.system.service import Server


class Desk:
    """The service that the tests share, and whose rules each of them sets.

    Attributes:
        server: the service.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        self._changed: set[str] = set()

    async def rule(self, **values: float) -> None:
        """From now on, by an operator."""
        self._changed |= values.keys()
        await self._alter(
            *(SetSetting(whose(name), name, value) for name, value in values.items())
        )

    async def clear(self) -> None:
        """Makes it as the first test found it: by its rules, without sessions."""
        await self._alter(*(ResetSetting(whose(name), name) for name in self._changed))
        ticket = self.server.ticket("supervisor", "xiaoli")
        async with connect_agent(self.server.gateway, ticket=ticket) as supervisor:
            # While one is closed nobody takes the next.
            for name, (_, _, capacity) in AGENTS.items():
                await supervisor.set_agent(name, status="offline", capacity=capacity)
            for group in GROUPS:
                waiting = (await supervisor.queue(group)).entries
                served = (await supervisor.served(group)).rows
                sessions = [row.session for row in waiting]
                for session in sessions + [row.session for row in served]:
                    await supervisor.session(session).close()

    async def _alter(self, *changes: Change) -> None:
        wish = AlterRules(uuid4().hex, changes)
        async with connect(DataDirectory(self.server.data).operator_socket) as line:
            assert isinstance(await line.ask(wish), RulesAltered)


def whose(setting: str) -> str:
    """The rule that has it; "" is the whole desk."""
    return "" if setting in OF_THE_DESK else DEFAULT_RULE
