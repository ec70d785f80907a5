"""The arguments of `triodesk retention`; apart, because every command declares them."""

from __future__ import annotations

import argparse

from admin.operator.acts import add_acts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the sub-commands; without one it shows."""
    acts = add_acts(parser, required=False)
    acts.add_parser("show", help="what would go, what went, and when next")
    acts.add_parser("run", help="let go now what is due")
