"""Asks a model, within its limits and its time (R13).

Whoever asks has an answer, or why there is none, before his question's time is over:
this never raises, and never waits for longer. What the model writes is held back until
all of it is there, since half an answer cannot be judged.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from random import Random
from traceback import format_exception
from typing import ClassVar, Final

import trio

from actors.answerer.generate import (
    MAX_TEXT_CHARS,
    Cost,
    Generated,
    NotGenerated,
    Outcome,
    Passage,
    Reason,
)
from actors.answerer.judging import judge
from actors.answerer.messages import Denied, Reserve, Settle
from actors.answerer.prompt import KEY_BITS, ChatMessage, compose, read_passages
from actors.answerer.request import (
    CUT,
    Failure,
    Reading,
    cost_of,
    failure_of,
    post_for,
    worst_of,
)
from actors.answerer.settings import ModelSettings
from actors.directory import Directory
from actors.robot.answer import Question
from runtime.circuit_breaker import Circuit, CircuitBreaker
from runtime.errors import TriodeskError
from runtime.observe import Duty, Event, Events
from runtime.outgoing import Cause, HttpFailure, HttpOutcome, Streamer

MAX_ATTEMPTS: Final = 2
"""A second one where the first had not said a word; more would not fit in."""
PAUSE_SECONDS: Final = 0.2
"""Before it, where the server names no time."""
BREAKER_FAILURES: Final = 5
BREAKER_REST_SECONDS: Final = 30.0
"""After five failures in a row nobody waits for it; every 30 s one question tries."""
HAND_OVER_SECONDS: Final = 0.3
"""Of a question's time, to tell the session the robot's own answer instead."""
PURSE_SECONDS: Final = 2.0
"""For a commit."""
_SPENT: Final = {True: Reason.SESSION_SPENT, False: Reason.DAY_SPENT}


class ModelFailing(Event, frozen=True):
    """It fails so often that it is not asked for a while; `text`: the last failure."""

    duty: ClassVar[Duty] = Duty.WARNING

    text: str


class ModelLedAstray(Event, frozen=True):
    """Its answer held what it must not, which is `text`, and was not said."""

    duty: ClassVar[Duty] = Duty.WARNING

    session: str
    text: str


class AnswererCrashed(Event, frozen=True):
    """An exception of ours ended one question, and no other."""

    duty: ClassVar[Duty] = Duty.ERROR

    error: str
    trace: str


class AnswererOffice:
    """The questions of one process.

    Args:
        settings: which model.
        streamer: sends requests.
        directory: knows the purse.
        events: where failures are told.
        random: draws what nobody must guess.
        wall_ms: wall time.

    Attributes:
        outcomes: questions, by `generated` or the reason why not.
        tokens: that were spent in this process's life.
    """

    def __init__(
        self,
        settings: ModelSettings,
        streamer: Streamer,
        directory: Directory,
        events: Events,
        random: Random,
        wall_ms: Callable[[], int],
    ) -> None:
        self._settings = settings
        self._streamer = streamer
        self._directory = directory
        self._events = events
        self._random = random
        self._wall_ms = wall_ms
        self._breaker = CircuitBreaker(BREAKER_FAILURES, BREAKER_REST_SECONDS)
        self._asking = 0
        self.outcomes: Counter[str] = Counter()
        self.tokens = 0

    def __len__(self) -> int:
        """Questions that are with the model."""
        return self._asking

    @property
    def is_on(self) -> bool:
        """True where a model is configured."""
        return bool(self._settings.url)

    def has_room(self, taken: int) -> bool:
        """Whether another question may be with it beside so many; a no is counted."""
        has_room = taken < self._settings.at_once
        if not has_room:
            self.outcomes[Reason.BUSY.value] += 1
        return has_room

    @property
    def is_rested(self) -> bool:
        """True while it is not asked because it failed again and again."""
        return self._breaker.circuit is not Circuit.CLOSED

    def seconds_for(self, question: Question) -> float:
        """How long there is to answer it, if its session is to hear something."""
        left = (question.until_ms - self._wall_ms()) / 1000 - HAND_OVER_SECONDS
        return min(left, self._settings.answer_seconds)

    async def generate(
        self, question: Question, passages: tuple[Passage, ...]
    ) -> Outcome:
        """What comes of it, before the question's time is over; never raises.

        Args:
            question: the visitor's.
            passages: the best comes first; those beyond `MAX_PASSAGES` are not read.
        """
        self._asking += 1
        try:
            outcome = await self._within_time(question, read_passages(passages))
        except Exception as error:  # noqa: BLE001 - the edge of one question
            # Nothing is expected here. But others choose what a server and a visitor
            # make of our code: it must not be able to end the robot.
            trace = "".join(format_exception(error))
            self._events.emit(AnswererCrashed(type(error).__name__, trace))
            outcome = NotGenerated(Reason.OWN_FAULT)
        finally:
            self._asking -= 1
        failed = outcome.reason if isinstance(outcome, NotGenerated) else None
        self.outcomes[failed.value if failed else "generated"] += 1
        return outcome

    async def _within_time(
        self, question: Question, passages: tuple[Passage, ...]
    ) -> Outcome:
        seconds = self.seconds_for(question)
        if (refused := self._refused(passages, seconds)) is not None:
            return refused
        until = trio.current_time() + seconds
        # An attempt ends in time by itself; this is for what else there is to wait for.
        with trio.move_on_at(until + HAND_OVER_SECONDS / 2):
            return await self._generate(question, passages, until)
        return NotGenerated(Reason.TOO_SLOW, f"expected an answer within {seconds:g} s")

    def _refused(
        self, passages: tuple[Passage, ...], seconds: float
    ) -> NotGenerated | None:
        """Why it is not even asked."""
        if not self.is_on:
            return NotGenerated(Reason.OFF)
        if not passages:
            return NotGenerated(Reason.NO_PASSAGES)
        if seconds <= 0:
            return NotGenerated(Reason.TOO_SLOW, "expected a question with time left")
        if not self._breaker.lets_pass(trio.current_time()):
            return NotGenerated(Reason.RESTED)
        return None

    async def _generate(
        self, question: Question, passages: tuple[Passage, ...], until: float
    ) -> Outcome:
        key = self._random.getrandbits(KEY_BITS)
        messages = compose(question.text, passages, key)
        spent, attempts = Cost(), 0
        while True:
            reading = Reading()
            paid = await self._pay(question.session, messages, reading, until)
            if isinstance(paid, NotGenerated):
                return paid
            outcome, cost = paid
            spent += cost
            attempts += 1
            failure = failure_of(outcome, reading)
            self._note(failure)
            if failure is None:
                return self._judged(question, reading, passages, key, spent)
            pause = failure.after_seconds or PAUSE_SECONDS
            is_last = not failure.is_passing or attempts == MAX_ATTEMPTS
            if is_last or trio.current_time() + pause >= until:
                return failure.why
            await trio.sleep(pause)
            if not self._breaker.lets_pass(trio.current_time()):
                return failure.why

    async def _pay(
        self,
        session: str,
        messages: tuple[ChatMessage, ...],
        reading: Reading,
        until: float,
    ) -> tuple[HttpOutcome, Cost] | NotGenerated:
        """One attempt and what it did cost, where there is money left for it."""
        worst = worst_of(self._settings, messages)
        reserve = Reserve(session, worst.tokens, worst.micros)
        try:
            verdict = await self._directory.purse.ask(reserve, PURSE_SECONDS)
        except TriodeskError as error:
            return NotGenerated(Reason.OWN_FAULT, str(error)[:MAX_TEXT_CHARS])
        if isinstance(verdict, Denied):
            return NotGenerated(_SPENT[verdict.is_session])
        outcome = await self._attempt(messages, reading, until)
        cost = cost_of(self._settings, worst, outcome, reading)
        self.tokens += cost.tokens
        left = Settle(
            session,
            verdict.day,
            worst.tokens - cost.tokens,
            worst.micros - cost.micros,
        )
        self._directory.purse.tell(left)
        return outcome, cost

    async def _attempt(
        self, messages: tuple[ChatMessage, ...], reading: Reading, until: float
    ) -> HttpOutcome:
        seconds = until - trio.current_time()
        first_seconds = self._settings.first_seconds
        with trio.move_on_after(first_seconds) as first:

            def take(piece: bytes) -> bool:
                reads_on = reading.take(piece)
                if reading.has_begun:
                    first.deadline = math.inf
                return reads_on

            post = post_for(self._settings, messages, seconds)
            return await self._streamer.stream(post, take)
        text = f"expected a first word within {first_seconds:g} s"
        return HttpFailure(Cause.TOO_SLOW, text)

    def _note(self, failure: Failure | None) -> None:
        """Tells the breaker."""
        if failure is None or not failure.is_theirs:
            self._breaker.succeeded()
        elif self._breaker.failed(trio.current_time()):
            self._events.emit(ModelFailing(failure.why.text))

    def _judged(
        self,
        question: Question,
        reading: Reading,
        passages: tuple[Passage, ...],
        key: int,
        spent: Cost,
    ) -> Outcome:
        completion = reading.completion
        is_cut = completion.finish == CUT
        judged = judge(completion.text, passages, question.text, key, is_cut=is_cut)
        if isinstance(judged, NotGenerated):
            if judged.reason is Reason.UNSAFE:
                self._events.emit(ModelLedAstray(question.session, judged.text))
            return judged
        return Generated(judged.text, judged.sources, spent)
