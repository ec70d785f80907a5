"""PURE: where a session is, as its visitor reads it."""

from __future__ import annotations

from gateway.console.phrases import Phrase, Words
from gateway.console.reaching_phrases import ReachingPhrase
from gateway.console.robot import robot_serves
from gateway.console.thread import Thread
from gateway.wire.server_frames import Session


def moved_text(words: Words, view: Session, before: Session | None) -> str:
    """Where the session is now, "" when that is no news to a visitor.

    That an offer was not taken is the agents' affair: the visitor only waits on.
    """
    old = None if before is None else before.state
    match view.state:
        case "serving":
            was_served = old == "serving"
            phrase = Phrase.NOW_SERVED_LINE if was_served else Phrase.SERVED_LINE
            return words(phrase, agent=view.agent_name or view.agent)
        case "queued" if old == "serving":
            return words(Phrase.QUEUED_AGAIN_LINE)
        case "queued" | "offered" if old not in {"queued", "offered"}:
            group = view.group_name or view.group
            return words(Phrase.QUEUED_LINE, group=group)
        case "robot":
            return robot_serves(words, view)
        case "message_left":
            return words(Phrase.MESSAGE_LEFT_LINE)
        case _:
            return ""


def unread_text(words: Words, view: Session, thread: Thread) -> str:
    """How many of the last messages came while the visitor was away (S9), or "".

    Once, with the first that is seen of a session, below them. The service's own words
    alone are no news.
    """
    is_first = thread.view is None and view.unread > 0
    last = list(thread.recent)[-view.unread :] if is_first else []
    if all(message.role != "agent" for message in last):
        return ""
    return words(ReachingPhrase.UNREAD, count=view.unread)


def state_text(words: Words, view: Session) -> str:
    """The state, in a word or two."""
    match view.state:
        case "queued":
            return words(Phrase.QUEUED, group=view.group_name or view.group)
        case "serving":
            return words(Phrase.SERVED, agent=view.agent_name or view.agent)
        case "offered":
            return words(Phrase.OFFERED)
        case "robot":
            return words(Phrase.WITH_ROBOT)
        case "collecting" | "routing":
            return words(Phrase.FINDING)
        case "message_left":
            return words(Phrase.MESSAGE_LEFT)
        case "closed":
            return words(Phrase.CLOSED)
        case _:
            return view.state  # type: ignore[unreachable] # a later server's word
