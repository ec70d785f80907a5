"""`/admin/chitchat`: small talk that came with the product, and one's own (R4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import EntriesFound, ReadEntries
from actors.language import CHINESE, ENGLISH, language_of
from actors.robot.chitchat.chinese import CHINESE_PRESETS
from actors.robot.chitchat.english import ENGLISH_PRESETS
from actors.robot.chitchat.preset import Preset
from admin.api.chitchat import PresetRow, preset_rows
from admin.api.knowledge_answer import known
from admin.operator.chitchat_presets import preset_ids
from admin.pages.frame import Frame, page, principal
from admin.pages.nav import ROOT
from admin.pages.phrases.chitchat import ChitchatPhrase
from admin.rules_office import RulesOffice
from gateway.console.phrases import Words

_PRESETS: Final = {CHINESE: CHINESE_PRESETS, ENGLISH: ENGLISH_PRESETS}
_NO: Final = ("", "")


@dataclass(frozen=True, slots=True)
class ChitchatView:
    """What the page shows; `is_on`: visitors are answered with chit-chat at all."""

    words: Words
    rows: tuple[PresetRow, ...]
    is_on: bool

    def name_of(self, row: PresetRow) -> str:
        """What it is called, in the reader's language."""
        preset = self._preset(row)
        return preset.name if preset else row.name

    def said(self, row: PresetRow) -> tuple[str, str]:
        """What it is asked by, and what it says, in the reader's language."""
        preset = self._preset(row)
        return (" / ".join(preset.utterances[:3]), preset.answers[0]) if preset else _NO

    def _preset(self, row: PresetRow) -> Preset | None:
        by_id = {each.category.value: each for each in _PRESETS[self._language]}
        return by_id.get(row.id)

    @property
    def _language(self) -> str:
        return language_of(self.words.language)


def chitchat_page(
    frame: Frame, office: KnowledgeOffice, rules: RulesOffice
) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        office: of knowledge.
        rules: say whether chit-chat is on.
    """
    routes = Blueprint("chitchat_page", __name__, url_prefix=ROOT)

    @page("Small talk that came with the product.", Permission.EDIT_KNOWLEDGE)
    async def shown() -> Response:
        answer = await office.look(principal(), ReadEntries(preset_ids()))
        rows = preset_rows(known(answer, EntriesFound))
        is_on = rules.rules.of("").settings.manner().has_chitchat
        view = ChitchatView(frame.words(), rows, is_on)
        return frame.render("chitchat.html", view, ChitchatPhrase)

    routes.add_url_rule("/chitchat", view_func=shown)
    return frame.opened(routes)
