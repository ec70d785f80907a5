"""What operators ask of the rules, and are told: part of `admin.operator.frames`."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from actors.accounts.messages import OperationId
from actors.refusal import Refused
from actors.rules.core import MAX_CHANGES
from actors.rules.messages import Change
from actors.rules.rulebook import Rulebook
from actors.rules.settings import ServiceSettings

MAX_VERSIONS = 50
"""In one answer; each has at most `MAX_CHANGES` changes."""


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


RulesRequest = ReadRules | AlterRules | ReadVersions


class RulesRead(msgspec.Struct, frozen=True, tag="rules"):
    """The rules: `base` is what the configuration says.

    `is_silent`: rules without texts of their own say nothing.
    """

    base: ServiceSettings
    book: Rulebook
    is_silent: bool = False


class RulesAltered(msgspec.Struct, frozen=True, tag="rules_altered"):
    """In force as this version."""

    version: int


class RulesVersion(msgspec.Struct, frozen=True):
    """Who made what of the rules, when (wall time)."""

    version: int
    at_ms: int
    by: str
    changes: tuple[Change, ...]


class VersionsRead(msgspec.Struct, frozen=True, tag="versions"):
    """The next few versions, oldest first; fewer than `MAX_VERSIONS`: the last."""

    versions: tuple[RulesVersion, ...]


class RulesProblem(msgspec.Struct, frozen=True, tag="rules_problem"):
    """A rule refused; nothing has changed by it."""

    refused: Refused


RulesAnswer = RulesRead | RulesAltered | VersionsRead | RulesProblem
