"""The arguments of `python -m loadtest`, which are those of `triodesk load`.

Apart, and quick to import: every command of `triodesk` declares its own.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from gateway.console.phrases import CHINESE, ENGLISH, choose_language
from runtime.errors import UsageError

LANGUAGES: Final = {"zh": CHINESE, "en": ENGLISH}
USUAL_OUT: Final = "load-report"
EPILOG: Final = (
    "The last line on standard output is JSON. "
    "Exit code: 0 all promises held, 1 broken or too little seen, 2 wrong usage."
)


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever starts a load test wants.

    Attributes:
        only: scenarios by name; none: all.
        is_short: seconds instead of minutes, few people.
        steady_seconds: how long each scenario is measured; None: as it is usual.
        values: of parameters, for the scenarios that have them.
        seed: of chance; None: any.
        out: directory of the report.
        against: an earlier report.json to compare with.
        url: of a gateway that runs already, with `house`; "": one is started.
        house: file with its groups and tickets, see `triodesk load-house`.
        language: of report and progress.
    """

    only: tuple[str, ...] = ()
    is_short: bool = False
    steady_seconds: float | None = None
    values: Mapping[str, float] = {}
    seed: int | None = None
    out: Path = Path(USUAL_OUT)
    against: Path | None = None
    url: str = ""
    house: Path | None = None
    language: str = ENGLISH


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of the command."""
    parser.epilog = EPILOG
    add = parser.add_argument
    only = "these scenarios alone; may be repeated"
    add("--only", nargs="+", action="extend", default=[], metavar="NAME", help=only)
    short = "a short form with few people, half a minute in all: does everything work?"
    add("--short", action="store_true", help=short)
    add("--seconds", type=float, metavar="S", help="measure each scenario for so long")
    values = "another value of a parameter, as the report names it; may be repeated"
    add(
        "--set",
        action="append",
        default=[],
        type=_assigned,
        metavar="NAME=VALUE",
        help=values,
    )
    add("--seed", type=int, metavar="N", help="of chance (default: any)")
    out = f"directory of report.html and report.json (default: {USUAL_OUT})"
    add("--out", type=Path, default=Path(USUAL_OUT), metavar="DIR", help=out)
    against = "compare with an earlier run"
    add("--against", type=Path, metavar="REPORT.json", help=against)
    add("--url", default="", help="load a gateway that runs already, with --house")
    house = "what `triodesk load-house` wrote for it"
    add("--house", type=Path, metavar="FILE", help=house)
    add("--language", choices=tuple(LANGUAGES), help="of the report (default: yours)")


def wishes(options: argparse.Namespace, environment: Mapping[str, str]) -> Wishes:
    """PURE: what the options mean."""
    chosen = LANGUAGES.get(options.language)
    return Wishes(
        only=tuple(options.only),
        is_short=options.short,
        steady_seconds=options.seconds,
        values=dict(options.set),
        seed=options.seed,
        out=options.out,
        against=options.against,
        url=options.url,
        house=options.house,
        language=chosen or choose_language(environment),
    )


def check(wished: Wishes) -> None:
    """PURE: raises `UsageError` for what does not go together."""
    if bool(wished.url) != bool(wished.house):
        raise UsageError("expected --url and --house together")
    if wished.steady_seconds is not None and wished.steady_seconds <= 0:
        text = f"expected more than 0 --seconds, not {wished.steady_seconds:g}"
        raise UsageError(text)


def spelled(wished: Wishes) -> list[str]:
    """PURE: arguments that mean these wishes."""
    language = next(key for key, name in LANGUAGES.items() if name == wished.language)
    said = ["--out", str(wished.out), "--language", language]
    if wished.only:
        said += ["--only", *wished.only]
    if wished.is_short:
        said.append("--short")
    for name, value in wished.values.items():
        said += ["--set", f"{name}={value!r}"]
    for option, given in (
        ("--seconds", wished.steady_seconds),
        ("--seed", wished.seed),
        ("--against", wished.against),
        ("--url", wished.url or None),
        ("--house", wished.house),
    ):
        if given is not None:
            said += [option, str(given)]
    return said


def _assigned(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"expected NAME=NUMBER, not {text!r}"
        ) from None
