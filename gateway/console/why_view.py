"""PURE: what happened to a session, and why nobody serves it now, as lines (Q15)."""

from __future__ import annotations

from typing import Final

from gateway.console.desk_phrases import DeskPhrase
from gateway.console.duration import duration
from gateway.console.mention import named as named_agent
from gateway.console.phrases import Phrase, Words
from gateway.console.speech import SEPARATOR, Speech
from gateway.console.styled import Line, Span, Style, styled
from gateway.console.why_phrases import (
    CONDITIONS,
    DETAILS,
    EXCLUSIONS,
    STAGES,
    STEPS,
    STRATEGIES,
    UNSAID,
    WhyPhrase,
    named,
)
from gateway.wire.answer_frames import Why, WhyLook, WhyStep

_INDENT: Final = "  "
_DEEPER: Final = "      "
_CUT_AFTER: Final = 1
"""Steps before those that may have been left out."""


class WhyView:
    """Explanations.

    Args:
        words: the reader's language.
        speech: knows how times look.
    """

    def __init__(self, words: Words, speech: Speech) -> None:
        self._words = words
        self._speech = speech
        self._groups: dict[str, str] = {}
        """Names of the groups that the explanation names, by id."""

    def shown(self, why: Why) -> list[Line]:
        """What happened, oldest first, with each choice; then how it looks now."""
        named_steps = (each for each in why.steps if each.group_name)
        self._groups = {each.group: each.group_name for each in named_steps}
        head = self._words(DeskPhrase.WHY_HEAD, session=why.session)
        lines = [styled(head, Style.NOTICE)]
        for place, step in enumerate(why.steps):
            if why.is_cut and place == _CUT_AFTER:
                cut = self._words(DeskPhrase.WHY_CUT)
                lines.append(styled(_INDENT + cut, Style.DIM))
            lines += self._step(step)
        if why.now is not None:
            lines.append(self._head(why.now.at, self._words(DeskPhrase.WHY_NOW)))
            lines += self._look(why.now)
        return lines

    def _step(self, step: WhyStep) -> list[Line]:
        line = self._head(step.at, self._told(step))
        for text in self._details(step):
            line = (*line, SEPARATOR, Span(text, Style.DIM))
        if step.by:
            by = self._words(WhyPhrase.BY, by=step.by)
            line = (*line, SEPARATOR, Span(by, Style.DIM))
        return [line] if step.look is None else [line, *self._look(step.look)]

    def _details(self, step: WhyStep) -> list[str]:
        match step.what:
            case "stage" | "flow" | "learnt":
                return []  # said already
            case "server_answered":
                word, _, said = step.detail.partition("/")
                return [named(self._words, DETAILS, word), *([said] if said else [])]
            case "handed_over":
                return [named(self._words, CONDITIONS, step.detail)]
            case "opened" if step.detail:
                return [self._words(WhyPhrase.CHANNEL, channel=step.detail)]
            case _:
                return [
                    named(self._words, DETAILS, detail)
                    for detail in step.detail.split("/")
                    if detail and detail not in UNSAID
                ]

    def _head(self, at_ms: int, text: str) -> Line:
        time = self._speech.moment(at_ms)
        return (Span(f"{_INDENT}{time} ", Style.DIM), Span(text))

    def _told(self, step: WhyStep) -> str:
        if step.what == "stage":
            return named(self._words, STAGES, step.detail)
        phrase = STEPS.get(step.what)
        if phrase is None:
            return " ".join(filter(None, (step.what, step.agent, step.group)))
        agent = (
            named_agent(step.agent_name, step.agent) if step.agent_name else step.agent
        )
        group = step.group_name or step.group
        target = named_agent(step.agent_name, step.agent) if step.agent else group
        if step.what == "server_answered":
            target = step.agent or group
        values = {"group": group, "agent": agent, "detail": step.detail}
        return self._words(phrase, **values, target=target)

    def _look(self, look: WhyLook) -> list[Line]:
        waited = duration(self._words, look.waited_ms)
        place = self._words(
            DeskPhrase.WHY_PLACE,
            group=self._groups.get(look.group) or look.group,
            position=look.position,
            time=waited,
        )
        lines = [
            styled(_DEEPER + place, Style.DIM),
            styled(_DEEPER + self._choice(look), Style.DIM),
        ]
        for each in look.excluded:
            text = self._words(
                DeskPhrase.WHY_EXCLUDED,
                reason=named(self._words, EXCLUSIONS, each.reason),
                count=each.count,
                agents=self._some(each.first, each.count),
            )
            lines.append(styled(_DEEPER + text, Style.DIM))
        return lines

    def _choice(self, look: WhyLook) -> str:
        agents = self._some(look.first, look.candidates)
        if look.chosen:
            return self._words(
                DeskPhrase.WHY_CHOSEN,
                strategy=named(self._words, STRATEGIES, look.strategy),
                agent=look.chosen,
                count=look.candidates,
            )
        if look.candidates:
            count = look.candidates
            return self._words(DeskPhrase.WHY_WAITING, count=count, agents=agents)
        return self._words(DeskPhrase.WHY_NOBODY)

    def _some(self, first: tuple[str, ...], count: int) -> str:
        more = ["…"] if count > len(first) else []
        return self._words(Phrase.BETWEEN).join([*first, *more])
