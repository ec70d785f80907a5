"""Prints what of `requirements.lock` the service itself needs, hashes and all.

The lock has tests', load tests' and builders' packages, too. It says of each for whose
sake it is there (`# via`): what is reached from the project's own dependencies stays.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_ENTRY: Final = re.compile(r"^(?P<name>\S+?)==.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_VIA: Final = re.compile(r"^    # +(?:via +)?(?P<who>[A-Za-z0-9._-]+)$", re.MULTILINE)


def main() -> None:
    """Prints the lock of the service alone."""
    entries = _entries((ROOT / "requirements.lock").read_text())
    needed = _needed(entries, _own())
    sys.stdout.write("".join(entries[name] for name in sorted(needed)))


def _own() -> set[str]:
    """What the project itself asks for, without its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    found = (_NAME.match(each) for each in project["dependencies"])
    return {_plain(each.group()) for each in found if each}


def _entries(lock: str) -> dict[str, str]:
    """Each package's lines, by name."""
    return {_plain(each["name"]): each.group() for each in _ENTRY.finditer(lock)}


def _needed(entries: dict[str, str], own: set[str]) -> set[str]:
    """These, and what is there for their sake."""
    found: set[str] = set()
    more = own & entries.keys()
    if missing := own - entries.keys():
        raise SystemExit(f"expected in requirements.lock: {', '.join(sorted(missing))}")
    while more:
        found |= more
        more = {
            name
            for name, lines in entries.items()
            if name not in found
            and found & {_plain(each["who"]) for each in _VIA.finditer(lines)}
        }
    return found


def _plain(name: str) -> str:
    """As PEP 503 has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
