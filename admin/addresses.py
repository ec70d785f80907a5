"""Where the gateway and HTTP are reached, from the moment they listen."""

from __future__ import annotations

import os

import trio

from admin.configuration import Configuration
from admin.data_directory import Endpoints
from admin.pages.nav import GUIDE, ROOT
from admin.web.pages import WORKBENCH_PATH
from gateway.service import GatewayStarted
from gateway.web.own_addresses import openable, own_gateway, own_origins
from gateway.web.pages import CHAT_PATH
from gateway.wire.terms import PATH
from runtime.http_server import HttpListening
from runtime.observe import Events


class Addresses:
    """One process's; each face tells by an event where it listens.

    Args:
        configuration: where they are to listen, and what they are called outside.
        events: which tell where they do.
    """

    def __init__(self, configuration: Configuration, events: Events) -> None:
        self._public_url = configuration.gateway.public_url
        # Pages of the life before come back before HTTP listens: they are ours, too.
        self._gateway_bind, self._http_bind = "", str(configuration.http.bind)
        self._has_gateway, self._has_http = trio.Event(), trio.Event()
        events.subscribe(GatewayStarted, self._on_gateway)
        events.subscribe(HttpListening, self._on_http)

    @property
    def has_gateway(self) -> bool:
        """Clients are accepted."""
        return self._has_gateway.is_set()

    def own_origins(self, host: str) -> frozenset[str]:
        """The origins of the service's own pages, for who asks that host."""
        return own_origins(self._http_bind, host)

    def gateway_url(self, host: str) -> str:
        """Where clients connect who ask that host; "" while nobody can."""
        if not self.has_gateway:
            return ""
        return self._public_url or own_gateway(self._gateway_bind, host)

    async def wait_listening(self) -> None:
        """Waits until both are reached."""
        await self._has_gateway.wait()
        await self._has_http.wait()

    def endpoints(self, public_key: str) -> Endpoints:
        """What to open on this machine, once both are reached.

        Args:
            public_key: of the channel whose chat page it is.
        """
        gateway = f"ws://{openable(self._gateway_bind)}{PATH}"
        http = f"http://{openable(self._http_bind)}"
        chat = f"{http}{CHAT_PATH}/{public_key}"
        staffs = http + WORKBENCH_PATH, f"{http}{ROOT}/{GUIDE}"
        return Endpoints(gateway, http, os.getpid(), chat, *staffs)

    def _on_gateway(self, event: GatewayStarted) -> None:
        self._gateway_bind = event.bind
        self._has_gateway.set()

    def _on_http(self, event: HttpListening) -> None:
        self._http_bind = event.bind
        self._has_http.set()
