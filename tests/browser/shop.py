"""The service behind the pages, and the network between them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from actors.flow.definition import Flow
from admin.configuration import FILE_NAME
from gateway.web.assets import BUILT, MANIFEST
from tests.browser.fault_proxy import HOST, BlockingFaultProxy, blocking_fault_proxy
from tests.proofs.service import free_port
from tests.system.service import Server

DEMONSTRATION: Final = {
    "TRIODESK_DEMO_KNOWLEDGE": "true",
    # A test of the observer crashes parts of it, which come back at once.
    "TRIODESK_DEMONSTRATION": "true",
    # A site of a test is at whatever port is free.
    "TRIODESK_STAFF_EMBEDDING_ORIGINS": "http://localhost:*",
    # Beside others its process takes long to start: a visitor waits for it.
    "TRIODESK_SERVICE_ROBOT_SECONDS": "60",
}
"""As `make serve` shows it: the robot comes first, and knows a shop."""


@dataclass(frozen=True)
class Shop:
    """A service whose pages reach its gateway through a network that can break.

    Agents of the tests come by another way, which is never broken.
    """

    server: Server
    network: BlockingFaultProxy


@contextmanager
def running_shop(
    data: Path,
    declared: str = "",
    flow: Flow | None = None,
    settings: Mapping[str, str] = DEMONSTRATION,
) -> Generator[Shop]:
    """Runs one while the body runs.

    Args:
        data: directory that is not there yet.
        declared: its configuration file.
        flow: what visitors are asked by, where a channel has one.
        settings: in the environment.
    """
    built = BUILT / MANIFEST
    assert built.exists(), f"expected pages built by `make install`, found no {built}"
    (data / "flows").mkdir(parents=True)
    (data / FILE_NAME).write_text(declared)
    if flow is not None:
        file = data / "flows" / f"{flow.id}-{flow.version}.json"
        file.write_bytes(msgspec.json.encode(flow))
    with blocking_fault_proxy() as network:
        public = f"ws://{HOST}:{network.port}/v1"
        usual = {
            "TRIODESK_GATEWAY_PUBLIC_URL": public,
            # A page that is open goes on with the next life of its service.
            "TRIODESK_HTTP_BIND": f"{HOST}:{free_port()}",
            "TRIODESK_SERVICE_PROMPTS": "true",
        }
        server = Server(data, **usual, **settings)
        try:
            server.start()
            network.lead_to(server.gateway)
            yield Shop(server, network)
        finally:
            server.kill()
