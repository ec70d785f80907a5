"""Flows from files, one JSON file for each version; `triodesk flows` checks them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from actors.channels.core import Channels
from actors.flow.checking import faults_of
from actors.flow.definition import Flow
from actors.flow.entry import AskFlow
from actors.flow.shelf import Flows
from runtime.errors import UsageError

MAX_FILE_BYTES: Final = 1024 * 1024
"""Of one flow: 200 nodes, each text at its limit, take less."""
MAX_FILES: Final = 500
"""Versions that are kept; older ones lead running sessions on no more."""

_decoder: Final = msgspec.json.Decoder(Flow)


def read_flows(directory: Path) -> tuple[Flow, ...]:
    """All flows of a directory, by id and version; none, if there is no directory.

    Raises:
        UsageError: a file is none of a flow, has faults, or comes a second time; the
            file is named.
    """
    files = sorted(directory.glob("*.json"))
    if len(files) > MAX_FILES:
        raise UsageError(f"expected at most {MAX_FILES} flows in {directory}")
    found: dict[tuple[str, int], Flow] = {}
    for file in files:
        flow = read_flow(file)
        place = flow.id, flow.version
        if place in found:
            text = f"{file}: version {flow.version} of {flow.id!r} is in another file"
            raise UsageError(text)
        found[place] = flow
    return tuple(found[place] for place in sorted(found))


def read_flow(file: Path) -> Flow:
    """The flow of a file.

    Raises:
        UsageError: it is none, or has faults: all are told.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}") from error
    if len(data) > MAX_FILE_BYTES:
        raise UsageError(f"{file}: expected at most {MAX_FILE_BYTES} bytes")
    try:
        flow = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}") from None
    if faults := faults_of(flow):
        text = "\n".join(f"  {each}" for each in faults)
        raise UsageError(f"{file}: the flow cannot be published:\n{text}")
    return flow


def check_entries(channels: Channels, flows: Flows) -> None:
    """Every channel that is led by a flow has it.

    Raises:
        UsageError: one has not.
    """
    for channel in channels:
        rule = channel.entry_rule()
        if isinstance(rule, AskFlow) and flows.latest(rule.flow) is None:
            text = f"channel {channel.id!r}: there is no flow {rule.flow!r}"
            raise UsageError(text)


class ShownFlow(msgspec.Struct, frozen=True):
    """A flow as the command shows it."""

    id: str
    version: int
    name: str
    nodes: int
    variables: tuple[str, ...]


def show_flows(flows: Iterable[Flow], *, as_json: bool) -> None:
    """Prints them, a row for each version."""
    rows = [
        ShownFlow(
            each.id,
            each.version,
            each.name,
            len(each.nodes),
            tuple(variable.name for variable in each.variables),
        )
        for each in flows
    ]
    if as_json:
        sys.stdout.write(msgspec.json.encode(rows).decode() + "\n")
        return
    if not rows:
        sys.stdout.write("no flows: visitors are asked nothing first\n")
    for row in rows:
        learns = ", ".join(row.variables) or "nothing"
        told = f"{row.id} {row.version}  {row.nodes} nodes, learns {learns}  {row.name}"
        sys.stdout.write(f"{told.rstrip()}\n")
