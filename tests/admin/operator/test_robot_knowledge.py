"""`triodesk robot entries`, `publish` … against a running service."""

from __future__ import annotations

import argparse
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import trio

from actors.knowledge.changes import PutEntries
from actors.knowledge.checking import faults_of_entry
from actors.knowledge.entry import Edition
from actors.knowledge.office import KnowledgePublished
from actors.robot.building import Phase, Step
from actors.robot.chitchat.preset import Category
from admin.operator import robot_following
from admin.operator import robot_knowledge_arguments as arguments
from admin.operator import robot_knowledge_command as command
from admin.operator.asking import connect
from admin.operator.chitchat_presets import PresetShelf
from admin.operator.knowledge import KnowledgeClerk
from admin.operator.knowledge_wish import ListCategories, Wish
from admin.operator.robot_following import follow_newest
from gateway.console.phrases import Words
from runtime.errors import UsageError
from tests.actors.robot.inline_base import InlineBase
from tests.admin.operator.operated import Operated, operated

Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.covers("P7", "R2")


def read(words: list[str]) -> Wish:
    name = words[0]
    parser = argparse.ArgumentParser()
    add: Callable[[argparse.ArgumentParser], None]
    add = getattr(arguments, f"add_{name}_arguments")
    add(parser)
    run = getattr(command, f"run_robot_{name}")
    wish: Wish = run.args[0](vars(parser.parse_args(words[1:])))
    return wish


class Terminal:
    def __init__(self, service: Operated, captured: Captured) -> None:
        self.service = service
        self._captured = captured

    async def run(self, *words: str, language: str = "en") -> tuple[int, str, str]:
        as_json = "--json" in words
        wish = read([each for each in words if each != "--json"])
        async with connect(self.service.path) as line:
            clerk = KnowledgeClerk(line, Words(language), as_json=as_json)
            code = await clerk.do(wish)
        out, err = self._captured.readouterr()
        return code, out, err

    async def lines(self, *words: str, language: str = "en") -> list[str]:
        code, out, err = await self.run(*words, language=language)
        assert (code, err) == (0, ""), (words, err)
        return out.splitlines()

    async def refused(self, *words: str) -> str:
        code, out, err = await self.run(*words)
        assert (code, out) == (1, "")
        return err

    async def ids(self, *words: str) -> list[str]:
        (line,) = await self.lines("entries", "list", "--json", *words)
        return [each["id"] for each in json.loads(line)["entries"]]


@pytest.fixture
async def terminal(tmp_path: Path, capsys: Captured) -> AsyncIterator[Terminal]:
    async with operated(tmp_path / "operator.sock") as service:
        yield Terminal(service, capsys)


async def test_a_question_is_written_found_changed_and_deleted(
    terminal: Terminal,
) -> None:
    await terminal.lines("categories", "add", "Delivery", "--id", "delivery")
    told = await terminal.lines(
        *("entries", "add", "Where is my parcel?", "--id", "parcel"),
        *("--similar", "Track my order", "--answer", "See your orders."),
        *("--category", "delivery", "--language", "en", "--until", "2099-01-01"),
    )
    assert told == ["in the draft: parcel"]
    (made,) = await terminal.lines("entries", "add", "Who?", "--answer", "We.")
    assert made.startswith("in the draft: e")
    head, row, total = await terminal.lines("entries", "list", "track")
    assert head.split() == ["id", "state", "category", "question", "answer"]
    assert row.split(maxsplit=3)[:3] == ["parcel", "on", "delivery"]
    assert total == "entries: 1"
    await terminal.lines(
        *("entries", "edit", "parcel", "--question", "Where is it?", "--until", "")
    )
    await terminal.lines("entries", "disable", "parcel")
    shown = await terminal.lines("entries", "show", "parcel", language="zh-CN")
    told_parts = {line.split()[0]: line.split(maxsplit=1)[1] for line in shown}
    assert told_parts["标准问题"] == "Where is it?"
    assert told_parts["状态"] == "停用"
    assert told_parts["答案"] == "See your orders."
    assert told_parts["最近修改"].endswith(" operator")
    assert "失效时间" not in told_parts
    assert await terminal.ids("--disabled") == ["parcel"]
    assert await terminal.lines("entries", "enable", "--in", "delivery") == [
        "changed in the draft: 1"
    ]
    assert await terminal.ids("--disabled") == []
    await terminal.lines("entries", "move", "", "--in", "delivery")
    await terminal.lines("categories", "delete", "delivery")
    await terminal.lines("entries", "delete", "parcel")
    assert "no_such_entry" in await terminal.refused("entries", "show", "parcel")
    long = await terminal.refused("entries", "add", "\x1b" + "q" * 3000)
    assert "not as it should be: \\u001bqqq" in long
    assert len(long) < 300
    assert "no_such_entry" in await terminal.refused("entries", "edit", "parcel")


async def test_an_entry_says_whether_it_answers_now(terminal: Terminal) -> None:
    for name, *dates in (
        ("late", "--until", "2020-01-01"),
        ("new", "--from", "2999-01-01"),
        ("now", "--from", "2020-01-01", "--until", "2999-01-01"),
        ("off", "--until", "2020-01-01"),
    ):
        asked = ("entries", "add", f"{name}?", "--id", name, "--answer", "Yes.")
        await terminal.lines(*asked, *dates)
    await terminal.lines("entries", "disable", "off")
    _, *rows, _ = await terminal.lines("entries", "list")
    assert [row.split("–")[0].split(maxsplit=1) for row in rows] == [
        ["late", "expired  "],
        ["new", "not yet  "],
        ["now", "on       "],
        ["off", "off      "],
    ]


async def test_a_file_of_entries_is_put(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "entries.toml"
    file.write_text(
        """
        [[entries]]
        id = "a"
        question = "怎么退货？"
        similar = ["退货流程"]
        [[entries.answers]]
        kind = "text"
        body = "七天内可退。"
        [[entries.answers]]
        kind = "markdown"
        body = "**七天**"
        channels = ["app"]

        [[entries]]
        id = "b"
        question = "Which one?"
        valid_from = "2026-05-01"
        answers = ["See", { kind = "card", card = ["menu", "?", [["a", "A"]]] }]
        """
    )
    assert await terminal.lines("entries", "put", str(file)) == ["in the draft: a b"]
    shown = await terminal.lines("entries", "show", "a")
    assert shown[-2:] == ["answer    **七天**", "channels  app"]
    assert (await terminal.lines("entries", "show", "b"))[-1] == "answer      ? [A]"
    single = tmp_path / "one.json"
    single.write_text('{"question": "c", "answers": ["C"], "id": "c"}')
    assert await terminal.lines("entries", "put", str(single)) == ["in the draft: c"]
    for wrong in ('{"question": "c"}', '{"entries": [{"x": 1}]}'):
        single.write_text(wrong)
        with pytest.raises(UsageError):
            await terminal.run("entries", "put", str(single))


@pytest.mark.covers("R8")
async def test_what_is_published_is_listed_compared_and_taken_back(
    terminal: Terminal,
) -> None:
    assert await terminal.lines("versions") == ["nothing was published yet"]
    await terminal.lines("entries", "add", "A?", "--id", "a", "--answer", "A.")
    assert await terminal.lines("publish", "--note", "first") == [
        "published as version 1: it answers once it is built"
    ]
    heard = [e for e in terminal.service.told if isinstance(e, KnowledgePublished)]
    assert heard == [KnowledgePublished(1, "operator")]
    assert "nothing_new" in await terminal.refused("publish")
    await terminal.lines("entries", "edit", "a", "--answer", "B.")
    await terminal.lines("entries", "add", "C?", "--id", "c", "--answer", "C.")
    diff = await terminal.lines("diff")
    assert diff[0] == "added 1, changed 1, removed 0"
    assert diff[1] == "~ entry a: A?"
    assert "A." in diff[2]
    assert "B." in diff[2]
    assert diff[3] == "+ entry c: C?"
    more = (await terminal.lines("diff", "--limit", "1"))[-1]
    assert more == "there is more: add --after entry:a"
    await terminal.lines("publish")
    await terminal.lines("rollback", "1", "--note", "oh")
    terminal.service.robot.put(InlineBase(Edition(2)))
    *_, newest, before, _, told = await terminal.lines("versions")
    assert newest.startswith("3 (=1)   being built")
    assert before.startswith("2        in force")
    assert told == "version 3 waits to be built"
    terminal.service.robot.put(InlineBase(Edition(3)))
    head, *rows = await terminal.lines("versions")
    assert head.split()[:2] == ["version", "state"]
    assert [row.split()[0] for row in rows] == ["3", "2", "1"]
    assert rows[0].startswith("3 (=1)   in force")
    assert rows[0].split()[-4:] == ["+0", "~1", "-1", "oh"]
    for words in (("rollback", "9"), ("diff", "1", "9"), ("diff", "9")):
        assert "no_such_version" in await terminal.refused(*words)
    shown = await terminal.lines("entries", "show", "a", "--version", "3")
    assert shown[-1].endswith("A.")


@pytest.mark.covers("R8")
async def test_who_publishes_hears_how_far_it_is_until_it_answers(
    terminal: Terminal,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await terminal.lines("entries", "add", "A?", "--id", "a", "--answer", "A.")
    await terminal.lines("publish")
    told: list[str] = []
    monkeypatch.setattr(robot_following, "show_progress", told.append)
    monkeypatch.setattr(robot_following, "LOOK_SECONDS", 0)
    service = terminal.service

    async def follow(*, as_json: bool = False) -> tuple[int, str, str]:
        async with connect(service.path) as line:
            code = await follow_newest(line, Words("en"), as_json=as_json)
        return code, *capsys.readouterr()

    async def follow_alone() -> None:
        _, out, _ = await follow()
        told.append(out)

    async def heard(text: str) -> None:
        while text not in told:
            await trio.lowlevel.checkpoint()

    async with trio.open_nursery() as nursery:
        nursery.start_soon(follow_alone)
        await heard("version 1 waits to be built")
        service.loader.building = 1
        service.loader.step = Step(Phase.TEXTS, 20_000, 400_000)
        await heard("building version 1: taking texts apart, 20,000 of 400,000")
        service.robot.put(InlineBase(Edition(1)))
    assert told[-2] == "", "the line is taken away"
    assert told[-1].startswith("version 1 answers: 0 questions, after ")
    code, out, _ = await follow(as_json=True)
    assert (code, json.loads(out)["version"]) == (0, 1)
    service.loader.delayed = "no room"
    await terminal.lines("entries", "edit", "a", "--answer", "B.")
    await terminal.lines("publish")
    code, _, err = await follow()
    assert code == 1
    assert "version 2 does not answer yet, it is tried again: no room" in err


@pytest.mark.covers("R9")
async def test_the_welcome_card_and_categories_are_set_part_by_part(
    terminal: Terminal,
) -> None:
    await terminal.lines("entries", "add", "A?", "--id", "a", "--answer", "A.")
    await terminal.lines("welcome", "set", "--text", "Hi", "--questions", "a")
    await terminal.lines("welcome", "on")
    await terminal.lines("welcome", "set", "--title", "Welcome")
    assert [line.split() for line in await terminal.lines("welcome", "show")] == [
        ["state", "on"],
        ["title", "Welcome"],
        ["text", "Hi"],
        ["question", "a", "A?"],
    ]
    assert "on_welcome_card" in await terminal.refused("entries", "delete", "a")
    await terminal.lines("categories", "add", "One")
    await terminal.lines("categories", "add", "Two", "--id", "two", "--in", "one")
    await terminal.lines("categories", "edit", "two", "--name", "Three")
    assert (await terminal.lines("categories", "list"))[1:] == [
        "one  faq   One",
        "two  faq     Three",
        "draft: 1 questions, 0 of chit-chat; in force: –",
    ]
    absent = await terminal.refused("categories", "edit", "z", "--name", "x")
    assert "no such category: z (no_such_category)" in absent
    for words in ("list --category z", "disable --in z", "delete --in z"):
        assert "category: z (" in await terminal.refused("entries", *words.split()), (
            words
        )
    assert "not_empty" in await terminal.refused("categories", "delete", "one")


@pytest.mark.covers("R4")
async def test_chitchat_that_came_with_it_is_switched_edited_and_restored(
    terminal: Terminal,
) -> None:
    async def state(name: str) -> str:
        (line,) = await terminal.lines("chitchat", "list", "--json")
        return next(
            str(each["state"]) for each in json.loads(line) if each["id"] == name
        )

    assert await state("joke") == "preset"
    await terminal.lines("chitchat", "off", "joke")
    assert await state("joke") == "off"
    await terminal.lines("chitchat", "on", "joke")
    assert await terminal.ids() == []
    await terminal.lines("chitchat", "off", "joke")
    await terminal.lines("chitchat", "edit", "joke")
    assert await terminal.ids() == ["joke.en", "joke.zh"]
    assert await state("joke") == "own"
    await terminal.lines("chitchat", "edit", "joke")
    await terminal.lines("chitchat", "off", "joke")
    assert await state("joke") == "off"
    await terminal.lines("chitchat", "on", "joke")
    assert await state("joke") == "preset"
    assert await terminal.ids() == []
    heads, *rows = await terminal.lines("chitchat", "list")
    assert heads.split() == ["id", "state", "name"]
    assert len(rows) == len(Category)
    assert "no_such_entry" in await terminal.refused("chitchat", "off", "nothing")


@pytest.mark.covers("R4")
@pytest.mark.parametrize("name", [each.value for each in Category])
def test_every_preset_can_be_edited(name: str) -> None:
    made = PresetShelf(()).changes(name, "edit")
    (put,) = (each for each in made if isinstance(each, PutEntries))
    assert [faults_of_entry(each) for each in put.entries] == [(), ()]


@pytest.mark.parametrize(
    "words",
    [
        "entries disable",
        "entries disable a --in b",
        "entries list --limit 0",
        "entries add a --answer b --from soon",
        "entries put /none.toml",
        "rollback 0",
        "versions --limit 101",
        "diff -2",
    ],
)
def test_what_cannot_be_meant_is_told(words: str) -> None:
    with pytest.raises(UsageError):
        read(words.split())


def test_a_number_out_of_bounds_is_told_with_its_name() -> None:
    with pytest.raises(UsageError, match=r"^limit: Expected `int` <= 100$"):
        read(["entries", "list", "--limit", "101"])


def test_a_list_of_categories_needs_no_more_words() -> None:
    assert read(["categories", "list"]) == ListCategories()
