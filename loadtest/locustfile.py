"""The scenarios for Locust's own command line and page.

    locust -f loadtest/locustfile.py Conversation
    locust -f loadtest/locustfile.py TypingStorm --headless --values visitors=200

One scenario at a time; how many users there are, and for how long, is its own shape.
The server is started on a directory of its own, unless `--host ws://…/v1` and `--house`
(the file that `triodesk load-house` wrote) name one that runs. `python -m loadtest`
plays all scenarios, with a report.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from random import SystemRandom
from typing import Final

from locust import events
from locust.argument_parser import LocustArgumentParser
from locust.env import Environment

from gateway.console.phrases import Words, choose_language
from loadtest.locust_show import showing
from loadtest.locust_users import Shape, user_of
from loadtest.playbill import Play
from loadtest.scenarios.catalogue import SCENARIOS
from loadtest.venue import Venue, given_venue, own_venue
from runtime.errors import TriodeskError, UsageError

SEEDS: Final = 10**6
WRONG_USAGE: Final = 2
_log: Final = logging.getLogger("triodesk.loadtest")
_stack: Final = ExitStack()
"""What the run that goes on has begun."""


class ScenarioShape(Shape):
    """Locust takes the shape that it finds here."""


globals().update({each.__name__: user_of(each) for each in SCENARIOS.values()})


def add_arguments(parser: LocustArgumentParser) -> None:
    """What Locust's own arguments leave open."""
    values = "other values of parameters, as in `visitors=200 steady_seconds=60`"
    parser.add_argument("--values", default="", metavar="NAME=VALUE", help=values)
    house = "of the gateway that --host names: what `triodesk load-house` wrote"
    parser.add_argument("--house", default="", metavar="FILE", help=house)


def check(environment: Environment, **_: object) -> None:
    """Ends the process when what it was told cannot be played."""
    try:
        scenario = _play(environment).cast()
    except UsageError as error:
        sys.stderr.write(f"locust: {error}\n")
        sys.exit(WRONG_USAGE)
    Shape.spawn_rate = scenario.spawn_rate


def begin(environment: Environment, **_: object) -> None:
    """Starts the server, and has the agents come."""
    words = Words(choose_language(os.environ))
    Shape.is_called_off = False
    try:
        play = _play(environment)
        venue = _stack.enter_context(_venue(environment, play))
        _stack.enter_context(showing(play, venue, environment, words))
    except TriodeskError as error:
        _log.error("%s", error)
        environment.process_exit_code = 1
        Shape.is_called_off = True


def end(**_: object) -> None:
    """Everybody leaves, the server ends."""
    _stack.close()


def _play(environment: Environment) -> Play:
    """What was asked for; where is not known yet."""
    names = [each.__name__ for each in environment.user_classes]
    chosen = [each for each in SCENARIOS.values() if each.__name__ in names]
    if len(chosen) != 1:
        known = ", ".join(each.__name__ for each in SCENARIOS.values())
        raise UsageError(f"expected one of {known}, got {', '.join(names)}")
    options = environment.parsed_options
    values = options.values if options else ""
    return Play(
        scenario=chosen[0].name,
        url="",
        house="",
        ledgers="",
        played="",
        seed=SystemRandom().randrange(SEEDS),
        values=dict(map(_assigned, values.split())),
    )


def _assigned(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError:
        raise UsageError(f"expected NAME=NUMBER, got {text!r}") from None


def _venue(environment: Environment, play: Play) -> AbstractContextManager[Venue]:
    options = environment.parsed_options
    house = options.house if options else ""
    if bool(environment.host) != bool(house):
        raise UsageError("expected --host and --house together")
    if environment.host:
        return given_venue(environment.host, Path(house))
    return own_venue([play.cast()])


for event, act in (
    (events.init_command_line_parser, add_arguments),
    (events.init, check),
    (events.test_start, begin),
    (events.test_stop, end),
):
    event.add_listener(act)  # type: ignore[no-untyped-call]
