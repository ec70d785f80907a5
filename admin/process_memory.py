"""How much memory a process uses."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal


def resident_bytes(process: int | Literal["self"] = "self") -> int:
    """Memory of a process that is in use, without the kernel's for its sockets.

    Raises:
        OSError: there is no such process.
    """
    pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
