"""The configuration of what the service says to the outside world.

Fields as in `admin.configuration`.
"""

from __future__ import annotations

import ssl
from typing import Annotated, Final

import msgspec

from actors.business_server.settings import (
    MAX_ATTEMPTS,
    NO_BUSINESS_SERVER,
    BusinessServer,
)
from actors.mail.address import check_address
from actors.mail.mail_wire import MailSecurity, MailServer
from runtime.addresses import parse_networks
from runtime.config import MAX_PORT, Setting
from runtime.errors import UsageError
from runtime.outgoing_rules import OutgoingRules
from runtime.webhook_signature import read_secret

_MAX_SECONDS: Final = 60.0
"""Nobody waits for another's server longer."""
_Positive = Annotated[float, msgspec.Meta(gt=0, le=_MAX_SECONDS)]


class OutgoingSection(msgspec.Struct, frozen=True):
    """Requests to others' servers: https to public addresses, unless allowed here."""

    allowed_networks: Annotated[
        str,
        Setting("private networks that requests may go to", "networks apart by spaces"),
    ] = ""
    plain_http: Annotated[bool, Setting("requests may go without TLS")] = False
    authorities: Annotated[
        str,
        Setting("certificates that are trusted beside the system's", "path of a PEM"),
    ] = ""

    def rules(self) -> OutgoingRules:
        """Where requests may go.

        Raises:
            UsageError: a network is none, or the certificates cannot be read.
        """
        if self.authorities:
            try:
                ssl.create_default_context(cafile=self.authorities)
            except OSError as error:  # ssl's own among them
                text = f"outgoing.authorities: expected certificates (PEM): {error}"
                raise UsageError(text) from error
        return OutgoingRules(parse_networks(self.allowed_networks), self.plain_http)


_USUAL: Final = NO_BUSINESS_SERVER


class BusinessServerSection(msgspec.Struct, frozen=True):
    """Your own server, which says who serves a session (`ChatBot.OnAssignAgent`)."""

    url: Annotated[
        str, Setting("it is asked here; empty = not at all", "https://host/path")
    ] = _USUAL.url
    secret: Annotated[
        str,
        Setting("signs the requests; empty = unsigned", "whsec_…", is_secret=True),
    ] = ""
    app_id: Annotated[
        str,
        msgspec.Meta(min_length=1, max_length=64),
        Setting("`SdkAppid` of its requests"),
    ] = _USUAL.app_id
    channels: Annotated[
        str, Setting("whose sessions it decides; * = all", "ids apart by spaces")
    ] = " ".join(_USUAL.channels)
    attempt_seconds: Annotated[_Positive, Setting("one request may take", "s")] = (
        _USUAL.attempt_seconds
    )
    attempts: Annotated[
        int,
        msgspec.Meta(ge=1, le=MAX_ATTEMPTS),
        Setting("requests for one session at most"),
    ] = _USUAL.attempts
    named_seconds: Annotated[
        float,
        msgspec.Meta(ge=0, le=24 * 3600.0),
        Setting("agents whom it names are waited for; 0 = not", "s"),
    ] = _USUAL.named_seconds

    def settings(self, rules: OutgoingRules) -> BusinessServer:
        """Whom the service asks.

        Raises:
            UsageError: the URL may not be asked, or the secret is none.
        """
        if self.url and isinstance(why := rules.target(self.url), str):
            raise UsageError(f"business_server.url: {why}")
        return BusinessServer(
            self.url,
            read_secret(self.secret) if self.secret else b"",
            self.app_id,
            frozenset(self.channels.split()),
            self.attempt_seconds,
            self.attempts,
            self.named_seconds,
        )


class MailSection(msgspec.Struct, frozen=True):
    """The mail server that letters are handed in at."""

    host: Annotated[str, Setting("of the mail server; empty = no mail is sent")] = ""
    port: Annotated[
        int,
        msgspec.Meta(ge=1, le=MAX_PORT),
        Setting("of SMTP: 587 with starttls, 465 with tls"),
    ] = 587
    security: Annotated[
        MailSecurity, Setting("starttls, tls, or none for one on this machine")
    ] = MailSecurity.STARTTLS
    user: Annotated[str, Setting("to sign in as; empty = without")] = ""
    password: Annotated[str, Setting("of the user", is_secret=True)] = ""
    sender: Annotated[
        str, Setting("the address that letters come from", "desk@example.com")
    ] = ""

    def server(self, authorities: str) -> MailServer | None:
        """Where letters are handed in; None: nowhere.

        Args:
            authorities: certificates that are trusted beside the system's.

        Raises:
            UsageError: the sender is no address.
        """
        if not self.host:
            return None
        return MailServer(
            self.host,
            self.port,
            self.security,
            self.user,
            self.password,
            check_address(self.sender),
            authorities,
        )
