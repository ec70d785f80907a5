"""PURE: the headings of a sheet, the words in its cells, and what is wrong there."""

from __future__ import annotations

from enum import unique
from typing import Final

from actors.knowledge.entry import AnswerKind, Base
from gateway.console.phrases import Bilingual


@unique
class Heading(Bilingual):
    """Over a column; those of an answer are there once per answer, numbered from 2."""

    ID = ("编号", "id")
    BASE = ("知识库", "base")
    CATEGORY = ("分类", "category")
    QUESTION = ("标准问题", "question")
    SIMILAR = ("相似问题", "similar questions")
    ANSWER = ("答案", "answer")
    KIND = ("答案类型", "answer kind")
    CHANNELS = ("答案渠道", "answer channels")
    LANGUAGE = ("语言", "language")
    ENABLED = ("启用", "enabled")
    VALID_FROM = ("生效时间", "valid from")
    VALID_UNTIL = ("失效时间", "valid until")
    FAULT = ("错误", "fault")


@unique
class Meaning(Bilingual):
    """What a column is for: the template's second row, behind a `#`."""

    ID = (
        "已有知识的编号；新知识留空",
        "of an entry that there is; empty of a new one",
    )
    BASE = ("问答（默认）或 寒暄", "faq (if empty) or chitchat")
    CATEGORY = (
        "用 / 分层，如 售后/退货；没有的会新建；名称中的 / 写作 \\/",
        "levels parted by /, as After sales/Returns; made if missing; \\/ in a name",
    )
    QUESTION = ("必填，最多 {question} 字", "needed, at most {question} characters")
    SIMILAR = ("每行一个，最多 {similar} 个", "one per line, at most {similar}")
    ANSWER = (
        "必填；更多答案用 答案 2、答案类型 2、答案渠道 2 等列",
        "needed; more answers in columns answer 2, answer kind 2, answer channels 2 …",
    )
    KIND = (
        '文本（默认）、Markdown 或 卡片；卡片写成 JSON，如 ["text","您好"]',
        'text (if empty), markdown or card; a card is JSON, as ["text","Hello"]',
    )
    CHANNELS = (
        "渠道编号，用逗号分隔；留空为所有渠道",
        "ids of channels, parted by commas; empty = all",
    )
    LANGUAGE = ("如 zh 或 en，可留空", "as zh or en; may be empty")
    ENABLED = ("是（默认）或 否", "yes (if empty) or no")
    VALID_FROM = (
        "如 2026-05-01 或 2026-05-01T09:30+08:00；留空为立即",
        "as 2026-05-01 or 2026-05-01T09:30+08:00; empty = at once",
    )
    VALID_UNTIL = ("写法同上；留空为长期", "written likewise; empty = for ever")
    FAULT = (
        "导入时写明问题；再次导入时不看此列",
        "says what was wrong; is not read when the file is imported again",
    )


@unique
class Word(Bilingual):
    """What a cell may say; either language is understood, in any case."""

    FAQ = ("问答", "faq")
    CHITCHAT = ("寒暄", "chitchat")
    TEXT = ("文本", "text")
    MARKDOWN = ("Markdown", "markdown")
    CARD = ("卡片", "card")
    YES = ("是", "yes")
    NO = ("否", "no")


@unique
class Wrong(Bilingual):
    """What is wrong with a row; {heading} is the column's."""

    UNKNOWN_WORD = (
        "“{heading}”应为 {words} 之一，实为“{came}”",
        '"{heading}": expected one of {words}, got "{came}"',
    )
    NO_TIME = (
        "“{heading}”应如 2026-05-01 或 2026-05-01T09:30，实为“{came}”",
        '"{heading}": expected a time as 2026-05-01 or 2026-05-01T09:30, got "{came}"',
    )
    NO_CARD = (
        "“{heading}”应为卡片的 JSON：{came}",
        '"{heading}": expected a card as JSON: {came}',
    )
    LONG_CELL = (
        "“{heading}”应不超过 {most} 字，实为 {came}",
        '"{heading}": expected at most {most} characters, got {came}',
    )
    NO_ANSWER = (
        "“{heading}”为空，但同一答案的其他列有内容",
        '"{heading}" is empty, and other columns of the same answer are not',
    )
    LACKS = (
        "草稿中已有这条知识；缺少列（{columns}）的文件不能修改它：请补上这些列，可留空",
        (
            "there is such an entry, and a file without columns would empty them: "
            "add {columns} to change it"
        ),
    )
    TWICE = (
        "与第 {row} 行是同一条知识",
        "it is the same entry as row {row}",
    )


@unique
class Example(Bilingual):
    """Cells of the template's examples."""

    MARK = ("示例：删去本格后会被导入", "example: is imported without this cell")
    CATEGORY = ("售后/退货", "After sales/Returns")
    QUESTION = ("怎么退货？", "How do I return something?")
    SIMILAR = (
        "我想退货\n买错了能退吗",
        "I want to send it back\ncan I return what I bought by mistake",
    )
    ANSWER = (
        "签收后 7 天内，在“我的订单”里点“申请退货”。",
        'Within 7 days, choose "Return" under "My orders".',
    )
    OTHER_ANSWER = (
        "在 **我的订单** 里点 **申请退货**。",
        "Choose **Return** under **My orders**.",
    )
    CHANNELS = ("web", "web")
    GREETING = ("你叫什么名字？", "What is your name?")
    NAME = ("我是小助手。", "I am the assistant.")
    LANGUAGE = ("zh", "en")


BASES: Final = {Base.FAQ: Word.FAQ, Base.CHITCHAT: Word.CHITCHAT}
KINDS: Final = {
    AnswerKind.TEXT: Word.TEXT,
    AnswerKind.MARKDOWN: Word.MARKDOWN,
    AnswerKind.CARD: Word.CARD,
}
SWITCH: Final = {True: Word.YES, False: Word.NO}
