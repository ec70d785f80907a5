"""PURE: what groups and explanations answer, as frames of bounded size."""

from __future__ import annotations

from actors.assignment.messages import Member, Queue, QueueEntry, Roster
from actors.assignment.routing import Routing
from actors.assignment.standing import QueueClass
from actors.explanation import Explanation, Step
from actors.follow_ups import FollowUpList
from actors.left_messages import LeftMessages
from actors.serving import ServedSessions
from gateway.translate import state_name
from gateway.wire import answer_frames as frames
from gateway.wire.reaching_frames import MessageLeft, MessagesLeft
from gateway.wire.terms import (
    MAX_COLLEAGUES_SHOWN,
    MAX_FOLLOW_UPS_SHOWN,
    MAX_MESSAGES_LEFT_SHOWN,
    MAX_NAMES_SHOWN,
    MAX_QUEUE_SHOWN,
    MAX_SESSIONS_SHOWN,
    MAX_STEPS_SHOWN,
)


def colleagues_frame(request: int, group: str, roster: Roster) -> frames.Colleagues:
    """Who serves in a group; when not all can be told, those who are of most use."""
    shown = tuple(map(_colleague, roster.members[:MAX_COLLEAGUES_SHOWN]))
    return frames.Colleagues(request, group, shown, roster.count)


def _colleague(member: Member) -> frames.Colleague:
    return frames.Colleague(
        member.agent,
        member.nickname,
        "" if member.why_not is None else member.why_not.value,
        member.load,
        member.capacity,
    )


def queue_frame(request: int, group: str, queue: Queue) -> frames.Queue:
    """Who waits in a group, first first."""
    entries = tuple(map(_waiting, queue.entries[:MAX_QUEUE_SHOWN]))
    return frames.Queue(request, group, queue.public_name, queue.waiting, entries)


def _waiting(entry: QueueEntry) -> frames.Waiting:
    standing = entry.standing
    return frames.Waiting(
        entry.session,
        entry.position,
        entry.waited_ms,
        standing.priority,
        standing.queue_class is QueueClass.RETURNED,
        standing.only[:MAX_NAMES_SHOWN],
        standing.nickname,
        standing.channel,
    )


def sessions_frame(request: int, group: str, found: ServedSessions) -> frames.Sessions:
    """Whom a group serves, those who wait for an answer first."""
    rows = found.rows[:MAX_SESSIONS_SHOWN]
    shown = tuple(
        frames.Serving(
            each.session,
            each.nickname,
            each.agent,
            each.agent_name,
            each.since_ms,
            each.turn_ms,
            each.is_unanswered,
        )
        for each in rows
    )
    is_cut = found.is_cut or len(found.rows) > len(rows)
    return frames.Sessions(request, group, shown, is_cut)


def follow_ups_frame(request: int, found: FollowUpList) -> frames.FollowUps:
    """What an agent has to follow up, the most urgent first."""
    rows = found.rows[:MAX_FOLLOW_UPS_SHOWN]
    shown = tuple(
        frames.FollowUp(
            session,
            each.visitor,
            each.nickname,
            each.channel,
            each.text,
            each.since_ms,
            each.due_ms,
        )
        for session, each in rows
    )
    return frames.FollowUps(request, shown, found.count)


def messages_left_frame(request: int, group: str, found: LeftMessages) -> MessagesLeft:
    """What visitors left with a group, the oldest first."""
    rows = found.rows[:MAX_MESSAGES_LEFT_SHOWN]
    shown = tuple(
        MessageLeft(
            session,
            each.visitor,
            each.nickname,
            each.channel,
            each.since_ms,
            each.contact,
            each.messages,
        )
        for session, each in rows
    )
    return MessagesLeft(request, group, shown, found.count)


def why_frame(request: int, explanation: Explanation) -> frames.Why:
    """What happened to a session, and why nobody serves it now."""
    steps = explanation.steps
    is_cut = explanation.is_cut
    if len(steps) > MAX_STEPS_SHOWN:
        steps = (steps[0], *steps[1 - MAX_STEPS_SHOWN :])
        is_cut = True
    return frames.Why(
        request,
        explanation.session,
        state_name(explanation.phase),
        tuple(map(_step, steps)),
        _look(explanation.now),
        is_cut,
    )


def _step(step: Step) -> frames.WhyStep:
    return frames.WhyStep(
        step.at_ms,
        step.what.value,
        step.agent,
        step.group,
        step.detail,
        _look(step.routing),
        step.by,
        step.agent_name,
        step.group_name,
    )


def _look(routing: Routing | None) -> frames.WhyLook | None:
    if routing is None:
        return None
    return frames.WhyLook(
        routing.at_ms,
        routing.group,
        routing.strategy.value,
        routing.level,
        routing.waited_ms,
        routing.position,
        routing.chosen,
        routing.candidates,
        routing.first,
        tuple(
            frames.WhyExcluded(each.reason.value, each.count, each.first)
            for each in routing.excluded
        ),
    )
