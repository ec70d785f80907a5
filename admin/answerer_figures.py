"""The answerer's figures for monitors: what comes of asking a model (R13)."""

from __future__ import annotations

from actors.answerer.office import AnswererOffice
from admin.metrics import Metrics


def read_answerer(metrics: Metrics, office: AnswererOffice) -> None:
    """Registers the figures.

    Raises:
        UsageError: they are there already.
    """
    asking = "questions that are with the model"
    metrics.read("gauge", "answerer_asking", asking, lambda: len(office))
    rested = "1 while the model is not asked because it failed again and again"
    metrics.read("gauge", "answerer_rested", rested, lambda: float(office.is_rested))
    outcomes = "questions to the model: generated, or why not"
    metrics.read_by(
        "counter", "answerer_questions", outcomes, "outcome", lambda: office.outcomes
    )
    tokens = "tokens that were spent"
    metrics.read("counter", "answerer_tokens", tokens, lambda: office.tokens)
