"""A scenario as Locust's own command line and page play it, from start to stop."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import msgspec
from locust.env import Environment

from gateway.console.phrases import Words
from loadtest.house_plan import HousePlan
from loadtest.inspection import Inspection
from loadtest.locust_users import Stream
from loadtest.outcome import Audit, Played, Progress
from loadtest.playbill import Play
from loadtest.report.line import ended_lines
from loadtest.stage import Stage
from loadtest.venue import Venue
from loadtest.verdict import Verdict, grounds, verdict_of

_log: Final = logging.getLogger("triodesk.loadtest")


@contextmanager
def showing(
    play: Play, venue: Venue, environment: Environment, words: Words
) -> Iterator[None]:
    """Plays while the body runs; then all leave, and what came of it is logged.

    Unless all promises held, the exit code of Locust's process is 1.

    Args:
        play: what; where is put in here.
        venue: where.
        environment: whose runner brings the users.
        words: of the log's language.
    """
    stage = _set_up(play, venue)
    following = stage.follow(environment)
    Stream.stage = stage
    try:
        yield
    finally:
        Stream.stage = None
        stage.end()
        following.kill()
        played = msgspec.structs.replace(stage.played(), audit=_audit(venue))
        _tell(played, environment, words)


def _set_up(play: Play, venue: Venue) -> Stage:
    where = msgspec.structs.replace(
        play,
        url=venue.url,
        house=str(venue.house),
        ledgers=str(venue.ledgers),
        process=venue.process,
    )
    house = msgspec.json.decode(venue.house.read_bytes(), type=HousePlan)
    stage = Stage(where, house, _ignore)
    _log.info("%s at %s: agents come", play.scenario, venue.url)
    stage.begin()
    stage.scene.measures.measure_from(stage.began_at)
    return stage


def _audit(venue: Venue) -> Audit | None:
    if venue.data is None:
        return None
    return Inspection(venue.data, venue.ledgers).inspect()


def _tell(played: Played, environment: Environment, words: Words) -> None:
    for line in ended_lines(played, 1, 1, words):
        _log.info("%s", line)
    if verdict_of(grounds(played)) is not Verdict.HELD:
        environment.process_exit_code = 1


def _ignore(progress: Progress) -> None:
    """Locust's page shows how far it is."""
