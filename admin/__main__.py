"""`triodesk`, which is `python -m admin`: the command line, quickly there and gone."""

from __future__ import annotations

import gc
import sys

from runtime.kept import kept


def main() -> int:
    """The entry point of the console script."""
    with kept():
        from admin import cli  # noqa: PLC0415 - not before
    try:
        return cli.main()
    finally:
        gc.freeze()  # what is there goes with the process, unseen


if __name__ == "__main__":
    sys.exit(main())
