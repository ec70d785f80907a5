"""What a customer accepts, answers and is.

Journal format of the state: positions are for ever, new fields go last.
"""

from __future__ import annotations

import msgspec

from actors.customers.profile import Block, CustomerChange, CustomerNote, Profile
from actors.ids import VisitorId
from actors.refusal import Refused
from runtime.ref import Request


class Changed(msgspec.Struct, frozen=True, array_like=True, tag="changed"):
    """What was asked is on disk, or was so already."""


class Customer(msgspec.Struct, frozen=True):
    """What is known of a customer; `version` 0: nothing was ever written down.

    `notes`: the newest first. `block`: the one that holds now.
    """

    visitor: VisitorId
    version: int
    profile: Profile
    tags: tuple[str, ...]
    level: int
    notes: tuple[CustomerNote, ...]
    block: Block | None


CustomerAnswer = Changed | Refused


class GetCustomer(msgspec.Struct, Request[Customer], frozen=True):
    """Asks what is known; whether the asker may know is judged before."""


class ChangeCustomer(msgspec.Struct, Request[Changed | Refused], frozen=True):
    """Changes what is known, all of it or nothing.

    `by` is who does it, `by_name` his name; whether he may is judged before.
    """

    by: str
    by_name: str
    operation: str
    change: CustomerChange


class EnforceBlock(msgspec.Struct, frozen=True):
    """Close what a blocked visitor may have opened while he was being blocked."""

    since_ms: int


class BlockSettled(msgspec.Struct, frozen=True):
    """The last round has closed all that was open."""

    since_ms: int


class BlockUnsettled(msgspec.Struct, frozen=True):
    """Something could not be closed: the store, or a session, was away."""

    since_ms: int


class WakeCustomer(msgspec.Struct, frozen=True):
    """Nothing but a reason to be awake: a block is to be enforced."""


CustomerCommand = (
    GetCustomer
    | ChangeCustomer
    | EnforceBlock
    | BlockSettled
    | BlockUnsettled
    | WakeCustomer
)


class CustomerState(msgspec.Struct, frozen=True, array_like=True):
    """A customer folded from his events; also the snapshot.

    `notes`: the oldest first. `is_enforced`: nothing is left to be done of the block.
    `changes` counts events.
    """

    profile: Profile = Profile()
    tags: tuple[str, ...] = ()
    level: int = 0
    notes: tuple[CustomerNote, ...] = ()
    block: Block | None = None
    is_enforced: bool = True
    changes: int = 0


class CloseSessions(msgspec.Struct, frozen=True):
    """Close what he has open, in every channel: `by` has blocked him at `since_ms`.

    `is_last`: whoever opened while he was being blocked has been answered by now.
    """

    by: str
    since_ms: int
    is_last: bool = False


CustomerEffect = CloseSessions
