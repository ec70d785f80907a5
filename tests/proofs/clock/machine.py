"""The clock that the processes of a service see: libfaketime's, set through a file.

The monotonic clock stays the machine's, as it does when an administrator, or NTP, sets
the clock of a real machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

LIBRARY: Final = "*-linux-gnu/faketime/libfaketimeMT.so.1"
"""Under /usr/lib: Debian's package `libfaketime`."""
NOTICED_SECONDS: Final = 1
"""A process looks at the file so often: at every call it would be far slower."""


class Machine:
    """A clock in a file.

    Args:
        file: to be made.

    Raises:
        FileNotFoundError: there is no libfaketime.
    """

    def __init__(self, file: Path) -> None:
        found = sorted(Path("/usr/lib").glob(LIBRARY))
        if not found:
            msg = "expected libfaketime: install the system package `libfaketime`"
            raise FileNotFoundError(msg)
        self._library = found[0]
        self._file = file
        self.set_clock(0)

    def set_clock(self, seconds: int) -> None:
        """Sets it so far before the true one; less than 0: behind it.

        The file is replaced at once: half a number would be another time.
        """
        new = self._file.with_suffix(".new")
        new.write_text(f"{seconds:+d}\n")
        new.replace(self._file)

    def environment(self) -> Mapping[str, str]:
        """For the processes that are to see it."""
        return {
            "LD_PRELOAD": str(self._library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": str(NOTICED_SECONDS),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_RESET": "1",
        }
