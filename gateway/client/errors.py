"""What an SDK call may raise besides the project's own tree."""

from __future__ import annotations

from gateway.wire.codes import CloseCode, ErrorCode
from runtime.errors import TriodeskError, Unavailable


class Refused(TriodeskError):
    """The server refused for good; asking again will not help.

    Attributes:
        code: one of `gateway.wire.codes.ErrorCode`; `CLOSED`: the session has ended.
    """

    def __init__(self, code: int) -> None:
        known = code in ErrorCode.__members__.values()
        super().__init__(f"refused: {ErrorCode(code).name if known else code}")
        self.code = code


class StoppedByServer(Unavailable):
    """The server told this client to stay away (bad ticket, replaced, version).

    Attributes:
        code: one of `gateway.wire.codes.CloseCode`; `BAD_TICKET`, too, when no ticket
            was to be had, for a reason that the text gives.
    """

    def __init__(self, code: int, reason: str = "") -> None:
        known = code in CloseCode.__members__.values()
        text = f"closed for good: {CloseCode(code).name if known else code}"
        super().__init__(f"{text}: {reason}" if reason else text)
        self.code = code
