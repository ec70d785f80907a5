"""What refusals about keys are over HTTP."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final, TypeVar

from actors.accounts.refusal import AccountRefused
from actors.api_keys.records import KeyRefused, KeyRule
from admin.account_problems import granted
from runtime.http_app import HttpRefused

T = TypeVar("T")

STATUSES: Final = {
    KeyRule.NOT_ALLOWED: HTTPStatus.FORBIDDEN,
    KeyRule.NO_SUCH_KEY: HTTPStatus.NOT_FOUND,
    KeyRule.TOO_MANY: HTTPStatus.CONFLICT,
    KeyRule.UNKNOWN_KEY: HTTPStatus.UNAUTHORIZED,
    KeyRule.EXPIRED_KEY: HTTPStatus.UNAUTHORIZED,
    KeyRule.WRONG_SCOPE: HTTPStatus.FORBIDDEN,
    KeyRule.LOGIN_SPENT: HTTPStatus.UNAUTHORIZED,
}


def key_granted(answer: T | KeyRefused | AccountRefused) -> T:
    """The answer, if it is none of a refusal.

    Raises:
        HttpRefused: with the rule's code.
    """
    if isinstance(answer, KeyRefused):
        raise HttpRefused(STATUSES[answer.rule], answer.rule.value, answer.text)
    return granted(answer)
