"""PURE: the pages there are, in the order of the menu, and who may open them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from actors.accounts.permissions import Permission, Principal, Role, is_allowed
from admin.pages.phrases.common import Phrase

ROOT: Final = "/admin"
GUIDE: Final = "guide"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu.

    Attributes:
        path: below `ROOT`.
        title: of the page.
        permission: of who may open it.
    """

    path: str
    title: Phrase
    permission: Permission

    @property
    def address(self) -> str:
        """Of the page."""
        return f"{ROOT}/{self.path}"


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that belong together."""

    title: Phrase
    entries: tuple[Entry, ...]


MENU: Final = (
    Section(Phrase.BEGINNING, (Entry(GUIDE, Phrase.GUIDE, Permission.EDIT_RULES),)),
    Section(
        Phrase.NOW,
        (Entry("dashboard", Phrase.DASHBOARD, Permission.SUPERVISE),),
    ),
    Section(
        Phrase.SERVICE,
        (
            Entry("groups", Phrase.GROUPS_PAGE, Permission.READ_RULES),
            Entry("channels", Phrase.CHANNELS_PAGE, Permission.READ_RULES),
            Entry("settings", Phrase.SETTINGS, Permission.READ_RULES),
            Entry("hours", Phrase.HOURS, Permission.READ_RULES),
        ),
    ),
    Section(
        Phrase.ROBOT,
        (
            Entry("knowledge", Phrase.KNOWLEDGE, Permission.EDIT_KNOWLEDGE),
            Entry("chitchat", Phrase.CHITCHAT_PAGE, Permission.EDIT_KNOWLEDGE),
            Entry("trial", Phrase.TRIAL, Permission.EDIT_KNOWLEDGE),
            Entry("robot", Phrase.VERSIONS, Permission.EDIT_KNOWLEDGE),
            Entry("unanswered", Phrase.UNANSWERED, Permission.EDIT_KNOWLEDGE),
            Entry("contributions", Phrase.CONTRIBUTIONS, Permission.EDIT_KNOWLEDGE),
            Entry("news", Phrase.NEWS, Permission.READ_KNOWLEDGE),
            Entry("intents", Phrase.INTENTS, Permission.READ_RULES),
            Entry("flows", Phrase.FLOWS, Permission.READ_RULES),
        ),
    ),
    Section(
        Phrase.PEOPLE,
        (
            Entry("members", Phrase.MEMBERS, Permission.READ_MEMBERS),
            Entry("outbox", Phrase.OUTBOX, Permission.EDIT_MEMBERS),
            Entry("customers", Phrase.CUSTOMERS, Permission.READ_CUSTOMERS),
        ),
    ),
    Section(
        Phrase.HISTORY,
        (
            Entry("records", Phrase.RECORDS, Permission.READ_RECORDS),
            Entry("reports", Phrase.REPORTS, Permission.READ_REPORTS),
        ),
    ),
    Section(
        Phrase.OPERATION,
        (
            Entry("observer", Phrase.OBSERVER, Permission.OBSERVE),
            Entry("webhooks", Phrase.WEBHOOKS, Permission.EDIT_WEBHOOKS),
            Entry("keys", Phrase.KEYS, Permission.EDIT_KEYS),
            Entry("upkeep", Phrase.UPKEEP, Permission.KEEP_DATA),
            Entry("audit", Phrase.AUDIT, Permission.READ_AUDIT),
        ),
    ),
)


def menu_of(who: Principal) -> tuple[Section, ...]:
    """What of the menu somebody may open; agents have the workbench instead (M1)."""
    if who.role is Role.AGENT:
        return ()
    kept = (
        Section(
            section.title,
            tuple(x for x in section.entries if is_allowed(who, x.permission)),
        )
        for section in MENU
    )
    return tuple(section for section in kept if section.entries)
