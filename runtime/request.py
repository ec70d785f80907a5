"""What a message says that is asked: the type of its answer. Imports no trio."""

from __future__ import annotations

from typing import Generic, TypeVar

R = TypeVar("R")


class Request(Generic[R]):
    """Base of the messages that are asked; `R` is the type of the answer."""

    __slots__ = ()
