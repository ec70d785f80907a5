"""PURE: who may connect at all: by address, and by the page that a browser shows.

Whose address counts is said by `runtime.addresses`. Who comes from a trusted network
on nobody's behalf is not limited by address: so are tools and load tests on this
machine, which is trusted as it comes.

A browser says in `Origin` whose page it shows (RFC 6454); other clients say nothing,
and come in. A page may connect to the host that served it; others must be listed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from gateway.rations import UNLIMITED, Rations
from runtime.addresses import Proxies
from runtime.errors import UsageError

ANY_ORIGIN: Final = "*"

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
        proxies: whose `X-Forwarded-For` is believed.
        allowed_origins: of pages, as browsers write them, or `*`.
    """

    proxies: Proxies = field(default_factory=Proxies)
    allowed_origins: frozenset[str] = frozenset()


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
        pages: origins of pages that are served beside these, at this moment, by who
            is asked as that host.
    """

    def __init__(
        self,
        rations: Rations | None = None,
        policy: DoorPolicy | None = None,
        pages: Callable[[str], frozenset[str]] = lambda _: frozenset(),
    ) -> None:
        self.rations = rations or Rations()
        self._policy = policy or DoorPolicy()
        self._pages = pages

    def lets_in(self, peer: str, now: float) -> bool:
        """True when a connection may begin its handshake; a proxy's always may."""
        if self._policy.proxies.is_trusted(peer):
            return True
        return not self.rations.connection(self.client(peer, ()), now)

    def client(self, peer: str, headers: Headers) -> str:
        """The name of a client's address; `UNLIMITED` of who is not limited by it."""
        forwarded = _values(headers, b"x-forwarded-for")
        return self._policy.proxies.named(peer, forwarded) or UNLIMITED

    def judge(self, knock: Knock, now: float) -> str | Turned:
        """The name of the client's address, or why its handshake is refused."""
        if not self._serves_page(knock):
            self.rations.refused["origins"] += 1
            return Turned(FORBIDDEN, "this page's origin is not allowed")
        name = self.client(knock.peer, knock.headers)
        if not self._policy.proxies.is_trusted(knock.peer):
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
        is_listed = origin in allowed or ANY_ORIGIN in allowed
        return is_own or is_listed or origin in self._pages(host)


def _values(headers: Headers, name: bytes) -> list[str]:
    return [value.decode("latin-1") for known, value in headers if known == name]
