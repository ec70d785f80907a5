"""PURE: where the service's own pages are and connect to, with no proxy before it.

They are served by HTTP and connect to the gateway, which listens on another port: to a
browser that is another origin (RFC 6454). Who listens on all addresses of a machine is
reached under the name by which he was asked, as by phones of the same network.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from gateway.wire.terms import PATH
from runtime.config import Bind

LOOPBACK_NAMES: Final = ("127.0.0.1", "localhost", "::1")
"""What people of this machine type."""
_LOOPBACK_OF: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - not bound
"""Of who listens on all addresses, the one that this machine's programs can open."""
ALL_ADDRESSES: Final = frozenset(_LOOPBACK_OF)
_HOST: Final = re.compile(
    r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d+)?", re.IGNORECASE
)
"""What `Host` may say (RFC 9110 section 7.2), of what we would repeat."""


def openable(bound: str) -> str:
    """Host and port to open where somebody listens: "all addresses" is none."""
    bind = Bind.parse(bound)
    return str(replace(bind, host=_LOOPBACK_OF.get(bind.host, bind.host)))


def own_origins(bound: str, host: str) -> frozenset[str]:
    """The origins of pages that come from where HTTP listens.

    A proxy serves pages and gateway as one host, whose pages may connect anyway.

    Args:
        bound: where HTTP listens, or is going to.
        host: as which the gateway is asked.
    """
    http = Bind.parse(bound)
    names: tuple[str, ...] = (http.host,)
    if http.host in LOOPBACK_NAMES:
        names = LOOPBACK_NAMES
    elif http.host in ALL_ADDRESSES:
        names = _names(host)
    return frozenset(f"http://{replace(http, host=name)}" for name in names)


def own_gateway(bound: str, host: str) -> str:
    """The URL of the gateway for who asks HTTP under that name.

    Args:
        bound: where the gateway listens.
        host: as which HTTP is asked.
    """
    gateway = Bind.parse(bound)
    if gateway.host in ALL_ADDRESSES:
        name, *_ = (*_names(host), gateway.host)
        gateway = replace(gateway, host=name)
    return f"ws://{gateway}{PATH}"


def _names(host: str) -> tuple[str, ...]:
    """The name in a `Host`, without its port; none where it says nothing good."""
    found = _HOST.fullmatch(host)
    return () if found is None else ((found[1] or found[2]).lower(),)
