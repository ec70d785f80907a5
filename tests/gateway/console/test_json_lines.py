"""The keys that other programs rely on."""

from __future__ import annotations

import json

import pytest

from gateway.client_core.events import (
    BoardChanged,
    ClientEvent,
    Connected,
    Disconnected,
    ErrorReported,
    GoingAway,
    MessageConfirmed,
    MessageRefused,
    RequestAnswered,
    RequestExpired,
    Stopped,
    TypingChanged,
)
from gateway.console.json_lines import (
    JSON_LINES_HELP,
    Posted,
    json_line,
    json_notice,
)
from gateway.console.styled import styled
from gateway.wire.schema import Board, Res
from tests.gateway.console.samples import message, serving

KEYS: list[tuple[ClientEvent | Posted, str]] = [
    (Connected("agent", "a", 1), "connected: role principal server_ms"),
    (Disconnected(1006, 0.5), "disconnected: code retry_seconds"),
    (GoingAway(1), "going_away: retry_ms"),
    (Stopped(4500), "stopped: code"),
    (
        serving(),
        "session: session version state group visitor agent last_number reason",
    ),
    (
        BoardChanged(Board(1, "free", 2, ("s",))),
        "board: version status capacity sessions",
    ),
    (Posted("s", "c", "t"), "sent: session cid text"),
    (MessageConfirmed("s", "c", 1, 2), "confirmed: session cid number at"),
    (MessageRefused("s", "c", "t", 301), "refused: session cid text code"),
    (
        message(1, "你好\n"),
        "message: session room number role sender kind text at cid",
    ),
    (
        TypingChanged("s", "agent", "a", is_typing=True),
        "typing: session role sender is_typing",
    ),
    (RequestAnswered(1, Res(1, 0)), "answered: request code session"),
    (RequestExpired(1), "expired: request"),
    (ErrorReported(100, "x"), "error: code text"),
]


@pytest.mark.parametrize(("event", "keys"), KEYS)
def test_the_keys_are_as_documented(event: ClientEvent | Posted, keys: str) -> None:
    line = json_line(event)
    assert "\n" not in line
    row = json.loads(line)
    name, _, rest = keys.partition(": ")
    assert row.pop("event") == name
    assert set(row) == set(rest.split())
    documented = " ".join(JSON_LINES_HELP.split("\n  " + name, 1)[1].split())
    for key in row:
        assert key in documented


def test_every_event_has_a_row() -> None:
    assert {type(event) for event, _ in KEYS} >= set(ClientEvent.__args__)


def test_texts_arrive_as_they_are() -> None:
    row = json.loads(json_line(message(1, "你好\n\x1b[2J")))
    assert row["text"] == "你好\n\x1b[2J"
    assert json.loads(json_notice(styled("a"))) == {"event": "notice", "text": "a"}
