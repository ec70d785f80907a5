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

from gateway.connection_limits import (
    AGENT_LIMITS,
    VISITOR_LIMITS,
    ConnectionLimits,
    RoleLimits,
)
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
    visitor_frames_per_second: Annotated[
        float, Setting("long-run rate of a visitor's frames", "1/s")
    ] = VISITOR_LIMITS.frames_per_second
    agent_frames_per_second: Annotated[
        float, Setting("long-run rate of an agent's frames", "1/s")
    ] = AGENT_LIMITS.frames_per_second

    def limits(self) -> ConnectionLimits:
        """What connections are held to; bursts grow with the rates."""
        return ConnectionLimits(
            visitor=_limits(VISITOR_LIMITS, self.visitor_frames_per_second),
            agent=_limits(AGENT_LIMITS, self.agent_frames_per_second),
        )


def _limits(usual: RoleLimits, frames_per_second: float) -> RoleLimits:
    share = frames_per_second / usual.frames_per_second
    return RoleLimits(
        heartbeat_seconds=usual.heartbeat_seconds,
        frames_per_second=frames_per_second,
        burst_frames=usual.burst_frames * share,
    )


class ServiceSection(msgspec.Struct, frozen=True):
    """Rules of service, until they can be changed while it runs."""

    visitor_silence_seconds: Annotated[
        float, Setting("a silent visitor's session is closed after; 0 = never", "s")
    ] = 0.0
    agent_grace_seconds: Annotated[
        float, Setting("an agent without a connection counts as present for", "s")
    ] = 30.0


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
    service: ServiceSection = ServiceSection()
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
