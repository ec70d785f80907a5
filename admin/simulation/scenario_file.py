"""A scenario from its file: TOML, or JSON by its name; examples come along."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from admin.operator.documents import read_document
from admin.simulation.checking import Code, Fault, fault_of, faults_of, unplayed
from admin.simulation.scenario import Scenario
from runtime.errors import UsageError

EXAMPLES: Final = Path(__file__).with_name("examples")
MAX_FAULTS: Final = 20
"""That are told at once: more have one cause."""


class ScenarioRefused(UsageError):
    """A scenario cannot be played; `faults` are why."""

    def __init__(self, source: str, faults: tuple[Fault, ...]) -> None:
        told = [f"{source}: {each}" for each in faults[:MAX_FAULTS]]
        if len(faults) > MAX_FAULTS:
            told.append(f"{source}: and {len(faults) - MAX_FAULTS} more")
        super().__init__("\n".join(told))
        self.faults = faults


def read_scenario(file: Path) -> Scenario:
    """The scenario of a file, which may be the bare name of an example.

    Raises:
        ScenarioRefused: it cannot be read or played; every fault says file, key, what
            was expected and what came.
    """
    found = _found(file)
    if found is None:
        expected = f"a file, or one of {', '.join(examples())}"
        raise ScenarioRefused(
            str(file), (Fault(Code.NO_FILE, "", expected, "no such file"),)
        )
    try:
        document = read_document(found)
    except UsageError as error:
        fault = Fault(Code.NOT_TOML, "", "TOML, or JSON in a .json file", str(error))
        raise ScenarioRefused(str(file), (fault,)) from error
    return scenario_of(document, str(file))


def examples() -> tuple[str, ...]:
    """Names of the scenarios that come along."""
    return tuple(sorted(each.stem for each in EXAMPLES.glob("*.toml")))


def _found(file: Path) -> Path | None:
    if file.is_file():
        return file
    example = EXAMPLES / f"{file}.toml"
    is_bare = len(file.parts) == 1
    return example if is_bare and example.is_file() else None


def scenario_of(document: dict[str, object], source: str) -> Scenario:
    """The scenario that a document says, checked.

    Raises:
        ScenarioRefused: as `read_scenario`; `source` is named.
    """
    if faults := tuple(unplayed(document)):
        raise ScenarioRefused(source, faults)
    try:
        scenario = msgspec.convert(document, Scenario)
    except msgspec.ValidationError as error:
        fault = fault_of(str(error), document)
        raise ScenarioRefused(source, (fault,)) from None
    if faults := faults_of(scenario):
        raise ScenarioRefused(source, faults)
    return scenario
