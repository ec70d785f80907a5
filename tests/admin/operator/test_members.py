"""`triodesk members` against a running service, in both languages and in JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from actors.accounts.members import MemberDraft
from actors.accounts.permissions import Role
from admin.operator.members import ACTS, Act, Add, Audit, Edit, Find, Import, members
from admin.operator.members_arguments import add_arguments
from admin.operator.members_command import read_wish
from runtime.errors import UsageError
from tests.admin.operator.operated import operated

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


def wish(*words: str) -> Find | Add | Edit | Act | Import | Audit | object:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return read_wish(vars(parser.parse_args(words)))


async def told(
    path: Path, captured: Captured, *words: str, language: str = "en"
) -> tuple[int, str, str]:
    is_json = "--json" in words
    asked = wish(*words)
    code = await members(path, asked, language, as_json=is_json)  # type: ignore[arg-type]
    out, err = captured.readouterr()
    return code, out, err


@pytest.mark.covers("M1", "P7")
async def test_a_first_start_has_nobody_and_gets_its_super_admin(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        code, out, _ = await told(path, capsys, "list")
        assert (code, out.splitlines()[-1]) == (0, "members: 0")
        boss = ("add", "boss@example.com", "Boss", "--role", "super_admin")
        code, out, err = await told(path, capsys, *boss)
        assert (code, err) == (0, "")
        password = out.split()[-1]
        signed_in = await service.accounts.sign_in(
            "boss@example.com", password, "", "home"
        )
        assert signed_in.identity.principal.role is Role.SUPER_ADMIN  # type: ignore[union-attr]
        code, out, err = await told(path, capsys, "delete", "boss@example.com")
        assert (code, out) == (1, "")
        assert "(super_admin_fixed)" in err


@pytest.mark.covers("M1", "P7")
async def test_a_member_from_hiring_to_the_end(path: Path, capsys: Captured) -> None:
    async with operated(path):
        add = ("add", "ann@example.com", "安", "--staff-number", "7", "--capacity", "2")
        assert (await told(path, capsys, *add))[0] == 0
        code, _, err = await told(path, capsys, *add, language="zh-CN")
        assert (code, err) == (1, "triodesk: 邮箱已被使用（email_taken）\n")
        edit = ("edit", "7", "--nickname", "小安", "--capacity", "3")
        assert await told(path, capsys, *edit) == (
            0,
            "done: 安 <ann@example.com>\n",
            "",
        )
        code, out, _ = await told(path, capsys, "list", "ANN", language="zh-CN")
        assert out.splitlines()[1].split()[:5] == [
            "ann@example.com",
            "小安",
            "客服",
            "7",
            "3",
        ]
        assert "待改密码" in out
        code, out, _ = await told(path, capsys, "--json", "list")
        card = json.loads(out)
        assert (card["email"], card["is_suspended"]) == ("ann@example.com", False)
        for act in ACTS:
            code, out, err = await told(path, capsys, act, card["id"])
            assert (code, err) == (0, "")
            if act == "suspend":
                assert "suspended" in (await told(path, capsys, "list"))[1]
                reset = await told(path, capsys, "reset", "7", "--second-factor")
                assert reset[0] == 0
        code, _, err = await told(path, capsys, "unlock", "7")
        assert (code, "no member 7" in err) == (1, True)
        code, out, _ = await told(path, capsys, "audit")
        assert out.startswith("the audit log is whole: 7 rows, last hash ")


@pytest.mark.covers("M1")
async def test_a_table_is_added_once_and_told_again(
    path: Path, capsys: Captured, tmp_path: Path
) -> None:
    table = tmp_path / "staff.csv"
    table.write_text("email,name\na@b.cc,A\nb@b.cc,B\n")
    async with operated(path):
        assert (await told(path, capsys, "add", "b@b.cc", "B"))[0] == 0
        code, out, err = await told(path, capsys, "import", str(table))
        assert code == 1
        assert "(email_taken)" in err
        assert out.splitlines()[-1] == "1 added, 1 not"
        assert (await told(path, capsys, "delete", "b@b.cc"))[0] == 0
        again = await told(path, capsys, "import", str(table))
        assert again[0] == 0
        assert again[1].splitlines()[0] == out.splitlines()[0]
        table.write_text("email,name\nc@b.cc,C\nnobody,D\n")
        code, out, err = await told(path, capsys, "import", str(table))
        assert (code, out) == (1, "")
        assert "line 3: " in err
        assert "nobody was added" in err
        assert "members: 2" in (await told(path, capsys, "list"))[1]
        with pytest.raises(UsageError, match="cannot read"):
            await told(path, capsys, "import", str(tmp_path / "none.csv"))


@pytest.mark.covers("P5")
async def test_a_name_moves_no_operators_cursor(path: Path, capsys: Captured) -> None:
    async with operated(path):
        with pytest.raises(UsageError, match="name") as refused:
            await told(path, capsys, "add", "a@b.cc", "A\x1b[2J\nB")
        assert "\x1b" not in str(refused.value)


@pytest.mark.covers("M9")
async def test_a_changed_log_is_told(path: Path, capsys: Captured) -> None:
    async with operated(path) as service:
        for name in "abc":
            await told(path, capsys, "add", f"{name}@b.cc", name)
        engine = service.records._database.engine
        with engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM audit WHERE number = 2")
        code, out, err = await told(path, capsys, "audit")
        assert (code, out) == (1, "")
        assert "changed at row 2 (1 rows before it are whole)" in err


def test_what_is_given_is_asked_for() -> None:
    assert wish("add", "a@b.cc", "A", "--groups", "x", "y") == Add(
        MemberDraft("a@b.cc", "A", groups=("x", "y"))  # type: ignore[arg-type]
    )
    assert wish("audit") == Audit()
    edit = wish("edit", "a", "--groups")
    assert isinstance(edit, Edit)
    assert (edit.edits.groups, edit.edits.name) == ((), None)
    with pytest.raises(UsageError, match="email"):
        wish("add", "nobody", "A")
    with pytest.raises(UsageError, match="capacity"):
        wish("edit", "a", "--capacity", "0")
