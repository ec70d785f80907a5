from __future__ import annotations

import pytest

from tests.loadtest.watching.story import Story


@pytest.fixture
def story() -> Story:
    """Amy and Bob are there and free."""
    made = Story()
    made.come("amy", "bob")
    made.board("amy")
    made.board("bob")
    return made
