"""Who types, and how long others are shown it. Pure.

What is shown ends at its client by itself; but a server that says it again, or with
another time to live, keeps it up. So it counts from the last key.
"""

from __future__ import annotations

from typing import NamedTuple

from loadtest.outcome import Promise, Violation
from loadtest.watching.bounds import TYPING_GONE_SECONDS
from loadtest.watching.notebook import Notebook


class Indicator(NamedTuple):
    """What a client is shown: that somebody types."""

    viewer: str
    session: str
    sender: str


class Typists:
    """All indicators.

    Args:
        notebook: where what is found goes.
    """

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._keys: dict[str, dict[str, float]] = {}
        """Last key, by session and who types."""
        self._shown: dict[Indicator, float] = {}
        """Since when."""
        self._told: dict[Indicator, float] = {}
        """When it was last found broken: from then on it counts anew."""

    def typed(self, sender: str, session: str, now: float) -> None:
        """Somebody presses keys."""
        self._keys.setdefault(session, {})[sender] = now

    def shown(self, indicator: Indicator, now: float, *, is_typing: bool) -> None:
        """A client is shown that somebody types, or no longer."""
        if is_typing:
            self._shown.setdefault(indicator, now)
        elif indicator in self._shown:
            self._notebook.looked(Promise.TYPING_ENDS)
            self._judge(indicator, now)
            self._hide(indicator)

    def went(self, viewer: str) -> None:
        """A client is not connected: it shows nothing."""
        for indicator in [one for one in self._shown if one.viewer == viewer]:
            self._hide(indicator)

    def look(self, now: float) -> None:
        """Judges what is still shown."""
        for indicator in list(self._shown):
            self._judge(indicator, now)

    def forget(self, session: str) -> None:
        """It is over, and everybody has heard so."""
        self._keys.pop(session, None)

    def _judge(self, indicator: Indicator, now: float) -> None:
        keys = self._keys.get(indicator.session, {})
        last = max(
            keys.get(indicator.sender, self._shown[indicator]),
            self._told.get(indicator, 0.0),
        )
        if now - last <= TYPING_GONE_SECONDS:
            return
        who = f"{indicator.sender} in {indicator.session} at {indicator.viewer}"
        expected = f"over {TYPING_GONE_SECONDS:g} s after the last key"
        came = f"shown {now - last:.1f} s after it"
        violation = Violation(now, who, expected, came)
        self._notebook.broken(Promise.TYPING_ENDS, violation)
        self._told[indicator] = now

    def _hide(self, indicator: Indicator) -> None:
        del self._shown[indicator]
        self._told.pop(indicator, None)
