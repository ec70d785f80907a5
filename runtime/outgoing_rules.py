"""PURE: where requests to others may go: which URLs, and which addresses behind them.

Who may name a URL must not make the service speak to this machine, to its network or to
the cloud's own addresses (OWASP, server-side request forgery). So the name decides
nothing: each address that it stands for is judged, and the one that was judged is
connected to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from runtime.addresses import Address, Network
from runtime.config import MAX_PORT

MAX_URL_CHARS: Final = 2_048
_URL_CHARS: Final = re.compile(r"[!#-;=?-\[\]_a-z~%]+\Z")
"""Visible ASCII without quotes, angle brackets, backslash, caret, braces, bar."""
_HOST: Final = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?\Z")
MAX_HOST_CHARS: Final = 253
_PORTS: Final = {"https": 443, "http": 80}
_TRANSLATED: Final = ip_network("64:ff9b::/96")
"""IPv4 behind a translator (RFC 6052): the last 32 bits are the address."""
_EVERYBODYS: Final = ip_network("2000::/3")
"""Where IPv6 addresses of the public are (RFC 4291, 2.4)."""
CLOUD: Final = (ip_network("168.63.129.16/32"),)
"""A cloud's own address that looks as if it were anybody's; the others are link-local,
private or shared (169.254.169.254, fd00:ec2::254, 100.100.100.200)."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes; `path` is with the query."""

    scheme: str
    host: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class OutgoingRules:
    """What the operator allows beside https to public addresses.

    Attributes:
        networks: may be connected to though they are nobody's public ones.
        plain_http: http without TLS may be used, too.
    """

    networks: tuple[Network, ...] = ()
    plain_http: bool = False

    def target(self, url: str) -> Target | str:
        """Reads a URL; what is wrong with it, when it may not be used."""
        if len(url) > MAX_URL_CHARS or not _URL_CHARS.match(url):
            return f"expected a URL of at most {MAX_URL_CHARS} visible ASCII characters"
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            return f"expected a URL: {error}"
        if parts.scheme not in _PORTS or not self._takes(parts.scheme):
            wanted = "https or http" if self.plain_http else "https"
            return f"expected {wanted}, got {parts.scheme[:16]!r}"
        if "@" in parts.netloc or "#" in url:
            return "expected a URL without user, password and fragment"
        host = parts.hostname or ""
        if not _is_host(host):
            return "expected the name of a host, or its address"
        if port is None:
            port = _PORTS[parts.scheme]
        if not 0 < port <= MAX_PORT:
            return f"expected a port of 1 to {MAX_PORT}"
        path = parts.path or "/"
        query = f"?{parts.query}" if parts.query else ""
        return Target(parts.scheme, host, port, path + query)

    def _takes(self, scheme: str) -> bool:
        return scheme == "https" or self.plain_http

    def why_not(self, address: Address) -> str:
        """Why that address may not be connected to; "" = it may."""
        if all(map(self._admits, _ends_of(address))):
            return ""
        return f"{address} is not a public address, nor in an allowed network"

    def why_never(self, target: Target) -> str:
        """Why nothing may ever go there; "" = its name decides when it is asked for."""
        if not _is_address(target.host):
            return ""
        return self.why_not(ip_address(target.host))

    def _admits(self, address: Address) -> bool:
        if _is_in(address, self.networks):
            return True
        if isinstance(address, IPv6Address) and address not in _EVERYBODYS:
            return False
        is_public = address.is_global and not address.is_multicast
        return is_public and not address.is_reserved and not _is_in(address, CLOUD)


def _is_in(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)


def _is_host(host: str) -> bool:
    if len(host) > MAX_HOST_CHARS:
        return False
    return _HOST.match(host) is not None or _is_address(host)


def _is_address(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return not (isinstance(address, IPv6Address) and address.scope_id)


def _ends_of(address: Address) -> tuple[Address, ...]:
    """Where packets to an address may end up: also at an IPv4 address within it."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address in _TRANSLATED:
        return (IPv4Address(int(address) & 0xFFFF_FFFF),)
    teredo = address.teredo
    within = address.sixtofour or (teredo[1] if teredo else None)
    return (address,) if within is None else (address, within)
