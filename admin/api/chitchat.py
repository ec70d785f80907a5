"""HTTP for chit-chat that came with the product (R4): `/api/v1/knowledge/chitchat`.

GET  /chitchat      what has become of each
POST /chitchat/ID   switches one on or off, or makes it one's own, to be edited
"""

from __future__ import annotations

from typing import Literal

import msgspec
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import Changed, EntriesFound, ReadEntries
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, operation, principal
from admin.api.knowledge_answer import KNOWLEDGE_CODES, known, no_entry
from admin.operator.chitchat_presets import PresetShelf, preset_ids
from runtime.http_app import answer_json, read_json


class PresetRow(msgspec.Struct, frozen=True):
    """One of them; `state`: `preset` as it came, `off`, or `own`."""

    id: str
    name: str
    state: str


class PresetRows(msgspec.Struct, frozen=True):
    """All of them, in the order in which they are asked."""

    presets: tuple[PresetRow, ...]


class PresetAct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST ID`: `on` = as it came; `edit` = entries of one's own, in a category."""

    act: Literal["on", "off", "edit"]


def chitchat_api(door: ApiDoor, office: KnowledgeOffice) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        office: of knowledge.
    """
    desk = _Chitchat(office)
    routes = Blueprint("chitchat", __name__, url_prefix=f"{PREFIX}/knowledge")
    routes.add_url_rule("/chitchat", view_func=desk.listed)
    routes.add_url_rule("/chitchat/<preset>", view_func=desk.switch, methods=["POST"])
    return door.opened(routes)


def preset_rows(answer: EntriesFound) -> tuple[PresetRow, ...]:
    """What has become of each, by those of `preset_ids` that the draft has."""
    return tuple(
        PresetRow(id_, name, state.name.lower())
        for id_, state, name in PresetShelf(answer.entries).rows()
    )


class _Chitchat:
    def __init__(self, office: KnowledgeOffice) -> None:
        self._office = office

    @looking(
        "Chit-chat that came with the product, and what has become of it.",
        Permission.READ_KNOWLEDGE,
        answer=PresetRows,
    )
    async def listed(self) -> Response:
        return answer_json(PresetRows(preset_rows(await self._own())))

    @changing(
        "Switch chit-chat that came with the product, or make it one's own.",
        Permission.EDIT_KNOWLEDGE,
        body=PresetAct,
        answer=Changed,
        codes=KNOWLEDGE_CODES,
    )
    async def switch(self, preset: str) -> Response:
        act = (await read_json(PresetAct)).act
        shelf = PresetShelf((await self._own()).entries)
        if not shelf.has(preset):
            raise no_entry(preset)
        changed = Changed()
        for number, change in enumerate(shelf.changes(preset, act)):
            named = f"{operation()}/{number}"
            answer = await self._office.change(principal(), change, named)
            changed = known(answer, Changed)
        return answer_json(changed)

    async def _own(self) -> EntriesFound:
        answer = await self._office.look(principal(), ReadEntries(preset_ids()))
        return known(answer, EntriesFound)
