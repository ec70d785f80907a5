"""A small base that tests ask."""

from __future__ import annotations

from typing import Final

from actors.cards.card import TextCard
from actors.ids import SessionId
from actors.knowledge.entry import (
    Answer,
    AnswerKind,
    Base,
    CategoryId,
    Edition,
    Entry,
    EntryId,
    Welcome,
)
from actors.robot.answer import Manner, Question

NOW_MS: Final = 1_700_000_000_000


def text(body: str, *channels: str) -> Answer:
    return Answer(AnswerKind.TEXT, body, channels=channels)


def entry(name: str, question: str, *similar: str, answer: str = "") -> Entry:
    said = (text(answer or f"answer of {name}"),)
    none = CategoryId("")
    return Entry(EntryId(name), Base.FAQ, none, question, similar, said)


def chat(name: str, question: str, *answers: str, category: str = "") -> Entry:
    said = tuple(map(text, answers))
    return Entry(EntryId(name), Base.CHITCHAT, CategoryId(category), question, (), said)


RETURN: Final = entry(
    "return", "怎么申请退货？", "我想退货怎么办", "退货流程是什么", answer="14 天内。"
)
POST: Final = entry("post", "运费是多少？", "邮费多少钱", "快递费谁出")
INVOICE: Final = entry("invoice", "怎么开发票？", "可以开发票吗", "发票什么时候寄")
PASSWORD: Final = entry(
    "password", "How do I reset my password?", "I forgot my password"
)
ENTRIES: Final = (RETURN, POST, INVOICE, PASSWORD)
WELCOME: Final = Welcome(
    enabled=True, title="热门问题", text="您好", questions=(RETURN.id, POST.id)
)


def edition(*entries: Entry, version: int = 1, welcome: Welcome = WELCOME) -> Edition:
    return Edition(version, entries or ENTRIES, (), welcome)


def asked(
    said: str = "",
    *,
    manner: Manner | None = None,
    channel: str = "web",
    language: str = "",
    chosen: str = "",
    turn: int = 1,
) -> Question:
    return Question(
        SessionId("s"),
        turn,
        said,
        channel,
        language,
        NOW_MS + 5_000,
        entry=chosen,
        manner=manner or Manner(),
    )


def words(card: object) -> str:
    assert isinstance(card, TextCard), card
    return card.text
