"""What is counted of the robot's answers, in a file and on a server."""

from __future__ import annotations

import pytest

from tests.actors.records.shelf import RecordShelf
from tests.contracts.feedback_contract import FeedbackContract


class TestInAFile(FeedbackContract):
    @pytest.fixture
    def shelf(self, in_a_file: RecordShelf) -> RecordShelf:
        return in_a_file


@pytest.mark.covers("P1")
class TestOnAServer(FeedbackContract):
    @pytest.fixture
    def shelf(self, on_a_server: RecordShelf) -> RecordShelf:
        return on_a_server
