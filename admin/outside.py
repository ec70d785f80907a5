"""What a service says to the outside world is made of: a client, and who uses it.

business_server   asks your own server whom to give a session (Q9)
"""

from __future__ import annotations

from actors.business_server.office import (
    BusinessServerOffice,
    BusinessServerService,
)
from actors.directory import Directory
from admin.configuration import Configuration
from admin.metrics import Metrics
from runtime.child import ChildSpec
from runtime.node import Node
from runtime.observe import Events
from runtime.outgoing_http import HttpClient


class Outside:
    """One process's way to the outside.

    Args:
        configuration: how it is to run.
        directory: knows sessions, groups and agents.
        events: where failures are told.
        node: what the actors run on.

    Attributes:
        business_server: for sessions.
    """

    def __init__(
        self,
        configuration: Configuration,
        directory: Directory,
        events: Events,
        node: Node,
    ) -> None:
        outgoing = configuration.outgoing
        self._http = HttpClient(outgoing.rules(), outgoing.authorities)
        server = configuration.asked()
        self.business_server = BusinessServerOffice(
            lambda _: server, self._http, directory, events, node.random, node.wall_ms
        )

    def children(self) -> tuple[ChildSpec, ...]:
        """For the root supervisor; each may die and come back alone."""
        return (
            ChildSpec(
                "business_server", lambda: BusinessServerService(self.business_server)
            ),
        )

    async def aclose(self) -> None:
        """Closes the connections that are kept."""
        await self._http.aclose()

    def read_figures(self, metrics: Metrics) -> None:
        """Registers what is said, and what comes of it."""
        office = self.business_server
        waiting = "sessions that wait for the business server"
        metrics.read("gauge", "business_server_waiting", waiting, lambda: len(office))
        rested = "1 while it is not asked because it failed again and again"
        metrics.read(
            "gauge",
            "business_server_rested",
            rested,
            lambda: float(office.is_rested),
        )
        answered = "sessions by what the business server said of them"
        metrics.read_by(
            "counter",
            "business_server_answered",
            answered,
            "direction",
            lambda: dict(office.decided),
        )
