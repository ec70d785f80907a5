"""The live dashboard: how the desk stands now, and today: both directions (M6)."""

from __future__ import annotations

import msgspec

from gateway.wire.terms import (
    Count,
    Frame,
    Moment,
    OptionalId,
    RequestNumber,
    ShownStatus,
)


class WatchDashboard(Frame, frozen=True, tag=130):
    """Asks for DASHBOARD from now on, as long as the connection lasts; answered by RES.

    A supervisor sees his groups, as they are at each moment; an observer what the
    ticket says. Once more changes nothing.
    """

    request: RequestNumber


class GetTrend(Frame, frozen=True, tag=131):
    """Asks for the last hours by the minute: answered by TREND, or RES.

    Of a group that one does not see it is `FORBIDDEN`.

    Attributes:
        group: the skill group; empty: all that one sees together.
    """

    request: RequestNumber
    group: OptionalId = ""


DashboardFrame = WatchDashboard | GetTrend
"""What who supervises sends about the dashboard."""


class DashboardSessions(msgspec.Struct, frozen=True, array_like=True):
    """Sessions that go on, by state.

    Attributes:
        robot: with the robot.
        collecting: filling in a form before anybody is asked.
        queued: in line; those for whom somebody is being looked for among them.
        offered: ring at an agent.
        serving: an agent serves.
        message_left: a message was left; somebody is to come back.
    """

    robot: Count
    collecting: Count
    queued: Count
    offered: Count
    serving: Count
    message_left: Count


class DashboardCrew(msgspec.Struct, frozen=True, array_like=True):
    """Agents, by status.

    Attributes:
        offline, free, busy, arrange, not_ready, rest: how many.
        capacity: how many sessions those who are free or busy may serve at once.
        load: how many of these slots are taken.
    """

    offline: Count
    free: Count
    busy: Count
    arrange: Count
    not_ready: Count
    rest: Count
    capacity: Count
    load: Count


class DashboardDay(msgspec.Struct, frozen=True, array_like=True):
    """Since midnight of the desk's time zone.

    Attributes:
        offered: `waits`, and who are in line or ring now.
        waits: waits in a line that ended at an agent, by the visitor's leaving, a
            close, or a message left; shares are of these.
        answered: of `waits`, at an agent.
        prompt: of these, within `prompt_seconds` of DASHBOARD: the service level.
        abandoned: of `waits`, by the visitor's leaving.
        served: stretches of an agent's service that began.
        handled: those that have ended.
        transferred: of these, by a transfer.
        first_response: average, ms, from when people were asked for to an agent's
            first message; nil: of nothing.
        answer_time: average, ms, of the waits of `answered`; nil: of nothing.
        robot: stretches with the robot, in which the visitor wrote, that have ended.
        robot_resolved: of these, without people.
    """

    offered: Count
    waits: Count
    answered: Count
    prompt: Count
    abandoned: Count
    served: Count
    handled: Count
    transferred: Count
    first_response: Count | None
    answer_time: Count | None
    robot: Count
    robot_resolved: Count


class DashboardGroup(msgspec.Struct, frozen=True, array_like=True):
    """A skill group, or all that are shown together.

    Attributes:
        group: empty: all together; to who sees every group also what is of none.
        name: of the group, as visitors read it.
        waiting: who are in line and found nobody when they came.
        waiting_since: when the longest of these waits began, ms since the epoch by the
            server's clock; 0: nobody waits.
        sessions: by state.
        agents: by status; who is in several groups counts once in all together.
        today: since midnight.
    """

    group: str
    name: str
    waiting: Count
    waiting_since: Count
    sessions: DashboardSessions
    agents: DashboardCrew
    today: DashboardDay


class DashboardAgent(msgspec.Struct, frozen=True, array_like=True):
    """An agent.

    Attributes:
        agent: his id.
        name: as visitors read it.
        status: as others see it.
        load: sessions that hold his slots, those that ring at him among them.
        capacity: how many he may serve at once.
        since: when he took the status, ms since the epoch by the server's clock; 0 of
            `busy`.
        is_there: he has a connection, and is neither off-line nor at rest.
        groups: his skill groups.
    """

    agent: str
    name: str
    status: ShownStatus
    load: Count
    capacity: Count
    since: Count
    is_there: bool
    groups: tuple[str, ...]


class Dashboard(Frame, frozen=True, tag=132):
    """How the desk stands: a snapshot, after WATCH_DASHBOARD and when it has changed.

    At most one a second. Ephemeral: only the latest counts.

    Attributes:
        day: when the day of `today` began, ms since the epoch.
        prompt_seconds: within so long a wait is answered promptly.
        behind: events that are not yet in `sessions` and `today`; a few, unless the
            server is loaded.
        whole: all that one sees, together.
        groups: at most `MAX_GROUPS_SHOWN`, by id.
        agents: of these groups, at most `MAX_COLLEAGUES_SHOWN`, by id.
        is_cut: there are more groups or agents; they are in `whole`.
    """

    at: Moment
    day: Count
    prompt_seconds: Count
    behind: Count
    whole: DashboardGroup
    groups: tuple[DashboardGroup, ...]
    agents: tuple[DashboardAgent, ...]
    is_cut: bool = False


class TrendMinute(msgspec.Struct, frozen=True, array_like=True):
    """A minute of the past.

    Attributes:
        at: its end, ms since the epoch.
        waiting: who were in line at its end.
        longest_seconds: of their waits.
        serving: sessions that were being served.
        offered: waits that ended in it, see `waits` of the day.
        answered: of these, at an agent.
        abandoned: of these, by the visitor's leaving.
    """

    at: Count
    waiting: Count
    longest_seconds: Count
    serving: Count
    offered: Count
    answered: Count
    abandoned: Count


class Trend(Frame, frozen=True, tag=133):
    """The answer to GET_TREND.

    Attributes:
        request: the number of the request.
        minutes: oldest first, of the last six hours, since the server's start.
    """

    request: Count
    minutes: tuple[TrendMinute, ...]
