"""PURE: what is said to a process that holds versions of the base, and what it says."""

from __future__ import annotations

from typing import Final

import msgspec

from actors.knowledge.entry import Entry, Welcome
from actors.knowledge.search import Hit, SearchKnowledge
from actors.robot.answer import Question, Reply
from actors.robot.building import Step
from actors.robot.trial import Trial


class OpenBase(msgspec.Struct, frozen=True, tag="open"):
    """Asks that the version in that file be held ready: `BaseOpened`, `NoBase`."""

    path: str


class AskBase(msgspec.Struct, frozen=True, tag="ask"):
    """Asks it at that wall time: `Replies`, or `NoBase`."""

    path: str
    questions: tuple[Question, ...]
    at_ms: int


class TryBase(msgspec.Struct, frozen=True, tag="try"):
    """The same, with the reasons: `Tries`, or `NoBase`."""

    path: str
    questions: tuple[Question, ...]
    at_ms: int


class SearchBase(msgspec.Struct, frozen=True, tag="search"):
    """Looks for entries in it: `Hits`, or `NoBase`."""

    path: str
    wish: SearchKnowledge
    at_ms: int


class TakeEntries(msgspec.Struct, frozen=True, tag="take"):
    """Entries of a version that is to be built, `begin` came before them: `Taken`.

    With 0 another version begins. Each is encoded, as the records have it: nobody
    between them and the builder needs to look at it.
    """

    begin: int
    entries: tuple[bytes, ...]


class BuildBase(msgspec.Struct, frozen=True, tag="build"):
    """Begins to build what was taken and to write it to that file: see `BuildOn`.

    Other files beside it are removed, but for the one to `keep`.
    """

    path: str
    keep: str
    version: int
    welcome: Welcome


class BuildOn(msgspec.Struct, frozen=True, tag="build_on"):
    """Does the next step of a build: `BaseBuilding`, at its end `Taken`; `NoBase`."""


class Sound(msgspec.Struct, frozen=True, tag="sound"):
    """Asks how texts are typed by sound: `Sounds`; whoever asks need not know it."""

    texts: tuple[str, ...]


BaseRequest = OpenBase | AskBase | TryBase | SearchBase
"""Asked of one version."""
RobotRequest = BaseRequest | TakeEntries | BuildBase | BuildOn | Sound


class BaseOpened(msgspec.Struct, frozen=True, tag="opened"):
    """It is ready; `welcomed`: the entries that its welcome card names."""

    version: int
    questions: int
    welcome: Welcome
    welcomed: tuple[Entry, ...]


class NoBase(msgspec.Struct, frozen=True, tag="no_base"):
    """There is no such file, or another format wrote it, or it cannot be written."""

    reason: str


class Replies(msgspec.Struct, frozen=True, tag="replies"):
    """One for each question, in its place."""

    replies: tuple[Reply, ...]


class Tries(msgspec.Struct, frozen=True, tag="tries"):
    """The same of what was tried out."""

    trials: tuple[Trial, ...]


class Hits(msgspec.Struct, frozen=True, tag="hits"):
    """What was found, the best first."""

    hits: tuple[Hit, ...]


class Sounds(msgspec.Struct, frozen=True, tag="sounds"):
    """Of each text, in its place; see `sound.typed`."""

    sounds: tuple[str, ...]


class Taken(msgspec.Struct, frozen=True, tag="taken"):
    """So many entries there are; another number than expected: a process died."""

    entries: int


class BaseBuilding(msgspec.Struct, frozen=True, tag="building"):
    """So far it is."""

    step: Step


RobotAnswer = (
    BaseOpened | NoBase | Replies | Tries | Hits | Sounds | Taken | BaseBuilding
)

ENCODER: Final = msgspec.msgpack.Encoder()
REQUESTS: Final[msgspec.msgpack.Decoder[RobotRequest]] = msgspec.msgpack.Decoder(
    RobotRequest
)
ANSWERS: Final[msgspec.msgpack.Decoder[RobotAnswer]] = msgspec.msgpack.Decoder(
    RobotAnswer
)
