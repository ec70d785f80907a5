"""Rows go into files of either kind and come back; what is no such file is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from admin.sheet import comma_file, sheet_file, workbook
from admin.sheet.sheet_file import digest_of, reading_sheet, writing_sheet
from admin.sheet.sheet_row import MAX_COLUMNS
from runtime.errors import UsageError

pytestmark = pytest.mark.covers("R3")
ROWS = [("question", "答案"), ('Q, "x"\n?', "'=1+1"), ("", "退货")]
KINDS = pytest.mark.parametrize("name", ["a.csv", "A.XLSX"])


def write(path: Path, *rows: tuple[str, ...]) -> None:
    write_all(path, rows)


def write_all(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    with writing_sheet(path) as put:
        for row in rows:
            put(row)


def read(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    with reading_sheet(path) as rows:
        return [(row.number, row.cells) for row in rows]


@KINDS
def test_rows_come_back(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, *ROWS)
    assert read(tmp_path / name) == list(enumerate(ROWS, 1))
    assert [each.name for each in tmp_path.iterdir()] == [name]


@KINDS
def test_empty_rows_are_passed_over_and_numbers_stay_true(
    tmp_path: Path, name: str
) -> None:
    write(tmp_path / name, ("a", "b"), ("", ""), ("c", "d"))
    assert [number for number, _ in read(tmp_path / name)] == [1, 3]


@KINDS
def test_what_broke_off_leaves_the_file_that_was_there(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    write(path, ("old",))

    def broken_rows() -> Iterator[tuple[str, ...]]:
        yield ("new",)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_all(path, broken_rows())
    assert read(path) == [(1, ("old",))]
    assert len(list(tmp_path.iterdir())) == 1


@KINDS
def test_too_many_rows_are_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_file, "MAX_ROWS", 2)
    write(tmp_path / name, *ROWS)
    read(tmp_path / name)
    write(tmp_path / name, *ROWS, ("one", "more"))
    with pytest.raises(UsageError, match="at most 2 rows"):
        read(tmp_path / name)


@KINDS
def test_cells_to_the_far_right_are_not_looked_at(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, ("x",) * (MAX_COLUMNS + 1))
    ((_, cells),) = read(tmp_path / name)
    assert len(cells) == MAX_COLUMNS


def test_a_file_that_is_too_large_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_file, "MAX_FILE_BYTES", 3)
    (tmp_path / "a.csv").write_text("abcd")
    with pytest.raises(UsageError, match="at most 3 bytes, got 4"):
        read(tmp_path / "a.csv")


def test_what_is_not_there_or_of_another_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        read(tmp_path / "a.csv")
    with pytest.raises(UsageError, match="cannot read"):
        digest_of(tmp_path / "a.csv")
    with pytest.raises(UsageError, match=r"\.csv or \.xlsx, got 'a\.xls'"):
        read(tmp_path / "a.xls")
    with pytest.raises(UsageError, match="cannot write"):
        write(tmp_path / "none" / "a.csv", ("x",))


def test_a_file_is_known_by_what_it_holds(tmp_path: Path) -> None:
    for name, text in (("a", "x"), ("b", "x"), ("c", "y")):
        (tmp_path / name).write_text(text)
    a, b, c = (digest_of(tmp_path / name) for name in "abc")
    assert a == b != c


# --- CSV


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030"], ids=["plain", "marked", "chinese"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semi", "tab"])
def test_csv_is_read_as_spreadsheets_save_it(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    path = tmp_path / "a.csv"
    text = f"question{separator}答案\r\n怎么退货?{separator}点退货\r\n"
    path.write_bytes(text.encode(encoding))
    assert read(path) == [(1, ("question", "答案")), (2, ("怎么退货?", "点退货"))]


def test_a_character_that_two_chunks_share_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comma_file, "_CHUNK_BYTES", 1)
    (tmp_path / "a.csv").write_bytes("问".encode())
    assert read(tmp_path / "a.csv") == [(1, ("问",))]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("问".encode("utf-16"), "got UTF-16"),
        (b"\xff\xff", "got neither"),
        (b'a\n"b', "row 2: unexpected end"),
        (b'a\n"b"c', "row 2: ',' expected after"),
        (b"a\n" + b"x" * 200_000, "row 2: field larger"),
    ],
    ids=["wide", "bytes", "open", "after", "long"],
)
def test_what_is_no_csv_is_refused_with_its_row(
    tmp_path: Path, content: bytes, text: str
) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(UsageError, match=text):
        read(tmp_path / "a.csv")


# --- XLSX


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", *ROWS)
    book = load_workbook(tmp_path / "a.xlsx")
    kinds = {cell.data_type for row in book["knowledge"].iter_rows() for cell in row}
    assert kinds == {"s", "n"}, "texts and empty cells"


def test_what_no_workbook_can_have_keeps_none_from_being_made(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", ("question", "seen"), ("a\v\0\x1fb\tc\n", "\uffff"))
    assert read(tmp_path / "a.xlsx")[1] == (2, ("a���b\tc\n", "�"))


def test_of_a_formula_what_it_came_to_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["question", 7, True, "=1+1"])
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx") == [(1, ("question", "7", "yes"))]


@pytest.mark.parametrize(
    ("bound", "text"),
    [
        ("MAX_PARTS", "at most 1 parts"),
        ("MAX_UNPACKED_BYTES", "at most 1 bytes, unpacked"),
        ("MAX_KEPT_BYTES", "at most 1 bytes of shared texts"),
    ],
)
def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, text: str
) -> None:
    write(tmp_path / "a.xlsx", *ROWS)
    monkeypatch.setattr(workbook, bound, 1)
    with pytest.raises(UsageError, match=text):
        read(tmp_path / "a.xlsx")


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK")
    with pytest.raises(UsageError, match="expected a workbook"):
        read(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "hello")
    with pytest.raises(UsageError, match="expected a workbook"):
        read(path)


def forge(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """A workbook of which a part is other than it was."""
    whole = path.with_name("whole.xlsx")
    write(whole, *ROWS)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            is_meant = part.filename == name
            target.writestr(part, change(content) if is_meant else content)
    return path


def test_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    name = "xl/worksheets/sheet1.xml"
    path = forge(tmp_path / "a.xlsx", name, lambda content: content[:-40])
    with pytest.raises(UsageError, match="damaged"):
        read(path)


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_few_entities_do_not_become_a_gigabyte(tmp_path: Path, name: str) -> None:
    levels = "".join(
        f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10)
    )
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "{"x" * 10}">{levels}]><x>&e9;</x>'
    path = forge(tmp_path / "a.xlsx", name, lambda _: bomb.encode())
    with pytest.raises(UsageError, match="workbook"):
        read(path)
