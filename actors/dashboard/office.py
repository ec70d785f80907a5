"""Where the desk's picture hangs: whoever shows it reads it here (M6)."""

from __future__ import annotations

from typing import Final

import msgspec

from actors.dashboard.picture import Picture
from actors.dashboard.trend import Trend, TrendPoint
from actors.dashboard.view import View, view_of

DASHBOARD_TOPIC: Final = "dashboard"
"""Where `PictureTaken` is published; while nobody listens, no picture is taken but for
the trend's sample of each minute."""
MAX_VIEWS: Final = 256
"""Views of one picture that are kept: as many different sets of groups are watched."""


class PictureTaken(msgspec.Struct, frozen=True):
    """There is a new picture; who watches looks whether it changes what he is shown."""


class DashboardOffice:
    """The newest picture, what each of those who watch is shown of it, and the trend.

    Attributes:
        picture: None until the first was taken.
        trend: see there.
    """

    def __init__(self) -> None:
        self.picture: Picture | None = None
        self.trend = Trend()
        self._views: dict[frozenset[str] | None, View] = {}

    def take(self, picture: Picture) -> None:
        """A new picture, taken once a second at most."""
        self.picture = picture
        self._views.clear()
        if self.trend.is_due(picture.at_ms):
            self.trend.take(picture)

    def view(self, groups: frozenset[str] | None) -> View | None:
        """What is shown to who sees these groups, None: everything; made once each.

        None: there is no picture yet.
        """
        if self.picture is None:
            return None
        view = self._views.get(groups)
        if view is None:
            view = view_of(self.picture, groups)
            if len(self._views) < MAX_VIEWS:
                self._views[groups] = view
        return view

    def points(self, groups: frozenset[str] | None) -> tuple[TrendPoint, ...]:
        """The last hours of these groups together."""
        return self.trend.points(groups)
