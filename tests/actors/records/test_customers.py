"""Looking customers up, in a file and on a server (M12)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from actors.records.messages import Projected
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
    with record_shelf(path) as shelf, shelf.engine.begin() as connection:
        for name in ("customer_records", "customer_tag_records", "name_records"):
            connection.execute(text(f"DROP TABLE {name}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
        nothing: list[tuple[object, ...]] = []
        connection.execute(text("INSERT INTO projector VALUES (1, 7)"))
        connection.execute(text("INSERT INTO tag_records VALUES ('t', 1)"))
    with record_shelf(path) as shelf:
        assert shelf.everything() == [nothing] * 7
        rows = Tale().open("s", "ann").ask("s", "hi").rows
        assert shelf.project(rows) == Projected(2)
        assert [card.visitor for card in shelf.customers()] == ["ann"]
