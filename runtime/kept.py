"""What a process is made of stays: nobody looks for garbage in it.

Modules are made of many small objects that live as long as the process. The collector
looks at them again and again while they come, and once more when all ends: half a
second of the start and the end of a service, a third of a short command's whole time.

Imports nothing but the collector: it is there before everything else.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept() -> Iterator[None]:
    """What is imported meanwhile is not looked at, nor later, before a full pass."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
