"""PURE: what an answer over HTTP says: JSON, or a problem document (RFC 9457)."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from gateway.client.http_exchange import Answer

T = TypeVar("T")


class Problem(msgspec.Struct):
    """Why the service did not do it; `code` is for programs, `detail` for people."""

    code: str = "unknown"
    detail: str = ""


def read_json(answer: Answer, kind: type[T]) -> T | None:
    """What the answer says; None: it is none of ours."""
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def read_problem(answer: Answer) -> Problem:
    """Why it was refused, by whomever; what is no problem document has the status."""
    problem = read_json(answer, Problem) or Problem()
    problem.detail = problem.detail or f"status {answer.status}"
    return problem
