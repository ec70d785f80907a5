"""`python -m tests.proofs.hostile.mutate [--only WORDS] [--inputs N]`.

Proves the proof: breaks the service in one way after the other, in a copy of the
source, and attacks that. Prints which count saw it; exits with 1 when a mutation
survives.
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

from tests.proofs.assignment.mutate import ROOT, mutate
from tests.proofs.assignment.mutations import Edit, Mutation
from tests.proofs.hostile.tally import Tally

COPIED: Final = ("admin", "actors", "gateway", "loadtest", "runtime", "tests")
INPUTS: Final = 2_000
SEED: Final = 2

_LOOK: Final = """        allowed = allow(case, command.asker, Trigger.LOOK)
        if isinstance(allowed, Refused):
            return refuse(allowed)
"""
_SERVICE: Final = "gateway/service.py"
_TRANSPORT: Final = "gateway/trio_websocket_transport.py"
_STALL: Final = "STALL_SECONDS: Final"
_POP: Final = "            self._open.pop(name, None)"
_GOOD_BYE: Final = "GOODBYE_SECONDS: Final = 1.0"
MUTATIONS: Final[dict[str, tuple[str, tuple[Edit, ...]]]] = {
    "leaked": (
        "anybody may look at a session",
        (Edit("actors/session/actor.py", _LOOK, ""),),
    ),
    "crashes": (
        "what is nested too deep is not expected",
        (Edit("gateway/wire/server_codec.py", ", RecursionError)", ")"),),
    ),
    "hung": (
        "who does not read is waited for",
        (Edit(_TRANSPORT, f"{_STALL} = 5.0", f"{_STALL} = 100.0"),),
    ),
    "grown": (
        "something of each connection is kept",
        (
            Edit(_SERVICE, _GOOD_BYE, f"{_GOOD_BYE}\nCRUMBS = []"),
            Edit(_SERVICE, _POP, f"{_POP}; CRUMBS.append(bytearray(b'x' * 65_536))"),
        ),
    ),
}
"""By the count that must see it."""


def main() -> int:
    """Breaks the service, in one way after the other."""
    parser = argparse.ArgumentParser(description="Prove that the proof sees.")
    parser.add_argument("--only", default="", help="mutations whose name has this")
    parser.add_argument("--inputs", type=int, default=INPUTS)
    options = parser.parse_args()
    survivors = 0
    for count, (name, edits) in MUTATIONS.items():
        if options.only in name:
            mutation = Mutation(name, edits)
            seen = _seen(mutation, count, options.inputs)
            survivors += not seen
            found = f"{count} {seen}" if seen else "SURVIVED"
            sys.stdout.write(f"{mutation.name:<48} {found}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{survivors} survived\n")
    return 1 if survivors else 0


def _seen(mutation: Mutation, count: str, inputs: int) -> int:
    """Attacks a copy that is broken; returns how often that was counted."""
    with TemporaryDirectory(prefix="triodesk-mutation-") as directory:
        root = Path(directory)
        ignored = shutil.ignore_patterns("__pycache__")
        for each in COPIED:
            shutil.copytree(ROOT / each, root / each, ignore=ignored)
        mutate(root, mutation)
        command = [sys.executable, "-m", "tests.proofs.hostile", "--seed", str(SEED)]
        done = subprocess.run(
            [*command, "--inputs", str(inputs), "--stalled", "3"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
    if not done.stdout:
        raise RuntimeError(f"{mutation.name}: nothing was attacked:\n{done.stderr}")
    tally = msgspec.json.decode(done.stdout, type=Tally)
    return int(getattr(tally, count))


if __name__ == "__main__":
    sys.exit(main())
