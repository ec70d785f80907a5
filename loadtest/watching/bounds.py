"""How long it may take until everybody has been shown the same."""

from __future__ import annotations

from typing import Final

from gateway.wire.terms import TYPING_TTL_SECONDS

TOLD_SECONDS: Final = 5.0
"""A message that was acknowledged, or the new state of a session, is shown by then to
whoever is connected and takes part. Fifty times what a loaded server needs for 99 in
100; a frame that was dropped and is only found missing by the client core (5 s to its
SYNC) comes too late."""
BESIDE_SECONDS: Final = 5.0
"""Nobody waits longer than this beside an agent who may serve him, has a free slot and
got nobody else meanwhile. Queues drain by announcements, within milliseconds; who waits
for a sweep, a tick or the next arrival is found. (A quiescent moment, at which nobody
may wait at all, does not come under load.)"""
OVERTAKEN_SECONDS: Final = 5.0
"""Commits of several bindings may change places for the time of a commit; who came
before is served, or rings, by then."""
OFFER_LATE_SECONDS: Final = 3.0
"""After its deadline an offer rings no more by then: the server's timers tick every few
milliseconds, a commit and a push follow. How late it usually is, is measured; this is
more than a busy machine keeps a process waiting for a core."""
OFFER_EARLY_SECONDS: Final = 0.5
"""By so much an offer may seem to end too early: what a client takes for the server's
time is wrong by half of what its WELCOME took."""
TYPING_GONE_SECONDS: Final = TYPING_TTL_SECONDS + 3.0
"""After the last key: the time to live, which begins when the frame is shown, however
busy the machine is."""
LOOK_SECONDS: Final = 1.0
"""Between two looks at the bounds."""
STALLED_SECONDS: Final = 2 * LOOK_SECONDS
"""If the next look is later than this, the load process itself stood still, and what it
was told lies unread: the rest of that time counts for nobody."""
FORGET_SECONDS: Final = 30.0
"""A session is remembered for so long after its end: reconnected clients hear of it."""
MAX_FORGOTTEN: Final = 20_000
"""Ended sessions whose names are kept, so that a late word of one opens no new book."""
