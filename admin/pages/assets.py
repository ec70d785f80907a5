"""What the pages of administration load: built from `admin/web/panel`."""

from __future__ import annotations

from typing import Final

from admin.web.pages import BUILT
from gateway.web.assets import Assets

PANEL_BUILT: Final = BUILT / "panel"


def panel_assets() -> Assets:
    """What was built; nothing, where nothing was built yet."""
    return Assets.load(PANEL_BUILT)
