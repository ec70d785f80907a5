"""What the README says is so: its example runs, its tables are the code's."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from actors.agent.table import markdown as agent_table
from actors.session.table import markdown as session_table
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


def test_the_example_is_short_and_runs(server: Server) -> None:
    _, _, rest = README.partition("<!-- example: sdk -->\n```python\n")
    code = rest.partition("```")[0]
    statements = [line for line in code.splitlines() if line.strip()]
    assert len(statements) <= 10
    ticket = server.ticket("visitor", "reader")
    given = f"URL = {server.gateway!r}\nTICKET = {ticket!r}\n"
    done = subprocess.run(
        [sys.executable, "-c", given + code],
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
        cwd=ROOT,
    )
    assert done.stdout == "on disk as number 1\n"


@cache
def marked_ids() -> dict[str, set[str]]:
    """Ids in `covers` marks by test file."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and (
                ast.unparse(node.func) == "pytest.mark.covers"
            ):
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
