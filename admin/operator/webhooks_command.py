"""`triodesk webhooks`: whoever owns the machine says who is told what of sessions.

A secret is printed once, to standard output, and to nothing else.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from actors.webhooks.acts import (
    AddWebhook,
    ListWebhooks,
    RemoveWebhook,
    ReplayDeliveries,
    RotateSecret,
    WebhookAct,
    WebhookActAnswer,
    WebhookList,
    WebhookRefused,
    WebhookSecret,
)
from actors.webhooks.records import (
    Attempts,
    Deliveries,
    FindAttempts,
    FindDeliveries,
    Replayed,
)
from admin.data_directory import DataDirectory
from admin.operator.asking import connect, unexpected
from admin.operator.command import FAILED, run_asking
from admin.operator.given import converted
from admin.operator.moment import to_second
from admin.operator.table import text_table
from admin.operator.webhook_phrases import REASONS, STATES, WebhookPhrase
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around

T = TypeVar("T")

_LIST: Final = (
    WebhookPhrase.ID,
    WebhookPhrase.PENDING,
    WebhookPhrase.DELIVERED,
    WebhookPhrase.GIVEN_UP,
    WebhookPhrase.URL,
    WebhookPhrase.EVENTS,
)
_LOG: Final = (
    WebhookPhrase.EVENT,
    WebhookPhrase.ID,
    WebhookPhrase.AT,
    WebhookPhrase.KIND,
    WebhookPhrase.STATE,
    WebhookPhrase.ATTEMPTS,
    WebhookPhrase.STATUS,
    WebhookPhrase.ANSWER,
)
_FIGURES: Final = frozenset(
    {
        WebhookPhrase.PENDING,
        WebhookPhrase.DELIVERED,
        WebhookPhrase.GIVEN_UP,
        WebhookPhrase.EVENT,
        WebhookPhrase.ATTEMPTS,
        WebhookPhrase.STATUS,
        WebhookPhrase.TOOK,
    }
)
_ATTEMPTS: Final = (
    WebhookPhrase.ID,
    WebhookPhrase.AT,
    WebhookPhrase.TOOK,
    WebhookPhrase.STATUS,
    WebhookPhrase.ANSWER,
)
_SHOWN_CHARS: Final = 60
"""Of an answer in a row; `--json` has all that is kept."""


def run_webhooks(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        UsageError: a value is out of its bounds.
        Unavailable: the service does not answer now.
    """
    act = read_act(vars(options))
    language = look_around().language
    path = directory.operator_socket
    ask = partial(_webhooks, path, act, language, as_json=bool(options.json))
    return run_asking(ask, directory, language)


def read_act(given: Mapping[str, object]) -> WebhookAct:
    """PURE: what the arguments ask for.

    Raises:
        UsageError: a value is out of its bounds.
    """
    webhook = given.get("webhook", "")
    match given["act"]:
        case "list":
            return ListWebhooks()
        case "add":
            fields = {
                "url": given["url"],
                "kinds": given["events"] or (),
                "secret": given["secret"] or "",
            }
            return converted(fields, AddWebhook)
        case "remove":
            return converted({"webhook": webhook}, RemoveWebhook)
        case "rotate":
            fields = {"webhook": webhook, "overlap_hours": given["overlap"]}
            return converted(fields, RotateSecret)
        case "replay":
            first = given["first"]
            fields = {
                "webhook": webhook,
                "first": first,
                "last": given["last"] or first,
                "state": given["state"],
            }
            return converted(fields, ReplayDeliveries)
        case _:
            return _read_log(given)


def _read_log(given: Mapping[str, object]) -> FindAttempts | FindDeliveries:
    webhook = given["webhook"]
    if given["event"] is not None:
        fields = {"event": given["event"], "webhook": webhook}
        return converted(fields, FindAttempts)
    fields = {
        "webhook": webhook,
        "state": given["state"],
        "before": given["before"],
        "limit": given["limit"],
    }
    return converted(fields, FindDeliveries)


async def _webhooks(
    path: Path, act: WebhookAct, language: str, *, as_json: bool
) -> int:
    async with connect(path) as line:
        answer = await line.told(act)
    if not isinstance(answer, WebhookActAnswer):
        raise unexpected()
    words = Words(language)
    if as_json:
        sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
    elif not isinstance(answer, WebhookRefused):
        sys.stdout.writelines(f"{each}\n" for each in told(words, answer))
    if isinstance(answer, WebhookRefused):
        phrase = REASONS.get(answer.rule)
        reason = answer.text if phrase is None else words(phrase)
        text = words(WebhookPhrase.REFUSED, reason=reason, code=answer.rule.value)
        sys.stderr.write(f"triodesk: {text}\n")
        return FAILED
    return 0


def told(words: Words, answer: WebhookActAnswer) -> list[str]:
    """PURE: an answer in lines."""
    match answer:
        case WebhookList(webhooks):
            rows = [
                (
                    each.id,
                    str(each.pending),
                    str(each.delivered),
                    str(each.given_up),
                    each.url,
                    " ".join(each.kinds),
                )
                for each in webhooks
            ]
            total = words(WebhookPhrase.FOUND, total=str(len(webhooks)))
            return [*_table(words, _LIST, rows), total]
        case WebhookSecret(webhook, secret):
            phrase = WebhookPhrase.SECRET
            lines = [words(phrase, id=webhook.id, secret=secret)]
            if webhook.old_until_ms:
                at = to_second(webhook.old_until_ms)
                lines.append(words(WebhookPhrase.OLD_UNTIL, at=at))
            return lines
        case Replayed(count):
            return [words(WebhookPhrase.REPLAYED, count=str(count))]
        case Deliveries():
            return _table(words, _LOG, _log_rows(words, answer))
        case Attempts(attempts):
            tried = [
                (
                    each.webhook,
                    to_second(each.at_ms),
                    str(each.duration_ms),
                    str(each.status or "–"),
                    each.excerpt[:_SHOWN_CHARS],
                )
                for each in attempts
            ]
            return _table(words, _ATTEMPTS, tried)
        case WebhookRefused(text=text):
            return [text]


def _log_rows(words: Words, answer: Deliveries) -> list[tuple[str, ...]]:
    return [
        (
            str(each.event),
            each.webhook,
            to_second(each.at_ms),
            each.kind,
            words(STATES[each.state]),
            str(each.attempts),
            str(each.status or "–"),
            each.excerpt[:_SHOWN_CHARS],
        )
        for each in answer.rows
    ]


def _table(
    words: Words, headings: Sequence[WebhookPhrase], rows: Sequence[Sequence[str]]
) -> list[str]:
    figures = [n for n, each in enumerate(headings) if each in _FIGURES]
    return text_table([tuple(map(words, headings)), *rows], figures)
