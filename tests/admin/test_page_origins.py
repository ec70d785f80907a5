"""Whose pages may connect to the gateway of a service that is starting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from admin.configuration import Configuration
from admin.data_directory import DataDirectory
from admin.life import ROOT_INTENSITY, Life
from gateway.door import FORBIDDEN, Door, Knock, Turned
from runtime.child import Strategy
from runtime.node import Node
from runtime.observe import Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor


async def door_before_http(data: Path) -> Door:
    """The gateway's, of a service whose HTTP does not listen yet."""
    events = Events()
    doors: list[Door] = []

    def plant(node: Node) -> Callable[[], Supervisor]:
        life = Life(Configuration(data=str(data)), DataDirectory(data), events, node)
        doors.append(life.door)
        return lambda: Supervisor((), Strategy.ONE_FOR_ONE, ROOT_INTENSITY)

    async with open_node(plant, events, Random(1)):
        return doors[0]


@pytest.mark.covers("V8", "P5")
async def test_an_own_page_comes_back_before_http_listens(tmp_path: Path) -> None:
    door = await door_before_http(tmp_path)

    def judged(origin: bytes) -> str | Turned:
        knock = Knock("127.0.0.1", "127.0.0.1:8090", ((b"origin", origin),))
        return door.judge(knock, 0.0)

    assert not isinstance(judged(b"http://localhost:8080"), Turned)
    turned = judged(b"http://localhost:8081")
    assert isinstance(turned, Turned)
    assert turned.status == FORBIDDEN
