"""Progress of a command that takes a while: one line on a terminal, written over."""

from __future__ import annotations

import sys


def show_progress(text: str) -> None:
    """Shows it on standard error where that is a terminal; "" takes it away."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
