"""PURE: what an agent of a day has in hand, and how his time adds up, whoever plays."""

from __future__ import annotations

from admin.simulation.scenario import Team
from admin.simulation.story import Duty


class Workday:
    """One agent's day so far.

    Args:
        agent: his id.
        team: of his.
        now_ms: when it begins.

    Attributes:
        declined, missed, lost: as in his `Duty`; whoever plays him counts them.
    """

    def __init__(self, agent: str, team: Team, now_ms: int = 0) -> None:
        self.declined = self.missed = self.lost = 0
        self._agent = agent
        self._team = team
        self._serving: dict[str, float] = {}
        self._unfinished: list[str] = []
        self._since_ms = now_ms
        self._present_ms = self._busy_ms = self._slot_ms = 0
        self._served = 0

    @property
    def is_serving(self) -> bool:
        """At least one session is his."""
        return bool(self._serving)

    def account(self, now_ms: int, *, is_present: bool) -> None:
        """Books the time since something last changed; called before each change."""
        spent_ms, self._since_ms = now_ms - self._since_ms, now_ms
        served = len(self._serving)
        self._present_ms += spent_ms if is_present else 0
        self._busy_ms += spent_ms if served else 0
        self._slot_ms += spent_ms * served

    def serve(self, session: str, due: float) -> None:
        """It is his, and done at `due`, by the clock of whoever plays him."""
        self._served += 1
        self._serving[session] = due

    def let_go(self, session: str) -> None:
        """It is his no more."""
        self._serving.pop(session, None)

    def may_close(self, session: str, due: float, *, is_connected: bool) -> bool:
        """Whether he ends it, now that it is `due`.

        Not if it has left him since; without a connection he ends it later.
        """
        is_his = self._serving.get(session) == due
        if is_his and not is_connected:
            self._unfinished.append(session)
        return is_his and is_connected

    def take_unfinished(self) -> list[str]:
        """What he is to end now that he is connected again, in the order of time."""
        unfinished, self._unfinished = self._unfinished, []
        return unfinished

    def duty(self) -> Duty:
        """As it was accounted last."""
        return Duty(
            self._agent,
            self._team.id,
            self._team.capacity,
            self._present_ms,
            self._busy_ms,
            self._slot_ms,
            self._served,
            self.declined,
            self.missed,
            self.lost,
        )
