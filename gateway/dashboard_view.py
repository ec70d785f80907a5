"""PURE: what is shown of the desk, as frames."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import astuple

from actors.dashboard.picture import AgentLook, Picture
from actors.dashboard.trend import TrendPoint
from actors.dashboard.view import GroupView, View
from gateway.wire.dashboard_frames import (
    Dashboard,
    DashboardAgent,
    DashboardCrew,
    DashboardDay,
    DashboardGroup,
    DashboardSessions,
    Trend,
    TrendMinute,
)


def dashboard_frame(picture: Picture, view: View) -> Dashboard:
    """What is shown of a picture."""
    return Dashboard(
        picture.at_ms,
        picture.day_ms,
        picture.prompt_seconds,
        picture.behind,
        _group(view.whole),
        tuple(map(_group, view.groups)),
        tuple(map(_agent, view.agents)),
        view.is_cut,
    )


def trend_frame(request: int, points: Iterable[TrendPoint]) -> Trend:
    """The answer to request `request`."""
    return Trend(request, tuple(TrendMinute(*astuple(each)) for each in points))


def _group(view: GroupView) -> DashboardGroup:
    return DashboardGroup(
        view.group,
        view.name,
        view.waiting,
        view.since_ms,
        DashboardSessions(*astuple(view.stages)),
        DashboardCrew(*astuple(view.crew)),
        DashboardDay(*astuple(view.day)),
    )


def _agent(look: AgentLook) -> DashboardAgent:
    return DashboardAgent(
        look.agent,
        look.name,
        look.status.value,
        look.load,
        look.capacity,
        look.since_ms,
        look.is_there,
        look.groups,
    )
