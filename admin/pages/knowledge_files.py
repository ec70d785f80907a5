"""`/admin/knowledge/import`: knowledge from spreadsheets, and into them (R3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.permissions import Permission
from admin.knowledge_files import ImportJob, JobState, KnowledgeFiles
from admin.pages.doers import Doers, doers
from admin.pages.frame import Frame, page
from admin.pages.nav import ROOT
from admin.pages.phrases.knowledge_files import FilesPhrase, FilesProblem
from admin.sheet.plan import Verdict
from gateway.console.phrases import Words

_VERDICTS: Final[Mapping[Verdict, tuple[str, FilesPhrase]]] = {
    Verdict.ADDED: ("good", FilesPhrase.ADDED),
    Verdict.CHANGED: ("warning", FilesPhrase.CHANGED),
    Verdict.SAME: ("", FilesPhrase.SAME),
    Verdict.FAULTY: ("danger", FilesPhrase.FAULTY),
}


@dataclass(frozen=True, slots=True)
class FilesView:
    """What the page shows: files, the newest first, and those who sent them."""

    words: Words
    jobs: tuple[ImportJob, ...]
    doers: Doers

    @property
    def is_busy(self) -> bool:
        """Something happens to one of them."""
        return not all(each.is_over for each in self.jobs)

    def state_of(self, job: ImportJob) -> tuple[str, str]:
        """The look and the words of where it stands."""
        phrase = FilesPhrase
        match job.state:
            case JobState.WAITING:
                return "", self.words(phrase.WAITING)
            case JobState.RUNNING:
                busy = phrase.JUDGING if job.is_preview else phrase.IMPORTING
                return "warning", self.words(busy)
            case JobState.FAILED:
                return "danger", self.words(phrase.FAILED)
            case _ if job.is_preview:
                return "", self.words(phrase.JUDGED)
            case _:
                return "good", self.words(phrase.IMPORTED)

    def verdict_of(self, verdict: Verdict) -> tuple[str, str]:
        """The look and the words of what becomes of a row."""
        look, phrase = _VERDICTS[verdict]
        return look, self.words(phrase)

    def can_import(self, job: ImportJob) -> bool:
        """It was looked at, and would change something."""
        figures = job.figures
        is_looked_at = job.is_preview and job.state is JobState.DONE
        return is_looked_at and bool(figures.added or figures.changed)


def knowledge_files_page(
    frame: Frame, files: KnowledgeFiles, accounts: Accounts
) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        files: of the service.
        accounts: know who sent them.
    """
    routes = Blueprint("knowledge_files_page", __name__, url_prefix=ROOT)

    @page("Knowledge from spreadsheets, and into them.", Permission.EDIT_KNOWLEDGE)
    async def shown() -> Response:
        words = frame.words()
        view = FilesView(words, files.jobs(), await doers(accounts, words))
        return frame.render("knowledge_files.html", view, FilesPhrase, FilesProblem)

    routes.add_url_rule("/knowledge/import", view_func=shown)
    return frame.opened(routes)
