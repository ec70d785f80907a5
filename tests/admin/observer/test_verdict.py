"""What the board says of a journal that is right after a crash, or wrong in one way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from actors.session.events import Message, MessagePosted
from admin.observer.audit_wire import (
    ANSWERS,
    AuditRequest,
    ExamineJournal,
    Marked,
    MarkJournal,
    Unmarked,
    Verdict,
)
from admin.observer.audit_wire import ENCODER as WIRE
from admin.observer.auditor_child import Auditor
from admin.observer.journal_window import read_after, read_mark
from admin.observer.verdict import judge
from runtime.errors import Unavailable
from tests.loadtest.audit.books import Books, serve_one

VISITOR = "visitor-of-s1"
CRASH_MS = 1_000
"""The books' time is the position of an event: all that is written is before it."""


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    """An agent of two slots serves a session of three messages."""
    made = Books(tmp_path)
    serve_one(made)
    yield made
    made.close_files()


def asked(
    experiment: int = 1, at_ms: int = CRASH_MS, back_ms: int = CRASH_MS, of: str = ""
) -> ExamineJournal:
    return ExamineJournal(experiment, at_ms, back_ms, of)


Deed = Callable[[Books], object]


def verdict(books: Books, *deeds: Deed) -> Verdict:
    """What is found after a crash that these deeds follow."""
    mark = read_mark(books.journal)
    for deed in deeds:
        deed(books)
    return judge(mark, read_after(books.journal, mark), asked())


def said(number: int, cid: str = "") -> Deed:
    return lambda books: books.commit_message("s1", VISITOR, number, cid or str(number))


def test_nothing_has_happened_and_all_is_well(books: Books) -> None:
    assert verdict(books) == Verdict(0, 0, 0, 0, 1, 0, 1, 0, None)
    assert verdict(books).is_clean


def test_service_goes_on(books: Books) -> None:
    found = verdict(
        books,
        said(4),
        lambda books: books.open("s2", "v2"),
        lambda books: books.assign("s2", "amy", 2),
        lambda books: books.commit_message("s2", "v2", 1, "x"),
        lambda books: books.close("s1"),
    )
    assert found.is_clean, found.examples
    assert (found.sessions, found.messages, found.agents, found.events) == (1, 2, 1, 5)


def test_messages_of_the_service_have_no_client_id(books: Books) -> None:
    def speak(number: int) -> Deed:
        return lambda books: books.commit_message("s1", "", number, "")

    assert verdict(books, speak(4), speak(5)).is_clean


def test_whatever_takes_a_number_of_the_room_leaves_no_gap(books: Books) -> None:
    made = [each for each in get_args(Message) if each is not MessagePosted]
    assert made

    def take(number: int, tag: int) -> Deed:
        return lambda books: books.event("session/s1", tag, number, "visitor")

    tags = [int(each.__struct_config__.tag) for each in made]
    taken = [take(4 + at, tag) for at, tag in enumerate(tags)]
    found = verdict(books, *taken, said(4 + len(tags)))
    assert found.is_clean, found.examples


def sql(statement: str) -> Deed:
    return lambda books: books.execute(statement)


def claimed(agent: str, slot: int) -> Deed:
    return lambda books: books.claim(f"agent/{agent}", slot, "s1")


def is_closed(books: Books) -> None:
    books.index("s1", "closed", "")


def is_ended(books: Books) -> None:
    books.event("session/s1", 4, "admin", "", "quarantine")


BROKEN: dict[str, tuple[tuple[Deed, ...], tuple[int, int, int, int]]] = {
    "its head is gone": (
        (sql("DELETE FROM heads WHERE name = 'session/s1'"),),
        (1, 5, 0, 0),
    ),
    "it was set back": (
        (sql("UPDATE heads SET seq = 2 WHERE kind = 'session'"),),
        (1, 1, 0, 0),
    ),
    "it was closed by nothing": ((is_closed,), (1, 0, 0, 0)),
    "its quarantine ended it": ((is_ended, is_closed), (1, 0, 0, 0)),
    "an event is gone": (
        (sql("DELETE FROM events WHERE seq = 4"),),
        (0, 1, 0, 0),
    ),
    "the last event is gone": (
        (sql("DELETE FROM events WHERE seq = 5"),),
        (0, 1, 0, 0),
    ),
    "a number is left out": ((said(5),), (0, 1, 0, 0)),
    "two numbers are left out": ((said(5), said(7)), (0, 1, 0, 0)),
    "a message stands twice": ((said(4, "s1-1"),), (0, 0, 1, 0)),
    "two messages have a number": ((said(3, "new"),), (0, 0, 1, 0)),
    "more slots than there are": (
        (claimed("amy", 2), claimed("amy", 3)),
        (0, 0, 0, 1),
    ),
    "a slot of an agent who has none": ((claimed("bob", 1),), (0, 0, 0, 1)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_found_and_named(books: Books, name: str) -> None:
    deeds, expected = BROKEN[name]
    found = verdict(books, *deeds)
    counts = (found.lost, found.missing, found.doubled, found.over_capacity)
    assert counts == expected, found.examples
    assert not found.is_clean
    assert found.examples


def test_a_cut_of_the_capacity_evicts_nobody_and_is_no_fault(books: Books) -> None:
    books.open("s2", "v2")
    books.assign("s2", "amy", 2)
    cut = verdict(books, lambda books: books.register("amy", 1))
    assert cut.is_clean
    later = verdict(books, lambda books: books.release("agent/amy", 1))
    assert later.is_clean


def test_what_was_wrong_before_is_not_the_crashs_fault(books: Books) -> None:
    for slot in (2, 3):
        books.claim("agent/amy", slot, "s1")
    assert verdict(books, said(4)).is_clean


def test_no_more_examples_are_kept_than_somebody_reads(books: Books) -> None:
    found = verdict(books, *[said(4, "s1-1")] * 30)
    assert found.doubled > len(found.examples) == 10


def test_the_pause_is_the_longest_time_without_an_event(books: Books) -> None:
    """What is decided before a store dies is committed by the next one."""
    for number in range(4, 14):
        books.commit_message("s1", VISITOR, number, str(number))
    mark = read_mark(books.journal)
    at_ms = mark.position
    for number, later_ms in enumerate((3, 5_000, 5_001, 9_000), start=14):
        books.commit_message("s1", VISITOR, number, str(number))
        moved = "UPDATE events SET at_ms = ? WHERE position = ?"
        books.execute(moved, at_ms + later_ms, mark.position + number - 13)
    after = read_after(books.journal, mark)

    def pause_ms(back_ms: int, of: str = "") -> int | None:
        return judge(mark, after, asked(1, at_ms, at_ms + back_ms, of)).pause_ms

    assert pause_ms(4_900) == 4_997
    assert pause_ms(0) == 3
    assert pause_ms(8_000) == 4_997
    assert pause_ms(4_900, "session/s1") == 4_997
    assert pause_ms(4_900, "session/other") is None
    quiet = replace(after, events=after.events[-8:])
    assert judge(mark, quiet, asked(1, at_ms, at_ms)).pause_ms is None
    before = replace(after, events=after.events[:-4])
    assert judge(mark, before, asked(1, at_ms, at_ms)).pause_ms is None


def test_of_too_many_events_only_what_was_read_is_judged(books: Books) -> None:
    mark = read_mark(books.journal)
    after = read_after(books.journal, mark)
    cut = replace(after, events=after.events[:5], is_cut=True)
    found = judge(mark, cut, asked())
    assert found.is_cut
    assert found.is_clean


def ask(auditor: Auditor, request: AuditRequest) -> object:
    return ANSWERS.decode(auditor.handle(WIRE.encode(request)))


def test_the_auditor_remembers_the_last_experiment_alone(books: Books) -> None:
    auditor = Auditor(books.journal)
    assert ask(auditor, asked(1)) == Unmarked()
    assert ask(auditor, MarkJournal(1)) == Marked(1)
    assert ask(auditor, MarkJournal(2)) == Marked(1)
    assert ask(auditor, asked(1)) == Unmarked()
    found = ask(auditor, asked(2))
    assert isinstance(found, Verdict)
    assert found.is_clean


def test_a_directory_may_have_any_name(tmp_path: Path) -> None:
    odd = tmp_path / "what? 50% #1"
    odd.mkdir()
    made = Books(odd)
    serve_one(made)
    made.close_files()
    assert ask(Auditor(made.journal), MarkJournal(1)) == Marked(1)


def test_a_journal_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    auditor = Auditor(tmp_path / "none.db")
    with pytest.raises(Unavailable, match="the journal cannot be read"):
        ask(auditor, MarkJournal(1))
