"""PURE: how HTTP says that a rule of service refused."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, TypeVar

from actors.refusal import Refused, Rule
from runtime.http_app import HttpRefused

T = TypeVar("T")

STATUSES: Final[Mapping[Rule, HTTPStatus]] = {
    Rule.BAD_VALUE: HTTPStatus.UNPROCESSABLE_ENTITY,
    Rule.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Rule.NO_SUCH_GROUP: HTTPStatus.UNPROCESSABLE_ENTITY,
    Rule.WRONG_STATE: HTTPStatus.CONFLICT,
    Rule.ID_CONFLICT: HTTPStatus.CONFLICT,
}
RULE_CODES: Final = tuple(rule.value for rule in STATUSES)
"""With which a change of the rules may be refused."""
NOT_FOUND: Final = "not_found"


def ruled(answer: T | Refused) -> T:
    """The answer, if it is none of a refusal.

    Raises:
        HttpRefused: with the rule's code.
    """
    if isinstance(answer, Refused):
        status = STATUSES.get(answer.rule, HTTPStatus.CONFLICT)
        raise HttpRefused(status, answer.rule.value, answer.text)
    return answer


def found(answer: T | None, what: str) -> T:
    """The answer, where there is such a thing.

    Args:
        answer: None = there is none.
        what: was looked for, as "channel 'web'".

    Raises:
        HttpRefused: `not_found`.
    """
    if answer is None:
        raise HttpRefused(HTTPStatus.NOT_FOUND, NOT_FOUND, f"there is no {what}")
    return answer
