"""`/admin/chitchat`: small talk that came with the product, and one's own (R4)."""

from __future__ import annotations

from dataclasses import dataclass

from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import EntriesFound, ReadEntries
from actors.language import CHINESE, ENGLISH
from actors.robot.chitchat.chinese import CHINESE_PRESETS
from actors.robot.chitchat.english import ENGLISH_PRESETS
from admin.api.chitchat import PresetRow, preset_rows
from admin.api.knowledge_answer import known
from admin.operator.chitchat_presets import preset_ids
from admin.pages.frame import Frame, page, principal
from admin.pages.nav import ROOT
from admin.pages.phrases.chitchat import ChitchatPhrase
from admin.rules_office import RulesOffice
from gateway.console.phrases import Words


@dataclass(frozen=True, slots=True)
class ChitchatView:
    """What the page shows; `is_on`: visitors are answered with chit-chat at all."""

    words: Words
    rows: tuple[PresetRow, ...]
    is_on: bool

    def said(self, row: PresetRow) -> tuple[str, str]:
        """What it is asked by, and what it says, in the reader's language."""
        by_language = {CHINESE: CHINESE_PRESETS, ENGLISH: ENGLISH_PRESETS}
        presets = by_language.get(self.words.language[:2], ENGLISH_PRESETS)
        for each in presets:
            if each.category.value == row.id:
                return " / ".join(each.utterances[:3]), each.answers[0]
        return "", ""


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
