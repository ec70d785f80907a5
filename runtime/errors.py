"""The exception tree: the class says who is at fault, the text what was expected.

Expected failures travel as replies with a stable code (`Refused`); only these
classes cross a package boundary.
"""

from __future__ import annotations


class TriodeskError(Exception):
    """Root of everything this project raises on purpose."""


class UsageError(TriodeskError):
    """Our own code, or the operator's configuration, broke a rule of an interface."""


class PeerError(TriodeskError):
    """The other side of a connection sent what the protocol forbids.

    Args:
        code: stable number of the wire's table of codes.
        text: what was expected, what came, in which state; never user content.
    """

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


class Unavailable(TriodeskError):
    """It cannot be done now; the same request may succeed later."""


class AskTimeout(Unavailable):
    """No answer in time: the outcome is unknown, ask again with the same id."""


class MailboxFull(Unavailable):
    """The receiver's mailbox is at its bound and its policy is to reject."""


class Restarting(Unavailable):
    """The actor crashed on this message, or stopped before it could answer."""


class Quarantined(Unavailable):
    """The entity crashed too often and is left alone for a while."""


class NoSuchActor(TriodeskError):
    """The actor has ended and will not come back."""


class StoreBroken(TriodeskError):
    """What was stored is not known: the store's process must end and start anew."""


class Fenced(TriodeskError):
    """Another writer appended to an entity: what is in memory is not the truth."""


class AskCycle(UsageError):
    """Actors would wait for each other for ever; `path` names them in order."""

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__("ask cycle: " + " → ".join(path))
        self.path = path


class SupervisionFailed(TriodeskError):
    """The root supervisor gave up: its children died more often than allowed."""
