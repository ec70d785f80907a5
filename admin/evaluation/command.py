"""`triodesk robot eval [FILE]`: judges the robot on labelled utterances."""

from __future__ import annotations

import argparse
import platform
import sys
from importlib.metadata import version
from typing import Final

import msgspec

from actors.intents.presets import both_presets
from admin.bench.figure import Result
from admin.evaluation.case import CaseSet
from admin.evaluation.case_file import read_case_file
from admin.evaluation.evaluation import Evaluation, Subject, evaluate, robot
from admin.evaluation.figures import figures_of
from admin.evaluation.own_intents import intent_set, intents_of, recognition
from admin.evaluation.own_set import Half, own_set
from admin.evaluation.report import report
from admin.progress import show_progress
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around
from loadtest.machine import cores, cpu_model

NAME: Final = "robot eval"


def run(options: argparse.Namespace) -> int:
    """Judges and prints; returns the exit code, 0 whatever the figures are.

    Raises:
        UsageError: a file cannot be read or is none of labelled utterances.
    """
    judged, tuning = sets_of(options)
    subject = _intents(options) if options.intents else robot()
    found = evaluate(subject, judged, tuning, show_progress)
    show_progress("")
    lines = report(found, Words(look_around().language))
    sys.stdout.write("\n".join([*lines, ""]))
    if options.json:
        sys.stdout.write(msgspec.json.encode(_result(found)).decode() + "\n")
    return 0


def sets_of(options: argparse.Namespace) -> tuple[CaseSet, CaseSet]:
    """What is judged, and where the plain matchers are tuned.

    Raises:
        UsageError: see `read_case_file`.
    """
    own = intent_set if options.intents else own_set
    judged = read_case_file(options.file) if options.file else own(Half(options.half))
    if options.tune:
        return judged, read_case_file(options.tune)
    if options.file or options.half == Half.DEVELOPMENT:
        return judged, judged
    return judged, own(Half.DEVELOPMENT)


def _intents(options: argparse.Namespace) -> Subject:
    """The entries of a file are intents without key words; ours are the presets."""
    return recognition(intents_of if options.file else lambda _: both_presets())


def _result(found: Evaluation) -> Result:
    return Result(
        name=f"{NAME}: {found.name}",
        figures=figures_of(found),
        runs=1,
        cores=len(cores()),
        cpu=cpu_model(),
        python=platform.python_version(),
        trio=version("trio"),
    )
