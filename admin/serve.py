"""The process that serves: until a signal ends it.

Beside the tree of `admin.life` run the watchdog, the collector and the heap, which are
the process's, not the service's.
"""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator, Callable
from random import SystemRandom
from typing import Final

import trio
from msgspec.structs import replace

from admin import demo
from admin.configuration import Configuration
from admin.data_directory import DataDirectory, DemoAccount, Endpoints
from admin.demo_accounts import hire
from admin.demo_knowledge import teach
from admin.demo_replies import write_replies
from admin.life import Life
from admin.logs import Logs, choose_format, write_to
from runtime.collector import Collector
from runtime.heap import Heap, own_memory
from runtime.node import Node
from runtime.observe import Duty, Event, Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor

Ready = Callable[[Endpoints, tuple[DemoAccount, ...]], None]
"""Told where the service is, and who of the demonstration can sign in."""

STANDARD_ERROR: Final = 2
SIGNAL_EXIT: Final = 128
"""Shells' convention for the exit code of a process that a signal ended."""


class ServiceStopping(Event, frozen=True):
    """A signal asked it to: clients are sent away, answers under way finished."""

    signal: str


class ServiceStopped(Event, frozen=True):
    """It ended in order; `seconds` from the signal on."""

    seconds: float


async def serve(
    configuration: Configuration,
    directory: DataDirectory,
    ready: Ready,
    *,
    hires: bool,
) -> None:
    """Runs the service until SIGTERM or SIGINT; a second signal ends it at once.

    Args:
        configuration: how it is to run.
        directory: where its data is; locked by the caller.
        ready: called once, when everything is up.
        hires: the demonstration's agents are to have accounts.

    Raises:
        SupervisionFailed: some part died again and again.
    """
    events = Events()
    log = configuration.log
    form = choose_format(log.format, STANDARD_ERROR)
    Logs(write_to(STANDARD_ERROR), form, Duty[log.level.upper()]).listen(events)
    lives: list[Life] = []

    def plant(node: Node) -> Callable[[], Supervisor]:
        lives.append(Life(configuration, directory, events, node))
        return lives[0].tree

    with trio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async with trio.open_nursery() as watching:
            running = trio.CancelScope()
            watching.start_soon(_watch_signals, signals, running, events)
            with running:
                async with open_node(plant, events, SystemRandom()):
                    await _run_beside(lives[0], directory, ready, hires=hires)
            await lives[0].outside.aclose()
            watching.cancel_scope.cancel()


async def _watch_signals(
    signals: AsyncIterator[int], running: trio.CancelScope, events: Events
) -> None:
    """The first signal stops in order, the second at once."""
    first, began = await anext(signals), trio.current_time()
    events.emit(ServiceStopping(signal.Signals(first).name))
    running.cancel()
    try:
        os._exit(SIGNAL_EXIT + await anext(signals))
    except trio.Cancelled:
        events.emit(ServiceStopped(trio.current_time() - began))
        raise


async def _run_beside(
    life: Life, directory: DataDirectory, ready: Ready, *, hires: bool
) -> None:
    """What the process does beside the tree, until it is cancelled."""
    async with trio.open_nursery() as nursery:
        nursery.start_soon(life.watchdog.run)
        nursery.start_soon(Collector(life.events).run)
        if (memory := own_memory()) is not None:
            nursery.start_soon(Heap(life.events, memory).run)
        endpoints = await life.wait_up()
        demo.write_tickets(directory, life.office, life.node.wall_ms())
        await demo.seed(life.desk)
        if life.configuration.is_demo:
            await teach(life.knowledge, life.robot.office.wait_published)
            await write_replies(life.replies())
        is_hiring = hires and life.configuration.is_demo
        hired = await hire(life.staff.accounts) if is_hiring else ()
        directory.write_endpoints(endpoints)
        # It is told who started the service, and is written nowhere.
        founding = await life.staff.invitations.founding_link(endpoints.http)
        ready(replace(endpoints, founding=founding), hired)
