"""PURE: where a session is, as its visitor reads it."""

from __future__ import annotations

from gateway.console.phrases import Phrase, Words
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
            return words(Phrase.WITH_ROBOT_LINE)
        case "message_left":
            return words(Phrase.MESSAGE_LEFT_LINE)
        case _:
            return ""


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
