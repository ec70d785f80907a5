"""PURE: the lists of sessions that an agent asked for last, one of each kind."""

from __future__ import annotations

from gateway.console.follow_up_list import FOLLOW_UPS, follow_up_list
from gateway.console.left_list import LEFT, left_list
from gateway.console.numbered_list import Listed, NumberedList
from gateway.console.phrases import Bilingual, Words
from gateway.console.queue_list import QUEUE, queue_list
from gateway.console.serving_list import SERVING, serving_list
from gateway.console.styled import Line
from gateway.wire.answer_frames import FollowUps, Queue, Sessions
from gateway.wire.reaching_frames import MessagesLeft

ListAnswer = Queue | Sessions | MessagesLeft | FollowUps


class Lists:
    """Each is empty until it was asked for.

    Args:
        words: the reader's language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        kinds = (QUEUE, SERVING, FOLLOW_UPS, LEFT)
        self._lists = {kind.mark: NumberedList(words, kind) for kind in kinds}

    def shown(self, answer: ListAnswer, now_ms: int) -> list[Line]:
        """Takes a list; `now_ms` is the server's clock."""
        listed = self._listed(answer, now_ms)
        return self._lists[listed.kind.mark].shown(listed)

    def _listed(self, answer: ListAnswer, now_ms: int) -> Listed:
        match answer:
            case Queue():
                return queue_list(self._words, answer)
            case Sessions():
                return serving_list(self._words, answer, now_ms)
            case MessagesLeft():
                return left_list(self._words, answer, now_ms)
            case FollowUps():
                return follow_up_list(self._words, answer, now_ms)

    def session(self, name: str) -> str | Bilingual | None:
        """The session on a row, as `q1`, or why there is none; None: no row's name."""
        found = self._lists.get(name[:1])
        number = name[1:]
        return found.session(int(number)) if found and number.isdecimal() else None
