"""The pages of service rules show what is in force, and for whom."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from actors.accounts.permissions import Role
from actors.channels.core import Channel
from admin.pages.channels import ChannelForm
from gateway.console.phrases import ENGLISH as LANGUAGE
from gateway.console.phrases import Words
from tests.admin.house import House, house

pytestmark = pytest.mark.covers("M2", "M3", "M4", "M5")
ENGLISH = ("Accept-Language", "en")
CHANGING = re.compile(
    r'<[^>]+hx-(?:put|patch|delete)="/api/v1/(?:rules/|groups/[^"/]+"|robot/)[^>]+>'
)
"""Forms and buttons that change the rules."""
DAY = [{"opens": "22:00", "closes": "02:00"}]


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def test_who_is_touched_is_said_before_anything_is_saved(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await here.service.open_session("v", "g")
    await here.service.until_waiting("g", 1)
    shown = await ada.page("/settings", ENGLISH)
    assert "holds at once for: G, also for 1 who wait now" in shown.text
    await ada.post("rules", {"name": "Night"})
    other = await ada.page("/settings?rule=night", ENGLISH)
    assert "(no group yet), also for 0" in other.text
    assert "wrap_up_seconds" not in other.text, "it is the whole desk's"
    await ada.post("groups", {"name": "Heir"})
    groups = await ada.page("/groups", ENGLISH)
    assert "1 waiting here go on" in groups.text


async def test_what_is_changed_is_marked_and_can_be_put_back(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    back = 'hx-delete="/api/v1/rules/default/settings/max_waiting"'
    before = await ada.page("/settings", ENGLISH)
    assert back not in before.text
    for told in ("0 to 366 days", "above 0, up to 366 days", "up to 500 characters"):
        assert f"range {told}" in before.text
    assert "up to 64" not in before.text, "a group is chosen"
    await ada.ask("PUT", "rules/default/settings/max_waiting", {"value": 3})
    assert back in (await ada.page("/settings")).text
    texts = await ada.page("/settings/prompts", ENGLISH)
    assert '"StaffName": "Ann"' in texts.text
    missing = await ada.page("/settings?rule=none")
    assert missing.status == 404


async def test_forms_say_which_rules_they_were_made_of(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    for path, body in (("rules", {"name": "Night"}), ("groups", {"name": "Day"})):
        assert (await ada.post(path, body)).status == 200
    intent = {"id": "buy", "name": "Buys", "utterances": ["I buy"]}
    version = (await ada.post("robot/intents", intent)).json["version"]
    assert isinstance(version, int)
    pages = "settings", "settings?rule=night", "settings/prompts", "groups", "intents"
    for page in pages:
        shown = (await ada.page(f"/{page}", ENGLISH)).text
        changes = CHANGING.findall(shown)
        assert changes, page
        for change in changes:
            assert f'data-expected="{version}"' in change, (page, change)
    stale = f"rules/default/settings/max_waiting?expected={version - 1}"
    assert (await ada.ask("PUT", stale, {"value": 3})).code == "wrong_state"


async def test_a_calendar_shows_what_is_worked(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    hours = {
        "is_on": True,
        "time_zone": "Europe/Berlin",
        "week": {"saturday": DAY, "sunday": []},
        "holidays": [{"name": "Rest & Fest", "first": "2026-03-30"}],
    }
    assert (await ada.ask("PUT", "rules/default/hours", hours)).status == 200
    page = (await ada.page("/hours?month=2026-03", ENGLISH)).text
    *_, sunday = page.partition('id="day-2026-03-29"')
    sunday, _, monday = sunday.partition('id="day-2026-03-30"')
    assert "00:00–02:00" in sunday
    assert "clocks change by 60 min" in sunday
    monday = monday.partition("</td>")[0]
    assert "Rest &amp; Fest" in monday
    assert "closed" in monday
    assert "month=2026-02" in page
    assert "month=2026-04" in page
    assert (await ada.page("/hours?month=2026-13")).status == 400


async def test_who_may_only_look_is_shown_no_form(here: House) -> None:
    await here.define("g")
    eve = await here.hire("eve", Role.SUPERVISOR, "g")
    for path in ("/groups", "/settings", "/settings/prompts", "/hours"):
        shown = await eve.page(path)
        assert shown.status == 200
        assert "/api/v1/" not in shown.text, path


async def test_a_channel_says_how_visitors_come(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await here.define("presale")
    draft = {"id": "shop", "key": "s", "group": "presale", "color": "#e91e63"}
    assert (await ada.post("channels", draft)).status == 200
    listed = await ada.page("/channels?text=SHOP", ENGLISH)
    assert 'id="channel-shop"' in listed.text
    assert 'id="channel-web"' not in listed.text
    one = (await ada.page("/channels/shop", ENGLISH)).text
    link = re.search(r"(http://[^<]+)/chat/s<", one)
    assert link
    tag = f'src="{link[1]}/widget.js" data-channel="s" data-color="#e91e63" async'
    assert tag in html.unescape(one)
    assert "secret of shop" in one
    eve = await here.hire("eve", Role.SUPERVISOR, "presale")
    looked = (await eve.page("/channels/shop")).text
    assert "secret of shop" not in looked
    assert "/api/v1/" not in looked
    assert (await ada.page("/channels/none")).status == 404


def test_a_flow_is_chosen_of_those_in_force_or_stays() -> None:
    form = ChannelForm(Words(LANGUAGE), (), 1, (("ask", "Ask first"),))
    kept = Channel(id="c", group="g", entry="flow", flow="old")
    none, ask = ("", "No flow"), ("ask", "Ask first")
    assert form.flows_for(kept) == (none, ("old", "old"), ask)
    asked = Channel(id="c", group="g", entry="flow", flow="ask")
    assert form.flows_for(asked) == (none, ask)
