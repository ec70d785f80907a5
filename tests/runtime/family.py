"""Children under a supervisor, for tests: they note their starts, stops and ends."""

from __future__ import annotations

from runtime.actor import HOLD
from runtime.cell import Cell
from runtime.child import Backoff, ChildSpec, Intensity, Restart, Strategy
from runtime.exits import ExitReason
from runtime.ref import Ref
from runtime.supervisor import Supervisor
from tests.runtime.stage import Fail, Recorder, Say, Stage

QUICK = Backoff(0.1, 1.0)
GENEROUS = Intensity(1_000, 5.0)


class Member(Recorder):
    """`+name` when it starts, `-name` when it is stopped, `.name` at its end."""

    def __init__(self, name: str, log: list[str]) -> None:
        super().__init__(log)
        self.name = name

    def on_start(self) -> object:
        self.log.append(f"+{self.name}")
        return None

    def on_stop(self, reason: ExitReason) -> object:
        self.log.append(f"-{self.name}")
        return None

    def on_end(self) -> None:
        self.log.append(f".{self.name}")


class Stubborn(Member):
    """Wants more time to stop than anybody has, unless told to give in."""

    def on_stop(self, reason: ExitReason) -> object:
        super().on_stop(reason)
        return HOLD

    def receive(self, message: object) -> object:
        if message == Say("give in"):
            self.context.start_timer("end", 0.0, Say("end"))
        if message == Say("end"):
            self.context.exit(reason=self.reason)
        return super().receive(message)

    reason: ExitReason


class Family:
    """A stage with one supervisor at the root and what its children noted."""

    def __init__(
        self,
        *names: str,
        strategy: Strategy = Strategy.ONE_FOR_ONE,
        restart: Restart = Restart.PERMANENT,
        intensity: Intensity = GENEROUS,
        seed: int = 0,
    ) -> None:
        self.log: list[str] = []
        specs = tuple(self.spec(name, restart) for name in names)
        self.begin(specs, strategy, intensity, seed)

    @classmethod
    def of(
        cls,
        *specs: ChildSpec,
        log: list[str],
        strategy: Strategy = Strategy.ONE_FOR_ONE,
        intensity: Intensity = GENEROUS,
    ) -> Family:
        """A family of children of one's own making."""
        family = cls.__new__(cls)
        family.log = log
        family.begin(specs, strategy, intensity, 0)
        return family

    def begin(
        self,
        specs: tuple[ChildSpec, ...],
        strategy: Strategy,
        intensity: Intensity,
        seed: int,
    ) -> None:
        self.stage = Stage(seed)
        self.root = self.stage.root(
            lambda: Supervisor(specs, strategy, intensity, QUICK)
        )

    def spec(self, name: str, restart: Restart = Restart.PERMANENT) -> ChildSpec:
        return member_spec(name, self.log, restart)

    @property
    def supervisor(self) -> Supervisor:
        assert isinstance(self.root.actor, Supervisor)
        return self.root.actor

    def cell(self, name: str) -> Cell:
        cell = self.supervisor.child(name)
        assert cell is not None
        return cell

    def ref(self, name: str) -> Ref[object]:
        return Ref(self.cell(name))

    def fail(self, *names: str) -> None:
        """All of them crash in one go, before the supervisor has a turn."""
        for name in names:
            self.ref(name).tell(Fail())
            self.cell(name).turn()
        self.stage.run()

    def take_log(self) -> list[str]:
        """What was noted since the last look."""
        taken = list(self.log)
        self.log.clear()
        return taken

    def alive(self) -> list[str]:
        """Names of the children that answer."""
        return [
            cell.path.rpartition("/")[2]
            for cell in self.supervisor.children()
            if cell.actor is not None
        ]


def member_spec(
    name: str, log: list[str], restart: Restart = Restart.PERMANENT
) -> ChildSpec:
    return ChildSpec(name, lambda: Member(name, log), restart)


def nested(log: list[str], inner: Intensity, outer: Intensity) -> Family:
    def inside() -> Supervisor:
        return Supervisor(
            (member_spec("x", log), member_spec("y", log)), intensity=inner
        )

    return Family.of(
        member_spec("first", log),
        ChildSpec("inner", inside, shutdown_seconds=None),
        member_spec("last", log),
        log=log,
        intensity=outer,
    )


def inner_ref(family: Family, name: str) -> Ref[object]:
    inside = family.cell("inner").actor
    assert isinstance(inside, Supervisor)
    cell = inside.child(name)
    assert cell is not None
    return Ref(cell)
