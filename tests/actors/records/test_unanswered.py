"""What the robot had no answer to, in a file and on a server."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import text

from actors.records.unanswered import FindUnanswered, UnansweredFound, same_text
from actors.records_schema import STEPS
from runtime.schema import NEWEST_FILE, Steps
from runtime.schema_steps import made_by
from runtime.sql_database import SqlDatabase
from tests.actors.records.shelf import RecordShelf, record_shelf
from tests.contracts.unanswered_contract import UnansweredContract, morning


class TestInAFile(UnansweredContract):
    @pytest.fixture
    def shelf(self, in_a_file: RecordShelf) -> RecordShelf:
        return in_a_file


@pytest.mark.covers("P1")
class TestOnAServer(UnansweredContract):
    @pytest.fixture
    def shelf(self, on_a_server: RecordShelf) -> RecordShelf:
        return on_a_server


@pytest.mark.covers("P8")
def test_what_was_settled_before_stays_settled_without_its_words(
    tmp_path: Path,
) -> None:
    path, old = tmp_path / "records.db", tmp_path / "migrations"
    copytree(STEPS.directory, old)
    for step in (old / "versions").glob("v*.py"):
        if step.name >= "v0016":
            step.unlink()
    (old / NEWEST_FILE).write_text(made_by(old))
    settled = text("INSERT INTO unanswered_settled VALUES (:words, 5, '')")
    with (
        closing(SqlDatabase(path, Steps(old))) as database,
        database.engine.begin() as connection,
    ):
        connection.execute(settled, {"words": same_text("能寄到 美国吗")})
    with record_shelf(path) as shelf:
        shelf.project(morning().rows)
        found = shelf.store.answer(FindUnanswered(0))
        assert isinstance(found, UnansweredFound)
        assert [each.text for each in found.texts] == ["几点关门"]
