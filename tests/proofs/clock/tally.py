"""What a run did, and the line that tells it."""

from __future__ import annotations

import msgspec

from loadtest.audit.broken import Broken
from tests.proofs.crash.tally import Tally as Work


class Tally(msgspec.Struct):
    """Counts of a run; also its last line, one JSON object."""

    seed: int
    name: str = "clock"
    steps_running: int = 0
    steps_stopped: int = 0
    """Between an orderly stop and a start."""
    steps_killed: int = 0
    """Between `kill -9` and a start."""
    noticed: int = 0
    """Starts that took the new clock for theirs: a fake that fakes nothing shows."""
    rang_over: int = 0
    """Restarts over which an offer rang."""
    acked: int = 0
    sessions_closed: int = 0
    offers_lapsed: int = 0
    transfers_taken: int = 0
    rests: int = 0
    waiting_at_rest: int = 0
    drift_ms: int = 0
    """At most: how long a stretch took by the journal's times, less what it took."""
    wrong: dict[str, int] = msgspec.field(default_factory=dict)
    """Promises that were broken; see `loadtest.audit.broken`."""
    crashes: int = 0
    seconds: float = 0.0
    broken: tuple[str, ...] = ()
    """First examples of what is broken, and why the run ended early if it did."""
    too_little: tuple[str, ...] = ()
    """Which minima were missed."""

    def take(self, work: Work) -> None:
        """Takes over what the load did and the auditor found."""
        self.acked = work.acked
        self.sessions_closed = work.sessions_closed
        self.offers_lapsed = work.offers_lapsed
        self.transfers_taken = work.transfers_taken
        self.rests = work.rests
        self.waiting_at_rest = work.waiting_at_rest
        self.wrong = {kind.value: getattr(work, kind.value) for kind in Broken}
        self.crashes = work.crashes
        self.seconds = work.seconds
        self.broken = work.broken

    @property
    def is_proven(self) -> bool:
        """Nothing broke, and enough was done."""
        return not (self.broken or self.crashes or self.too_little)


def missed(tally: Tally, rounds: int, steps: int, acked: int) -> tuple[str, ...]:
    """Which minima were missed: a proof over nothing proves nothing.

    Args:
        tally: what was done.
        rounds: how often all steps were to be taken.
        steps: how many there are of each kind.
        acked: how many messages were to be acknowledged after each step.
    """
    each = rounds * steps
    minima = (
        ("steps_running", tally.steps_running, each),
        ("restarts", tally.steps_stopped + tally.steps_killed, each),
        ("noticed", tally.noticed, each),
        ("rang_over", tally.rang_over, each // 2),  # a stop may outlast the ringing
        ("rests", tally.rests, each),
        ("acked", tally.acked, 2 * each * acked),
        ("sessions_closed", tally.sessions_closed, each),
        ("offers_lapsed", tally.offers_lapsed, each),
        ("transfers_taken", tally.transfers_taken, rounds),
    )
    return tuple(
        f"{name}: {count} of at least {least}"
        for name, count, least in minima
        if count < least
    )
