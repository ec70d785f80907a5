"""`python -m tests.proofs.load_mutate [--only WORDS]`.

Proves the load test: breaks the service in one way after the other, in a copy of the
source, and plays the scenario that must see it. Prints what saw it; exits with 1 when a
mutation survives.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from loadtest.audit.broken import Broken
from loadtest.outcome import Played, Promise
from loadtest.report.file import FIGURES, read_report
from loadtest.verdict import Reason, grounds
from tests.proofs.assignment.mutate import ROOT, mutate
from tests.proofs.assignment.mutations import Edit, Mutation

COPIED: Final = ("admin", "actors", "gateway", "loadtest", "runtime", "tests")
SECONDS: Final = 14
"""Each scenario is measured for so long: the bounds of the watch are 5 to 8 s."""
SEED: Final = 2
LID_SECONDS: Final = 300.0
_SEEN: Final = (Reason.VIOLATED, Reason.AUDITED, Reason.GREW)

_SERVICE: Final = "gateway/service.py"
_POP: Final = "            self._open.pop(name, None)"


class Trial(NamedTuple):
    """A rule that is broken, where that is tried, and what must see it.

    Attributes:
        by: a promise that is watched, a finding of the auditor, or what grew.
    """

    name: str
    scenario: str
    by: str
    edits: tuple[Edit, ...]


def _one(name: str, scenario: str, by: str, path: str, old: str, new: str) -> Trial:
    return Trial(name, scenario, by, (Edit(path, old, new),))


TRIALS: Final = (
    Trial(
        "everybody takes twice what he may",
        "capacity_saturation",
        Promise.CAPACITY,
        (
            Edit(
                "actors/agent/slots.py",
                "        self.capacity = capacity\n",
                "        self.capacity = 2 * capacity\n",
            ),
            Edit(
                "actors/agent/core.py",
                "Capacity(entity, event.capacity)",
                "Capacity(entity, 2 * event.capacity)",
            ),
        ),
    ),
    _one(
        "the agent is not told that a session closed",
        "conversation",
        Promise.ONE_AGENT,
        "actors/session/actor.py",
        "directory.agent(to).tell(SlotFreed(session, slot, cause))",
        "pass",
    ),
    _one(
        "visitors are shown another agent",
        "conversation",
        Promise.ONE_AGENT,
        "gateway/translate.py",
        "        view.agent,\n        view.last_number,",
        "        view.agent and is_visitor and 'x' or view.agent,\n"
        "        view.last_number,",
    ),
    _one(
        "what is said is told to nobody else",
        "typing_storm",
        Promise.NOT_LOST,
        "gateway/following.py",
        "if session in self._heard and publication.origin != self._caller.name:",
        "if session in self._heard and not isinstance(event, PublishedMessage):",
    ),
    Trial(
        "a message is left out of each replay",
        "reconnect_storm",
        Promise.NOT_LOST,
        (
            Edit(
                "gateway/following.py",
                "self._reader.read(view, after)",
                "self._reader.read(view, after + 1 if after else 0)",
            ),
            Edit(
                "gateway/following.py",
                "self._reader.read_again(session, after)",
                "self._reader.read_again(session, after + 1 if after else 0)",
            ),
        ),
    ),
    _one(
        "an offer never expires",
        "timeout_transfer_storm",
        Promise.OFFER_IN_TIME,
        "actors/session/deadlines.py",
        'Deadline("offer", offer.since_ms, offer.expires_ms, over)',
        'Deadline("offer", offer.since_ms, offer.expires_ms + 9**9, over)',
    ),
    _one(
        "an offer lapses before its time",
        "timeout_transfer_storm",
        Broken.OFFER,
        "actors/session/deadlines.py",
        'Deadline("offer", offer.since_ms, offer.expires_ms, over)',
        'Deadline("offer", offer.since_ms, offer.expires_ms - 700, over)',
    ),
    _one(
        "typing never ends",
        "typing_storm",
        Promise.TYPING_ENDS,
        "gateway/translate.py",
        "_TYPING_TTL_MS: Final = round(TYPING_TTL_SECONDS * 1000)",
        "_TYPING_TTL_MS: Final = round(TYPING_TTL_SECONDS * 10_000)",
    ),
    _one(
        "a freed slot is not announced",
        "capacity_saturation",
        Promise.NOBODY_WAITS_BESIDE_FREE,
        "actors/agent/slot_office.py",
        "now_ms\n        self.changed(moment)\n        return True",
        "now_ms\n        return True",
    ),
    Trial(
        "the last in line comes first",
        "capacity_saturation",
        Promise.FIRST_COME,
        (
            Edit(
                "actors/assignment/hall.py",
                "lane.open.put(waiting.ticket, waiting)",
                "lane.open.put(-waiting.ticket, waiting)",
            ),
            Edit(
                "actors/assignment/lobby.py",
                "found.ticket < known.ticket",
                "found.ticket > known.ticket",
            ),
            Edit(
                "actors/assignment/waiting.py",
                "other.ticket < one.ticket",
                "other.ticket > one.ticket",
            ),
        ),
    ),
    Trial(
        "something of each connection is kept",
        "soak",
        "memory",
        (
            Edit(_SERVICE, _POP, f"{_POP}; self._crumbs += [bytearray(b'x' * 10**6)]"),
            Edit(
                _SERVICE,
                "        self._count += 1\n        name",
                "        self._count += 1\n"
                "        self._crumbs = getattr(self, '_crumbs', [])\n        name",
            ),
        ),
    ),
)


def main() -> int:
    """Breaks the service, in one way after the other."""
    parser = argparse.ArgumentParser(description="Prove that the load test sees.")
    parser.add_argument("--only", default="", help="mutations whose name has this")
    options = parser.parse_args()
    survivors = 0
    for trial in TRIALS:
        if options.only in trial.name:
            seen = _seen(trial)
            survivors += trial.by not in seen
            found = ", ".join(f"{by} {count:g}" for by, count in seen.items())
            verdict = "seen by" if trial.by in seen else f"SURVIVED {trial.by}:"
            sys.stdout.write(f"{trial.name:<44} {verdict} {found or 'nothing'}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{survivors} survived\n")
    return 1 if survivors else 0


def _seen(trial: Trial) -> dict[str, float]:
    """Loads a copy that is broken; returns what saw it, and how often."""
    with TemporaryDirectory(prefix="tdm-") as directory:
        root = Path(directory)
        ignored = shutil.ignore_patterns("__pycache__")
        for each in COPIED:
            shutil.copytree(ROOT / each, root / each, ignore=ignored)
        mutate(root, Mutation(trial.name, trial.edits))
        command = [sys.executable, "-m", "loadtest", "--only", trial.scenario]
        limits = ["--seconds", str(SECONDS), "--seed", str(SEED), "--out", "report"]
        done = subprocess.run(
            [*command, *limits],
            cwd=root,
            capture_output=True,
            text=True,
            timeout=LID_SECONDS,
            check=False,
        )
        if not (root / "report" / FIGURES).exists():
            raise RuntimeError(f"{trial.name}: nothing was played:\n{done.stderr}")
        (played,) = read_report(root / "report" / FIGURES).played
    return _told(played)


def _told(played: Played) -> dict[str, float]:
    return {
        ground.about: ground.count
        for ground in grounds(played)
        if ground.reason in _SEEN
    }


if __name__ == "__main__":
    sys.exit(main())
