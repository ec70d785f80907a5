"""PURE: the intents of a shop, as they are in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from actors.intents.intent import Intent

if TYPE_CHECKING:
    from actors.intents.recogniser import Recognised, Recogniser


class Meant(msgspec.Struct, frozen=True):
    """What a message means, and how sure that is."""

    intent: Intent
    confidence: float


class ShopIntents:
    """Reads all utterances once, which takes 50 ms for 1,000; it never changes."""

    __slots__ = ("_by_id", "_recogniser", "intents")

    def __init__(self, intents: tuple[Intent, ...]) -> None:
        self.intents = intents
        self._by_id = {each.id: each for each in intents}
        self._recogniser = _recogniser(intents) if intents else None

    def meant(self, text: str) -> Meant | None:
        """The intent of a message, or None; a shop without intents pays nothing."""
        if self._recogniser is None:
            return None
        found = self._recogniser.recognise(text)
        return Meant(self._by_id[found.entry], found.confidence) if found else None

    def rank(self, text: str, limit: int) -> tuple[Recognised, ...]:
        """The intents that a message resembles, the likeliest first."""
        found = self._recogniser
        return found.rank(text, limit) if found is not None else ()


def _recogniser(intents: tuple[Intent, ...]) -> Recogniser:
    # Arrays and the sounds of characters take 0.4 s and 50 MB. Every process that knows
    # of rules would pay that: each command and child, and shops without intents.
    from actors.intents.recogniser import Recogniser  # noqa: PLC0415

    return Recogniser(intents)


NO_INTENTS: Final = ShopIntents(())
