"""What the README says is so: its example runs, its tables are the code's."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
import pytest

from actors.agent.table import markdown as agent_table
from actors.session.table_text import markdown as session_table
from admin.configuration import FILE_NAME, load_configuration
from admin.data_directory import DataDirectory
from gateway.tickets import TicketOffice
from gateway.visitor_tokens import VisitorAnswer
from tests.system.service import Server

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


@pytest.mark.parametrize(
    ("noun", "markdown"), [("session", session_table), ("agent", agent_table)]
)
def test_the_tables_are_the_codes(noun: str, markdown: Callable[[], str]) -> None:
    generated = f"<!-- generated from actors/{noun}/table.py -->\n"
    _, _, rest = README.partition(generated)
    assert rest.partition("\n<!-- end -->")[0] == markdown()


def test_the_example_is_short_and_runs(lasting: Server) -> None:
    _, _, rest = README.partition("<!-- example: sdk -->\n```python\n")
    code = rest.partition("```")[0]
    statements = [line for line in code.splitlines() if line.strip()]
    assert len(statements) <= 10
    ticket = lasting.ticket("visitor", "reader")
    given = f"URL = {lasting.gateway!r}\nTICKET = {ticket!r}\n"
    done = subprocess.run(
        [sys.executable, "-c", given + code],
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
        cwd=ROOT,
    )
    assert done.stdout == "on disk as number 1\n"


@pytest.mark.covers("M5", "P5")
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not there")
def test_a_page_gets_its_visitor_a_token_as_shown(lasting: Server) -> None:
    _, _, rest = README.partition("<!-- example: curl -->\n```sh\n")
    done = subprocess.run(
        ["bash", "-c", rest.partition("```")[0]],
        env={**os.environ, "HTTP": lasting.http},
        check=True,
        capture_output=True,
        timeout=30,
    )
    given = msgspec.json.decode(done.stdout, type=VisitorAnswer)
    assert given.gateway == lasting.gateway
    assert given.channel.id == "web"
    office = TicketOffice(DataDirectory(lasting.data).existing_secret())
    assert office.verify(given.ticket, given.server_ms).nickname == "小王"


def test_the_channel_that_is_shown_can_be_declared(tmp_path: Path) -> None:
    _, _, rest = README.partition("```toml\n")
    (tmp_path / FILE_NAME).write_text(rest.partition("```")[0])
    configuration = load_configuration({"TRIODESK_DATA": str(tmp_path)})
    (shop,) = configuration.channels()
    assert (shop.public_key, shop.admits("aftersale")) == ("k-7f3a", True)


def is_mark(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "covers"


@cache
def marked_ids() -> dict[str, set[str]]:
    """Ids in `covers` marks by test file."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and is_mark(node.func):
                ids = {
                    each.value for each in node.args if isinstance(each, ast.Constant)
                }
                found.setdefault(path.name, set()).update(map(str, ids))
    return found


def feature_ids() -> set[str]:
    table = README.partition("## Features")[2]
    return set(re.findall(r"^\| ([A-Z]\d+) \|", table, re.MULTILINE))


def test_every_mark_names_a_feature_of_the_table() -> None:
    known = feature_ids()
    unknown = {
        name: ids - known for name, ids in marked_ids().items() if not ids <= known
    }
    assert unknown == {}


@pytest.mark.parametrize("feature", sorted(feature_ids()))
def test_every_feature_of_the_table_has_a_test(feature: str) -> None:
    assert any(feature in ids for ids in marked_ids().values())
