"""Shows the live dashboard to who supervises: at once, and when it has changed (M6).

What he is shown is narrowed to his groups as they are at each push. A client that does
not read keeps one push waiting, the newest.
"""

from __future__ import annotations

from typing import Final

from actors.dashboard.actor import LOOK_SECONDS
from actors.dashboard.office import DASHBOARD_TOPIC
from actors.dashboard.view import View
from actors.refusal import Refused, Rule
from gateway.caller import Caller
from gateway.dashboard_view import dashboard_frame, trend_frame
from gateway.wire.codes import ErrorCode
from gateway.wire.dashboard_frames import DashboardFrame, GetTrend, WatchDashboard
from gateway.wire.server_frames import Res
from runtime.topics import Publication

FRESH_MS: Final = round(2 * LOOK_SECONDS * 1_000)
"""An older picture is of a time when nobody watched: the next one comes in a second."""


class DashboardRequests:
    """What one connection watches of the desk.

    Args:
        caller: who supervises.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._is_watching = False
        self._shown: View | None = None

    def serve(self, request: DashboardFrame) -> None:
        """Answers a request; the connection's table lets in who supervises alone."""
        match request:
            case WatchDashboard(number):
                self._caller.show(Res(number, ErrorCode.OK))
                self._watch()
            case GetTrend(number, group):
                self._show_trend(number, group)

    def end(self) -> None:
        """The connection is gone."""
        if self._is_watching:
            self._caller.front.topics.unsubscribe(DASHBOARD_TOPIC, self._on_picture)

    def _watch(self) -> None:
        front = self._caller.front
        if not self._is_watching:
            self._is_watching = True
            front.topics.subscribe(DASHBOARD_TOPIC, self._on_picture)
        picture = front.dashboard.picture
        if picture is not None and front.wall_ms() - picture.at_ms < FRESH_MS:
            self._show()

    def _on_picture(self, _: Publication[object]) -> None:
        self._caller.contain(self._show)

    def _show(self) -> None:
        """The newest picture, if it changes what he is shown."""
        office = self._caller.front.dashboard
        view = office.view(self._caller.supervised)
        if office.picture is None or view is None or view == self._shown:
            return
        self._shown = view
        self._caller.show(dashboard_frame(office.picture, view))

    def _show_trend(self, number: int, group: str) -> None:
        caller, groups = self._caller, self._caller.supervised
        if group and groups is not None and group not in groups:
            refusal = Refused(Rule.FORBIDDEN, f"expected a group of yours, got {group}")
            caller.answer(number, "", refusal, None)
            return
        wanted = frozenset({group}) if group else groups
        caller.show(trend_frame(number, caller.front.dashboard.points(wanted)))
