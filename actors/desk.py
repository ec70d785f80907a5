"""What all actors of the service share, made once by the composition root."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from actors.business_server.direction import AskServer, ask_nobody
from actors.directory import Directory
from actors.flow.shelf import NO_FLOWS, Flows
from actors.reminders.reminder import Remind, remind_nobody
from actors.robot.answer import AskRobot, GreetingOf, ask_no_robot, no_greeting
from actors.rules.rulebook import Rules
from actors.webhooks.kinds import Audience
from runtime.journal import Journal, Outage


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the truth is, which rules are in force, and how to find each other.

    `outages` are the stretches in which nothing ran, oldest first. `newborn` are the
    sessions whose ids were drawn a moment ago: nothing of them can be on disk.
    `group_names` are the public names of groups in memory, each written by its group.
    `flows` are those that were published.
    `ask_robot` has the robot asked, `greeting` is what it says first (R5, R9).
    `ask_server` has the business server asked for a session (Q9). `audience` is what
    webhooks want to be told of sessions (M11). `remind` has agents called who are not
    at their desks (W2).
    """

    journal: Journal
    directory: Directory
    rules: Rules
    outages: Sequence[Outage]
    newborn: set[str] = field(default_factory=set)
    group_names: dict[str, str] = field(default_factory=dict)
    ask_server: AskServer = ask_nobody
    ask_robot: AskRobot = ask_no_robot
    greeting: GreetingOf = no_greeting
    flows: Flows = NO_FLOWS
    audience: Audience = field(default_factory=Audience)
    remind: Remind = remind_nobody
