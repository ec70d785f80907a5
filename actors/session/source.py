"""PURE: what a page or program says of the visit it brings (V1)."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

MAX_CLIENT_DATA_CHARS: Final = 512
MAX_SOURCE_NAME_CHARS: Final = 64
MAX_REMARK_CHARS: Final = 256
"""Together they fit into a ticket, in any script."""

ClientData = Annotated[str, Meta(max_length=MAX_CLIENT_DATA_CHARS)]
SourceName = Annotated[str, Meta(max_length=MAX_SOURCE_NAME_CHARS)]
SourceRemark = Annotated[str, Meta(max_length=MAX_REMARK_CHARS)]


class Source(msgspec.Struct, frozen=True, array_like=True):
    """Custom parameters, carried into the session as they came; for agents.

    Attributes:
        client_data: whatever the business wants to find in the session again.
        channel_name: where the visitor comes from, in the page's words.
        peer_source: from where he came there.
        remark: for the agent.
    """

    client_data: ClientData = ""
    channel_name: SourceName = ""
    peer_source: SourceName = ""
    remark: SourceRemark = ""
