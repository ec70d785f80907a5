"""The guide is shown first until it is put away."""

from __future__ import annotations

from pathlib import Path

import pytest

from actors.accounts.permissions import Role
from tests.admin.house import house

pytestmark = pytest.mark.covers("M1", "M5")
GUIDE = ("Accept-Language", "en")


async def test_who_administers_is_led_to_the_guide_until_it_is_put_away(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as here:
        await here.define("presale")
        ada = await here.hire("ada", Role.ADMIN)
        assert "location: /admin/guide" in (await ada.page("")).head
        shown = await ada.page("/guide", GUIDE)
        assert "Nobody in the group has ever signed in" in shown.text
        served = await ada.ask(
            "PATCH", f"members/{ada.member}", {"groups": ["presale"]}
        )
        assert served.status == 200
        assert "All is ready" in (await ada.page("/guide", GUIDE)).text
        assert "/chat/web?group=presale" in (await ada.page("/guide/try", GUIDE)).text
        away = {"value": False}
        told = await ada.ask("PUT", "rules/default/settings/shows_guide", away)
        assert told.status == 200
        assert "location: /admin/guide" not in (await ada.page("")).head
        assert "Show the guide first again" in (await ada.page("/guide", GUIDE)).text


async def test_who_changes_no_rules_is_not_led_there(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        eve = await here.hire("eve", Role.SUPERVISOR)
        assert "location: /admin/guide" not in (await eve.page("")).head
        assert (await eve.page("/guide")).status == 403
