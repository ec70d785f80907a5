"""One version of the base, asked (R4, R5, R9)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.knowledge.entry import Entry, EntryId, Welcome
from actors.robot.answer import (
    Direct,
    Failed,
    Greeting,
    Reply,
    SmallTalk,
    Suggestion,
    Unknown,
)
from actors.robot.shelf import LIMIT
from actors.robot.welcome import FirstWords, welcomed
from tests.actors.robot.bases import (
    ENTRIES,
    NOW_MS,
    POST,
    RETURN,
    WELCOME,
    asked,
    chat,
    edition,
    entry,
    text,
    words,
)
from tests.actors.robot.inline_base import built_base

BASE = built_base(edition())


def small_talk(reply: Reply) -> str:
    assert isinstance(reply, SmallTalk), reply
    return words(reply.answer)


@pytest.mark.covers("R5")
def test_a_question_is_answered_by_the_entry_that_it_means() -> None:
    reply = BASE.reply(asked("我要退货，怎么办呀"), NOW_MS)
    assert isinstance(reply, Direct)
    assert reply.entry == "return"
    assert words(reply.answer) == "14 天内。"
    assert reply.candidates[0].entry == "return"
    assert BASE.questions == len(ENTRIES)


@pytest.mark.covers("R5")
def test_what_was_chosen_answers_without_being_looked_for() -> None:
    reply = BASE.reply(asked("?", chosen="post"), NOW_MS)
    assert isinstance(reply, Direct)
    assert (reply.entry, reply.confidence) == ("post", 1.0)
    assert BASE.reply(asked(chosen="gone"), NOW_MS) == Unknown()


@pytest.mark.covers("R5")
def test_what_nobody_wrote_of_has_no_answer() -> None:
    assert isinstance(BASE.reply(asked("明天的股票会涨吗"), NOW_MS), Unknown)


@pytest.mark.covers("R5")
def test_who_may_not_answer_here_takes_nobodys_place() -> None:
    crowd = [
        replace(entry(f"e{each}", f"怎么申请退货 {each}"), answers=(text("x", "app"),))
        for each in range(LIMIT + 5)
    ]
    base = built_base(edition(*crowd, RETURN, POST))
    reply = base.reply(asked("怎么申请退货 3"), NOW_MS)
    assert not isinstance(reply, Failed)
    assert reply.candidates[0].entry == "return"
    inside = base.reply(asked("怎么申请退货 3", channel="app"), NOW_MS)
    assert isinstance(inside, Direct)
    assert inside.entry == "e3"


@pytest.mark.covers("R2")
def test_what_is_switched_off_is_not_found() -> None:
    base = built_base(edition(replace(RETURN, enabled=False), POST))
    assert base.questions == 1
    reply = base.reply(asked("怎么申请退货？"), NOW_MS)
    assert not isinstance(reply, Failed)
    assert "return" not in {each.entry for each in reply.candidates}


@pytest.mark.covers("R4")
def test_presets_chat_in_the_language_that_is_written() -> None:
    for said, language, sign in (
        ("谢谢你", "en", "客气"),
        ("thanks", "", "welcome"),
        ("thanks 😀", "en", "welcome"),
        ("thanks", "zh", "不"),
    ):
        replies = {
            small_talk(BASE.reply(asked(said, language=language, turn=turn), NOW_MS))
            for turn in range(3)
        }
        assert any(sign in each for each in replies), replies


@pytest.mark.covers("R4")
@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("by_category", [True, False])
def test_an_entry_of_ones_own_stands_in_a_presets_place(
    *, enabled: bool, by_category: bool
) -> None:
    own = chat("mine", "谢谢", "我们的荣幸。", category="thanks")
    if not by_category:
        own = chat("thanks", "谢谢", "我们的荣幸。")
    base = built_base(edition(RETURN, replace(own, enabled=enabled)))
    reply = base.reply(asked("谢谢"), NOW_MS)
    if enabled:
        assert small_talk(reply) == "我们的荣幸。"
    else:
        assert isinstance(reply, Unknown)
    thanked = base.reply(asked("thank you very much"), NOW_MS)
    assert not isinstance(thanked, Failed)
    found = {each.question for each in thanked.candidates}
    assert "thanks" not in found, "the preset is gone in all languages"
    assert isinstance(base.reply(asked("再见"), NOW_MS), SmallTalk), "others stay"


@pytest.mark.covers("R4")
def test_an_edited_preset_answers_in_the_language_that_is_spoken() -> None:
    both = [
        replace(chat(f"hi-{tag}", "hi", answer, category="greeting"), language=tag)
        for tag, answer in (("zh-CN", "您好！"), ("en", "Hello!"), ("en", "Hi there!"))
    ]
    third = replace(both[2], id=EntryId("hi-too"), question="howdy partner")
    base = built_base(edition(both[0], both[1], third))
    for said, language, answer in (
        ("hi", "zh-CN", "您好！"),
        ("hi", "en", "Hello!"),
        ("howdy partner", "en", "Hi there!"),
    ):
        assert small_talk(base.reply(asked(said, language=language), NOW_MS)) == answer


@pytest.mark.covers("R4")
def test_chitchat_that_may_not_answer_now_says_nothing() -> None:
    own = replace(chat("mine", "芝麻开门", "门开了"), valid_until_ms=NOW_MS)
    base = built_base(edition(own))
    assert small_talk(base.reply(asked("芝麻开门"), NOW_MS - 1)) == "门开了"
    assert isinstance(base.reply(asked("芝麻开门"), NOW_MS), Unknown)


def greets(welcome: Welcome, *entries: Entry) -> Greeting | None:
    made = edition(*entries, welcome=welcome)
    return FirstWords(welcome, welcomed(made)).greeting("web", NOW_MS)


@pytest.mark.covers("R9")
def test_the_welcome_card_names_what_is_answered_there() -> None:
    both = tuple(Suggestion(each.id, each.question, 1.0) for each in (RETURN, POST))

    def card(*questions: Suggestion) -> Greeting:
        return Greeting(WELCOME.text, WELCOME.title, questions)

    assert greets(WELCOME, *ENTRIES) == card(*both)
    elsewhere = replace(RETURN, answers=(text("x", "app"),))
    assert greets(WELCOME, elsewhere, POST) == card(both[1])
    over = replace(POST, valid_until_ms=NOW_MS)
    assert greets(WELCOME, RETURN, over) == card(both[0])
    assert greets(replace(WELCOME, enabled=False), *ENTRIES) is None
    assert greets(Welcome(enabled=True), *ENTRIES) is None
