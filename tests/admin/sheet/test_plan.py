"""Each row is added, changes an entry, is as it was, or has faults."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from actors.knowledge.entry import Answer, AnswerKind, Base, CategoryId, Entry, EntryId
from admin.sheet.category_path import Drawers
from admin.sheet.form import CellFault, Column, Written
from admin.sheet.phrases import Heading, Wrong
from admin.sheet.plan import DraftIndex, Judged, Planner, Verdict
from gateway.console.phrases import Words

pytestmark = pytest.mark.covers("R3")
KNOWN = Entry(
    EntryId("known"),
    Base.FAQ,
    CategoryId(""),
    "What?",
    (),
    (Answer(AnswerKind.TEXT, "That."),),
    changed_ms=7,
    changed_by="m",
)
NEW = replace(KNOWN, id=EntryId(""), question="New?", changed_ms=0, changed_by="")


def check(written: Written) -> Iterator[str]:
    if not written.entry.answers:
        yield "expected an answer"


def planner(file: str = "digest") -> Planner:
    index = DraftIndex()
    index.learn(KNOWN)
    return Planner(index, Drawers(()), file, check, Words("en"))


def judge(entry: Entry, *category: str) -> Judged:
    return planner().judge(2, Written(entry, category, ()))


def test_what_nobody_knows_is_added_with_an_id_of_its_own() -> None:
    judged = judge(NEW)
    assert judged.verdict is Verdict.ADDED
    assert judged.entry.id == judge(NEW).entry.id
    again = planner().judge(3, Written(NEW, (), ()))
    other = planner("other").judge(2, Written(NEW, (), ()))
    assert len({judged.entry.id, again.entry.id, other.entry.id}) == 3


def test_an_id_of_ones_own_is_kept() -> None:
    judged = judge(replace(NEW, id=EntryId("mine")))
    assert (judged.verdict, judged.entry.id) == (Verdict.ADDED, "mine")


@pytest.mark.parametrize("id_", ["known", ""])
def test_an_entry_is_known_by_its_id_or_by_its_question(id_: str) -> None:
    same = replace(KNOWN, id=EntryId(id_), changed_ms=0, changed_by="")
    assert judge(same).verdict is Verdict.SAME
    judged = judge(replace(same, enabled=False))
    assert (judged.verdict, judged.entry.id) == (Verdict.CHANGED, "known")


def test_what_lacks_columns_changes_no_entry() -> None:
    index = DraftIndex()
    index.learn(KNOWN)
    lacking = (Column(Heading.SIMILAR),)
    judging = Planner(index, Drawers(()), "f", check, Words("en"), lacking)
    changed = judging.judge(2, Written(replace(KNOWN, enabled=False), (), ()))
    assert changed.verdict is Verdict.FAULTY
    assert "add similar questions to change it" in changed.faults[0]
    assert judging.judge(3, Written(NEW, (), ())).verdict is Verdict.ADDED


def test_the_same_question_of_the_other_base_is_another_entry() -> None:
    assert judge(replace(NEW, base=Base.CHITCHAT, question="What?")).entry.id != "known"


def test_its_category_is_found_or_made() -> None:
    drawers = Drawers(())
    judging = Planner(DraftIndex(), drawers, "f", check, Words("en"))
    judged = judging.judge(2, Written(NEW, ("Sales",), ()))
    (made,) = drawers.missing
    assert (made.name, judged.entry.category) == ("Sales", made.id)


def test_what_is_wrong_with_its_cells_hides_what_is_wrong_with_it() -> None:
    fault = CellFault(Wrong.NO_TIME, Column(Heading.VALID_FROM), "x")
    judged = planner().judge(2, Written(replace(NEW, answers=()), (), (fault,)))
    assert judged.verdict is Verdict.FAULTY
    assert judged.faults == (fault.told(Words("en")),)


def test_what_is_wrong_with_it_is_told() -> None:
    judged = judge(replace(NEW, answers=()), "Never made")
    assert judged.faults == ("expected an answer",)


@pytest.mark.parametrize("entry", [KNOWN, NEW], ids=["known", "new"])
def test_two_rows_are_never_the_same_entry(entry: Entry) -> None:
    judging = planner()
    judging.judge(2, Written(entry, (), ()))
    second = judging.judge(3, Written(entry, (), ()))
    assert second.verdict is Verdict.FAULTY
    assert second.faults == ("it is the same entry as row 2",)


def test_a_faulty_row_takes_no_entry_from_a_good_one() -> None:
    judging = planner()
    judging.judge(2, Written(replace(NEW, answers=()), (), ()))
    assert judging.judge(3, Written(NEW, (), ())).verdict is Verdict.ADDED
