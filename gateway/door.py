"""PURE: who may connect at all: by address, and by the page that a browser shows.

The address is the socket's. Behind a proxy that is named as trusted it is the
right-most address of `X-Forwarded-For` that is not such a proxy's; that header is
believed of nobody else. IPv6 counts by /64, which is one customer (RFC 6177). Who comes
from a trusted network without that header is not limited by address: so are tools and
load tests on this machine, which is trusted as it comes.

A browser says in `Origin` whose page it shows (RFC 6454); other clients say nothing,
and come in. A page may connect to the host that served it; others must be listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final
from urllib.parse import urlsplit

from gateway.rations import UNLIMITED, Rations
from runtime.errors import UsageError

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

MAX_HOPS: Final = 16
"""Entries of `X-Forwarded-For` that are looked at, from the right."""
UNREADABLE: Final = "unreadable"
"""Stands for all whom a trusted proxy calls by what is no address: one for all."""
IPV6_PREFIX: Final = 64
ANY_ORIGIN: Final = "*"
LOOPBACK: Final = (ip_network("127.0.0.0/8"), ip_network("::1/128"))

FORBIDDEN: Final = 403
TOO_MANY: Final = 429

Headers = Sequence[tuple[bytes, bytes]]
"""Of a handshake: names in lower case, and values; without `Host`."""


@dataclass(frozen=True, slots=True)
class Knock:
    """Who knocks.

    Attributes:
        peer: address of the socket's other side.
        host: to which the handshake is addressed, with the port if it has one.
        headers: the others.
    """

    peer: str
    host: str
    headers: Headers = ()


@dataclass(frozen=True, slots=True)
class Turned:
    """The handshake is refused.

    Attributes:
        status: of HTTP.
        text: for developers.
        retry_seconds: when to come back; 0: not by oneself.
    """

    status: int
    text: str
    retry_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPolicy:
    """Whom to believe, and which pages to serve.

    Attributes:
        trusted_proxies: whose `X-Forwarded-For` is believed.
        allowed_origins: of pages, as browsers write them, or `*`.
    """

    trusted_proxies: tuple[Network, ...] = LOOPBACK
    allowed_origins: frozenset[str] = frozenset()


def parse_networks(words: str) -> tuple[Network, ...]:
    """Networks apart by spaces, as 10.0.0.0/8 or fd00::/8.

    Raises:
        UsageError: one of them is none.
    """
    try:
        return tuple(ip_network(word) for word in words.split())
    except ValueError as error:
        raise UsageError(f"expected networks apart by spaces: {error}") from None


def parse_origins(words: str) -> frozenset[str]:
    """Origins apart by spaces, as https://shop.example, or `*`.

    Raises:
        UsageError: one of them is none.
    """
    for word in words.split():
        parts = urlsplit(word)
        is_origin = parts.netloc and word == f"{parts.scheme}://{parts.netloc}"
        if word != ANY_ORIGIN and not is_origin:
            text = f"expected origins as https://shop.example, got {word!r}"
            raise UsageError(text)
    return frozenset(words.lower().split())


class Door:
    """Judges connections of one listener.

    Args:
        rations: what one address may take.
        policy: whom to believe, and which pages to serve.
    """

    def __init__(
        self, rations: Rations | None = None, policy: DoorPolicy | None = None
    ) -> None:
        self.rations = rations or Rations()
        self._policy = policy or DoorPolicy()

    def lets_in(self, peer: str, now: float) -> bool:
        """True when a connection may begin its handshake; a proxy's always may."""
        address = _address(peer)
        if self._is_trusted(address):
            return True
        return not self.rations.connection(name_of(address), now)

    def client(self, peer: str, headers: Headers) -> str:
        """The name of a client's address; `UNLIMITED` of who is not limited by it."""
        address = _address(peer)
        if not self._is_trusted(address):
            return name_of(address)
        return self._forwarded(_values(headers, b"x-forwarded-for"))

    def judge(self, knock: Knock, now: float) -> str | Turned:
        """The name of the client's address, or why its handshake is refused."""
        if not self._serves_page(knock):
            self.rations.refused["origins"] += 1
            return Turned(FORBIDDEN, "this page's origin is not allowed")
        name = self.client(knock.peer, knock.headers)
        if not self._is_trusted(_address(knock.peer)):
            return name
        if wait := self.rations.connection(name, now):
            return Turned(TOO_MANY, "too many connections of this address", wait)
        return name

    def _serves_page(self, knock: Knock) -> bool:
        origins = _values(knock.headers, b"origin")
        if not origins:
            return True
        allowed = self._policy.allowed_origins
        if len(origins) > 1:
            return False
        origin = origins[0].lower()
        host = knock.host.lower()
        is_own = bool(host) and origin.partition("://")[2] == host
        return is_own or origin in allowed or ANY_ORIGIN in allowed

    def _forwarded(self, lines: Iterable[str]) -> str:
        hops = ",".join(lines).split(",")[-MAX_HOPS:]
        for hop in reversed([hop.strip() for hop in hops]):
            address = _address(hop)
            if address is None:
                return UNREADABLE if hop else UNLIMITED
            if not self._is_trusted(address):
                return name_of(address)
        return UNLIMITED

    def _is_trusted(self, address: Address | None) -> bool:
        if address is None:
            return False
        return any(address in network for network in self._policy.trusted_proxies)


def name_of(address: Address | None) -> str:
    """Under which name an address is counted."""
    if address is None:
        return UNREADABLE
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((int(address), IPV6_PREFIX), strict=False))


def _values(headers: Headers, name: bytes) -> list[str]:
    return [value.decode("latin-1") for known, value in headers if known == name]


def _address(text: str) -> Address | None:
    """The address of `host`, `host:port` or `[host]:port`; None: it is none."""
    host = text
    if text.startswith("["):
        host = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        host = text.partition(":")[0]
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address
