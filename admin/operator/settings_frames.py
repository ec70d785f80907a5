"""What operators ask of the rules, and are told: part of `admin.operator.frames`."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from actors.accounts.messages import OperationId
from actors.channels.core import Channel
from actors.refusal import Refused
from actors.rules.core import MAX_CHANGES
from actors.rules.messages import Change
from actors.rules.rulebook import Rulebook
from actors.rules.settings import ServiceSettings
from admin.rules_office import RulesVersion


class ReadRules(msgspec.Struct, frozen=True, tag="read_rules"):
    """Asks for the rules: answered by `RulesRead`."""


class AlterRules(msgspec.Struct, frozen=True, tag="alter_rules"):
    """Makes all changes or none: answered by `RulesAltered`; see `ChangeRules`."""

    operation: OperationId
    changes: Annotated[tuple[Change, ...], Meta(max_length=MAX_CHANGES)]
    expected: Annotated[int, Meta(ge=0)] = 0


class ReadVersions(msgspec.Struct, frozen=True, tag="read_versions"):
    """Asks for the versions of the rules after one: answered by `VersionsRead`."""

    after: Annotated[int, Meta(ge=0)] = 0


class ReadGroups(msgspec.Struct, frozen=True, tag="read_groups"):
    """Asks for the skill groups: answered by `GroupsRead`."""


RulesRequest = ReadRules | AlterRules | ReadVersions | ReadGroups


class RulesRead(msgspec.Struct, frozen=True, tag="rules"):
    """The rules: `base` and `channels` are what the configuration says.

    `is_silent`: rules without texts of their own say nothing.
    """

    base: ServiceSettings
    book: Rulebook
    is_silent: bool = False
    channels: tuple[Channel, ...] = ()


class RulesAltered(msgspec.Struct, frozen=True, tag="rules_altered"):
    """In force as this version."""

    version: int


class VersionsRead(msgspec.Struct, frozen=True, tag="versions"):
    """The next few versions, oldest first; fewer than `MAX_VERSIONS`: the last."""

    versions: tuple[RulesVersion, ...]


class GroupRow(msgspec.Struct, frozen=True):
    """A skill group.

    Attributes:
        group: its id.
        name: for people.
        rule: id of the service rule by which it goes.
        members: agents who serve in it, present or not.
        waiting: in its line, those left out who are being asked for at once.
        heir: of one that was deleted: which group takes its visitors, else "".
    """

    group: str
    name: str
    rule: str
    members: int
    waiting: int
    heir: str


class GroupsRead(msgspec.Struct, frozen=True, tag="groups"):
    """All groups, by id."""

    groups: tuple[GroupRow, ...]


class RulesProblem(msgspec.Struct, frozen=True, tag="rules_problem"):
    """A rule refused; nothing has changed by it."""

    refused: Refused


RulesAnswer = RulesRead | RulesAltered | VersionsRead | GroupsRead | RulesProblem
