"""How often one caller may ask a route: beyond it stands 429, `too_many`.

Whose address counts is said by `runtime.addresses`: who comes from a trusted network
on nobody's behalf has no name, and is not limited. So are tools on this machine.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import trio

from runtime.http_app import HttpRefused
from runtime.http_contract import TOO_MANY
from runtime.ration import MAX_NAMES, BucketTable, Ration
from runtime.token_bucket import take_all


class HttpRation:
    """What is asked of one route, or of some together.

    Args:
        ration: of one name.
        max_names: how many are told apart.
        clock: monotonic, seconds.
    """

    def __init__(
        self,
        ration: Ration,
        max_names: int = MAX_NAMES,
        clock: Callable[[], float] = trio.current_time,
    ) -> None:
        self._ration = ration
        self._table = BucketTable(max_names)
        self._clock = clock

    def take(self, name: str) -> None:
        """Takes one request of a name; "" has none, and as many as it likes.

        Raises:
            HttpRefused: `too_many`, with the seconds to wait.
        """
        if not name:
            return
        now = self._clock()
        wait = take_all(now, self._table.of(name, self._ration, now))
        if wait:
            detail = "expected fewer requests: come back later"
            raise HttpRefused(HTTPStatus.TOO_MANY_REQUESTS, TOO_MANY, detail, wait)
