"""Holds a talk: events and input go into the model, lines and actions come out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Protocol

import msgspec
import trio

from gateway.client import Conversation, Refused, StoppedByServer
from gateway.client_core.events import (
    ClientEvent,
    MessageConfirmed,
    Stopped,
)
from gateway.client_core.outbox import OutboxFull
from gateway.console.commands import Say, parse
from gateway.console.console import Console, Edited, Ended, Entered, Input, Switched
from gateway.console.face import Face
from gateway.console.file_phrases import FilePhrase
from gateway.console.file_saving import save_file
from gateway.console.file_sending import send_file
from gateway.console.json_lines import Posted
from gateway.console.link_view import stop_reason
from gateway.console.phrases import Phrase, Words
from gateway.console.speech import refusal
from gateway.console.styled import Style, styled
from gateway.console.turn import (
    Action,
    GiveUp,
    Leave,
    Parting,
    PostText,
    Request,
    SaveFile,
    SendFile,
    Turn,
)
from gateway.console.visitor_requests import OpenSession
from gateway.wire.codes import ErrorCode
from gateway.wire.terms import MAX_TEXT_CHARS
from runtime.errors import AskTimeout, Unavailable, UsageError

_TICK_SECONDS = 1.0
"""Countdowns are shown in seconds."""


class Farewell(msgspec.Struct, frozen=True):
    """How a talk ended: the exit code, and what to say on standard error."""

    code: int = 0
    reason: str = ""


class Client(Protocol):
    """What visitor and agent do through the SDK."""

    def events(self) -> AsyncIterator[ClientEvent]:
        """What happens."""
        ...

    def session(self, session: str) -> Conversation:
        """A session by its id."""
        ...

    async def ask(self, request: Request) -> None:
        """Does what was asked for.

        Raises:
            Refused, AskTimeout, TooManyRequests, UsageError, StoppedByServer: see
                `gateway.client.Agent`.
        """
        ...

    def command(self, request: Request) -> str:
        """The command that a request came from."""
        ...

    def farewell(self, request: Request, code: int) -> Farewell | None:
        """How the talk ends when a request is refused; None: it goes on."""
        ...


class Talk:
    """One client at work.

    Args:
        console: what it is held through.
        face: the model.
        client: the SDK's side.
        words: in whose language.
        keeps_messages: unconfirmed ones outlive this process.
        has_account: the user has signed in with one.
    """

    def __init__(
        self,
        console: Console,
        face: Face,
        client: Client,
        words: Words,
        *,
        keeps_messages: bool,
        has_account: bool = False,
    ) -> None:
        self._console = console
        self._face = face
        self._client = client
        self._words = words
        self._keeps_messages = keeps_messages
        self._has_account = has_account
        self._farewell: Farewell | None = None
        self._running = trio.CancelScope()
        self._requests = 0
        self._lost_files = 0
        self._uploads: dict[str, set[trio.Event]] = {}
        """By session, the files on their way, which parting must not overtake."""
        self._is_leaving = False

    async def run(self, begin: Iterable[Action]) -> Farewell:
        """Holds the talk, which begins with these actions, until its end."""
        async with trio.open_nursery() as nursery:
            self._running = nursery.cancel_scope
            self._refresh()
            for action in begin:
                self._do(nursery, action)
            nursery.start_soon(self._follow, nursery)
            nursery.start_soon(self._listen, nursery)
            nursery.start_soon(self._tick)
            self._end(Farewell(await self._console.write()))
        return self._farewell or Farewell()

    async def _follow(self, nursery: trio.Nursery) -> None:
        async for event in self._client.events():
            if isinstance(event, Stopped):
                self._console.tell(event, ())
                account = self._has_account
                reason = stop_reason(self._words, event, has_account=account)
                self._end(Farewell(1, reason))
                return
            now = trio.current_time()
            is_composing = self._console.is_composing
            turn = self._face.happened(event, now, is_composing=is_composing)
            lines = list(turn.lines)
            if not self._console.is_interactive:
                lines += self._face.aside(event)
            self._console.tell(event, lines)
            self._act(nursery, turn)
            # The message itself follows its confirmation: it is shown before we go.
            if not isinstance(event, MessageConfirmed):
                self._leave_when_done()
            await self._console.wait_room()

    async def _listen(self, nursery: trio.Nursery) -> None:
        while True:
            given = await self._console.next_input()
            self._take(nursery, given)
            self._refresh()
            if isinstance(given, Ended) and not self._console.is_interactive:
                return

    def _take(self, nursery: trio.Nursery, given: Input) -> None:
        match given:
            case Entered(text):
                if not text.strip() and not self._console.is_interactive:
                    return  # an empty line of a file is nobody's wish
                self._answer(nursery, self._face.entered(text))
            case Switched():
                self._answer(nursery, self._face.switched())
            case Edited(text):
                self._show_typing(text)
            case Ended():
                self._leave()

    def _answer(self, nursery: trio.Nursery, turn: Turn) -> None:
        self._console.notice(turn.lines)
        self._act(nursery, turn)

    def _show_typing(self, text: str) -> None:
        session = self._face.typing_session
        if session is not None:
            is_typing = isinstance(parse(text), Say)
            # A command is nobody's business, a half-typed one neither.
            preview = text if is_typing else ""
            self._client.session(session).typing(is_typing=is_typing, preview=preview)

    async def _tick(self) -> None:
        while True:
            await trio.sleep(_TICK_SECONDS)
            if self._face.is_counting:
                self._refresh()

    def _refresh(self) -> None:
        """Shows what there is; a person who sits there has read it (V2)."""
        if self._console.is_interactive:
            session = self._face.typing_session
            if session is not None:
                self._client.session(session).read()
            panel = self._face.panel(trio.current_time())
            self._console.show(panel, self._face.prompt)

    # --- actions

    def _act(self, nursery: trio.Nursery, turn: Turn) -> None:
        for action in turn.actions:
            self._do(nursery, action)
        self._refresh()

    def _do(self, nursery: trio.Nursery, action: Action) -> None:
        match action:
            case PostText(session, text):
                self._post(session, text)
            case SendFile(session, path):
                has_ended = trio.Event()
                self._uploads.setdefault(session, set()).add(has_ended)
                nursery.start_soon(self._send_file, session, path, has_ended)
            case SaveFile():
                self._requests += 1
                nursery.start_soon(self._save_file, action)
            case GiveUp(reason):
                self._end(Farewell(1, reason))
            case Leave():
                self._leave()
            case _:
                self._requests += 1
                nursery.start_soon(self._ask, action, self._files_before(action))

    def _post(self, session: str, text: str) -> None:
        try:
            cid = self._client.session(session).post(text)
        except UsageError:
            self._not_posted(text, self._words(Phrase.TOO_LONG, count=MAX_TEXT_CHARS))
        except OutboxFull:
            self._not_posted(text, self._words(Phrase.OUTBOX_FULL))
        except OSError as error:
            reason = error.strerror or str(error)
            self._not_posted(text, self._words(Phrase.NOT_KEPT, reason=reason))
        else:
            self._face.posted(session, cid, text)
            self._console.tell(Posted(session, cid, text), ())

    def _files_before(self, request: Request) -> tuple[trio.Event, ...]:
        """The ends of the files that were named before the user parts."""
        if not isinstance(request, Parting):
            return ()
        files = tuple(self._uploads.get(request.session, ()))
        if files:
            word = self._client.command(request)
            text = self._words(FilePhrase.FIRST, word=word)
            self._console.notice([styled(text, Style.DIM)])
        return files

    async def _send_file(self, session: str, path: str, has_ended: trio.Event) -> None:
        conversation = self._client.session(session)
        sent = await send_file(conversation, path, self._words, self._tell)
        if sent is None:
            self._lost_files += 1
        else:
            self._face.posted(session, sent.cid, sent.text)
            self._console.tell(Posted(session, sent.cid, sent.text), ())
        self._uploads[session].discard(has_ended)
        has_ended.set()
        self._refresh()
        self._leave_when_done()

    async def _save_file(self, wanted: SaveFile) -> None:
        conversation = self._client.session(wanted.session)
        number, path = wanted.number, wanted.path
        await save_file(conversation, number, path, self._words, self._tell)
        self._requests -= 1
        self._leave_when_done()

    def _tell(self, text: str) -> None:
        self._console.notice([styled(text, Style.NOTICE)])

    def _not_posted(self, text: str, reason: str) -> None:
        self._face.not_posted(text)
        self._console.notice([styled(reason, Style.WARNING)])

    async def _ask(self, request: Request, files: tuple[trio.Event, ...]) -> None:
        for has_ended in files:
            await has_ended.wait()
        try:
            await self._ask_until_answered(request)
            self._console.notice(self._face.granted(request))
        except StoppedByServer:
            return  # the events tell why
        except Refused as error:
            self._face.turned_down(request)
            self._refused(request, error.code)
            self._refresh()
        except UsageError:
            self._face.turned_down(request)
            self._refused(request, ErrorCode.BAD_VALUE)
            self._refresh()
        except Unavailable:
            self._face.turned_down(request)
            self._command_failed(request, Phrase.NO_ANSWER, "")
        finally:
            self._requests -= 1
        self._leave_when_done()

    async def _ask_until_answered(self, request: Request) -> None:
        """Without a session there is nothing else to do but ask for one again."""
        while True:
            try:
                await self._client.ask(request)
            except AskTimeout:
                if not isinstance(request, OpenSession):
                    raise
            else:
                return

    def _refused(self, request: Request, code: int) -> None:
        farewell = self._client.farewell(request, code)
        if farewell is not None:
            self._end(farewell)
            return
        reason = refusal(self._words, code)
        self._command_failed(request, Phrase.COMMAND_REFUSED, reason)

    def _command_failed(self, request: Request, phrase: Phrase, reason: str) -> None:
        word = self._client.command(request)
        text = self._words(phrase, word=word, reason=reason)
        self._console.notice([styled(text, Style.WARNING)])

    # --- the end

    @property
    def _undelivered(self) -> int:
        """Messages and files that were entered: not confirmed, nor given up."""
        return self._face.undelivered + sum(map(len, self._uploads.values()))

    def _leave(self) -> None:
        """Leaves at once, or after a second request, or when all is acknowledged."""
        if not self._console.is_interactive:
            self._is_leaving = True
            self._leave_when_done()
            return
        count = self._undelivered
        if self._is_leaving or not count:
            self._end(Farewell())
            return
        self._is_leaving = True
        keeps = self._keeps_messages
        phrase = Phrase.ASK_TO_LEAVE_KEPT if keeps else Phrase.ASK_TO_LEAVE
        text = self._words(phrase, count=count)
        self._console.notice([styled(text, Style.WARNING)])

    def _leave_when_done(self) -> None:
        is_busy = self._undelivered or self._requests
        if self._console.is_interactive:
            self._is_leaving = self._is_leaving and bool(self._undelivered)
        elif self._is_leaving and not is_busy:
            refused = self._face.refused + self._lost_files
            reason = self._words(Phrase.UNDELIVERED, count=refused) if refused else ""
            self._end(Farewell(1 if refused else 0, reason))

    def _end(self, farewell: Farewell) -> None:
        """Ends the talk; of several reasons the first one is told."""
        self._farewell = self._farewell or farewell
        self._running.cancel()
