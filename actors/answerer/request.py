"""PURE: a request to a model's server, and what its outcome means (R13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from actors.answerer.completion import MARGIN_TOKENS, Completion, Usage, tokens_of
from actors.answerer.event_stream import EventStream
from actors.answerer.generate import MAX_TEXT_CHARS, Cost, NotGenerated, Reason
from actors.answerer.prompt import ChatMessage, ChatRequest
from actors.answerer.settings import ModelSettings
from runtime.outgoing import Cause, HttpFailure, HttpOutcome, HttpPost

CUT: Final = "length"
FINISHED: Final = frozenset({"stop", CUT})
"""Why a model may have stopped; after anything else its words are not its answer."""
_BAD_REQUEST: Final = 400
_TOO_MANY: Final = 429
_SERVER_FAILS: Final = 500
_REASONS: Final = {Cause.TOO_SLOW: Reason.TOO_SLOW, Cause.BROKEN: Reason.BROKEN}


class Reading:
    """One answer that is coming in.

    Attributes:
        completion: what it says so far.
        has_begun: its first word is there.
    """

    def __init__(self) -> None:
        self.completion = Completion()
        self.has_begun = False
        self._stream = EventStream()

    def take(self, piece: bytes) -> bool:
        """See `runtime.outgoing.Take`."""
        completion = self.completion
        for data in self._stream.feed(piece):
            completion.hear(data)
        completion.fault = completion.fault or self._stream.fault
        self.has_begun = self.has_begun or bool(completion.text)
        return completion.reads_on


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an attempt has no answer.

    Attributes:
        why: for who asked.
        is_theirs: the server's; it counts for the breaker.
        is_passing: another attempt may have one.
        after_seconds: not before so long.
    """

    why: NotGenerated
    is_theirs: bool = True
    is_passing: bool = False
    after_seconds: float = 0.0


def post_for(
    settings: ModelSettings, messages: tuple[ChatMessage, ...], seconds: float
) -> HttpPost:
    """One attempt, of so many seconds."""
    request = ChatRequest(settings.model, messages, settings.answer_tokens)
    key = (("Authorization", f"Bearer {settings.key}"),) if settings.key else ()
    body = msgspec.json.encode(request)
    return HttpPost(settings.url, body, key, seconds, settings.connect_seconds)


def worst_of(settings: ModelSettings, messages: tuple[ChatMessage, ...]) -> Cost:
    """What one attempt costs at most, as far as it can be known before."""
    prompt = MARGIN_TOKENS + sum(tokens_of(each.content) for each in messages)
    return _cost(settings, Usage(prompt, settings.answer_tokens))


def cost_of(
    settings: ModelSettings, worst: Cost, outcome: HttpOutcome, reading: Reading
) -> Cost:
    """What an attempt did cost; where the server did not count, about.

    One that it refused, or that did not reach it, cost nothing; one that it was silent
    on may have cost its prompt.
    """
    if isinstance(outcome, HttpFailure):
        is_free = outcome.cause not in _REASONS and not reading.has_begun
    else:
        is_free = not outcome.is_good
    if is_free:
        return Cost()
    completion = reading.completion
    estimated = Usage(worst.prompt_tokens, tokens_of(completion.text))
    return _cost(settings, completion.usage or estimated)


def failure_of(outcome: HttpOutcome, reading: Reading) -> Failure | None:
    """What went wrong with an attempt; None: the model has come to its end."""
    if isinstance(outcome, HttpFailure):
        reason = _REASONS.get(outcome.cause, Reason.UNREACHED)
        is_ours = outcome.cause in {Cause.BAD_URL, Cause.REFUSED_ADDRESS}
        is_passing = not (is_ours or reading.has_begun)
        text = f"{outcome.cause.value}: {outcome.text}"
        return Failure(_not(reason, text), is_passing=is_passing)
    if not outcome.is_good:
        text = f"expected status 200, got {outcome.status}"
        return Failure(
            _not(Reason.REFUSED, text),
            # So filters refuse a question for its words: were it the server's fault,
            # a visitor could have nobody's question asked.
            is_theirs=outcome.status != _BAD_REQUEST,
            is_passing=outcome.status == _TOO_MANY or outcome.status >= _SERVER_FAILS,
            after_seconds=_after(outcome.retry_after),
        )
    completion = reading.completion
    if completion.fault:
        return Failure(_not(Reason.BROKEN, completion.fault))
    if not completion.is_whole:
        return Failure(_not(Reason.BROKEN, "expected the answer's end"))
    if completion.has_refused or completion.finish not in FINISHED:
        why = _not(Reason.DECLINED, f"it ended with {completion.finish}")
        return Failure(why, is_theirs=False)
    return None


def _cost(settings: ModelSettings, usage: Usage) -> Cost:
    prompt, answer = usage.prompt_tokens, usage.completion_tokens
    return Cost(prompt, answer, settings.micros(prompt, answer))


def _not(reason: Reason, text: str) -> NotGenerated:
    return NotGenerated(reason, text[:MAX_TEXT_CHARS])


def _after(header: str) -> float:
    """`Retry-After` in seconds (RFC 9110, 10.2.3); a date is too far away to matter."""
    digits = header.strip()
    return float(digits) if digits.isascii() and digits.isdigit() else 0.0
