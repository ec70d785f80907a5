"""`triodesk robot import`, `export` and `template` (R3)."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from actors.accounts.permissions import OPERATOR, Principal
from actors.knowledge.changes import Change, Publish
from actors.knowledge.records import DRAFT, NEWEST, Changed, KnowledgeRefused
from admin.cli import main
from admin.operator.operator_draft import OperatorDraft
from admin.operator.robot_sheets import MAX_TOLD, ImportWish, SheetClerk
from admin.sheet import importing
from admin.sheet.sheet_file import reading_sheet, writing_sheet
from gateway.console.phrases import Words
from runtime.errors import UsageError
from tests.admin.operator.operated import Operated, operated
from tests.admin.sheet.played_draft import PlayedDraft

Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.covers("R3")
ENGLISH = Words("en")
LARGE = "x" * 3_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


def write(path: Path, *rows: tuple[str, ...]) -> Path:
    with writing_sheet(path) as put:
        for row in (("question", "answer", "category"), *rows):
            put(row)
    return path


def clerk(service: Operated) -> SheetClerk:
    return SheetClerk(OperatorDraft(service.path), ENGLISH)


async def taken(
    service: Operated,
    file: Path,
    errors: Path | None = None,
    *,
    is_preview: bool = False,
    as_json: bool = False,
) -> int:
    wish = ImportWish(file, errors, is_preview, as_json)
    return await clerk(service).take(wish)


async def test_a_file_becomes_the_draft_and_the_draft_the_same_file(
    path: Path, tmp_path: Path, capsys: Captured
) -> None:
    rows = [(f"Q{number}?", LARGE, "Sales/Returns") for number in range(120)]
    file = write(tmp_path / "a.xlsx", *rows)
    async with operated(path) as service:
        assert await taken(service, file) == 0
        assert "120 added, 0 changed, 0 as they were" in capsys.readouterr().out
        exported = tmp_path / "e.csv"
        assert await clerk(service).give(DRAFT, exported, as_json=False) == 0
        assert f"entries in {exported}: 120" in capsys.readouterr().out
        assert await taken(service, exported, as_json=True) == 0
        assert json.loads(capsys.readouterr().out) == {
            "added": 0,
            "changed": 0,
            "same": 120,
            "faulty": 0,
        }


async def test_what_is_exported_is_what_was_published_unless_one_says_more(
    path: Path, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "e.csv"
    async with operated(path) as service:
        give = partial(clerk(service).give, as_json=True)
        await taken(service, write(tmp_path / "a.csv", ("Q1?", "A")))
        with pytest.raises(UsageError, match="nothing has been published"):
            await give(NEWEST, file)
        operator = Principal(OPERATOR, None)
        published = await service.knowledge.change(operator, Publish(), "op")
        assert published == Changed(version=1)
        await taken(service, write(tmp_path / "b.csv", ("Q2?", "A")))
        capsys.readouterr()
        for version in (NEWEST, 1, DRAFT):
            await give(version, file)
        with pytest.raises(UsageError, match="there is no version 2"):
            await give(2, file)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["exported"] for each in told] == [1, 1, 2]


async def test_a_preview_tells_every_row_and_changes_nothing(
    path: Path, tmp_path: Path, capsys: Captured
) -> None:
    file = write(tmp_path / "a.csv", ("Q1?", "A"), ("Q2?", ""))
    async with operated(path) as service:
        assert await taken(service, file, is_preview=True) == 1
        out, err = capsys.readouterr()
        assert "add     row 2  Q1?" in out
        assert "1 to add" in out
        assert "--errors FILE" in out
        assert "row 3: expected at least one answer" in err
        assert await taken(service, file, is_preview=True, as_json=True) == 1
        first, second, counts = map(json.loads, capsys.readouterr().out.splitlines())
        assert (first["verdict"], second["verdict"]) == ("added", "faulty")
        assert counts["added"] == 1


async def test_people_are_not_told_of_every_row_of_a_long_file(
    path: Path, tmp_path: Path, capsys: Captured
) -> None:
    rows = [(f"Q{number}?", "") for number in range(MAX_TOLD + 7)]
    errors = tmp_path / "errors.xlsx"
    async with operated(path) as service:
        assert await taken(service, write(tmp_path / "a.csv", *rows), errors) == 1
    out, err = capsys.readouterr()
    assert len(err.splitlines()) == MAX_TOLD
    assert "rows that are not shown: 7" in out
    assert f"are in {errors}" in out
    with reading_sheet(errors) as found:
        assert len(list(found)) == MAX_TOLD + 8


@pytest.mark.parametrize("errors", ["a.csv", "none/b.csv", "b.txt"])
async def test_errors_are_put_where_they_can_be_and_nothing_is_lost(
    path: Path, tmp_path: Path, capsys: Captured, errors: str
) -> None:
    file = write(tmp_path / "a.csv", ("Q1?", "A"), ("Q2?", ""))
    before = file.read_bytes()
    async with operated(path) as service:
        with pytest.raises(UsageError):
            await taken(service, file, tmp_path / errors)
        assert not await clerk(service).give(DRAFT, tmp_path / "d.csv", as_json=True)
    assert json.loads(capsys.readouterr().out)["exported"] == 0
    assert file.read_bytes() == before


def test_a_template_needs_no_service(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIODESK_DATA", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    file = tmp_path / "t.xlsx"
    assert main(["robot", "template", str(file), "--language", "zh"]) == 0
    assert "--preview" in capsys.readouterr().out
    with reading_sheet(file) as rows:
        assert next(rows).cells[0] == "编号"
    filled_in = file.read_bytes()
    assert main(["robot", "template", str(file)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert file.read_bytes() == filled_in
    other = tmp_path / "t.csv"
    assert main(["robot", "template", str(other), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(other)}
    with reading_sheet(other) as rows:
        assert next(rows).cells[0] == "id"


def test_without_a_service_that_is_said(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIODESK_DATA", str(tmp_path))
    file = str(write(tmp_path / "a.csv", ("Q?", "A")))
    assert main(["robot", "import", file]) == 1
    assert main(["robot", "export", file, "--draft"]) == 1
    assert main(["robot", "export", file, "--version", "0"]) == 1
    nobody, again, wrong = capsys.readouterr().err.splitlines()
    assert str(tmp_path) in nobody
    assert nobody == again
    assert "--version 1 or more" in wrong


async def test_an_import_that_breaks_off_says_how_to_go_on(
    path: Path, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "a.csv"
    file.write_text('question,answer\nQ1?,\n"open', encoding="utf-8")
    async with operated(path) as service:
        with pytest.raises(UsageError, match="row 3"):
            await taken(service, file)
    assert "it goes on there" in capsys.readouterr().err


class _Interrupted(PlayedDraft):
    """Ctrl-C at the second change."""

    async def change(self, change: Change) -> Changed | KnowledgeRefused:
        if self.changes:
            raise KeyboardInterrupt
        return await super().change(change)


async def test_who_interrupts_it_is_told_how_to_go_on(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MAX_CHANGED", 1)
    file = write(tmp_path / "a.csv", ("Q1?", "A"), ("Q2?", "A"))
    wish = ImportWish(file, None, is_preview=False, as_json=False)
    with pytest.raises(KeyboardInterrupt):
        await SheetClerk(_Interrupted(), ENGLISH).take(wish)
    assert "it goes on there" in capsys.readouterr().err
