"""The supervisor: an actor that carries out what `runtime.restart` decides.

Children start in order, the next one when the one before is up; they stop in reverse
order, each within its own time. Work is a plan of steps; while a plan is under way,
exits that it did not cause wait their turn. A supervisor whose children die too often
stops what is left and ends itself: its own supervisor decides, and above the root the
node ends. All of it is control messages and timers, so it runs under any dispatcher.

Source: OTP `supervisor`; serialised incarnations (the next one starts only after the
last one has left nothing behind).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from runtime.actor import HOLD, LATER, Actor
from runtime.cell import Cell
from runtime.child import Backoff, ChildSpec, Intensity, Restart, Strategy, check_specs
from runtime.control import RestartChild
from runtime.errors import SupervisionFailed
from runtime.exits import Crash, ExitReason, Shutdown
from runtime.mailbox import Bound
from runtime.observe import Duty, Event
from runtime.phase import Phase
from runtime.restart import Budget, RestartPlan, delay, is_restarted, plan

_OVERDUE: Final = "overdue"
_PAUSE: Final = "pause"
_GONE: Final = frozenset({Phase.WAITING, Phase.ENDED})


@dataclass(frozen=True, slots=True)
class ChildExit:
    """Control message: an incarnation of a child has ended."""

    cell: Cell
    generation: int
    reason: ExitReason


@dataclass(frozen=True, slots=True)
class ChildStarted:
    """Control message: an incarnation of a child is up."""

    cell: Cell


class ChildRestarted(Event, frozen=True):
    """A supervisor starts a child again."""

    duty: ClassVar[Duty] = Duty.WARNING

    path: str
    reason: str
    delay_seconds: float


class ChildKilled(Event, frozen=True):
    """A child did not stop within its time."""

    duty: ClassVar[Duty] = Duty.WARNING

    path: str
    shutdown_seconds: float


@dataclass(frozen=True, slots=True)
class StopStep:
    """Stop a child and wait until it has ended."""

    name: str


@dataclass(frozen=True, slots=True)
class StartStep:
    """Start a child and wait until it is up."""

    name: str


@dataclass(frozen=True, slots=True)
class PauseStep:
    """Back off."""

    seconds: float


@dataclass(frozen=True, slots=True)
class ExitStep:
    """End the supervisor itself."""

    reason: ExitReason


Step = StopStep | StartStep | PauseStep | ExitStep


@dataclass(frozen=True, slots=True)
class _Tick:
    """Timer message of the supervisor."""

    what: str


class Supervisor(Actor[_Tick]):
    """Static children; see the module's text.

    Args:
        specs: children in start order.
        strategy: who is restarted with a child that ended.
        intensity: how many restarts are allowed for all children together.
        backoff: waits before repeated restarts.

    Attributes:
        strategy: as given.
    """

    def __init__(
        self,
        specs: tuple[ChildSpec, ...],
        strategy: Strategy = Strategy.ONE_FOR_ONE,
        intensity: Intensity = Intensity(),  # noqa: B008 - frozen
        backoff: Backoff = Backoff(),  # noqa: B008 - frozen
    ) -> None:
        check_specs(specs)
        self._specs = {spec.name: spec for spec in specs}
        self.strategy = strategy
        self._budget = Budget(intensity)
        self._backoff = backoff
        self._cells: dict[str, Cell] = {}
        self._generations: dict[str, int] = {}
        self._is_up = False
        self._steps: deque[Step] = deque()
        self._current: Step | None = None
        self._later: deque[ChildExit | RestartChild] = deque()

    def on_start(self) -> object:
        """Starts the children in order; it is up when they are."""
        self._go(tuple(map(StartStep, self._specs)))
        return LATER

    def children(self) -> tuple[Cell, ...]:
        """The cells of the children in start order, for introspection."""
        return tuple(self._cells.values())

    def child(self, name: str) -> Cell | None:
        """The cell of one child, once it was started for the first time."""
        return self._cells.get(name)

    def is_starting(self, cell: Cell) -> bool:
        """A child that was started and is not up yet."""
        return self._current == StartStep(_name(cell))

    @property
    def restarts_left(self) -> int:
        """How many more children may end now before this ends itself."""
        return self._budget.left(self.context.node.clock())

    # --- what children report (called from their cells, so only posted)

    def child_started(self, cell: Cell) -> None:
        """See `runtime.cell.Parent`."""
        self._post(ChildStarted(cell))

    def child_exited(self, cell: Cell, generation: int, reason: ExitReason) -> None:
        """See `runtime.cell.Parent`."""
        self._post(ChildExit(cell, generation, reason))

    def _post(self, message: object) -> None:
        self.context.ref.cell.post(message)

    def on_control(self, message: object) -> None:
        """A child started or ended."""
        match message:
            case ChildExit():
                self._on_exit(message)
            case ChildStarted(cell) if self.is_starting(cell):
                self._advance()
            case RestartChild() if self._is_busy():
                self._later.append(message)
            case RestartChild():
                self._restart(message)
            case _:
                """A start that was not waited for any more."""

    def _on_exit(self, gone: ChildExit) -> None:
        name = _name(gone.cell)
        if self._is_stale(gone):
            return
        if self._current == StopStep(name):
            self.context.cancel_timer(_OVERDUE)
            if self._specs[name].restart is Restart.TEMPORARY:
                self._forget(name)
            self._advance()
        elif self._current is None or self._current == StartStep(name):
            # Dying before it is up counts as a failed restart; what was to be started
            # after it still is.
            self._current = None
            self._decide(gone)
        else:
            self._later.append(gone)

    def _is_stale(self, gone: ChildExit) -> bool:
        """Another incarnation was started since, or none will be."""
        name = _name(gone.cell)
        is_known = self._cells.get(name) is gone.cell
        return not is_known or self._generations[name] != gone.generation

    def _decide(self, gone: ChildExit) -> None:
        name = _name(gone.cell)
        spec = self._specs[name]
        if not is_restarted(spec.restart, gone.reason):
            self._forget(name)
            self._go(())
            return
        earlier = self._budget.spend(self.context.node.clock())
        if earlier is None:
            self._give_up(gone)
            return
        seconds = delay(self._backoff, earlier, self.context.node.random.random())
        self.context.node.events.emit(
            ChildRestarted(gone.cell.path, str(gone.reason), seconds)
        )
        decided = plan(self.strategy, tuple(self._specs), name)
        steps: list[Step] = [StopStep(each) for each in decided.stop]
        if seconds:
            steps.append(PauseStep(seconds))
        self._go([*steps, *self._starts(decided)])

    def _starts(self, decided: RestartPlan) -> list[Step]:
        return [
            StartStep(each)
            for each in decided.start
            if self._specs[each].restart is not Restart.TEMPORARY
        ]

    def _restart(self, wanted: RestartChild) -> None:
        """Stops a child and whom its end touches, and starts them; costs no budget."""
        name = _name(wanted.cell)
        if self._cells.get(name) is not wanted.cell or wanted.cell.phase in _GONE:
            return  # it comes back by itself, or never
        decided = plan(self.strategy, tuple(self._specs), name)
        stops: list[Step] = [StopStep(each) for each in (*decided.stop, name)]
        self._go([*stops, *self._starts(decided)])

    def _forget(self, name: str) -> None:
        """Ends a child for good: whoever asks it learns that."""
        self._cells.pop(name).end()

    def _give_up(self, gone: ChildExit) -> None:
        text = f"{gone.cell.path} ended too often, the last time: {gone.reason}"
        reason = Crash(SupervisionFailed.__name__, text, "")
        self._steps.clear()
        self._go(self._all_down(reason))

    def _all_down(self, reason: ExitReason) -> list[Step]:
        return [*(StopStep(name) for name in reversed(self._specs)), ExitStep(reason)]

    def on_end(self) -> None:
        """Leaves nobody behind when this supervisor itself crashed."""
        for cell in self._cells.values():
            cell.kill()
            cell.end()

    def on_stop(self, reason: ExitReason) -> object:
        """Stops the children in reverse order and then itself."""
        self._steps.clear()
        self._later.clear()
        self.context.cancel_timer(_PAUSE)
        waiting = self._current if isinstance(self._current, StopStep) else None
        self._current = waiting
        steps = self._all_down(reason)
        if waiting is None:
            self._go(steps)
        else:
            self._steps.extend(steps)
        return HOLD

    # --- carrying out a plan

    def _go(self, steps: Sequence[Step]) -> None:
        """Puts steps before those that are left, and goes on."""
        self._steps.extendleft(reversed(steps))
        self._advance()

    def _advance(self) -> None:
        """Takes steps until one must be waited for."""
        self._current = None
        while self._steps:
            step = self._steps.popleft()
            self._current = step
            if self._takes_time(step):
                return
            self._current = None
        while self._later and not self._is_busy():
            waiting = self._later.popleft()
            if isinstance(waiting, RestartChild):
                self._restart(waiting)
            elif not self._is_stale(waiting):
                self._decide(waiting)
        if not self._is_up and not self._is_busy():
            self._is_up = True
            self.context.started()

    def _is_busy(self) -> bool:
        return self._current is not None

    def _takes_time(self, step: Step) -> bool:
        match step:
            case StopStep(name):
                return self._stop_child(name)
            case StartStep(name):
                return self._start_child(name)
            case PauseStep(seconds):
                self.context.start_timer(_PAUSE, seconds, _Tick(_PAUSE))
                return True
            case ExitStep(reason):
                self.context.exit(reason)
                return True

    def _stop_child(self, name: str) -> bool:
        cell = self._cells.get(name)
        if cell is None or cell.phase in _GONE:
            return False
        seconds = self._specs[name].shutdown_seconds
        if seconds is not None:
            self.context.start_timer(_OVERDUE, seconds, _Tick(_OVERDUE))
        cell.stop(Shutdown())
        return True

    def _start_child(self, name: str) -> bool:
        cell = self._cells.get(name)
        if cell is not None and cell.phase not in _GONE:
            return False
        if cell is None:
            spec = self._specs[name]
            path = f"{self.context.path}/{name}"
            cell = Cell(self.context.node, path, spec.start, self, Bound(spec.capacity))
            self._cells[name] = cell
        self._generations[name] = cell.generation
        cell.start_again()
        return True

    def receive(self, message: _Tick) -> object:
        """A timer of a step is due."""
        step = self._current
        if message.what == _PAUSE and isinstance(step, PauseStep):
            self._advance()
        elif message.what == _OVERDUE and isinstance(step, StopStep):
            seconds = self._specs[step.name].shutdown_seconds or 0.0
            cell = self._cells[step.name]
            self.context.node.events.emit(ChildKilled(cell.path, seconds))
            cell.kill()
        return None


def _name(cell: Cell) -> str:
    return cell.path.rpartition("/")[2]
