"""Watching: `Down` comes exactly once per incarnation that was watched."""

from __future__ import annotations

import pytest

from runtime.control import Down
from runtime.exits import Crash, ExitReason, Killed, NoProc, Normal, Shutdown
from runtime.ref import Ref
from tests.runtime.stage import Broken, Fail, Recorder, Say, Stage


class Watcher(Recorder):
    """Watches `target` when told to, and notes what ends."""

    def __init__(self, target: Ref[object], log: list[str]) -> None:
        super().__init__(log)
        self.target = target
        self.downs: list[ExitReason] = []

    def receive(self, message: object) -> object:
        if message == Say("watch"):
            self.context.watch(self.target)
            return None
        return super().receive(message)

    def on_down(self, down: Down) -> None:
        assert down.path == self.target.cell.path
        self.log.append(f"down {type(down.reason).__name__}")


def watched(stage: Stage) -> tuple[Ref[object], Ref[object], list[str]]:
    """A target that runs, and a watcher of it."""
    log: list[str] = []
    target = stage.recorder([], "/target")
    target.tell(Say("x"))
    watcher = Ref[object](stage.cell(lambda: Watcher(target, log), path="/watcher"))
    watcher.tell(Say("watch"))
    stage.run()
    return target, watcher, log


@pytest.mark.parametrize("how", ["crash", "stop", "kill", "finish"])
def test_down_tells_how_it_ended_once(how: str) -> None:
    stage = Stage()
    target, watcher, log = watched(stage)
    watcher.tell(Say("watch"))
    stage.run()
    match how:
        case "crash":
            target.tell(Fail())
        case "stop":
            target.cell.stop(Shutdown())
        case "kill":
            target.cell.kill()
        case _:
            target.cell.finishing = True
            target.tell(Say("last"))
    stage.run()
    names = {"crash": Crash, "stop": Shutdown, "kill": Killed, "finish": Normal}
    assert log == [f"down {names[how].__name__}"]


def test_the_next_incarnation_is_watched_only_when_asked_for() -> None:
    stage = Stage()
    stage.restarts = True
    target, watcher, log = watched(stage)
    for _ in range(3):
        target.tell(Fail())
        stage.run()
    assert log == ["down Crash"]
    watcher.tell(Say("watch"))
    stage.run()
    target.tell(Fail())
    stage.run()
    assert log == ["down Crash", "down Crash"]


def test_watching_what_has_ended_answers_at_once() -> None:
    stage = Stage()
    target, watcher, log = watched(stage)
    target.tell(Fail())
    stage.run()
    log.clear()
    watcher.tell(Say("watch"))
    stage.run()
    assert log == ["down Crash"], "between two incarnations"
    target.cell.end()
    watcher.tell(Say("watch"))
    stage.run()
    assert log == ["down Crash", "down Crash"]


def test_watching_what_never_lived() -> None:
    stage = Stage()
    log: list[str] = []
    nobody = stage.node.nowhere("x/1")
    watcher = Ref[object](stage.cell(lambda: Watcher(nobody, log)))
    watcher.tell(Say("watch"))
    stage.run()
    assert log == [f"down {NoProc.__name__}"]


def test_down_overtakes_the_mail() -> None:
    stage = Stage()
    target, watcher, log = watched(stage)
    watcher.tell(Say("mail"))
    target.cell.kill()
    stage.run()
    assert log == ["down Killed", "mail"]


def test_a_watcher_that_ended_hears_nothing_and_harms_nobody() -> None:
    stage = Stage()
    target, watcher, log = watched(stage)
    watcher.cell.end()
    target.tell(Fail())
    stage.run()
    assert log == []
    assert [path for path, _ in stage.exits] == ["/target"]


def test_the_watchers_next_incarnation_has_not_asked() -> None:
    stage = Stage()
    stage.restarts = True
    target, watcher, log = watched(stage)
    watcher.tell(Fail())
    stage.run()
    target.cell.kill()
    stage.run()
    assert log == []


def test_an_on_down_that_raises_crashes_the_watcher() -> None:
    class Sensitive(Watcher):
        def on_down(self, down: Down) -> None:
            raise Broken

    stage = Stage()
    target = stage.recorder([], "/target")
    watcher = Ref[object](stage.cell(lambda: Sensitive(target, []), path="/watcher"))
    watcher.tell(Say("watch"))
    stage.run()
    target.tell(Fail())
    stage.run()
    assert [path for path, _ in stage.exits] == ["/target", "/watcher"]
