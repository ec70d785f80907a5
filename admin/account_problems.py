"""PURE: how HTTP says that a rule of accounts refused."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, TypeVar

from actors.accounts.refusal import AccountRefused, AccountRule
from runtime.http_app import HttpRefused

T = TypeVar("T")

STATUSES: Final[Mapping[AccountRule, HTTPStatus]] = {
    AccountRule.WRONG_CREDENTIALS: HTTPStatus.UNAUTHORIZED,
    # No 401: nobody is to believe that he is signed in no more.
    AccountRule.WRONG_PASSWORD: HTTPStatus.FORBIDDEN,
    AccountRule.LOCKED: HTTPStatus.TOO_MANY_REQUESTS,
    AccountRule.SUSPENDED: HTTPStatus.FORBIDDEN,
    AccountRule.NOT_SIGNED_IN: HTTPStatus.UNAUTHORIZED,
    AccountRule.PASSWORD_DUE: HTTPStatus.FORBIDDEN,
    AccountRule.FACTOR_DUE: HTTPStatus.FORBIDDEN,
    AccountRule.FORBIDDEN: HTTPStatus.FORBIDDEN,
    AccountRule.NO_SUCH_MEMBER: HTTPStatus.NOT_FOUND,
    AccountRule.NO_SUCH_GROUP: HTTPStatus.UNPROCESSABLE_ENTITY,
    AccountRule.EMAIL_TAKEN: HTTPStatus.CONFLICT,
    AccountRule.STAFF_NUMBER_TAKEN: HTTPStatus.CONFLICT,
    AccountRule.SUPER_ADMIN_FIXED: HTTPStatus.CONFLICT,
    AccountRule.OWN_ACCOUNT: HTTPStatus.CONFLICT,
    AccountRule.WEAK_PASSWORD: HTTPStatus.UNPROCESSABLE_ENTITY,
    AccountRule.SAME_PASSWORD: HTTPStatus.UNPROCESSABLE_ENTITY,
    AccountRule.INVITATION_OVER: HTTPStatus.GONE,
    AccountRule.NOT_ENROLLING: HTTPStatus.CONFLICT,
    AccountRule.FULL: HTTPStatus.CONFLICT,
    AccountRule.OVERLOADED: HTTPStatus.SERVICE_UNAVAILABLE,
    AccountRule.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}


def granted(answer: T | AccountRefused) -> T:
    """The answer, if it is none of a refusal.

    Raises:
        HttpRefused: with the rule's code.
    """
    if isinstance(answer, AccountRefused):
        status = STATUSES[answer.rule]
        code, wait = answer.rule.value, answer.retry_seconds
        raise HttpRefused(status, code, answer.text, wait)
    return answer
