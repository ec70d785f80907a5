"""Questions that are asked until they are answered, over crashes and kills.

As clients do: under the same operation, so that nothing happens twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from admin.simulation.agenda import Agenda
from admin.simulation.stepped_service import ASK_SECONDS, SteppedService
from runtime.ref import Address

AGAIN_SECONDS: Final = 1.0
"""Before a question is asked again that was answered by an error."""


def ignore(answer: object) -> None:
    """What happens is seen elsewhere."""
    del answer


class Asking:
    """All questions of a day.

    Args:
        service: of whom is asked.
        agenda: of the day.
    """

    def __init__(self, service: SteppedService, agenda: Agenda) -> None:
        self._service = service
        self._agenda = agenda
        self._open: dict[int, Callable[[], None]] = {}
        self._count = 0

    def ask(
        self,
        address: Callable[[], Address[object]],
        command: object,
        on_answer: Callable[[object], None] = ignore,
    ) -> None:
        """Asks now; `on_answer` is called once, with the answer or a refusal."""
        self._count += 1
        number = self._count

        def send() -> None:
            address().request(command, ASK_SECONDS, done)

        def done(answer: object, error: Exception | None) -> None:
            if error is not None:
                self._agenda.at(self._service.now + AGAIN_SECONDS, again)
            elif self._open.pop(number, None) is not None:
                on_answer(answer)

        def again() -> None:
            if number in self._open:
                send()

        self._open[number] = send
        send()

    def ask_again(self) -> None:
        """The process was killed: all that has no answer is asked anew."""
        for send in list(self._open.values()):
            send()

    def operation(self) -> str:
        """An id that no other operation has."""
        self._count += 1
        return f"o{self._count}"
