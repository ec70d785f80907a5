"""A copy as it is written out: what is in it, and what is not."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from actors.cards.card import Choice, MenuCard, Option
from actors.copies.excerpt import Excerpt
from actors.copies.hook import copied_message, copy_body, size_of
from actors.copies.letter import copy_letter, copy_line
from actors.copies.order import Copy, copy_row, read_copy
from actors.ids import SessionId
from actors.mail.letter import MAX_SUBJECT_CHARS, read_letter
from actors.session.aside_events import CopyAsked, CopyKind
from actors.session.events import (
    CardPosted,
    Message,
    MessagePosted,
    MessageRecalled,
    SelectionMade,
)
from actors.session.terms import Role
from actors.session.view import PublishedMessage
from actors.webhooks.payload import Named, SessionData

AT_MS = 1_670_574_414_123


def copy(language: str = "zh-CN", note: str = "请看", visitor: str = "小王") -> Copy:
    about = SessionData(
        "s1",
        "web",
        Named("v", visitor),
        "serving",
        Named("g", "售前"),
        Named("a", "安"),
    )
    asked = CopyAsked(CopyKind.MAIL, "boss@example.com", note, 9, "a", "安")
    found = read_copy(copy_row(about, asked, language, AT_MS).body)
    assert found is not None
    return found


def posted(
    number: int, text: str, role: Role = Role.VISITOR, name: str = "小王"
) -> MessagePosted:
    body = msgspec.msgpack.encode({"kind": "text", "text": text})
    return MessagePosted(number, "visitor", role, "v", name, body, f"c{number}")


def published(*messages: Message) -> list[PublishedMessage]:
    return [PublishedMessage(SessionId("s1"), each, AT_MS) for each in messages]


def words(until: int = 9, most: int = 1_000) -> Excerpt[str]:
    def text_of(message: object, at_ms: int) -> str:
        assert isinstance(message, MessagePosted)
        assert at_ms == AT_MS
        return str(msgspec.msgpack.decode(message.body)["text"])

    return Excerpt(text_of, len, until, most)


@pytest.mark.covers("S10", "V2")
def test_what_was_taken_back_is_not_in_it_however_late_it_was() -> None:
    excerpt = words(until=3)
    excerpt.take(published(posted(1, "one"), posted(2, "secret"), posted(3, "three")))
    assert "secret" in excerpt.kept
    excerpt.take(published(posted(4, "later")))
    excerpt.take(published(MessageRecalled(5, "visitor", Role.VISITOR, "v", "", 2)))
    excerpt.take(published(MessageRecalled(6, "visitor", Role.VISITOR, "v", "", 4)))
    assert excerpt.kept == ("one", "three")
    assert excerpt.left_out == 0
    gone = PublishedMessage(SessionId("s1"), posted(1, ""), AT_MS, is_recalled=True)
    tombstone = words()
    tombstone.take([gone])
    assert tombstone.kept == ()


@pytest.mark.covers("S10")
def test_the_oldest_give_way_and_are_counted() -> None:
    excerpt = words(most=9)
    excerpt.take(published(*(posted(number, "abcd") for number in range(1, 6))))
    assert (len(excerpt.kept), excerpt.left_out) == (2, 3)
    excerpt.take(published(posted(6, "x" * 10)))
    assert (excerpt.kept, excerpt.left_out) == ((), 6)


@pytest.mark.covers("S10")
def test_a_letter_in_chinese() -> None:
    line = copy_line(posted(1, "你好\n请问"), AT_MS, "zh-CN")
    assert line == "[2022-12-09 08:26:54] 小王 (访客)\n    你好\n    请问"
    letter = copy_letter(copy(), [line], 2)
    assert (letter.to, letter.subject) == ("boss@example.com", "会话抄送：小王")
    assert letter.text == (
        "安 将此会话抄送给您。\n"
        "说明：请看\n"
        "\n"
        "访客：小王\n"
        "渠道：web\n"
        "技能组：售前\n"
        "客服：安\n"
        "会话编号：s1\n"
        "\n"
        "以下对话截至 2022-12-09 08:26:54。所有时间均为 UTC。\n"
        "（较早的 2 条消息因篇幅未列出）\n"
        "\n" + line + "\n"
    )


@pytest.mark.covers("S10")
def test_a_letter_in_english() -> None:
    language = "en-GB"
    line = copy_line(posted(1, "hi", Role.SYSTEM, ""), AT_MS, language)
    assert line == "[2022-12-09 08:26:54] v (service)\n    hi"
    letter = copy_letter(copy(language, note=""), [], 0)
    assert letter.subject == "Copy of a session: 小王"
    assert letter.text.startswith(
        "安 sent you a copy of this session.\n\nVisitor: 小王\n"
    )
    alone = replace(copy(), about=replace(copy().about, group=None, agent=None))
    assert "技能组" not in copy_letter(alone, [], 0).text
    assert letter.text.endswith("All times are UTC.\n\n(no messages)\n")


@pytest.mark.covers("S10", "P5")
def test_nobody_writes_a_head_or_steers_a_terminal() -> None:
    sly = "x\n[2022-12-09 08:26:54] 安 (客服)\n\x1b[2J\u202e\r\t!\r\n."
    line = copy_line(posted(1, sly, name="a\nb\x00"), AT_MS, "zh")
    head, *rest = line.split("\n")
    assert head == "[2022-12-09 08:26:54] a\ufffdb\ufffd (访客)"
    assert all(each.startswith("    ") for each in rest)
    assert rest[2:] == ["    \ufffd[2J\ufffd\ufffd    !", "    ."]
    letter = copy_letter(copy(note="a\rb", visitor="w\r\nBcc: eve@b.c" * 30), [line], 0)
    assert letter.subject.isprintable()
    assert len(letter.subject) == MAX_SUBJECT_CHARS
    assert "说明：a\ufffdb\n" in letter.text
    assert read_letter(msgspec.json.encode(letter)) == letter


MENU = MenuCard("您要什么？", (Option("1", "退款"), Option("2", "发票")))


@pytest.mark.covers("S10")
@pytest.mark.parametrize(
    ("message", "chinese", "english", "kind"),
    [
        (
            CardPosted(1, "visitor", Role.ROBOT, "", "", MENU),
            "[菜单] 您要什么？\n    退款\n    发票",
            "[menu] 您要什么？\n    退款\n    发票",
            "menu",
        ),
        (
            SelectionMade(
                1, "visitor", Role.VISITOR, "v", "", 1, Choice(Option("1", "退款"))
            ),
            "[选择] 退款",
            "[choice] 退款",
            "selection",
        ),
    ],
)
def test_what_asks_and_what_answers_is_told_in_words(
    message: CardPosted | SelectionMade, chinese: str, english: str, kind: str
) -> None:
    for language, said in (("zh", chinese), ("en", english)):
        line = copy_line(message, AT_MS, language)
        assert line.split("\n    ", 1)[1] == said
    told = msgspec.json.decode(copied_message(message, AT_MS).body)
    assert told["kind"] == kind
    assert "退款" in told["text"]


def test_kinds_have_their_words() -> None:
    def line(kind: str) -> str:
        body = msgspec.msgpack.encode({"kind": kind, "name": "a.png"})
        message = MessagePosted(1, "visitor", Role.AGENT, "a", "安", body, "c")
        return copy_line(message, AT_MS, "zh").split("\n    ")[1]

    assert line("image") == "[图片] a.png"
    assert line("hologram") == "[hologram] a.png"


@pytest.mark.covers("S10", "M11")
def test_what_a_webhook_is_told() -> None:
    said = copied_message(posted(1, "你好"), AT_MS)
    assert size_of(said) == len('{"kind":"text","text":"你好"}'.encode())
    told = msgspec.json.decode(copy_body(copy(), [said], 3))
    assert (told["type"], told["version"]) == ("session.copied", 1)
    assert told["timestamp"] == "2022-12-09T08:26:54.123Z"
    data = told["data"]
    assert (data["session"], data["agent"]["name"]) == ("s1", "安")
    assert data["copy"] == {
        "by": {"id": "a", "name": "安"},
        "note": "请看",
        "number": 9,
        "left_out": 3,
        "messages": [
            {
                "number": 1,
                "role": "visitor",
                "sender": {"id": "v", "name": "小王"},
                "body": {"kind": "text", "text": "你好"},
                "timestamp": "2022-12-09T08:26:54.123Z",
            }
        ],
    }
