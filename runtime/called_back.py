"""Waits for what calls back: how a task asks those who answer to a function.

A call-back that comes after its deadline, or after the task was cancelled, is dropped:
the outcome is unknown then, as with every ask.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeVar

import trio

from runtime.ask import Answered
from runtime.errors import AskTimeout, Unavailable
from runtime.journal import Answer, Journal, Query

T = TypeVar("T")
A = TypeVar("A", bound=Answer)


async def called_back(
    begin: Callable[[Callable[[T], None]], None], seconds: float = math.inf
) -> T:
    """Begins something, and waits for what it calls back with.

    Args:
        begin: is given the call-back, which it may call at once, or later, once.
        seconds: to wait at most.

    Raises:
        AskTimeout: it was not called in time.
    """
    given: list[T] = []
    there = trio.Event()

    def done(answer: T) -> None:
        given.append(answer)
        there.set()

    begin(done)
    with trio.move_on_after(seconds):
        await there.wait()
    if not given:
        raise AskTimeout(f"no answer within {seconds:g} s")
    return given[0]


async def answered(
    begin: Callable[[Answered], None], seconds: float = math.inf
) -> object:
    """The same of who answers as actors do, with an answer or an error.

    Raises:
        AskTimeout: see `called_back`.
        Exception: what it was answered with.
    """

    def begin_pair(done: Callable[[tuple[object, Exception | None]], None]) -> None:
        begin(lambda answer, error: done((answer, error)))

    answer, error = await called_back(begin_pair, seconds)
    if error is not None:
        raise error
    return answer


async def ask_journal(
    journal: Journal, query: Query, kind: type[A], seconds: float = math.inf
) -> A:
    """The journal's answer, of the kind that belongs to the query.

    Raises:
        Unavailable: it answers something else, or not in time.
    """

    def begin(done: Callable[[Answer], None]) -> None:
        journal.query(query, done)

    answer = await called_back(begin, seconds)
    if not isinstance(answer, kind):
        raise Unavailable(f"the store does not answer now: {answer}")
    return answer
