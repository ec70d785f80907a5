"""PURE: what the robot knows as lines of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from actors.cards.card import MenuCard
from actors.knowledge.entry import (
    Answer,
    Base,
    Category,
    Entry,
    EntryId,
    Welcome,
)
from actors.knowledge.records import (
    Changed,
    Diff,
    EntriesFound,
    Outline,
    VersionsFound,
)
from actors.robot.state import RobotState
from admin.operator.knowledge_phrases import (
    KINDS,
    PHASES,
    SIGNS,
    KnowledgePhrase,
)
from admin.operator.moment import to_second
from admin.operator.robot_trial_view import text_of
from admin.operator.table import text_table
from gateway.console.phrases import Words
from gateway.console.styled import on_one_row

_SHOWN_CHARS = 60
"""Of a text in a row; `show` and `--json` have all of it."""
_BASES = {Base.FAQ: KnowledgePhrase.FAQ, Base.CHITCHAT: KnowledgePhrase.CHITCHAT}


def progress_text(words: Words, version: int, state: RobotState) -> str:
    """How far a version is that is to answer."""
    phrase, step = KnowledgePhrase, state.step
    if state.delayed:
        return words(phrase.DELAYED, version=version, reason=state.delayed)
    if state.building < version or step is None:
        return words(phrase.QUEUED, version=version)
    return words(
        phrase.BUILDING,
        version=state.building,
        phase=words(PHASES[step.phase]),
        done=f"{step.done:,}",
        of=f"{step.of:,}",
    )


class KnowledgeView:
    """Draws it in one language.

    Args:
        words: that language.
        now_ms: wall time: entries answer within their dates.
    """

    def __init__(self, words: Words, now_ms: int) -> None:
        self._words = words
        self._now_ms = now_ms

    def entries(self, found: EntriesFound) -> list[str]:
        """A row for each."""
        phrase = KnowledgePhrase
        heads = (phrase.ID, phrase.STATE, phrase.CATEGORY, phrase.QUESTION)
        rows = [
            (
                each.id,
                self._words(self._state(each)),
                each.category or "–",
                _short(each.question),
                _short(_said(each.answers[0])),
            )
            for each in found.entries
        ]
        total = self._words(phrase.FOUND, total=found.total)
        return [*self._table((*heads, phrase.ANSWER), rows), total, *self._next(found)]

    def entry(self, entry: Entry) -> list[str]:
        """All of one, a line for each of its parts."""
        phrase = KnowledgePhrase
        changed = f"{to_second(entry.changed_ms)} {entry.changed_by}"
        parts = [
            (phrase.ID, entry.id),
            (phrase.STATE, self._words(self._state(entry))),
            (phrase.BASE, self._words(_BASES[entry.base])),
            (phrase.CATEGORY, entry.category),
            (phrase.LANGUAGE, entry.language),
            (phrase.VALID_FROM, to_second(entry.valid_from_ms)),
            (phrase.VALID_UNTIL, to_second(entry.valid_until_ms)),
            (phrase.CHANGED, changed if entry.changed_ms else ""),
            (phrase.QUESTION, entry.question),
            *((phrase.SIMILAR, each) for each in entry.similar),
            *(part for answer in entry.answers for part in _answer(answer)),
        ]
        return self._parts(parts)

    def categories(self, outline: Outline) -> list[str]:
        """Those within others below them."""
        phrase = KnowledgePhrase
        rows = [
            (each.id, self._words(_BASES[each.base]), "  " * depth + each.name)
            for base in Base
            for depth, each in _nested(outline.categories, base)
        ]
        table = self._table((phrase.ID, phrase.BASE, phrase.NAME), rows)
        return [*table, self.counts(outline)]

    def counts(self, outline: Outline) -> str:
        """How much there is, and what is in force."""
        values = {
            "questions": outline.questions,
            "chitchat": outline.chitchat,
            "newest": outline.newest or "–",
        }
        return self._words(KnowledgePhrase.COUNTS, **values)

    def welcome(self, welcome: Welcome, questions: Mapping[EntryId, str]) -> list[str]:
        """The card; its questions by their ids."""
        phrase = KnowledgePhrase
        parts = [
            (phrase.STATE, self._words(_switched(on=welcome.enabled))),
            (phrase.TITLE, welcome.title),
            (phrase.TEXT, welcome.text),
            *(
                (phrase.QUESTION, f"{each}  {questions.get(each, '')}".rstrip())
                for each in welcome.questions
            ),
        ]
        return self._parts(parts)

    def presets(self, rows: Iterable[tuple[str, KnowledgePhrase, str]]) -> list[str]:
        """Ids, states and names of chit-chat that came with the product."""
        phrase = KnowledgePhrase
        shown = [(id_, self._words(state), name) for id_, state, name in rows]
        return self._table((phrase.ID, phrase.STATE, phrase.NAME), shown)

    def versions(self, found: VersionsFound, state: RobotState) -> list[str]:
        """A row for each, the newest first, and how far one is that is being built."""
        phrase = KnowledgePhrase
        if not found.versions:
            return [self._words(phrase.NOTHING_PUBLISHED)]
        heads = (phrase.VERSION, phrase.STATE, phrase.AT, phrase.BY, phrase.ENTRIES)
        rows = [
            (
                str(each.version) + (f" (={each.source})" if each.source else ""),
                self._words(_standing(each.version, found.newest, state)),
                to_second(each.at_ms),
                each.by,
                str(each.entries),
                f"+{each.added} ~{each.changed} -{each.removed}",
                _short(each.note),
            )
            for each in found.versions
        ]
        lines = self._table((*heads, phrase.DIFFERENCE, phrase.NOTE), rows)
        if state.version == found.newest:
            return lines
        return [*lines, progress_text(self._words, found.newest, state)]

    def diff(self, diff: Diff) -> list[str]:
        """A line for each, and below it what changed."""
        counts = self._words(
            KnowledgePhrase.DIFFERS,
            added=diff.added,
            changed=diff.changed,
            removed=diff.removed,
        )
        lines = [counts]
        for each in diff.differences:
            kind = self._words(KINDS[each.kind])
            name = on_one_row(each.name)
            lines.append(f"{SIGNS[each.act]} {kind} {each.id}: {name}")
            lines += [
                f"    {field.field}: {field.before} → {field.after}"
                for field in each.fields
            ]
        return [*lines, *self._next(diff)]

    def changed(self, changed: Changed) -> str:
        """What a change came to."""
        phrase = KnowledgePhrase
        if changed.version:
            return self._words(phrase.PUBLISHED_AS, version=changed.version)
        if changed.ids:
            return self._words(phrase.PUT, ids=" ".join(changed.ids))
        if changed.count:
            return self._words(phrase.DONE, count=changed.count)
        return self._words(phrase.SAVED)

    def _next(self, found: EntriesFound | Diff) -> list[str]:
        if not found.next:
            return []
        more = KnowledgePhrase.NEXT
        return [self._words(more, option="--after", cursor=found.next)]

    def _state(self, entry: Entry) -> KnowledgePhrase:
        if entry.is_valid(self._now_ms) or not entry.enabled:
            return _switched(on=entry.enabled)
        is_over = 0 < entry.valid_until_ms <= self._now_ms
        return KnowledgePhrase.EXPIRED if is_over else KnowledgePhrase.LATER

    def _table(
        self, heads: Sequence[KnowledgePhrase], rows: Sequence[Sequence[str]]
    ) -> list[str]:
        return text_table([tuple(map(self._words, heads)), *rows])

    def _parts(self, parts: Iterable[tuple[KnowledgePhrase, str]]) -> list[str]:
        told = [(self._words(phrase), on_one_row(text)) for phrase, text in parts]
        return text_table([row for row in told if row[1]])


def _switched(*, on: bool) -> KnowledgePhrase:
    return KnowledgePhrase.ON if on else KnowledgePhrase.OFF


def _nested(categories: Iterable[Category], base: Base) -> list[tuple[int, Category]]:
    of_base = [each for each in categories if each.base is base]
    found: list[tuple[int, Category]] = []

    def add(parent: str, depth: int) -> None:
        for each in of_base:
            if each.parent == parent:
                found.append((depth, each))
                add(each.id, depth + 1)

    add("", 0)
    return found


def _answer(answer: Answer) -> list[tuple[KnowledgePhrase, str]]:
    parts = [(KnowledgePhrase.ANSWER, _said(answer))]
    if answer.channels:
        parts.append((KnowledgePhrase.CHANNELS, " ".join(answer.channels)))
    return parts


def _said(answer: Answer) -> str:
    card = answer.card
    if card is None:
        return answer.body
    options = card.options if isinstance(card, MenuCard) else ()
    listed = " / ".join(option.text for option in options)
    return f"{text_of(card)} [{listed}]" if listed else text_of(card)


def _short(text: str) -> str:
    line = on_one_row(text)
    return line if len(line) <= _SHOWN_CHARS else f"{line[: _SHOWN_CHARS - 1]}…"


def _standing(version: int, newest: int, state: RobotState) -> KnowledgePhrase:
    if version == state.version:
        return KnowledgePhrase.IN_FORCE
    is_next = version == newest
    return KnowledgePhrase.BEING_BUILT if is_next else KnowledgePhrase.PUBLISHED
