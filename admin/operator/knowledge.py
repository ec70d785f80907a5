"""`triodesk robot entries`, `publish` …: what the robot knows, changed and published.

With `--json` each answer of the service is one line of JSON.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from msgspec.structs import replace

from actors.knowledge.changes import (
    Change,
    Publication,
    PutCategory,
    PutEntries,
    SetWelcome,
)
from actors.knowledge.entry import CategoryId
from actors.knowledge.records import (
    Changed,
    Diff,
    EntriesFound,
    FindEntries,
    KnowledgeQuery,
    KnowledgeRefused,
    KnowledgeRule,
    Outline,
    ReadDiff,
    ReadEntries,
    ReadOutline,
    VersionsFound,
)
from actors.robot.state import ReadRobot, RobotState
from admin.data_directory import DataDirectory
from admin.knowledge_refusal import refusal_text
from admin.operator.asking import (
    ANSWER_SECONDS,
    OperatorLine,
    connect,
    unexpected,
)
from admin.operator.category_id import readable_id
from admin.operator.chitchat_presets import PresetShelf, preset_ids
from admin.operator.command import FAILED, run_asking
from admin.operator.frames import Answer
from admin.operator.given import Given
from admin.operator.knowledge_frames import AlterKnowledge
from admin.operator.knowledge_phrases import KnowledgePhrase
from admin.operator.knowledge_view import KnowledgeView
from admin.operator.knowledge_wish import (
    AddCategory,
    ChangeAll,
    EditCategory,
    EditEntry,
    EditWelcome,
    ListCategories,
    ListChitchat,
    ShowWelcome,
    SwitchChitchat,
    Wish,
)
from admin.operator.operation import new_operation
from admin.operator.robot_following import follow_newest
from admin.operator.teller import Teller
from admin.operator.wall_clock import wall_ms
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around

A = TypeVar("A")
Asked = KnowledgeQuery | ReadRobot

PUBLISH_SECONDS: Final = 120.0
"""For a version of 150,000 entries, also where the disk is slow."""


def run_wish(
    read: Callable[[Given], Wish],
    directory: DataDirectory,
    options: argparse.Namespace,
) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        UsageError: see `read`.
        Unavailable: the service does not answer now.
    """
    wish = read(vars(options))
    language = look_around().language
    path = directory.operator_socket
    ask = partial(_knowledge, path, wish, language, options)
    return run_asking(ask, directory, language)


async def _knowledge(
    path: Path, wish: Wish, language: str, options: argparse.Namespace
) -> int:
    words, as_json = Words(language), bool(options.json)
    async with connect(path) as line:
        code = await KnowledgeClerk(line, words, as_json=as_json).do(wish)
        if code == 0 and isinstance(wish, Publication) and options.follows:
            return await follow_newest(line, words, as_json=as_json)
        return code


class _Refused(Exception):
    """Nothing was found, or nothing was changed."""

    def __init__(self, refused: KnowledgeRefused) -> None:
        super().__init__(refused.text)
        self.refused = refused


class KnowledgeClerk:
    """Does what is wished, on a line to the service.

    Args:
        line: to it.
        words: the reader's.
        as_json: answers are lines of JSON.
    """

    def __init__(self, line: OperatorLine, words: Words, *, as_json: bool) -> None:
        self._line = line
        self._words = words
        self._view = KnowledgeView(words, wall_ms())
        self._teller = Teller(words)
        self._as_json = as_json

    async def do(self, wish: Wish) -> int:
        """Returns the exit code; a refusal is told.

        Raises:
            Unavailable: the service does not answer now.
        """
        try:
            await self._must_be_there(wish)
            await self._do(wish)
        except _Refused as error:
            refused = error.refused
            reason = refusal_text(self._words, refused)
            code = refused.rule.value
            self._teller.complain(KnowledgePhrase.REFUSED, reason=reason, code=code)
            return FAILED
        return 0

    async def _do(self, wish: Wish) -> None:
        match wish:
            case ReadEntries(ids):
                await self._show_entry(wish, ids[0])
            case ListCategories() | ShowWelcome():
                await self._show_outline(wish, await self._outline())
            case ListChitchat():
                await self._list_chitchat()
            case SwitchChitchat():
                await self._switch_chitchat(wish)
            case EditEntry() | AddCategory() | EditCategory() | EditWelcome():
                await self._alter(await self._edited(wish))
            case ChangeAll():
                await self._change_all(wish)
            case _ if isinstance(wish, Change):
                await self._alter(wish)
            case _:
                await self._show(await self._line.told(wish))

    # --- looking

    async def _ask(self, query: Asked, kind: type[A]) -> A:
        answer = await self._line.told(query)
        if not isinstance(answer, kind):
            raise _failure(answer)
        return answer

    async def _outline(self) -> Outline:
        return await self._ask(ReadOutline(), Outline)

    async def _must_be_there(self, wish: Wish) -> None:
        """Where an empty answer would hide a slip."""
        match wish:
            case ChangeAll(str(category)) | FindEntries(category=str(category)):
                known = (await self._outline()).categories if category else ()
            case ReadDiff(old, new):
                newest = (await self._outline()).newest
                if max(old, new) > newest:
                    raise _no_version(max(old, new), newest)
                return
            case _:
                return
        if category and all(each.id != category for each in known):
            raise _no_category(category)

    async def _show_entry(self, query: ReadEntries, name: str) -> None:
        found = await self._ask(query, EntriesFound)
        if not found.entries:
            raise _no_entry(name)
        entry = found.entries[0]
        self._tell(entry, self._view.entry(entry))

    async def _show_outline(
        self, wish: ListCategories | ShowWelcome, outline: Outline
    ) -> None:
        if isinstance(wish, ListCategories):
            self._tell(outline, self._view.categories(outline))
            return
        welcome = outline.welcome
        found = await self._ask(ReadEntries(welcome.questions), EntriesFound)
        named = {each.id: each.question for each in found.entries}
        self._tell(welcome, self._view.welcome(welcome, named))

    async def _show(self, answer: Answer) -> None:
        match answer:
            case VersionsFound():
                state = await self._ask(ReadRobot(), RobotState)
                self._tell(answer, self._view.versions(answer, state))
            case EntriesFound():
                self._tell(answer, self._view.entries(answer))
            case Diff():
                self._tell(answer, self._view.diff(answer))
            case Changed():
                self._tell(answer, [self._view.changed(answer)])
            case _:
                raise _failure(answer)

    def _tell(self, value: object, lines: list[str]) -> None:
        if self._as_json:
            self._teller.json(value)
        else:
            for line in lines:
                print(line)  # noqa: T201

    # --- changing

    async def _alter(self, change: Change) -> None:
        await self._show(await self._make(change))

    async def _make(self, change: Change) -> Changed:
        answer = await self._line.ask(
            AlterKnowledge(new_operation(), change),
            PUBLISH_SECONDS if isinstance(change, Publication) else ANSWER_SECONDS,
        )
        if not isinstance(answer, Changed):
            raise _failure(answer)
        return answer

    async def _edited(
        self, wish: EditEntry | AddCategory | EditCategory | EditWelcome
    ) -> Change:
        if isinstance(wish, EditEntry):
            found = await self._ask(ReadEntries((wish.id,)), EntriesFound)
            if not found.entries:
                raise _no_entry(wish.id)
            return PutEntries((wish.edit.of(found.entries[0]),))
        outline = await self._outline()
        if isinstance(wish, EditWelcome):
            return SetWelcome(wish.of(outline.welcome))
        if isinstance(wish, AddCategory):
            taken = [each.id for each in outline.categories]
            made = CategoryId(readable_id(wish.category.name, taken))
            return PutCategory(replace(wish.category, id=made))
        for each in outline.categories:
            if each.id == wish.id:
                return PutCategory(wish.of(each))
        raise _no_category(wish.id)

    async def _change_all(self, wish: ChangeAll) -> None:
        """Of a category: page by page, as many as one change takes."""
        count, after = 0, ""
        while True:
            page = await self._ask(
                FindEntries(category=wish.within, after=after), EntriesFound
            )
            if page.entries:
                ids = tuple(each.id for each in page.entries)
                count += (await self._make(replace(wish.change, ids=ids))).count
            if not page.next:
                break
            after = page.next
        changed = Changed(count=count)
        self._tell(changed, [self._words(KnowledgePhrase.DONE, count=count)])

    # --- chit-chat that came with the product

    async def _presets(self) -> PresetShelf:
        found = await self._ask(ReadEntries(preset_ids()), EntriesFound)
        return PresetShelf(found.entries)

    async def _list_chitchat(self) -> None:
        rows = (await self._presets()).rows()
        self._tell(
            [{"id": id_, "state": state.name.lower()} for id_, state, _ in rows],
            self._view.presets(rows),
        )

    async def _switch_chitchat(self, wish: SwitchChitchat) -> None:
        shelf = await self._presets()
        if not shelf.has(wish.id):
            text = f"there is no preset {wish.id!r}"
            raise _Refused(KnowledgeRefused(KnowledgeRule.NO_SUCH_ENTRY, text, wish.id))
        changed = Changed()
        for change in shelf.changes(wish.id, wish.act):
            changed = await self._make(change)
        await self._show(changed)


def _failure(answer: Answer) -> Exception:
    """Of what is not what was asked for."""
    if isinstance(answer, KnowledgeRefused):
        return _Refused(answer)
    return unexpected()


def _no_entry(name: str) -> _Refused:
    text = f"there is no entry {name!r}"
    return _Refused(KnowledgeRefused(KnowledgeRule.NO_SUCH_ENTRY, text, name))


def _no_category(name: str) -> _Refused:
    text = f"there is no category {name!r}"
    return _Refused(KnowledgeRefused(KnowledgeRule.NO_SUCH_CATEGORY, text, name))


def _no_version(version: int, newest: int) -> _Refused:
    text = f"there is no version {version}, the newest is {newest}"
    refused = KnowledgeRefused(KnowledgeRule.NO_SUCH_VERSION, text, str(version))
    return _Refused(refused)
