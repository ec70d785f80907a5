"""`python -m tests.proofs.assignment.mutate [--only WORDS] [--operations N]`.

Proves the proof: breaks one rule after the other in a copy of the source and lets the
proof look for it. Prints a table: which count saw it, after how many operations; exits
with 1 when a mutation survives.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from tests.proofs.assignment.campaign import run
from tests.proofs.assignment.mutations import MUTATIONS, Mutation
from tests.proofs.assignment.tally import JUDGED_OPERATIONS

ROOT: Final = Path(__file__).parents[3]
COPIED: Final = ("actors", "loadtest", "runtime", "tests")
OPERATIONS: Final = JUDGED_OPERATIONS
"""A mutation that lives longer survives; most die within a tenth of it."""
LID_SECONDS: Final = 600.0
"""A mutation that makes an actor loop for ever is found as well."""


class Fate(msgspec.Struct):
    """What became of a mutation."""

    name: str
    found: str = ""
    operations: int = 0
    example: str = ""


def main() -> int:
    """Breaks rules, one after the other."""
    parser = argparse.ArgumentParser(description="Prove that the proof sees.")
    parser.add_argument("--only", default="", help="mutations whose name has this")
    parser.add_argument("--operations", type=int, default=OPERATIONS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hunt", action="store_true", help="here, as it is")
    options = parser.parse_args()
    if options.hunt:
        fate = _hunt(options.operations, options.seed)
        sys.stdout.write(msgspec.json.encode(fate).decode() + "\n")
        return 0
    survivors = 0
    for mutation in MUTATIONS:
        if options.only in mutation.name:
            fate = _try(mutation, options.operations, options.seed)
            survivors += not fate.found
            sys.stdout.write(_row(fate) + "\n")
            sys.stdout.flush()
    sys.stdout.write(f"{survivors} survived\n")
    return 1 if survivors else 0


def _hunt(operations: int, seed: int) -> Fate:
    """Runs the proof on the source around this file, up to the first finding."""
    tally = run(operations, seed, 1, lambda _: None)
    found = ", ".join(sorted(tally.broken))
    return Fate("", found, tally.operations, "".join(tally.examples[:1]))


def _row(fate: Fate) -> str:
    found = fate.found or "SURVIVED"
    return f"{fate.name:<52} {found:<48} {fate.operations:>7,}"


def mutate(root: Path, mutation: Mutation) -> None:
    """Breaks the rule in a copy of the source.

    Raises:
        ValueError: the source has changed, and the mutation must follow.
    """
    for path, old, new in mutation.edits:
        file = root / path
        source = file.read_text()
        if source.count(old) != 1:
            text = f"{mutation.name}: expected once in {path}: {old!r}"
            raise ValueError(text)
        file.write_text(source.replace(old, new))


def _try(mutation: Mutation, operations: int, seed: int) -> Fate:
    with TemporaryDirectory(prefix="triodesk-mutation-") as directory:
        root = Path(directory)
        for each in COPIED:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / each, root / each, ignore=ignored)
        mutate(root, mutation)
        command = [sys.executable, "-m", __spec__.name, "--hunt"]
        try:
            done = subprocess.run(
                [*command, "--operations", str(operations), "--seed", str(seed)],
                cwd=root,
                capture_output=True,
                text=True,
                timeout=LID_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Fate(mutation.name, "never comes to an end")
    if done.returncode:
        text = f"{mutation.name}: nothing was looked for:\n{done.stderr}"
        raise RuntimeError(text)
    fate = msgspec.json.decode(done.stdout, type=Fate)
    return msgspec.structs.replace(fate, name=mutation.name)


if __name__ == "__main__":
    sys.exit(main())
