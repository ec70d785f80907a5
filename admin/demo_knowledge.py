"""What the demonstration's robot knows: a shop, in Chinese and in English.

It is put into a draft that nobody has touched, and published; what was written since
stays as it is.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Final

import trio

from actors.accounts.permissions import OPERATOR, Principal
from actors.cards.card import MenuCard, Option
from actors.knowledge.changes import (
    Change,
    Publish,
    PutCategory,
    PutEntries,
    SetWelcome,
)
from actors.knowledge.entry import (
    Answer,
    AnswerKind,
    Base,
    Category,
    CategoryId,
    Entry,
    EntryId,
    Welcome,
)
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import Outline, ReadOutline
from admin.demo_questions import CHITCHAT, QUESTIONS, Told
from runtime.errors import Unavailable

IN_FORCE_SECONDS: Final = 20.0
"""A start does without after so long: the first build takes two on an idle machine."""
_OWNER: Final = Principal(OPERATOR, None)
_CATEGORIES: Final = {
    "delivery": "配送 Delivery",
    "returns": "退换 Returns",
    "payment": "支付 Payment",
    "account": "账户 Account",
    "goods": "商品 Goods",
}
_WELCOME: Final = Welcome(
    enabled=True,
    title="智能客服 · Assistant",
    text=(
        "您好！请直接用一句话提问，或者点一个常见问题。\n"
        "Hello! Ask in a sentence, or choose a question."
    ),
    questions=tuple(
        map(
            EntryId,
            ("zh-ship-time", "zh-return", "zh-invoice", "en-ship-time", "en-return"),
        )
    ),
)
_SEE_ALSO: Final = MenuCard(
    "您想了解哪一项？",
    (
        Option("zh-return", "怎么退货"),
        Option("zh-exchange", "怎么换货"),
        Option("zh-refund-time", "退款多久到账"),
    ),
)


async def teach(
    office: KnowledgeOffice, in_force: Callable[[], Awaitable[None]]
) -> None:
    """Publishes it where nothing else has been written; a repetition changes nothing.

    Where the records do not answer, the next start goes on where this one ended.

    Args:
        office: of the service.
        in_force: waits until what is published answers: who comes first is greeted.
    """
    is_published = False
    with suppress(Unavailable):
        outline = await office.look(_OWNER, ReadOutline())
        if isinstance(outline, Outline):
            is_published = outline.newest > 0 or _is_untouched(outline)
            if _is_untouched(outline):
                for number, change in enumerate(demo_changes()):
                    await office.change(_OWNER, change, f"demo-knowledge-{number}")
    if is_published:
        with trio.move_on_after(IN_FORCE_SECONDS):
            await in_force()


def _is_untouched(outline: Outline) -> bool:
    """Nothing was published, and nobody but us has written."""
    named = {str(each.id) for each in outline.categories}
    count = outline.questions + outline.chitchat
    is_ours = named <= _CATEGORIES.keys() and count in (0, len(_ENTRIES))
    return is_ours and not outline.newest


def demo_changes() -> Iterator[Change]:
    """PURE: all of it, from nothing to the first version."""
    for name, public in _CATEGORIES.items():
        yield PutCategory(Category(CategoryId(name), Base.FAQ, public))
    yield PutEntries(_ENTRIES)
    yield SetWelcome(_WELCOME)
    yield Publish("the demonstration's")


def _entry(told: Told, base: Base) -> Entry:
    kind = AnswerKind.MARKDOWN if "**" in told.answers[0] else AnswerKind.TEXT
    return Entry(
        EntryId(told.id),
        base,
        CategoryId(told.category),
        told.question,
        told.similar,
        tuple(Answer(kind, text) for text in told.answers),
        told.id[:2],
    )


def _after_sale() -> Entry:
    """One that is answered with a card."""
    return Entry(
        EntryId("zh-after-sale"),
        Base.FAQ,
        CategoryId("returns"),
        "售后怎么办理",
        ("我要申请售后", "售后服务有哪些", "买的东西有问题"),
        (Answer(AnswerKind.CARD, "", _SEE_ALSO),),
        "zh",
    )


_ENTRIES: Final = (
    *(_entry(told, Base.FAQ) for told in QUESTIONS),
    *(_entry(told, Base.CHITCHAT) for told in CHITCHAT),
    _after_sale(),
)
