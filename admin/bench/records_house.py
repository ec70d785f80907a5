"""Made-up records: sessions, legs and what was said, in words of a made-up language.

Words have one to three Chinese characters and occur as words do (Zipf's law); a tenth
of the messages name an order. Rows are written by the product's own store, in
transactions of `SESSIONS_AT_ONCE`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final

from sqlalchemy import Engine

from actors.records.recorder import write_messages, write_tags
from actors.records.rows import LegRow, MessageRow, SessionRow, message_key
from actors.records.tables import LEGS, SESSIONS, put_new

SESSIONS_AT_ONCE: Final = 2_000
MESSAGES: Final = 8
"""Of a session: four questions, four answers."""
EVENTS: Final = 20
"""Positions of the journal that a session takes."""
AGENTS: Final = 200
GROUPS: Final = 20
CHANNELS: Final = 4
TAGS: Final = 40
WORDS: Final = 20_000
_CHARACTERS: Final = 2_500
_FIRST_CHARACTER: Final = 0x4E00
_LENGTHS: Final = (1, 2, 2, 2, 3)
_WORDS_SAID: Final = range(2, 14)
_BEGIN_MS: Final = 1_700_000_000_000
_APART_MS: Final = 30_000
"""Between two sessions: a million in a year."""
_ENDINGS: Final = ("normal",) * 8 + ("abandoned", "unserved")
_REASONS: Final = ("seat", "client", "timer", "client")


@dataclass(frozen=True, slots=True)
class Language:
    """Words, the usual ones first.

    Attributes:
        words: all of them.
        weights: how often each occurs, added up.
    """

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def text(self, random: Random) -> str:
        """Something said; in each tenth text an order."""
        count = random.choice(_WORDS_SAID)
        said = "".join(random.choices(self.words, cum_weights=self.weights, k=count))
        return f"{said} {order(random)}" if random.random() < 1 / 10 else said


def order(random: Random) -> str:
    """An order's number."""
    return f"SF{random.randrange(10**12):012}"


def make_language(random: Random) -> Language:
    """Draws the words."""
    characters = [chr(_FIRST_CHARACTER + each) for each in range(_CHARACTERS)]
    words = tuple(
        "".join(random.choices(characters, k=random.choice(_LENGTHS)))
        for _ in range(WORDS)
    )
    return Language(words, tuple(accumulate(1 / (rank + 3) for rank in range(WORDS))))


def fill(engine: Engine, sessions: int, language: Language, random: Random) -> None:
    """Writes so many sessions."""
    for begin in range(0, sessions, SESSIONS_AT_ONCE):
        some = range(begin, min(sessions, begin + SESSIONS_AT_ONCE))
        rows = [_session(number, random) for number in some]
        legs = [leg for row in rows for leg in _legs(row, random)]
        said = [each for row in rows for each in _said(row, language, random)]
        with engine.begin() as connection:
            put_new(connection, SESSIONS, rows)
            put_new(connection, LEGS, legs)
            write_tags(connection, rows)
            write_messages(connection, said)


def _session(order_of: int, random: Random) -> SessionRow:
    opened_ms = _BEGIN_MS + order_of * _APART_MS
    agent, group = random.randrange(AGENTS), random.randrange(GROUPS)
    return SessionRow(
        number=1 + order_of * EVENTS,
        session=f"{order_of:026}",
        opened_ms=opened_ms,
        visitor=f"visitor-{random.randrange(1_000_000)}",
        nickname=f"访客_{order_of % 10_000:04}",
        channel=f"channel-{random.randrange(CHANNELS)}",
        group=f"group-{group}",
        group_name=f"组{group}",
        agent=f"agent-{agent}",
        agent_name=f"客服{agent}",
        closed_ms=opened_ms + 600_000,
        stage="closed",
        ending=random.choice(_ENDINGS),
        reason=random.choice(_REASONS),
        cause="asked",
        closed_by=f"agent-{agent}",
        rating=str(100 + random.randint(1, 5)),
        stars=random.randint(1, 5) if random.random() < 1 / 3 else None,
        tags=f"tag-{random.randrange(TAGS)}",
        remark="已处理" if random.random() < 1 / 10 else "",
        legs=2,
        served=2,
        messages=MESSAGES,
        replied=1,
        wait_ms=random.randrange(60_000),
        frt_ms=random.randrange(90_000),
    )


def _legs(row: SessionRow, random: Random) -> Iterator[LegRow]:
    wait_ms = row.wait_ms or 0
    answered_ms = row.opened_ms + wait_ms
    common = (row.channel, row.group, row.group_name, row.agent, row.agent_name)
    yield LegRow(
        row.number,
        1,
        "waited",
        row.opened_ms,
        *common,
        ended_ms=answered_ms,
        ending="answered",
        wait_ms=wait_ms,
    )
    yield LegRow(
        row.number,
        2,
        "served",
        answered_ms,
        *common,
        ended_ms=row.closed_ms,
        ending="closed" if random.random() < 9 / 10 else "transferred",
        way="auto",
        frt_ms=row.frt_ms,
        replies=3,
        reply_ms=random.randrange(120_000),
        handle_ms=(row.closed_ms or answered_ms) - answered_ms,
        visitor_messages=MESSAGES // 2,
        agent_messages=MESSAGES // 2,
        stars=row.stars,
    )


def _said(row: SessionRow, language: Language, random: Random) -> Iterator[MessageRow]:
    for number in range(1, MESSAGES + 1):
        is_visitors = number % 2 == 1
        yield MessageRow(
            message_key(row.number, number),
            row.opened_ms + number * 1_000,
            "visitor" if is_visitors else "agent",
            row.visitor if is_visitors else row.agent,
            row.nickname if is_visitors else row.agent_name,
            "text",
            language.text(random),
        )
