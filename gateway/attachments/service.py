"""Attachments as one part of the service: two ports, the sweep, and the routes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from quart import Blueprint

from gateway.attachments.doorkeeper import Doorkeeper
from gateway.attachments.office import AttachmentOffice
from gateway.attachments.ports import port_files, port_images
from gateway.attachments.routes import AttachmentRoutes
from gateway.attachments.settings import AttachmentSettings
from gateway.attachments.sweeping import Sweeper
from gateway.attachments.uploads import Uploads
from runtime.child import ChildSpec, Intensity, Strategy
from runtime.observe import Events
from runtime.port_service import PortService, RunsChild
from runtime.supervisor import Supervisor

INTENSITY: Final = Intensity(restarts=20, period=20.0)
"""As the root's: processes that are killed again and again may come back."""


class Attachments:
    """What the composition root holds of attachments.

    Args:
        settings: how much, how long, how many.
        door: knows who calls, and the sessions.
        secret: that of the tickets.
        root: where files are kept.
        events: where failures are told.

    Attributes:
        office: checks the ids in messages, without I/O.
    """

    def __init__(
        self,
        settings: AttachmentSettings,
        door: Doorkeeper,
        secret: bytes,
        root: Path,
        events: Events,
    ) -> None:
        desk, wall_ms = door.desk, door.wall_ms
        self.office = AttachmentOffice(secret, settings.usable_ms)
        self.files = port_files(root, settings.max_total_bytes)
        self.images = port_images()
        self.sweeper = lambda: Sweeper(
            self.files, desk, settings.usable_ms, wall_ms, events
        )
        uploads = Uploads(
            settings, self.office, self.files, self.images, events, wall_ms
        )
        self._routes = AttachmentRoutes(
            settings, door, self.office, uploads, self.files, wall_ms
        )

    def supervisor(self) -> Supervisor:
        """Of the processes and the sweep: each may die alone."""
        return Supervisor(
            (
                ChildSpec("files", lambda: _service(self.files)),
                ChildSpec("images", lambda: _service(self.images)),
                ChildSpec("sweep", self.sweeper),
            ),
            Strategy.ONE_FOR_ONE,
            INTENSITY,
        )

    def blueprint(self) -> Blueprint:
        """The routes, for one application."""
        return self._routes.blueprint()


def _service(port: RunsChild) -> PortService:
    return PortService(port, lambda: None, is_awaited=True)
