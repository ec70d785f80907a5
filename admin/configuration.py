"""The configuration of the whole service: its sections, and where the file is.

Each field says its meaning and its unit; `triodesk doctor` prints them. The file is
the one that `TRIODESK_CONFIG` names, or `triodesk.toml` in the data directory if there
is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from actors.accounts.sign_in_settings import SignInSettings
from actors.answerer.settings import ModelSettings
from actors.business_server.settings import BusinessServer
from actors.channels.core import (
    DEMO_CHANNEL,
    USUAL_CHANNEL,
    Channel,
    Channels,
    checked,
)
from actors.mail.mail_wire import MailServer
from actors.rules.prompts import SILENT, USUAL
from actors.rules.rulebook import Rules
from actors.rules.setting_values import Least
from actors.rules.settings import ServiceSettings
from actors.session_memory import SessionMemory
from admin.answerer_configuration import AnswererSection
from admin.database_configuration import DatabaseSection
from admin.outside_configuration import (
    BusinessServerSection,
    MailSection,
    OutgoingSection,
)
from gateway.attachments.settings import AttachmentSettings
from gateway.connection_limits import (
    AGENT_LIMITS,
    DEFAULT_LIMITS,
    VISITOR_LIMITS,
    ConnectionLimits,
    RoleLimits,
)
from gateway.door import Door, DoorPolicy, parse_origins
from gateway.rations import RationLimits, Rations
from gateway.wire.terms import TYPING_RESEND_SECONDS
from runtime.addresses import LOOPBACK, Proxies, parse_networks
from runtime.config import PREFIX, Bind, Described, Setting, describe, load
from runtime.errors import UsageError
from runtime.ration import Ration

FILE_NAME: Final = "triodesk.toml"
_Typing = Annotated[float, msgspec.Meta(ge=0, le=TYPING_RESEND_SECONDS)]
"""More would drop what clients repeat, and indicators would go out between."""


class HttpSection(msgspec.Struct, frozen=True):
    """HTTP: visitors' tickets, staff, attachments, health and figures."""

    bind: Annotated[Bind, Setting("where HTTP listens", "host:port")] = Bind(
        "127.0.0.1", 8080
    )


_RATIONS: Final = RationLimits()
_Rate = Annotated[float, msgspec.Meta(gt=0)]


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
    typing_seconds: Annotated[
        _Typing, Setting("least time between two words that somebody types", "s")
    ] = DEFAULT_LIMITS.typing_seconds
    public_url: Annotated[
        str,
        msgspec.Meta(pattern=r"^(wss?://[^\s/?#]+/[^\s?#]*)?\Z"),
        Setting("where visitors' clients connect; empty = `bind`", "wss://host/v1"),
    ] = ""

    account_connections: Annotated[
        float,
        msgspec.Meta(ge=1),
        Setting("an account may send what so many connections may", "connections"),
    ] = _RATIONS.account_connections
    visitor_opens_per_second: Annotated[
        _Rate, Setting("long-run rate of one visitor's new sessions", "1/s")
    ] = _RATIONS.visitor_opens.per_second
    address_opens_per_second: Annotated[
        _Rate, Setting("long-run rate of one address's new sessions", "1/s")
    ] = _RATIONS.address_opens.per_second
    address_connections_per_second: Annotated[
        _Rate, Setting("long-run rate of one address's connections", "1/s")
    ] = _RATIONS.connections.per_second
    trusted_proxies: Annotated[
        str,
        Setting(
            "whose X-Forwarded-For is believed, here and by HTTP",
            "networks apart by spaces",
        ),
    ] = " ".join(map(str, LOOPBACK))
    allowed_origins: Annotated[
        str,
        Setting(
            "pages that may connect, besides those of the same host; * = all",
            "origins apart by spaces",
        ),
    ] = ""

    def proxies(self) -> Proxies:
        """Whose word about callers is believed, also over HTTP.

        Raises:
            UsageError: a network is none.
        """
        return Proxies(parse_networks(self.trusted_proxies))

    def door(
        self, pages: Callable[[str], frozenset[str]] = lambda _: frozenset()
    ) -> Door:
        """Who may connect, and what accounts and addresses are held to.

        Args:
            pages: origins that may connect beside the configured ones, at the moment,
                to the host that they name.

        Raises:
            UsageError: a network or an origin is none.
        """
        usual = _RATIONS
        limits = RationLimits(
            connections=_ration(usual.connections, self.address_connections_per_second),
            visitor_opens=_ration(usual.visitor_opens, self.visitor_opens_per_second),
            address_opens=_ration(usual.address_opens, self.address_opens_per_second),
            account_connections=self.account_connections,
        )
        policy = DoorPolicy(
            proxies=self.proxies(),
            allowed_origins=parse_origins(self.allowed_origins),
        )
        return Door(Rations(limits), policy, pages)

    def limits(self) -> ConnectionLimits:
        """What connections are held to; bursts grow with the rates."""
        return ConnectionLimits(
            visitor=_limits(VISITOR_LIMITS, self.visitor_frames_per_second),
            agent=_limits(AGENT_LIMITS, self.agent_frames_per_second),
            typing_seconds=self.typing_seconds,
        )


def _ration(usual: Ration, per_second: float) -> Ration:
    return Ration(per_second, usual.burst * per_second / usual.per_second)


def _limits(usual: RoleLimits, frames_per_second: float) -> RoleLimits:
    share = frames_per_second / usual.frames_per_second
    return RoleLimits(
        heartbeat_seconds=usual.heartbeat_seconds,
        frames_per_second=frames_per_second,
        burst_frames=usual.burst_frames * share,
    )


_MEMORY: Final = SessionMemory()


class ServiceSection(ServiceSettings, frozen=True, kw_only=True):
    """Settings of service as long as nobody has changed them while it runs."""

    prompts: Annotated[
        bool, Setting("the service says its texts, as long as rules have no others")
    ] = True
    session_idle_seconds: Annotated[
        Least, Setting("an idle session leaves memory after", "s")
    ] = _MEMORY.idle_seconds
    max_awake_sessions: Annotated[
        int,
        msgspec.Meta(ge=1),
        Setting("above it idle sessions leave memory at once", "sessions"),
    ] = _MEMORY.max_awake

    def settings(self) -> ServiceSettings:
        """What the service's actors begin with."""
        return msgspec.convert(self, ServiceSettings, from_attributes=True)

    def memory(self) -> SessionMemory:
        """How many sessions stay in memory."""
        return SessionMemory(self.session_idle_seconds, self.max_awake_sessions)


_FILES: Final = AttachmentSettings()
_Bytes = Annotated[int, msgspec.Meta(ge=1)]
_Number = Annotated[int, msgspec.Meta(ge=1)]


class AttachmentsSection(msgspec.Struct, frozen=True):
    """What visitors and agents send beside words."""

    max_bytes: Annotated[_Bytes, Setting("one attachment has at most", "bytes")] = (
        _FILES.max_bytes
    )
    max_image_bytes: Annotated[_Bytes, Setting("one image has at most", "bytes")] = (
        _FILES.max_image_bytes
    )
    max_total_bytes: Annotated[
        _Bytes, Setting("all attachments on this machine have at most", "bytes")
    ] = _FILES.max_total_bytes
    max_hourly_bytes: Annotated[
        _Bytes, Setting("one person may send within an hour", "bytes")
    ] = _FILES.max_hourly_bytes
    unused_hours: Annotated[
        Least, Setting("what no message carries by then is removed", "h")
    ] = _FILES.unused_hours
    link_seconds: Annotated[Least, Setting("a link to download is good for", "s")] = (
        _FILES.link_seconds
    )
    max_transfers: Annotated[_Number, Setting("uploads and downloads at once")] = (
        _FILES.max_transfers
    )
    max_transfers_per_address: Annotated[
        _Number,
        Setting("the same from one address"),
    ] = _FILES.max_transfers_per_address

    def settings(self) -> AttachmentSettings:
        """For the part of the service that keeps them."""
        return msgspec.convert(self, AttachmentSettings, from_attributes=True)


class StaffSection(msgspec.Struct, frozen=True):
    """How staff sign in."""

    admins_need_factor: Annotated[bool, Setting("admins must have a second factor")] = (
        SignInSettings().admins_need_factor
    )
    behind_tls: Annotated[
        bool,
        Setting("a proxy speaks TLS for HTTP: the cookie is for https alone"),
    ] = False

    embedding_origins: Annotated[
        str,
        Setting(
            "other sites whose pages may show the workbench of who is signed in there",
            "origins apart by spaces",
        ),
    ] = ""

    def framing(self) -> frozenset[str]:
        """The origins of pages that may have the workbench in them.

        Raises:
            UsageError: one of them is none.
        """
        return parse_origins(self.embedding_origins)

    def settings(self) -> SignInSettings:
        """What signing in asks for."""
        return SignInSettings(self.admins_need_factor)


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
    attachments: AttachmentsSection = AttachmentsSection()
    staff: StaffSection = StaffSection()
    channel: Annotated[
        tuple[Channel, ...], Setting("ways in for visitors, until edited in service")
    ] = (USUAL_CHANNEL,)
    demo_knowledge: Annotated[
        bool,
        Setting(
            "where no channel is declared, the robot comes first, and knows a"
            " demonstration's shop until something is written"
        ),
    ] = True
    demonstration: Annotated[
        bool,
        Setting("administrators may crash actors and processes, to see what comes"),
    ] = False
    flows: Annotated[
        str,
        Setting(
            "directory of flows, a JSON file for each version; empty = `flows` in the"
            " data directory",
            "path",
        ),
    ] = ""
    log: LogSection = LogSection()
    database: DatabaseSection = DatabaseSection()
    outgoing: OutgoingSection = OutgoingSection()
    business_server: BusinessServerSection = BusinessServerSection()
    mail: MailSection = MailSection()
    answerer: AnswererSection = AnswererSection()

    def asked(self) -> BusinessServer:
        """The business server that is asked.

        Raises:
            UsageError: it may not be, or its secret is none.
        """
        return self.business_server.settings(self.outgoing.rules())

    def mail_server(self) -> MailServer | None:
        """Where letters are handed in; None: nowhere.

        Raises:
            UsageError: their sender is no address.
        """
        return self.mail.server(self.outgoing.authorities)

    def answerer_model(self) -> ModelSettings:
        """The model that may word answers.

        Raises:
            UsageError: it may not be asked.
        """
        return self.answerer.settings(self.outgoing.rules())

    def channels(self) -> Channels:
        """The channels, to be looked up.

        Raises:
            UsageError: they contradict each other.
        """
        return checked(self._channels())

    @property
    def is_demo(self) -> bool:
        """The demonstration's robot comes first."""
        is_ours = self.channel == (USUAL_CHANNEL,) and not self.business_server.url
        return self.demo_knowledge and is_ours

    def _channels(self) -> tuple[Channel, ...]:
        return (DEMO_CHANNEL,) if self.is_demo else self.channel

    def rules(self) -> Rules:
        """What is in force until the rulebook has been read."""
        service = self.service
        prompts = USUAL if service.prompts else SILENT
        return Rules(service.settings(), usual=prompts, channels=self._channels())

    def flows_directory(self) -> Path:
        """Where flows are; it need not be there.

        Raises:
            UsageError: it was named, and is not there.
        """
        if not self.flows:
            return Path(self.data) / "flows"
        if not Path(self.flows).is_dir():
            raise UsageError(f"expected a directory of flows, got {self.flows}")
        return Path(self.flows)


def load_configuration(env: Mapping[str, str]) -> Configuration:
    """Reads the file and the environment.

    Raises:
        UsageError: see `runtime.config.load`; also a named file that is not there, and
            networks or origins that are none, channels that contradict each other, or a
            business server or a model that cannot be asked.
    """
    configuration = load(Configuration, env, _file(env))
    configuration.gateway.door()
    configuration.staff.framing()
    configuration.channels()
    configuration.asked()
    configuration.mail_server()
    configuration.answerer_model()
    return configuration


def describe_configuration(env: Mapping[str, str]) -> tuple[Described, ...]:
    """What is in force and why, for `triodesk doctor`.

    Raises:
        UsageError: as `load_configuration`.
    """
    return describe(Configuration, env, _file(env))


def data_path(env: Mapping[str, str]) -> Path:
    """Where the data is: all that a client on this machine asks the configuration.

    So it starts also where the file is wrong; `serve` and `doctor` say what is.
    """
    return Path(env.get(PREFIX + "DATA", Configuration().data))


def _file(env: Mapping[str, str]) -> Path | None:
    named = env.get(PREFIX + "CONFIG", "")
    if named:
        return Path(named)
    usual = data_path(env) / FILE_NAME
    return usual if usual.exists() else None
