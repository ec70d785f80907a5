"""What leads visitors to a channel: its link, and the tag for other pages (M5)."""

from __future__ import annotations

from html import escape

from actors.channels.core import Channel
from gateway.web.pages import CHAT_PATH


def chat_link(origin: str, channel: Channel) -> str:
    """The address of a channel's chat page."""
    return f"{origin}{CHAT_PATH}/{channel.public_key}"


def embed_code(origin: str, channel: Channel) -> str:
    """The tag that puts the chat into another page."""
    attributes = {"src": f"{origin}/widget.js", "data-channel": channel.public_key}
    if channel.color:
        attributes["data-color"] = channel.color
    written = " ".join(f'{name}="{escape(text)}"' for name, text in attributes.items())
    return f"<script {written} async></script>"
