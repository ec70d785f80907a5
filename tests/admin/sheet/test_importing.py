"""A file becomes entries once, whatever interrupts it; what is faulty comes back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest
import trio

from actors.knowledge.changes import PutEntries
from actors.knowledge.records import DRAFT, NEWEST
from admin.sheet import importing
from admin.sheet.error_sheet import ErrorSheet
from admin.sheet.exporting import export_sheet
from admin.sheet.importing import Importer, Tally
from admin.sheet.plan import Judged, Verdict
from admin.sheet.sheet_file import reading_sheet, writing_sheet
from admin.sheet.template import template_rows, write_template
from gateway.console.phrases import Words
from runtime.errors import Unavailable, UsageError
from tests.admin.sheet.played_draft import PlayedDraft

pytestmark = pytest.mark.covers("R3")
ENGLISH = Words("en")
HEADINGS = ("question", "answer", "category", "fault")


def write(path: Path, *rows: tuple[str, ...]) -> Path:
    with writing_sheet(path) as put:
        for row in (HEADINGS, *rows):
            put(row)
    return path


def cells(path: Path) -> list[tuple[str, ...]]:
    with reading_sheet(path) as rows:
        return [row.cells for row in rows]


def run_import(
    draft: PlayedDraft,
    path: Path,
    errors: Path | None = None,
    *,
    is_preview: bool = False,
    told: list[Judged] | None = None,
) -> Tally:
    tell = (told if told is not None else []).append
    with ErrorSheet(errors, ENGLISH) as sheet:
        importer = Importer(
            draft, ENGLISH, tell, lambda _: None, sheet, is_preview=is_preview
        )
        trio.run(importer.run, path)
        return importer.tally


def questions(draft: PlayedDraft) -> list[str]:
    return sorted(each.question for each in draft.entries.values())


def many(count: int) -> Iterable[tuple[str, ...]]:
    return ((f"Q{number:04}?", f"A{number}") for number in range(count))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_rows_become_entries_in_their_categories(tmp_path: Path, name: str) -> None:
    draft = PlayedDraft()
    path = write(
        tmp_path / name, ("Q1?", "'=A", "Sales/Returns"), ("Q2?", "B", "Sales")
    )
    assert run_import(draft, path) == {Verdict.ADDED: 2}
    assert questions(draft) == ["Q1?", "Q2?"]
    assert [each.name for each in draft.categories.values()] == ["Sales", "Returns"]
    answers = {each.answers[0].body for each in draft.entries.values()}
    assert answers == {"=A", "B"}


def test_a_preview_says_what_would_be_and_changes_nothing(tmp_path: Path) -> None:
    draft = PlayedDraft()
    run_import(draft, write(tmp_path / "a.csv", ("Q1?", "A"), ("Q2?", "A")))
    draft.changes_left = 0
    told: list[Judged] = []
    rows = ("Q2?", "A"), ("Q3?", "C"), ("", "D")
    path = write(tmp_path / "a.csv", *rows)
    tally = run_import(draft, path, is_preview=True, told=told)
    assert tally == {Verdict.SAME: 1, Verdict.ADDED: 1, Verdict.FAULTY: 1}
    assert [(each.number, each.verdict) for each in told] == [
        (3, Verdict.ADDED),
        (4, Verdict.FAULTY),
    ]


def test_a_file_without_columns_adds_entries_and_changes_none(tmp_path: Path) -> None:
    draft = PlayedDraft()
    run_import(draft, write(tmp_path / "a.csv", ("Q1?", "A"), ("Q2?", "A")))
    told: list[Judged] = []
    rows = ("Q1?", "A"), ("Q2?", "B"), ("Q3?", "C")
    tally = run_import(draft, write(tmp_path / "a.csv", *rows), told=told)
    assert tally == {Verdict.SAME: 1, Verdict.FAULTY: 1, Verdict.ADDED: 1}
    assert "add base, similar questions, answer kind" in told[0].faults[0]
    export(draft, tmp_path / "all.csv")
    with reading_sheet(tmp_path / "all.csv") as found:
        edited = [[cell.replace("A", "B") for cell in row.cells] for row in found]
    with writing_sheet(tmp_path / "all.csv") as put:
        for row in edited:
            put(tuple(row))
    assert run_import(draft, tmp_path / "all.csv") == {
        Verdict.CHANGED: 2,
        Verdict.SAME: 1,
    }


def test_faulty_rows_come_back_with_what_is_wrong_and_can_be_imported_once_mended(
    tmp_path: Path,
) -> None:
    draft = PlayedDraft()
    errors = tmp_path / "errors.csv"
    path = write(tmp_path / "a.csv", ("Q1?", "A"), ("Q2?", "", "=x", "old"))
    tally = run_import(draft, path, errors)
    assert tally == {Verdict.ADDED: 1, Verdict.FAULTY: 1}
    headings, faulty = cells(errors)
    assert headings == ("question", "answer", "category", "fault")
    assert faulty[:3] == ("Q2?", "", "'=x")
    assert "at least one answer" in faulty[3]
    mended = write(tmp_path / "b.csv", ("Q2?", "now", "x", faulty[3]))
    assert run_import(draft, mended, errors) == {Verdict.ADDED: 1}
    assert questions(draft) == ["Q1?", "Q2?"]


def test_without_faults_no_file_of_them_is_made(tmp_path: Path) -> None:
    run_import(
        PlayedDraft(), write(tmp_path / "a.csv", ("Q?", "A")), tmp_path / "e.csv"
    )
    assert not (tmp_path / "e.csv").exists()


def test_an_interrupted_import_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MAX_CHANGED", 3)
    draft = PlayedDraft()
    path = write(tmp_path / "a.csv", *many(10))
    draft.changes_left = 2
    with pytest.raises(Unavailable):
        run_import(draft, path)
    assert len(draft.entries) == 6
    draft.changes_left = 1_000
    assert run_import(draft, path) == {Verdict.SAME: 6, Verdict.ADDED: 4}
    assert run_import(draft, path) == {Verdict.SAME: 10}
    assert questions(draft) == [f"Q{number:04}?" for number in range(10)]


def test_one_row_that_is_refused_takes_no_other_along(tmp_path: Path) -> None:
    draft = PlayedDraft()
    draft.unwanted = frozenset({"Q0003?"})
    errors = tmp_path / "e.csv"
    tally = run_import(draft, write(tmp_path / "a.csv", *many(10)), errors)
    assert tally == {Verdict.ADDED: 9, Verdict.FAULTY: 1}
    refused = "the entry is not as it should be: unwanted"
    assert cells(errors)[1] == ("Q0003?", "A3", "", refused)


def test_large_entries_make_small_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MAX_BATCH_BYTES", 1)
    draft = PlayedDraft()
    run_import(draft, write(tmp_path / "a.csv", *many(3)))
    puts = [each for each in draft.changes if isinstance(each, PutEntries)]
    assert [len(each.entries) for each in puts] == [1, 1, 1]


def test_a_category_that_cannot_be_made_ends_it(tmp_path: Path) -> None:
    draft = PlayedDraft()
    draft.unwanted = frozenset({"Sales"})
    with pytest.raises(
        UsageError, match="Sales: the category is not as it should be: unwanted"
    ):
        run_import(draft, write(tmp_path / "a.csv", ("Q?", "A", "Sales")))


def test_a_category_that_cannot_be_one_is_a_fault_of_its_row(tmp_path: Path) -> None:
    told: list[Judged] = []
    rows = ("Q1?", "A", "a/b/c/d/e/f"), ("Q2?", "A", "x" * 101)
    tally = run_import(PlayedDraft(), write(tmp_path / "a.csv", *rows), told=told)
    assert tally == {Verdict.FAULTY: 2}
    assert [each.faults for each in told] == [
        ('"category": expected at most 5 levels',),
        ('"category": expected at most 100 characters',),
    ]


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_template_explains_itself_and_adds_nothing(
    tmp_path: Path, name: str, language: str
) -> None:
    words = Words(language)
    write_template(tmp_path / name, words)
    headings, meanings, *examples = cells(tmp_path / name)
    assert len(headings) == len(meanings)
    assert examples
    draft = PlayedDraft()
    assert run_import(draft, tmp_path / name) == {}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_templates_examples_are_good_ones(tmp_path: Path, language: str) -> None:
    with writing_sheet(tmp_path / "t.csv") as put:
        for row in template_rows(Words(language)):
            put(tuple("" if each.startswith("#") else each for each in row))
    told: list[Judged] = []
    run_import(PlayedDraft(), tmp_path / "t.csv", told=told)
    verdicts = [each.verdict for each in told]
    assert verdicts == [Verdict.FAULTY, Verdict.ADDED, Verdict.ADDED], "meanings first"


def test_an_empty_file_is_no_form(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("")
    with pytest.raises(UsageError, match="a first row with headings"):
        run_import(PlayedDraft(), tmp_path / "a.csv")


# --- exports


def export(draft: PlayedDraft, path: Path, version: int = DRAFT) -> int:
    work = partial(export_sheet, draft, version, path, Words("zh-CN"), lambda _: None)
    return trio.run(work)


@pytest.mark.parametrize("name", ["e.csv", "e.xlsx"])
def test_what_is_exported_is_the_same_when_it_is_imported(
    tmp_path: Path, name: str
) -> None:
    draft = PlayedDraft()
    rows = [("=1?", "'=2", "a\\/b/c"), *many(PAGES)]
    run_import(draft, write(tmp_path / "a.csv", *rows))
    assert export(draft, tmp_path / name) == len(rows)
    assert run_import(draft, tmp_path / name) == {Verdict.SAME: len(rows)}
    headings = cells(tmp_path / name)[0]
    assert headings[:4] == ("编号", "知识库", "分类", "标准问题")


PAGES = 5
"""More than one, of two entries each."""


def test_progress_is_told_with_every_page(tmp_path: Path) -> None:
    draft, read = PlayedDraft(), list[int]()
    run_import(draft, write(tmp_path / "a.csv", *many(PAGES)))
    target = tmp_path / "e.csv"
    trio.run(export_sheet, draft, DRAFT, target, ENGLISH, read.append)
    assert read == [2, 4, 5]


def test_of_what_was_never_published_there_is_no_export(tmp_path: Path) -> None:
    draft = PlayedDraft()
    with pytest.raises(UsageError, match="nothing has been published"):
        export(draft, tmp_path / "e.csv", NEWEST)
    draft.newest = 3
    assert export(draft, tmp_path / "e.csv", NEWEST) == 0
