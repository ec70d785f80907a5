"""How somebody looks at a page: language, theme, size of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["zh-CN", "en"]
Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Look:
    """What a browser tells pages about who uses it; sizes in CSS pixels."""

    language: Language = "en"
    theme: Theme = "light"
    width: int = 420
    height: int = 720
    is_phone: bool = False

    @property
    def name(self) -> str:
        """Names it in file names."""
        device = "phone" if self.is_phone else "desktop"
        return f"{self.language}-{self.theme}-{device}"


USUAL: Final = Look()
PHONE: Final = Look(width=360, height=640, is_phone=True)
DESKTOP: Final = Look(width=1280, height=800)
