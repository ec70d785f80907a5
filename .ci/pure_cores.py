"""Prints the files of the pure cores, as coverage's `--include` takes them.

The list itself is the import contract `cores` in pyproject.toml: what must touch no
world can be tested completely, so the same modules must reach full branch coverage.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def main() -> None:
    """Writes `actors/*/table.py,runtime/restart.py` and the like to standard output."""
    contracts = tomllib.loads(PROJECT.read_text())["tool"]["importlinter"]["contracts"]
    cores = next(one for one in contracts if one.get("id") == "cores")
    files = (name.replace(".", "/") + ".py" for name in cores["source_modules"])
    sys.stdout.write(",".join(files) + "\n")


if __name__ == "__main__":
    main()
