"""The files of flows as they are now, beside what is in force (R10).

Flows are read when the service starts; who changes a file sees here, before it does,
what it would ask and what is wrong with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from actors.flow.checking import Fault, faults_of
from actors.flow.definition import Flow
from actors.flow.shelf import Flows
from admin.flows import MAX_FILE_BYTES

MAX_LOOKED_AT: Final = 50
"""Files; each is read anew, in less than a millisecond, whenever somebody looks."""

_decoder: Final = msgspec.json.Decoder(Flow)


class FlowFile(msgspec.Struct, frozen=True):
    """A file of a flow.

    Attributes:
        file: its name.
        flow: what is in it; None: it cannot be read, `problem` says why.
        faults: what is wrong with the flow: with any it cannot come into force.
        is_in_force: sessions that begin now are asked by just this.
        problem: "" = it can be read.
    """

    file: str
    flow: Flow | None = None
    faults: tuple[Fault, ...] = ()
    is_in_force: bool = False
    problem: str = ""


class FlowFiles:
    """Made once by the composition root.

    Args:
        directory: of the files; it need not be there.
        flows: those that the service began with.
    """

    def __init__(self, directory: Path, flows: Flows) -> None:
        self._directory = directory
        self._flows = flows

    def listed(self) -> tuple[FlowFile, ...]:
        """The first `MAX_LOOKED_AT`, by their names."""
        files = sorted(self._directory.glob("*.json"))[:MAX_LOOKED_AT]
        return tuple(map(self._read, files))

    def _read(self, path: Path) -> FlowFile:
        try:
            with path.open("rb") as file:
                data = file.read(MAX_FILE_BYTES + 1)
            flow = _decoder.decode(data)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            return FlowFile(path.name, problem=str(error))
        is_in_force = self._flows.latest(flow.id) == flow
        return FlowFile(path.name, flow, faults_of(flow), is_in_force)
