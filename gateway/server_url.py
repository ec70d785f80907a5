"""PURE: the URL of a service, checked before anything connects."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit


def split_server_url(url: str, ports: Mapping[str, int]) -> SplitResult | None:
    """The parts of a URL with host, and port where it says one; None: it is none such.

    Args:
        url: what somebody wrote.
        ports: by scheme, those of which it may be.
    """
    try:
        parts = urlsplit(url)
        is_one = parts.scheme in ports and bool(parts.hostname) and parts.port != 0
    except ValueError:  # of an IPv6 address, or of the port
        return None
    return parts if is_one else None
