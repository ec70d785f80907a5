"""PURE: an intervention somebody asked for, and what came of it.

WAITING ──▶ STRUCK ──▶ WATCHED ──▶ DONE
└─────────┴───────────┴──────▶ FAILED
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import Final

import msgspec

from actors.accounts.audit import Act
from admin.observer.audit_wire import Verdict


class Deed(Enum):
    """What is done to a part."""

    RESTART = "restart"
    """It is stopped in order and started again."""
    CRASH = "crash"
    """An exception in the middle of what it does."""
    KILL = "kill"
    """SIGKILL to its child process."""


ACTS: Final = MappingProxyType(
    {
        Deed.RESTART: Act.RESTARTING_PART,
        Deed.CRASH: Act.CRASHING_PART,
        Deed.KILL: Act.KILLING_PROCESS,
    }
)
"""What the audit log calls it."""


class Stage(Enum):
    """How far it is."""

    WAITING = "waiting"
    """Others come first, or the auditor remembers how things are."""
    STRUCK = "struck"
    """It is done, and the part is not back."""
    WATCHED = "watched"
    """The part is back; the auditor looks again for a while."""
    DONE = "done"
    FAILED = "failed"
    """It could not be done, or the part did not come back; `text` says which."""


ENDED: Final = frozenset({Stage.DONE, Stage.FAILED})


class Bar(Enum):
    """Why an intervention is refused."""

    NO_SUCH_PART = "no_such_part"
    NOT_RUNNING = "not_running"
    """It is being restarted, or is in quarantine."""
    NO_PROCESS = "no_process"
    """The part has no child process, or none now."""
    IS_ROOT = "is_root"
    """Nobody would start it again."""
    NO_DEMONSTRATION = "no_demonstration"
    """The configuration does not allow it."""
    BUDGET_SPENT = "budget_spent"
    """One crash more would end the supervisor, or put the entity into quarantine, which
    ends a session."""
    BUSY = "busy"
    """Enough wait."""


class Barred(msgspec.Struct, frozen=True, tag="barred"):
    """The answer to an intervention that is refused."""

    bar: Bar
    text: str


class Experiment(msgspec.Struct):
    """An intervention.

    Attributes:
        number: counts from the start of the process.
        at_ms: when it was asked for, then when it was done; wall time.
        who: asked for it.
        operation: his id of it.
        deed: what.
        path: of the part.
        entity: its name in the journal; "" of what is in none.
        stage: how far it is.
        text: why it failed, or was not audited; for people.
        restarts_left: how many crashes are forgiven after it.
        recovery_ms: from the deed until the part served again.
        verdict: the newest of the auditor's; None: there is none.
        audited_ms: when that was; wall time.
        generation, struck_at: of the part, and by the node's clock; for who watches.
    """

    number: int
    at_ms: int
    who: str
    operation: str
    deed: Deed
    path: str
    entity: str
    restarts_left: int
    stage: Stage = Stage.WAITING
    text: str = ""
    recovery_ms: int | None = None
    verdict: Verdict | None = None
    audited_ms: int = 0
    generation: int = 0
    struck_at: float = 0.0
