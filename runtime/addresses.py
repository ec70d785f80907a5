"""PURE: whose request it is, by address, also behind proxies.

The address is the socket's. Behind a proxy that is named as trusted it is the
right-most address of `X-Forwarded-For` that is not such a proxy's; that header is
believed of nobody else. IPv6 counts by /64, which is one customer (RFC 6177).
"""

from __future__ import annotations

from collections.abc import Iterable
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

from runtime.errors import UsageError

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

MAX_HOPS: Final = 16
"""Entries of `X-Forwarded-For` that are looked at, from the right."""
UNREADABLE: Final = "unreadable"
"""Stands for all whom a trusted proxy calls by what is no address: one for all."""
IPV6_PREFIX: Final = 64
LOOPBACK: Final = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


@dataclass(frozen=True, slots=True)
class Proxies:
    """Whose word about callers is believed.

    Attributes:
        networks: of the proxies; this machine is trusted as it comes.
    """

    networks: tuple[Network, ...] = LOOPBACK

    def is_trusted(self, peer: str) -> bool:
        """True when the socket's other side is such a proxy, or might be one."""
        return self._has(_address(peer))

    def named(self, peer: str, forwarded: Iterable[str]) -> str:
        """The name under which a caller is counted.

        Args:
            peer: address of the socket's other side.
            forwarded: the lines of `X-Forwarded-For`, in order.

        Returns:
            The address, the /64 of IPv6, or `UNREADABLE`. "": it comes from a trusted
            network, and on nobody's behalf.
        """
        address = _address(peer)
        if not self._has(address):
            return _name_of(address)
        hops = ",".join(forwarded).split(",")[-MAX_HOPS:]
        for hop in reversed([hop.strip() for hop in hops]):
            address = _address(hop)
            if address is None:
                return UNREADABLE if hop else ""
            if not self._has(address):
                return _name_of(address)
        return ""

    def caller(self, peer: str, forwarded: Iterable[str]) -> str:
        """The same where everybody is counted: then the trusted one by itself."""
        return self.named(peer, forwarded) or _name_of(_address(peer))

    def _has(self, address: Address | None) -> bool:
        if address is None:
            return False
        return any(address in network for network in self.networks)


def parse_networks(words: str) -> tuple[Network, ...]:
    """Networks apart by spaces, as 10.0.0.0/8 or fd00::/8.

    Raises:
        UsageError: one of them is none.
    """
    try:
        return tuple(ip_network(word) for word in words.split())
    except ValueError as error:
        raise UsageError(f"expected networks apart by spaces: {error}") from None


def _name_of(address: Address | None) -> str:
    if address is None:
        return UNREADABLE
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((int(address), IPV6_PREFIX), strict=False))


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
