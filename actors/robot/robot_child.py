"""The process that holds versions of the base: it answers with them, or builds one.

Started as `python -m actors.robot.robot_child FD`. Imports no trio. Who answers holds
the newest two versions: the one in force, and the one that is about to be.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, assert_never

import msgspec

from actors.knowledge.entry import Edition, Entry
from actors.robot.base_file import OpenedBase, open_base, write_base
from actors.robot.building import Building
from actors.robot.image import UnreadableImage
from actors.robot.robot_wire import (
    ENCODER,
    REQUESTS,
    AskBase,
    BaseBuilding,
    BaseOpened,
    BaseRequest,
    BuildBase,
    BuildOn,
    Hits,
    NoBase,
    OpenBase,
    Replies,
    RobotAnswer,
    RobotRequest,
    SearchBase,
    Sound,
    Sounds,
    TakeEntries,
    Taken,
    Tries,
    TryBase,
)
from actors.robot.sound import typed
from runtime.port_child import Handler, run_child

HELD: Final = 2
_ENTRIES: Final = msgspec.msgpack.Decoder(Entry)


class _Robot:
    def __init__(self) -> None:
        self._held: dict[str, OpenedBase] = {}
        self._taken: list[Entry] = []
        self._building: Building[None] | None = None

    def handle(self, request: bytes) -> bytes:
        return ENCODER.encode(self._answer(REQUESTS.decode(request)))

    def idle(self) -> None:
        gc.collect()

    def _answer(  # noqa: C901 - a row per request
        self, request: RobotRequest
    ) -> RobotAnswer:
        match request:
            case TakeEntries(begin, entries):
                if begin == 0:
                    self._taken.clear()
                if begin == len(self._taken):
                    self._taken.extend(map(_ENTRIES.decode, entries))
                return Taken(len(self._taken))
            case BuildBase() | BuildOn():
                try:
                    return self._build(request)
                except OSError as error:
                    return NoBase(str(error))
            case OpenBase() | AskBase() | TryBase() | SearchBase():
                try:
                    opened = self._open(request.path)
                except (UnreadableImage, OSError) as error:
                    return NoBase(str(error))
                return _said(opened, request)
            case Sound(texts):
                return Sounds(tuple(map(typed, texts)))
            case _:
                assert_never(request)

    def _build(self, request: BuildBase | BuildOn) -> RobotAnswer:
        if isinstance(request, BuildBase):
            self._building = self._begun(request)
        if self._building is None:
            return NoBase("nothing is being built")
        for step in self._building:
            return BaseBuilding(step)
        self._building = None
        return Taken(len(self._taken))

    def _begun(self, request: BuildBase) -> Building[None]:
        path = Path(request.path)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        for other in path.parent.iterdir():
            if str(other) != request.keep:
                other.unlink()
        entries = tuple(self._taken)
        edition = Edition(request.version, entries, (), request.welcome)
        return write_base(edition, path)

    def _open(self, path: str) -> OpenedBase:
        if path not in self._held:
            self._held[path] = open_base(Path(path))
            for oldest in tuple(self._held)[:-HELD]:
                del self._held[oldest]
        return self._held[path]


def _said(opened: OpenedBase, request: BaseRequest) -> RobotAnswer:
    base = opened.base
    match request:
        case OpenBase():
            welcome = opened.welcome
            return BaseOpened(base.version, base.questions, welcome, opened.welcomed)
        case AskBase(_, questions, at_ms):
            return Replies(tuple(base.reply(each, at_ms) for each in questions))
        case TryBase(_, questions, at_ms):
            return Tries(tuple(base.try_out(each, at_ms) for each in questions))
        case SearchBase(_, wish, at_ms):
            return Hits(base.search(wish, at_ms))


def main(arguments: list[str]) -> int:
    """Serves until the parent is gone."""

    @contextmanager
    def opened() -> Iterator[Handler]:
        yield _Robot()

    return run_child(int(arguments[0]), opened)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
