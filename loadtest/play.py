"""Plays one scenario in a process of its own: `python -m loadtest.play`.

Reads a `Play` from standard input, writes a line of `Progress` about once a second to
standard output, and at the end a `Played` into the file that the play names.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
from locust import events  # first: it has gevent patch the process
from locust.env import Environment

from loadtest.house_plan import HousePlan
from loadtest.locust_users import Stream, user_of
from loadtest.outcome import Progress
from loadtest.playbill import Play
from loadtest.stage import Stage


def main() -> None:
    """Reads, plays, writes."""
    play = msgspec.json.decode(sys.stdin.buffer.read(), type=Play)
    house = msgspec.json.decode(Path(play.house).read_bytes(), type=HousePlan)
    stage = Stage(play, house, _tell)
    Stream.stage = stage
    kind = user_of(type(stage.scenario))
    environment = Environment(user_classes=[kind], events=events)
    played = stage.run(environment)
    Path(play.played).write_bytes(msgspec.json.encode(played))


def _tell(progress: Progress) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(progress) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
