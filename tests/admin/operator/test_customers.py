"""`triodesk customers` against a running service, in both languages and in JSON."""

from __future__ import annotations

import argparse
import json
from datetime import UTC
from pathlib import Path

import pytest
import trio

from actors.accounts.audit import Act
from actors.accounts.messages import ByOperator
from actors.accounts.records import AuditPage
from actors.customers.profile import BlockOrder, CustomerChange
from actors.customers.records import CustomerFilter, FindCustomers
from actors.refusal import Refused, Rule
from admin.operator.asking import connect
from admin.operator.customer_frames import AlterCustomer, CustomerProblem
from admin.operator.customers import Alter, Show, Wish, customers
from admin.operator.customers_arguments import add_arguments
from admin.operator.customers_command import read_wish
from runtime.errors import UsageError
from tests.admin.operator.operated import Operated, operated
from tests.admin.operator.test_records import talk

Captured = pytest.CaptureFixture[str]
LID_SECONDS = 120
pytestmark = pytest.mark.covers("M12", "P7")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


def wish(*words: str) -> Wish:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return read_wish(vars(parser.parse_args(words)), 7, UTC)


async def told(
    service: Operated, captured: Captured, *words: str, language: str = "en"
) -> tuple[int, str, str]:
    """What is said when all that there is has been recorded."""
    with trio.fail_after(LID_SECONDS):
        await service.until_recorded()
    is_json = "--json" in words
    code = await customers(service.path, wish(*words), language, as_json=is_json)
    out, err = captured.readouterr()
    return code, out, err


async def listed(service: Operated, captured: Captured, *words: str) -> list[str]:
    code, out, err = await told(service, captured, "--json", *words)
    assert (code, err) == (0, "")
    rows = map(json.loads, out.splitlines())
    return [row["visitor"] for row in rows if "visitor" in row]


async def test_customers_are_listed_and_found(path: Path, capsys: Captured) -> None:
    async with operated(path) as service:
        await talk(service, "ann", "hi")
        await talk(service, "bob")
        done = 0, "customer ann was changed\n", ""
        assert await told(service, capsys, "set", "ann", "--name", "王小明") == done
        assert await told(service, capsys, "tag", "ann", "old", "big") == done
        assert await told(service, capsys, "vip", "ann", "5") == done
        assert await told(service, capsys, "block", "bob", "spam") != done
        assert await listed(service, capsys, "list") == ["bob", "ann"]
        assert await listed(service, capsys, "search", "小明") == ["ann"]
        assert await listed(service, capsys, "search", "小明", "--tag", "x") == []
        assert await listed(service, capsys, "list", "--tag", "big") == ["ann"]
        assert await listed(service, capsys, "list", "--vip", "1") == ["ann"]
        assert await listed(service, capsys, "list", "--blocked") == ["bob"]
        _, out, _ = await told(service, capsys, "list")
        lines = out.splitlines()
        assert lines[0].split()[:3] == ["customer", "name", "VIP"]
        assert lines[1].endswith("for ever")
        assert "王小明" in lines[2]
        assert lines[-1] == "customers: 2"
        _, out, _ = await told(
            service, capsys, "list", "--limit", "1", language="zh-CN"
        )
        count, more = out.splitlines()[-2:]
        assert count == "共 1 位客户"
        cursor = more.split()[-2]
        _, out, _ = await told(service, capsys, "list", "--before", cursor)
        assert out.splitlines()[-1] == "customers: 1"


async def test_one_is_shown_with_his_history(path: Path, capsys: Captured) -> None:
    async with operated(path) as service:
        first = await talk(service, "ann")
        second = await talk(service, "ann", "hi")
        await talk(service, "bob")
        await told(service, capsys, "set", "ann", "--phone", "139", "--language", "zh")
        await told(service, capsys, "note", "ann", "likes", "tea")
        await told(service, capsys, "tag", "ann", "big")
        await told(service, capsys, "vip", "ann", "2")
        await told(service, capsys, "block", "ann", "rude", "--until", "2030-01-02")
        _, out, err = await told(service, capsys, "show", "ann")
        lines = out.splitlines()
        assert (lines[0], err) == ("Customer ann (ann)", "")
        assert lines[1].endswith("sessions: 2")
        assert lines[2:6] == ["VIP level 2", "phone 139", "language zh", "tags: big"]
        assert lines[6].startswith("blocked: rude (until 2030-01-0")
        assert lines[7].endswith("operator: likes tea")
        assert [second in lines[9], first in lines[10], len(lines)] == [True, True, 11]
        await told(service, capsys, "unblock", "ann")
        _, out, _ = await told(service, capsys, "--json", "show", "ann", "--limit", "1")
        head, session, more = map(json.loads, out.splitlines())
        assert head["customer"]["block"] is None
        assert head["customer"]["profile"]["phone"] == "139"
        assert head["customer"]["notes"][0]["text"] == "likes tea"
        assert head["recorded"]["sessions"] == 2
        assert session["row"]["session"] == second
        before = str(more["next"])
        _, out, _ = await told(
            service, capsys, "--json", "show", "ann", "--before", before
        )
        assert json.loads(out.splitlines()[-1])["row"]["session"] == first


async def test_what_is_written_down_first_is_known_before_he_comes(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        code, out, err = await told(service, capsys, "show", "eve")
        assert (code, out) == (1, "")
        assert err == "triodesk: there is no record of a customer eve\n"
        code, out, _ = await told(service, capsys, "--json", "note", "eve", "vip?")
        assert (code, json.loads(out)) == (0, {"changed": "eve"})
        _, out, _ = await told(service, capsys, "show", "eve", language="zh-CN")
        assert out.splitlines()[:2] == ["客户 eve", "– – –，会话 0 个"]


async def test_what_cannot_be_is_refused_with_a_code(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        refused = await told(service, capsys, "vip", "ann", "10")
        assert refused[:2] == (1, "")
        assert refused[2].startswith("triodesk: nothing was changed: expected a level")
        assert refused[2].endswith("(bad_value)\n")
        code, _, err = await told(service, capsys, "search", "　", language="zh-CN")
        assert (code, err.endswith("（bad_text）\n")) == (1, True)
        assert await listed(service, capsys, "list") == []


@pytest.mark.covers("M9")
async def test_every_change_is_in_the_audit_log_and_made_once(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        change = CustomerChange(note="once", level=3)
        async with connect(path) as line:
            for _ in range(2):
                await line.ask(AlterCustomer("o1", "ann", change))
            clash = await line.ask(AlterCustomer("o2", "ann", CustomerChange(level=-1)))
        assert clash == CustomerProblem(
            Refused(Rule.BAD_VALUE, "expected a level 0 … 9, got -1")
        )
        _, out, _ = await told(service, capsys, "--json", "show", "ann")
        shown = json.loads(out.splitlines()[0])["customer"]
        assert (shown["level"], len(shown["notes"])) == (3, 1)
        page = await service.accounts.audit(ByOperator(), 0, 9, is_backwards=False)
        assert isinstance(page, AuditPage)
        rows = [
            (each.entry.who, each.entry.act, each.entry.subject) for each in page.rows
        ]
        assert rows == [("operator", Act.CHANGING_CUSTOMER, "ann")] * 2
        assert page.rows[0].entry.detail == "level 3, note"


def test_arguments_are_a_question_or_a_change() -> None:
    words = "search a b --tag t --vip 2 --blocked --limit 3 --before 9"
    wanted = CustomerFilter("", "a b", "t", 2, 7)
    assert wish(*words.split()) == FindCustomers(wanted, 9, 3)
    assert wish("list") == FindCustomers(limit=20)
    assert wish("show", "v") == Show("v", 0, 20)
    edit = CustomerChange(nickname="", phone="1", email="a@b", language="zh")
    words = "set v --phone 1 --email a@b --language zh --name"
    assert wish(*words.split(), "") == Alter("v", edit)
    assert wish("tag", "v") == Alter("v", CustomerChange(tags=()))
    order = BlockOrder("very rude", 1_777_593_600_000)
    words = "block v very rude --until 2026-05-01"
    assert wish(*words.split()) == Alter("v", CustomerChange(block=order))
    assert wish("unblock", "v") == Alter("v", CustomerChange(unblocks=True))


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--vip", "10"),
        ("list", "--limit", "101"),
        ("show", "v", "--before", "-1"),
        ("show", ""),
        ("vip", "v" * 201, "1"),
        ("set", "v"),
        ("note", "v", ""),
        ("block", "v", "x", "--until", "soon"),
    ],
)
def test_values_out_of_bounds_are_usage_errors(words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match=r"[Ee]xpected"):
        wish(*words)
