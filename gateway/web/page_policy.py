"""PURE: what a browser is to allow the chat page, and who may show it in a frame.

Source: Content Security Policy Level 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

NOTICE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors *"
)
"""Of a page that only says why there is no chat: whose frame it is in is not
known, and there is nothing in it to protect."""
_PAGE: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    # No script of ours makes markup or code of a text, so none may (Trusted Types).
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
)


def page_policy(gateway: str, origins: Iterable[str]) -> str:
    """The policy of the chat page.

    Args:
        gateway: URL of the WebSocket that it connects to.
        origins: of sites that may show it in a frame, beside ours.
    """
    scheme, host, *_ = urlsplit(gateway)
    sites = sorted(origins)
    return "; ".join(
        (
            *_PAGE,
            # Cards show goods, whose pictures are wherever the shop has them.
            " ".join(("img-src 'self' blob: data: https:", *sites)),
            f"connect-src 'self' {scheme}://{host}",
            " ".join(("frame-ancestors 'self'", *sites)),
        )
    )
