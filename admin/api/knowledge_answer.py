"""What the offices of knowledge answer, as routes tell it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final, TypeVar

from actors.knowledge.records import KnowledgeAnswer, KnowledgeRefused, KnowledgeRule
from admin.api.reader import reader_words
from admin.knowledge_refusal import refusal_text
from runtime.errors import Unavailable
from runtime.http_app import HttpRefused

A = TypeVar("A")

KNOWLEDGE_CODES: Final = tuple(rule.value for rule in KnowledgeRule)
_STATUS: Final = {
    KnowledgeRule.NOT_ALLOWED: HTTPStatus.FORBIDDEN,
    KnowledgeRule.NO_SUCH_ENTRY: HTTPStatus.NOT_FOUND,
    KnowledgeRule.NO_SUCH_CATEGORY: HTTPStatus.NOT_FOUND,
    KnowledgeRule.NO_SUCH_VERSION: HTTPStatus.NOT_FOUND,
    KnowledgeRule.NO_SUCH_CONTRIBUTION: HTTPStatus.NOT_FOUND,
    KnowledgeRule.BAD_ENTRY: HTTPStatus.UNPROCESSABLE_ENTITY,
    KnowledgeRule.BAD_CATEGORY: HTTPStatus.UNPROCESSABLE_ENTITY,
    KnowledgeRule.BAD_WELCOME: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def known(answer: KnowledgeAnswer, kind: type[A]) -> A:
    """The answer, if it is of that kind.

    Raises:
        HttpRefused: with the rule's code; each fault is told in the reader's language.
        Unavailable: the records do not answer now.
    """
    if isinstance(answer, KnowledgeRefused):
        raise refusal(answer)
    if not isinstance(answer, kind):
        raise Unavailable(f"the records refuse: {answer}")
    return answer


def refusal(refused: KnowledgeRefused) -> HttpRefused:
    """What it is over HTTP."""
    status = _STATUS.get(refused.rule, HTTPStatus.CONFLICT)
    text = refusal_text(reader_words(), refused)
    return HttpRefused(status, refused.rule.value, text)


def no_entry(name: str) -> HttpRefused:
    """There is no entry of that id."""
    text = f"there is no entry {name!r}"
    return refusal(KnowledgeRefused(KnowledgeRule.NO_SUCH_ENTRY, text, name))
