"""PURE: what a model's streamed answer says, event by event.

Source: the chat-completions API that OpenAI published and others follow. Of its many
fields only these are read; calls of tools are nothing to us, since none was offered.
"""

from __future__ import annotations

from math import ceil
from typing import Annotated, Final

import msgspec

MAX_REPLY_CHARS: Final = 4_000
"""Read of an answer; more is not waited for, however many tokens were allowed."""
BYTES_PER_TOKEN: Final = 3
"""Where the server does not count: English has about 4, Chinese 2 to 4; so this counts
rather too many."""
MARGIN_TOKENS: Final = 32
"""Around the messages of a request, for the form that models read them in."""
DONE: Final = "[DONE]"
_Tokens = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]


class Usage(msgspec.Struct, frozen=True):
    """What the server counted."""

    prompt_tokens: _Tokens
    completion_tokens: _Tokens


class Delta(msgspec.Struct, frozen=True):
    """What is added to the answer."""

    content: str | None = None
    refusal: str | None = None


class Choice(msgspec.Struct, frozen=True):
    """One answer's next part."""

    delta: Delta = Delta()
    finish_reason: str | None = None


class Fault(msgspec.Struct, frozen=True):
    """What went wrong in the middle of an answer."""

    message: str = ""


class Chunk(msgspec.Struct, frozen=True):
    """The data of one event."""

    choices: tuple[Choice, ...] = ()
    usage: Usage | None = None
    error: Fault | str | None = None


_CHUNK: Final = msgspec.json.Decoder(Chunk)


class Completion:
    """An answer as it grows.

    Attributes:
        text: so far.
        usage: what the server counted, None = nothing yet.
        finish: why the model stopped, "" = it has not.
        is_done: the server has said everything, or no more is read.
        has_refused: the model says so.
        fault: what is wrong, "" = nothing.
    """

    def __init__(self) -> None:
        self.text = ""
        self.usage: Usage | None = None
        self.finish = ""
        self.is_done = False
        self.has_refused = False
        self.fault = ""

    @property
    def is_whole(self) -> bool:
        """The model has come to its end."""
        return bool(self.finish) and not self.fault

    @property
    def reads_on(self) -> bool:
        """False when nothing that comes can matter."""
        return not (self.is_done or self.fault)

    def hear(self, data: str) -> None:
        """Takes in the data of one event."""
        if not self.reads_on:
            return
        if data.strip() == DONE:
            self.is_done = True
            return
        try:
            chunk = _CHUNK.decode(data)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
            self.fault = f"expected a chunk of a chat completion: {error}"
            return
        if chunk.error is not None:
            told = chunk.error if isinstance(chunk.error, str) else chunk.error.message
            self.fault = f"the server ended the answer: {told}"
            return
        self.usage = chunk.usage or self.usage
        for choice in chunk.choices[:1]:
            self._grow(choice)

    def _grow(self, choice: Choice) -> None:
        self.text += choice.delta.content or ""
        self.has_refused |= bool(choice.delta.refusal)
        self.finish = self.finish or choice.finish_reason or ""
        if len(self.text) > MAX_REPLY_CHARS:
            self.text = self.text[:MAX_REPLY_CHARS]
            self.finish = "length"
            self.is_done = True


def tokens_of(text: str) -> int:
    """About how many tokens a text has; rather too many."""
    return ceil(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN)
