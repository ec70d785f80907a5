"""`triodesk why SESSION`: where it is, how it came there, and who cannot serve it."""

from __future__ import annotations

import sys
from datetime import tzinfo
from pathlib import Path

from actors.explanation import Explanation
from admin.operator.asking import connect
from admin.operator.command import FAILED
from admin.operator.frames import MAX_SESSION_CHARS, AskWhy, Because, Code, Problem
from admin.operator.phrases import STATES, OperatorPhrase
from admin.operator.wall_clock import wall_ms
from gateway.answers import why_frame
from gateway.client_core.events import RequestAnswered
from gateway.console.json_lines import json_line
from gateway.console.phrases import Words
from gateway.console.speech import Speech
from gateway.console.styled import Line, for_pipe, styled
from gateway.console.why_view import WhyView
from gateway.wire.answer_frames import Why
from runtime.errors import Unavailable


async def why(path: Path, session: str, language: str, *, as_json: bool) -> int:
    """Explains a session of the service whose socket this is; returns the exit code.

    Raises:
        NoService: nobody answers there.
        Unavailable: it, or its store, does not answer now.
        UsageError: the socket cannot be used.
    """
    words = Words(language)
    explanation = await _ask(path, session)
    if explanation is None:
        text = words(OperatorPhrase.NO_SUCH_SESSION, session=session)
        sys.stderr.write(f"triodesk: {text}\n")
        return FAILED
    frame = why_frame(0, explanation)
    if as_json:
        lines = [json_line(RequestAnswered(0, frame))]
    else:
        lines = [for_pipe(line) for line in explained(words, frame, wall_ms())]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


async def _ask(path: Path, session: str) -> Explanation | None:
    """The explanation; None: there is no such session."""
    if not 0 < len(session) <= MAX_SESSION_CHARS:
        return None
    async with connect(path) as line:
        match await line.ask(AskWhy(session)):
            case Because(explanation):
                return explanation
            case Problem(Code.NO_SUCH_SESSION):
                return None
            case Problem(_, text):
                raise Unavailable(f"no explanation now: {text}")
            case _:
                raise Unavailable("no explanation now: it answered something else")


def explained(
    words: Words, why: Why, now_ms: int, zone: tzinfo | None = None
) -> list[Line]:
    """PURE: where it is, what happened, and how its line looks at it now.

    Args:
        words: the reader's language.
        why: what is to be told.
        now_ms: wall time; the date of today is left out.
        zone: the reader's time zone; None is the machine's.
    """
    state = words(OperatorPhrase.NOW_IN, state=words(STATES[why.state]))
    speech = Speech(words, "agent", zone)
    speech.greeted("", now_ms)
    shown = WhyView(words, speech).shown(why)
    return [shown[0], styled(state), *shown[1:]]
