"""HTTP for what visitors want (R12): the routes below `/api/v1/robot/intents`.

GET    /           all of them
POST   /           adds one, whose id is free
PUT    /ID         there is this one
DELETE /ID
POST   /presets    takes over those that come with the product and are not there
POST   /trials     which of them a text means
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.intents.intent import Intent
from actors.intents.presets import PRESETS, both_presets
from actors.refusal import Refused, Rule
from actors.row_number import RowNumber
from actors.rules.messages import DropIntent, PutIntent
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, operation, principal
from admin.api.rule_acts import Altered, Expected, RuleActs
from admin.intent_batches import batches
from admin.rules_office import RulesOffice
from admin.rules_problems import NOT_FOUND, RULE_CODES, found, ruled
from runtime.http_app import answer_json, read_json

TRIED: Final = 5
"""Intents that a text is told to resemble."""
Text = Annotated[str, Meta(min_length=1, max_length=2_000)]
Lines = tuple[str, ...]
_CODES: Final = (NOT_FOUND, *RULE_CODES)


class IntentBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `PUT ID`; see `Intent`."""

    name: str
    utterances: Lines
    words: Lines = ()
    patterns: Lines = ()
    priority: RowNumber = 0


class IntentCard(IntentBody, frozen=True, forbid_unknown_fields=True):
    """An intent, and its id."""

    id: str = ""


class IntentsSheet(msgspec.Struct, frozen=True):
    """All intents, by id, at a version of the rules."""

    version: int
    intents: tuple[IntentCard, ...]


class PresetsBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST presets`; "" = as both languages say it."""

    language: Literal["", "zh", "en"] = ""


class IntentTrialBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST trials`: what a visitor writes."""

    text: Text


class MeantIntent(msgspec.Struct, frozen=True):
    """An intent that a text may mean; `by`: the key word or pattern that names it."""

    id: str
    name: str
    confidence: float
    by: str = ""


class MeantIntents(msgspec.Struct, frozen=True):
    """The likeliest first; `meant`: it is taken for the first one."""

    intents: tuple[MeantIntent, ...]
    meant: bool


def intents_api(door: ApiDoor, rules: RulesOffice) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        rules: have the intents.
    """
    desk = _Intents(rules)
    routes = Blueprint("intents", __name__, url_prefix=f"{PREFIX}/robot/intents")
    routes.add_url_rule("", view_func=desk.listed)
    routes.add_url_rule("", view_func=desk.add, methods=["POST"])
    routes.add_url_rule("/<intent>", view_func=desk.put, methods=["PUT"])
    routes.add_url_rule("/<intent>", view_func=desk.drop, methods=["DELETE"])
    routes.add_url_rule("/presets", view_func=desk.take_over, methods=["POST"])
    routes.add_url_rule("/trials", view_func=desk.try_out, methods=["POST"])
    return door.opened(routes)


def meant_intents(rules: RulesOffice, text: str) -> MeantIntents:
    """What a text means to the service now."""
    book = rules.rules
    named = {each.id: each.name for each in book.book.intents}
    ranked = book.intents.rank(text, TRIED)
    shown = (
        MeantIntent(each.entry, named.get(each.entry, ""), each.confidence, each.by)
        for each in ranked
    )
    return MeantIntents(tuple(shown), meant=book.intents.meant(text) is not None)


class _Intents(RuleActs):
    @looking("All intents.", Permission.READ_RULES, answer=IntentsSheet)
    async def listed(self) -> Response:
        book = self.office.rules.book
        cards = (
            IntentCard(**msgspec.structs.asdict(each))
            for each in sorted(book.intents, key=lambda one: one.id)
        )
        return answer_json(IntentsSheet(book.version, tuple(cards)))

    @changing(
        "Add an intent.",
        Permission.EDIT_RULES,
        query=Expected,
        body=IntentCard,
        answer=Altered,
        codes=_CODES,
    )
    async def add(self) -> Response:
        card = await read_json(IntentCard)
        if any(each.id == card.id for each in self.office.rules.book.intents):
            text = f"expected an id that is free, got {card.id!r}"
            ruled(Refused(Rule.ID_CONFLICT, text))
        return await self.alter(PutIntent(Intent(**msgspec.structs.asdict(card))))

    @changing(
        "Put an intent, in place of the one that there is.",
        Permission.EDIT_RULES,
        query=Expected,
        body=IntentBody,
        answer=Altered,
        codes=_CODES,
    )
    async def put(self, intent: str) -> Response:
        body = await read_json(IntentBody)
        return await self.alter(
            PutIntent(Intent(intent, *msgspec.structs.astuple(body)))
        )

    @changing(
        "Delete an intent.",
        Permission.EDIT_RULES,
        query=Expected,
        answer=Altered,
        codes=_CODES,
    )
    async def drop(self, intent: str) -> Response:
        known = {each.id: each for each in self.office.rules.book.intents}
        found(known.get(intent), f"intent {intent!r}")
        return await self.alter(DropIntent(intent))

    @changing(
        "Take over the intents of a shop that are not there yet.",
        Permission.EDIT_RULES,
        body=PresetsBody,
        answer=Altered,
        codes=_CODES,
    )
    async def take_over(self) -> Response:
        language = (await read_json(PresetsBody)).language
        there = {each.id for each in self.office.rules.book.intents}
        presets = PRESETS.get(language) or both_presets()
        new = [PutIntent(each) for each in presets if each.id not in there]
        if not new:
            found(None, "preset that is not there already")
        version = 0
        for number, changes in enumerate(batches(new)):
            named = f"{operation()}/{number}"
            made = self.office.alter(changes, principal(), named)
            version = ruled(await made)
        return answer_json(Altered(version))

    @changing(
        "Which intents a text means.",
        Permission.READ_RULES,
        body=IntentTrialBody,
        answer=MeantIntents,
    )
    async def try_out(self) -> Response:
        text = (await read_json(IntentTrialBody)).text
        return answer_json(meant_intents(self.office, text))
