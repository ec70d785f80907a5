"""PURE: how service is rated by the settings and prompts of a rule (V5)."""

from __future__ import annotations

from actors.cards.card import MAX_OPTION_CHARS
from actors.cards.rating_rule import USUAL_RATING, RatingRule
from actors.cards.wording import Wording
from actors.language import CHINESE, ENGLISH
from actors.rules.prompts import RATING_LEVELS, Moment, Prompts
from actors.rules.settings import ServiceSettings


def rating_rule(settings: ServiceSettings, prompts: Prompts) -> RatingRule:
    """The rule; where there are no words for an invitation, the usual ones."""
    usual = zip(RATING_LEVELS, USUAL_RATING.labels, strict=True)
    return RatingRule(
        is_on=settings.rating,
        agent_invites=settings.rating_by_agent,
        on_close=settings.rating_on_close,
        visitor_pulls=settings.rating_by_visitor,
        style=settings.rating_style,
        hours=settings.rating_hours,
        labels=tuple(_label(_words(prompts, one, label)) for one, label in usual),
        invitation=_words(prompts, Moment.RATING_INVITATION, USUAL_RATING.invitation),
        thanks=_words(prompts, Moment.RATING_THANKS, Wording("")),
    )


def _words(prompts: Prompts, moment: Moment, usual: Wording) -> Wording:
    texts = prompts.text(moment, CHINESE), prompts.text(moment, ENGLISH)
    return Wording(*texts) if any(map(str.strip, texts)) else usual


def _label(words: Wording) -> Wording:
    return Wording(words.zh[:MAX_OPTION_CHARS], words.en[:MAX_OPTION_CHARS])
