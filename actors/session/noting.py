"""PURE: what is noted on a session, also after its end (S8).

Each kind of note has its own form; what is not of that form is refused and says what
was expected. A later note of a kind replaces the earlier one, an empty one takes it
back.
"""

from __future__ import annotations

from typing import Final

from actors.cards.card import Outcome
from actors.refusal import Refused, Rule
from actors.rules.settings import ServiceSettings
from actors.session.causes import Guard, Party, Trigger
from actors.session.conclusion import conclude
from actors.session.events import Annotated
from actors.session.messages import MAX_NOTE_CHARS, Annotate
from actors.session.reading import note_of, parties_of
from actors.session.replies import Done
from actors.session.ruling import Case, SessionDecision, permit, refuse
from actors.session.state import SessionState
from actors.session.tag_rule import TAG_MARK, fault_of_tags, tag_rule, tags_of
from actors.session.terms import Note

MAX_FOLLOW_UP_MS: Final = 366 * 24 * 3600 * 1000
"""How far ahead something can be due: a year."""
_STAFF: Final = frozenset({Party.OWNER, Party.SUPERVISOR, Party.ROBOT, Party.SYSTEM})
NOTED_BY: Final[dict[Note, frozenset[Party]]] = {
    Note.RATING: frozenset({Party.VISITOR}),
    Note.OUTCOME: _STAFF | {Party.VISITOR},
    Note.TAG: _STAFF,
    Note.REMARK: _STAFF,
    Note.FOLLOW_UP: _STAFF,
}
"""What is whose to note: nobody rates himself, no visitor reads remarks."""
_CHOICES: Final = {
    Note.RATING: tuple("12345"),
    Note.OUTCOME: tuple(each.value for each in Outcome),
}
"""Of what is chosen, not written."""


def annotate(case: Case, command: Annotate) -> SessionDecision:
    """Notes something; whose it is not to note is told no more than that."""
    facts: set[Guard] = set()
    if parties_of(case.state, command.sender) & NOTED_BY[command.note]:
        facts.add(Guard.MAY_NOTE)
    value = noted(command.note, command.value)
    fault = _fault(case, command, value)
    if not fault:
        facts.add(Guard.VALID)
    found = permit(case, command.sender, facts, Trigger.ANNOTATE)
    if isinstance(found, Refused):
        is_fault = found.rule is Rule.BAD_VALUE
        return refuse(Refused(found.rule, fault) if is_fault else found)
    event = Annotated(command.note, value, command.sender.id, command.due_ms)
    return conclude(case, found.row, (event,), Done())


def noted(note: Note, value: str) -> str:
    """A value in its one form."""
    if note is Note.TAG:
        return TAG_MARK.join(tags_of(value))
    return value.strip()


def tags_fact(case: Case) -> set[Guard]:
    """The guard that tells a session that bears the tags which are asked for."""
    return set() if needs_tags(case.state, case.settings) else {Guard.TAGGED}


def needs_tags(state: SessionState, settings: ServiceSettings) -> bool:
    """True while its agent cannot close it, since it bears no tag."""
    return settings.needs_tags and not note_of(state, Note.TAG)


def _fault(case: Case, command: Annotate, value: str) -> str:
    """What is wrong with a note; "": nothing."""
    note, due_ms = command.note, command.due_ms
    if due_ms and (note is not Note.FOLLOW_UP or not value):
        return "expected a time with something that is to be done then alone"
    if due_ms and not case.now_ms <= due_ms <= case.now_ms + MAX_FOLLOW_UP_MS:
        return "expected a time from now on, within a year"
    if len(value) > MAX_NOTE_CHARS:
        return f"expected at most {MAX_NOTE_CHARS} characters, got {len(value)}"
    if note is Note.TAG:
        return fault_of_tags(tags_of(value), tag_rule(case.settings))
    choices = _CHOICES.get(note)
    if choices is not None and value not in choices:
        return f"expected one of {', '.join(filter(None, choices))}"
    return ""
