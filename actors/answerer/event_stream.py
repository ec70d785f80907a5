"""PURE: server-sent events, taken in as they come.

Source: WHATWG HTML, 9.2.6 (interpreting an event stream). Only the data of an event is
of interest; its name, id and retry time are read past.
"""

from __future__ import annotations

from typing import Final

MAX_LINE_BYTES: Final = 16 * 1024
"""One event has a few words; what never ends a line is no such stream."""
MAX_STREAM_BYTES: Final = 1024 * 1024
"""Each token comes as an event of some 300 bytes: 3,000 of them."""
_MARK: Final = b"\xef\xbb\xbf"


class EventStream:
    """One stream's reader.

    Attributes:
        fault: what is wrong with the stream, "" = nothing yet; then no more comes.
    """

    def __init__(self) -> None:
        self.fault = ""
        self._rest = b""
        self._taken = 0
        self._data: list[bytes] = []
        self._is_first = True

    def feed(self, chunk: bytes) -> tuple[str, ...]:
        """The data of the events that the chunk completes, in order."""
        self._taken += len(chunk)
        if self._taken > MAX_STREAM_BYTES:
            self.fault = f"expected a stream of at most {MAX_STREAM_BYTES} bytes"
        if self.fault:
            return ()
        *lines, self._rest = _lines(self._rest + chunk)
        if len(self._rest) > MAX_LINE_BYTES:
            self.fault = f"expected lines of at most {MAX_LINE_BYTES} bytes"
            return ()
        return tuple(data for line in lines if (data := self._line(line)) is not None)

    def _line(self, line: bytes) -> str | None:
        if self._is_first:
            self._is_first = False
            line = line.removeprefix(_MARK)
        if not line:
            data, self._data = self._data, []
            return b"\n".join(data).decode("utf-8", "replace") if data else None
        name, _, value = line.partition(b":")
        if name == b"data":
            self._data.append(value.removeprefix(b" "))
        return None


def _lines(text: bytes) -> list[bytes]:
    """Lines end with CR LF, LF or CR; the last one is still open.

    A CR at the end may be half of a CR LF: it waits for what follows.
    """
    held = text[-1:] if text.endswith(b"\r") else b""
    whole = text.removesuffix(held) if held else text
    lines = whole.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    lines[-1] += held
    return lines
