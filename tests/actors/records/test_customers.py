"""Looking customers up, in a file and on a server (M12)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import text

from actors.records.messages import Projected
from actors.records_schema import STEPS
from runtime.schema import NEWEST_FILE, Steps
from runtime.schema_steps import made_by
from runtime.sql_database import SqlDatabase
from tests.actors.records.shelf import RecordShelf, record_shelf
from tests.actors.records.tale import Tale
from tests.contracts.customers_contract import CustomersContract

pytestmark = pytest.mark.covers("M12")


class TestInAFile(CustomersContract):
    @pytest.fixture
    def shelf(self, in_a_file: RecordShelf) -> RecordShelf:
        return in_a_file


@pytest.mark.covers("P1")
class TestOnAServer(CustomersContract):
    @pytest.fixture
    def shelf(self, on_a_server: RecordShelf) -> RecordShelf:
        return on_a_server


def test_records_of_before_are_built_anew_with_their_customers(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    old = tmp_path / "migrations"
    copytree(STEPS.directory, old)
    for step in (old / "versions").glob("v*.py"):
        if step.name >= "v0005":
            step.unlink()
    (old / NEWEST_FILE).write_text(made_by(old))
    with (
        closing(SqlDatabase(path, Steps(old))) as database,
        database.engine.begin() as connection,
    ):
        connection.execute(text("INSERT INTO projector VALUES (1, 7)"))
        connection.execute(text("INSERT INTO tag_records VALUES ('t', 1)"))
    with record_shelf(path) as shelf:
        assert not any(shelf.everything())
        rows = Tale().open("s", "ann").ask("s", "hi").rows
        assert shelf.project(rows) == Projected(2)
        assert [card.visitor for card in shelf.customers()] == ["ann"]
