"""The configuration of the whole service: its sections, and where the file is.

Each field says its meaning and its unit; `triodesk doctor` prints them. The file is
the one that `TRIODESK_CONFIG` names, or `triodesk.toml` in the data directory if there
is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from runtime.config import PREFIX, Bind, Described, Setting, describe, load

FILE_NAME: Final = "triodesk.toml"


class HttpSection(msgspec.Struct, frozen=True):
    """Staff's HTTP: health, metrics, later the pages."""

    bind: Annotated[Bind, Setting("where HTTP listens", "host:port")] = Bind(
        "127.0.0.1", 8080
    )


class GatewaySection(msgspec.Struct, frozen=True):
    """The clients' WebSocket gateway."""

    bind: Annotated[Bind, Setting("where the gateway listens", "host:port")] = Bind(
        "127.0.0.1", 8090
    )


class LogSection(msgspec.Struct, frozen=True):
    """Log lines on standard error."""

    format: Annotated[
        Literal["auto", "json", "text"],
        Setting("auto = text on a terminal, JSON otherwise"),
    ] = "auto"
    level: Annotated[
        Literal["error", "warning", "info", "debug"],
        Setting("least urgent level that is printed"),
    ] = "info"


class Configuration(msgspec.Struct, frozen=True):
    """Everything an operator can set before the start."""

    data: Annotated[str, Setting("data directory", "path", in_file=False)] = "data"
    config: Annotated[
        str,
        Setting(
            "configuration file; empty = the data directory's", "path", in_file=False
        ),
    ] = ""
    http: HttpSection = HttpSection()
    gateway: GatewaySection = GatewaySection()
    log: LogSection = LogSection()


def load_configuration(env: Mapping[str, str]) -> Configuration:
    """Reads the file and the environment.

    Raises:
        UsageError: see `runtime.config.load`; also a named file that is not there.
    """
    return load(Configuration, env, _file(env))


def describe_configuration(env: Mapping[str, str]) -> tuple[Described, ...]:
    """What is in force and why, for `triodesk doctor`.

    Raises:
        UsageError: as `load_configuration`.
    """
    return describe(Configuration, env, _file(env))


def _file(env: Mapping[str, str]) -> Path | None:
    named = env.get(PREFIX + "CONFIG", "")
    if named:
        return Path(named)
    usual = Path(env.get(PREFIX + "DATA", Configuration().data)) / FILE_NAME
    return usual if usual.exists() else None
