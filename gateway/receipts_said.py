"""What one client says that it has, and has read, session by session (V2)."""

from __future__ import annotations

from actors.ids import room_at
from actors.session.messages import MarkRead
from actors.session.terms import VISITOR_ROOM
from gateway.caller import Caller
from gateway.wire.client_frames import Read


class ReceiptsSaid:
    """The latest of each session, or room.

    Args:
        caller: whose they are; whether he may say them is to be known.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._said: dict[str, Read] = {}

    def say(self, read: Read) -> None:
        """Tells the session, if it is more than before.

        What says no more goes no further, so that it wakes nobody; what does say more
        wakes a sleeping session: the other side waits for it.
        """
        said = self._said.get(read.session)
        if said is not None:
            delivered = max(read.delivered, said.delivered)
            read = Read(said.session, said.room, delivered, max(read.read, said.read))
        if read == said:
            return
        self._said[read.session] = read
        self.say_again(read.session)

    def say_again(self, place: str) -> None:
        """Tells it once more: the session may have died without writing it."""
        said = self._said.get(place)
        if said is not None:
            caller, room = self._caller, room_at(place) or VISITOR_ROOM
            mark = MarkRead(caller.me, room, said.delivered, said.read, caller.name)
            caller.front.desk.directory.place(place).tell(mark)

    def forget(self, place: str) -> None:
        """It is followed no more."""
        self._said.pop(place, None)
