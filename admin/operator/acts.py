"""Sub-commands, and the acts of an operator's command."""

from __future__ import annotations

import argparse
from typing import Protocol


class Parsers(Protocol):
    """What `add_subparsers` returns; argparse has no public name for it."""

    def add_parser(
        self,
        name: str,
        *,
        help: str,  # noqa: A002 - argparse's name
        description: str | None = None,
    ) -> argparse.ArgumentParser:
        """Adds a sub-command; its own help begins with `description`."""
        ...


class _Act(argparse.ArgumentParser):
    def __init__(self, prog: str) -> None:
        super().__init__(prog)
        given, hidden = argparse.SUPPRESS, argparse.SUPPRESS
        self.add_argument("--json", action="store_true", default=given, help=hidden)


def add_acts(parser: argparse.ArgumentParser, *, required: bool = True) -> Parsers:
    """Declares `--json`, before an act or behind it; the acts are the caller's."""
    parser.add_argument("--json", action="store_true", help="one JSON object per line")
    return parser.add_subparsers(
        required=required, metavar="ACT", dest="act", parser_class=_Act
    )
