"""Gathers questions by what they mean: `python -m admin.unanswered_child`.

A process of its own: a thousand questions take seconds, which no service has.
"""

from __future__ import annotations

import sys

import msgspec

from actors.records.unanswered import UnansweredText
from actors.robot.clusters import clusters


def main() -> None:
    """Reads texts from standard input, writes clusters to standard output."""
    texts = msgspec.msgpack.decode(
        sys.stdin.buffer.read(), type=tuple[UnansweredText, ...]
    )
    sys.stdout.buffer.write(msgspec.msgpack.encode(clusters(texts)))


if __name__ == "__main__":
    main()
