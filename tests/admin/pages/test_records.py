"""What the pages of records and reports show."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import pytest

from actors.accounts.permissions import Role
from actors.records.figures import Figures
from actors.session.terms import CloseReason
from admin.operator.report_phrases import HEADINGS
from admin.pages.phrases.records import REASONS
from admin.pages.phrases.reports import MEANINGS
from tests.admin.house import Caller, House, house

ENGLISH = ("Accept-Language", "en")
LINK = re.compile(r'href="(/admin/records/[^"]+)"')


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        for number in range(3):
            await one.service.open_session(f"v{number}", nickname=f"<b>n{number}")
        await one.service.until_recorded()
        yield one


async def shown(reader: Caller, path: str) -> str:
    told = await reader.page(path, ENGLISH)
    assert told.status == 200, told.text
    return told.text


@pytest.mark.covers("M8")
async def test_the_list_leads_to_each_session(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    text = await shown(ada, "/records")
    assert text.count("&lt;b&gt;n") == 3
    first = unescape(LINK.findall(text)[0]).removeprefix("/admin")
    one = await shown(ada, first)
    assert "&lt;b&gt;n2" in one
    assert "Nothing was said." in one
    refused = await ada.page("/records/none", ENGLISH)
    assert (refused.status, "There is no" in refused.text) == (404, True)


@pytest.mark.covers("M8")
async def test_what_is_looked_for_narrows_the_list_and_its_exports(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    some = await shown(ada, "/records?visitor=v1&state=open&since=2020-01-01")
    assert len(LINK.findall(some)) == 1
    assert "sessions.csv?language=en&amp;zone=UTC&amp;visitor=v1&amp;from_ms=" in some
    assert "is_open=true" in some
    assert '<details class="more" open>' in some
    none = await shown(ada, "/records?outcome=normal&closed_by=client&stars=5")
    assert "No session fits." in none
    drawn = await shown(ada, "/records?sample=20")
    assert "These 3 were drawn by chance" in drawn
    assert (await ada.page("/records?since=yesterday")).status == 400


@pytest.mark.covers("M8", "M1")
async def test_a_supervisor_sees_the_own_groups_alone(here: House) -> None:
    await here.define("h")
    sue = await here.hire("sue", Role.SUPERVISOR, "h")
    assert "No session fits." in await shown(sue, "/records")
    assert "There were no sessions" in await shown(sue, "/reports")


@pytest.mark.covers("M7")
async def test_a_report_says_what_its_figures_mean(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    text = await shown(ada, "/reports?by=group&figure=waits&within=30")
    assert "Chart: waits" in text
    assert "ended within 30 seconds" in text
    assert '<progress max="' in text
    assert "reports.xlsx?by=group&amp;from_ms=" in text
    bad = await shown(ada, "/reports?since=2026-02-01&until=2026-01-01")
    assert "The end must not be before the begin" in bad


def test_every_figure_and_reason_has_words() -> None:
    assert set(MEANINGS) == set(HEADINGS) == set(Figures.__struct_fields__) - {"rated"}
    assert set(REASONS) == set(CloseReason)
