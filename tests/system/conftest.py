"""Fixtures of the tests that start services."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest

from tests.system.desk import Desk
from tests.system.service import Server


@pytest.fixture
async def desk(lasting: Server) -> AsyncGenerator[Desk]:
    """The service of this module, with nobody there, whatever other tests left.

    Who kills it starts it again.
    """
    shared = Desk(lasting)
    await shared.clear()
    yield shared
    await shared.clear()
