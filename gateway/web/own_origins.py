"""PURE: which origins the service's own pages have, where no proxy stands before it.

They are served by HTTP and connect to the gateway, which listens on another port: to a
browser that is another origin (RFC 6454).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from runtime.config import Bind

LOOPBACK_NAMES: Final = ("127.0.0.1", "localhost", "::1")
"""What people of this machine type."""


def own_origins(bound: str) -> frozenset[str]:
    """The origins of pages that come from where HTTP listens; none while it does not.

    A proxy serves pages and gateway as one host, whose pages may connect anyway.
    """
    if not bound:
        return frozenset()
    http = Bind.parse(bound)
    names = LOOPBACK_NAMES if http.host in LOOPBACK_NAMES else (http.host,)
    return frozenset(f"http://{replace(http, host=name)}" for name in names)
