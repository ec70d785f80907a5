"""The report as a page, for somebody who has never seen the project."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from gateway.console.phrases import Words
from loadtest.histogram import Histogram
from loadtest.outcome import (
    LOAD_BOUND_CORES,
    Measure,
    MeasureName,
    Outcome,
    Played,
    is_busy,
)
from loadtest.page.page import render
from loadtest.page.quantity import Unit, shown
from loadtest.report import terms
from loadtest.report.charts import charts_of
from loadtest.report.phrases import HEADLINES, VERDICTS, WHY, Say
from loadtest.report.terms import title_of
from loadtest.verdict import (
    Ground,
    Reason,
    grounds,
    verdict_of,
    verdict_of_all,
)

_NAMED_BY = {
    Reason.VIOLATED: terms.Promises,
    Reason.UNSEEN: terms.Promises,
    Reason.AUDITED: terms.Found,
    Reason.GREW: terms.Grown,
}


class Totals(msgspec.Struct, frozen=True):
    """What all scenarios did together."""

    looks: int
    messages: int
    sessions: int


def report_page(outcome: Outcome, words: Words) -> str:
    """The report as HTML, in the language of `words`."""
    return render(
        "loadtest.report",
        "report.html",
        words,
        title=words(Say.TITLE),
        phrases=(Say, *terms.ALL),
        outcome=outcome,
        verdict=verdict_of_all(outcome.played),
        totals=totals(outcome.played),
        fastest=fastest(outcome.played),
        is_busy=is_busy(outcome),
        bound_cores=LOAD_BOUND_CORES,
        headlines=HEADLINES,
        verdicts=VERDICTS,
        grounds=grounds,
        verdict_of=verdict_of,
        histogram=lambda measure: Histogram.of(measure.recorded),
        why=lambda ground: reason(ground, words),
        title_of=lambda names, name: title_of(names, name, words),
        meaning_of=lambda names, name: terms.meaning_of(names, name, words),
        charts_of=lambda played: charts_of(played, words),
        unit_of=unit_of,
    )


def reason(ground: Ground, words: Words) -> str:
    """Why something does not count as kept, in words."""
    names = _NAMED_BY.get(ground.reason)
    return words(
        WHY[ground.reason],
        about=title_of(names, ground.about, words) if names else ground.about,
        count=shown(ground.count, unit_of(ground.unit)),
        minimum=shown(ground.minimum, unit_of(ground.unit)),
    )


def unit_of(name: str) -> Unit:
    """How figures of a unit are shown that an outcome names."""
    return Unit.BYTES if name == "bytes" else Unit.COUNT


def totals(played: Iterable[Played]) -> Totals:
    """Of all scenarios; messages and sessions are those that were audited."""
    all_played = list(played)
    audits = [one.audit for one in all_played if one.audit is not None]
    return Totals(
        looks=sum(seen.looked_at for one in all_played for seen in one.watched),
        messages=sum(audit.messages for audit in audits),
        sessions=sum(audit.sessions for audit in audits),
    )


def fastest(played: Iterable[Played]) -> tuple[Played, Histogram] | None:
    """The first scenario that timed confirmations, and their times."""
    for one in played:
        took = _confirmed(one.measures)
        if took is not None:
            return one, took
    return None


def _confirmed(measures: Iterable[Measure]) -> Histogram | None:
    for measure in measures:
        if measure.name is MeasureName.SENT_ACKNOWLEDGED and measure.recorded.buckets:
            return Histogram.of(measure.recorded)
    return None
