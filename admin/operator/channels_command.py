"""`triodesk channels`: the ways in for visitors, shown and changed (M5).

What is shown is what is in force in the service; where none runs, the configuration's,
and that is said.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
import trio

from actors.channels.core import Channel
from actors.rules.messages import DropChannel, PutChannel, ResetChannel
from actors.rules.own_channels import in_force
from admin.channels import show_channels
from admin.configuration import load_configuration
from admin.data_directory import DataDirectory
from admin.operator.asking import NoService, connect
from admin.operator.channels_arguments import OPTIONS
from admin.operator.command import run_asking
from admin.operator.documents import read_description
from admin.operator.phrases import OperatorPhrase
from admin.operator.rules_clerk import RulesClerk
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around
from gateway.identity import identity_secret
from runtime.config import environment
from runtime.errors import UsageError

SecretOf = Callable[[str], str] | None
_FIELDS: Final = (*OPTIONS, "groups", "origins", "needs_identity")


def run_channels(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        UsageError: see `draft`; the configuration's channels contradict each other.
        Unavailable: the service does not answer now.
    """
    language = look_around().language
    path, as_json = directory.operator_socket, bool(options.json)
    if options.act not in {None, "list"}:
        alter = partial(alter_channel, path, vars(options), language, as_json=as_json)
        return run_asking(alter, directory, language)
    secret_of: SecretOf = None
    if options.secrets:
        secret_of = partial(identity_secret, directory.existing_secret())
    try:
        return trio.run(partial(list_channels, path, secret_of, as_json=as_json))
    except NoService:
        channels = load_configuration(environment()).channels()
        text = Words(language)(
            OperatorPhrase.CONFIGURED_CHANNELS, directory=str(directory.path)
        )
        sys.stderr.write(f"triodesk: {text}\n")
        show_channels(channels, frozenset(), secret_of, as_json=as_json)
        return 0


async def list_channels(path: Path, secret_of: SecretOf, *, as_json: bool) -> int:
    """Prints the channels in force.

    Raises:
        NoService: nobody answers there.
        Unavailable: it does not answer now.
    """
    async with connect(path) as line:
        clerk = RulesClerk(line, Words("en"), as_json=as_json)
        read = await clerk.read()
    own = frozenset(each.id for each in read.book.channels)
    channels = in_force(read.channels, read.book.channels)
    show_channels(channels, own, secret_of, as_json=as_json)
    return 0


async def alter_channel(
    path: Path, given: Mapping[str, object], language: str, *, as_json: bool
) -> int:
    """Changes a channel of a service; returns the exit code.

    Raises:
        NoService: nobody answers there.
        Unavailable: it does not answer now.
        UsageError: see `draft`.
    """
    channel = str(given["id"])
    async with connect(path) as line:
        clerk = RulesClerk(line, Words(language), as_json=as_json)
        match given["act"]:
            case "drop":
                return await clerk.alter(DropChannel(channel))
            case "reset":
                return await clerk.alter(ResetChannel(channel))
            case _:
                read = await clerk.read()
                known = in_force(read.channels, read.book.channels)
                old = next((each for each in known if each.id == channel), None)
                change = PutChannel(draft(old, given))
                return await clerk.alter(change, read.book.version)


def draft(old: Channel | None, given: Mapping[str, object]) -> Channel:
    """The channel that the arguments describe.

    Args:
        old: as it is, if there is one.
        given: the arguments: a file says all of it, options some of it.

    Raises:
        UsageError: the file cannot be read or means another channel, or it is none.
    """
    channel, file = str(given["id"]), given.get("file")
    fields: dict[str, object] = {"id": channel}
    if isinstance(file, Path):
        fields.update(read_description(file, "channel", channel))
    elif old is not None:
        fields = msgspec.structs.asdict(old)
    fields.update((name, given[name]) for name in _FIELDS if given[name] is not None)
    try:
        return msgspec.convert(fields, Channel, strict=isinstance(file, Path))
    except msgspec.ValidationError as error:
        raise UsageError(f"channel {channel!r}: {error}") from error
