"""A process with a port, for tests that kill it: prints its child's id and waits."""

from __future__ import annotations

import sys

import trio

from runtime.port import Port, PortSpec


class Nothing:
    def flush(self) -> None:
        pass

    def received(self, answer: bytes) -> None:
        pass

    def ended(self) -> None:
        pass


async def main() -> None:
    port = Port(PortSpec("echo", "tests.runtime.port_echo_child"), Nothing())

    def tell() -> None:
        sys.stdout.write(f"{port.process_id}\n")
        sys.stdout.flush()

    await port.run(tell)


trio.run(main)
