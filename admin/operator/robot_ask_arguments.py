"""The arguments of `triodesk robot ask`; apart, because every command declares them."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares them."""
    add = parser.add_argument
    add("texts", nargs="+", metavar="TEXT", help="what a visitor would write")
    draft = "by the draft that is being worked on; else by what is in force"
    add("--draft", action="store_true", help=draft)
    add("--channel", default="", metavar="ID", help="answers may be of certain ones")
    add("--group", default="", metavar="ID", help="by whose rule it is decided")
    language = "the visitor's, as en or zh-CN (not known)"
    add("--language", default="", metavar="TAG", help=language)
    add("--json", action="store_true", help="one JSON object per text")
