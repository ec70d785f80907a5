"""PURE: what the robot would say, and why, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from actors.cards.card import Card, FormCard, MarkdownCard, MenuCard, TextCard
from actors.robot.answer import Clarify, Direct, Failed, Reply, SmallTalk, Unknown
from actors.robot.trial import Trial, Tried
from admin.operator.robot_trial_phrases import TrialPhrase
from gateway.console.phrases import Words
from gateway.console.styled import on_one_row


def shown(words: Words, trial: Trial, *, is_draft: bool) -> list[str]:
    """One trial: the text, what would be said, and the candidates below."""
    manner = trial.asked.manner
    by = TrialPhrase.BY_DRAFT if is_draft else TrialPhrase.BY_VERSION
    thresholds = words(
        TrialPhrase.THRESHOLDS,
        by=words(by, version=str(trial.version)),
        direct=f"{manner.direct:g}",
        chitchat=f"{manner.chitchat:g}",
        clarify=f"{manner.clarify:g}",
    )
    lines = [f"> {trial.asked.text}", f"{outcome(words, trial.reply)} {thresholds}"]
    lines += [f"  {text}" for text in _said(trial.reply)]
    for each in trial.entries:
        lines += _candidate(words, each, "")
    for each in trial.chitchat:
        lines += _candidate(words, each, words(TrialPhrase.SMALL_TALK))
    if not trial.entries and not trial.chitchat:
        lines.append(f"  {words(TrialPhrase.NOTHING)}")
    return [on_one_row(line) for line in lines]


def outcome(words: Words, reply: Reply) -> str:
    """What sort of reply it is."""
    match reply:
        case Direct():
            return words(TrialPhrase.DIRECT)
        case SmallTalk():
            return words(TrialPhrase.SMALL_TALK)
        case Clarify():
            return words(TrialPhrase.CLARIFY)
        case Unknown():
            return words(TrialPhrase.UNKNOWN)
        case Failed(reason):
            return words(TrialPhrase.FAILED, reason=reason)
        case _:
            assert_never(reply)


def text_of(card: Card) -> str:
    """What a card says first."""
    match card:
        case TextCard(text) | MarkdownCard(text):
            return text
        case MenuCard(title) | FormCard(title):
            return title
        case _:
            return card.head


def _said(reply: Reply) -> tuple[str, ...]:
    match reply:
        case Direct() | SmallTalk():
            return (text_of(reply.answer),)
        case Clarify(suggestions):
            return tuple(each.question for each in suggestions)
        case _:
            return ()


def _candidate(words: Words, tried: Tried, kind: str) -> Iterator[str]:
    score = words(
        TrialPhrase.SCORE, score=f"{tried.score:.2f}", lead=f"{tried.lead:+.2f}"
    )
    named = " ".join(filter(None, (kind, f"[{tried.entry}] {tried.question}")))
    yield f"  {tried.confidence:.2f}  {named}  ({score})"
    if tried.veto:
        yield f"        {words(TrialPhrase.VETO, veto=tried.veto)}"
    if tried.text:
        yield f"        {words(TrialPhrase.FITS, text=tried.text)}"
    for phrase, pieces in (
        (TrialPhrase.SHARED, tried.shared),
        (TrialPhrase.LACKING, tried.lacking),
        (TrialPhrase.NOBODY, tried.unknown),
    ):
        if pieces:
            yield f"        {words(phrase, pieces=_listed(pieces))}"


def _listed(pieces: Iterable[str]) -> str:
    """Each within marks, since pieces of several words have blanks of their own."""
    return " ".join(f"‹{each}›" for each in pieces)
