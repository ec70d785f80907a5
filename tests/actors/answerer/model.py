"""A model that somebody only plays: pieces of its streamed answers."""

from __future__ import annotations

import msgspec

from tests.receiver import Reply


def event(fields: object) -> bytes:
    return b"data: " + msgspec.json.encode(fields) + b"\n\n"


def said(words: str) -> bytes:
    return event({"choices": [{"index": 0, "delta": {"content": words}}]})


def ended(finish: str = "stop") -> bytes:
    return event({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})


def stream(words: str, usage: tuple[int, int] | None = (100, 20)) -> tuple[bytes, ...]:
    """An answer, word by word."""
    pieces = [said(each) for each in words.split(" ")[:1]]
    pieces += [said(f" {each}") for each in words.split(" ")[1:]]
    pieces.append(ended())
    if usage is not None:
        counted = dict(zip(("prompt_tokens", "completion_tokens"), usage, strict=True))
        pieces.append(event({"choices": [], "usage": counted}))
    return (*pieces, b"data: [DONE]\n\n")


def answering(words: str) -> Reply:
    return Reply(pieces=stream(words))
