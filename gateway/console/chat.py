"""`triodesk chat`: a visitor in a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from gateway.client import (
    Conversation,
    FileOutbox,
    TicketRefused,
    TicketSource,
    TicketUnavailable,
    Visitor,
    VisitorTickets,
    connect_visitor,
)
from gateway.client_core.events import ClientEvent
from gateway.console.link_view import LinkView
from gateway.console.open_console import open_console, say_farewell
from gateway.console.phrases import Phrase, Words
from gateway.console.speech import Speech, refusal
from gateway.console.styled import Style, styled
from gateway.console.surroundings import look_around
from gateway.console.talk import Farewell, Talk
from gateway.console.ticket_phrases import ticket_delay, ticket_refusal
from gateway.console.turn import AskRating, EndSession, Request, TakeBack
from gateway.console.visitor_model import VisitorModel
from gateway.console.visitor_requests import (
    AnswerCard,
    AskForHuman,
    EndHumanService,
    LeaveWord,
    OpenSession,
    RateRobot,
)
from gateway.trio_websocket_transport import parse_gateway_url
from runtime.errors import UsageError

_COMMANDS: Final[dict[type[Request], str]] = {
    OpenSession: "new",
    EndHumanService: "end",
    AskForHuman: "human",
    TakeBack: "recall",
    LeaveWord: "leave",
    AskRating: "rate",
    EndSession: "close",
}


class VisitorClient:
    """What a visitor does through the SDK."""

    def __init__(self, visitor: Visitor, group: str, words: Words) -> None:
        self._visitor = visitor
        self._group = group
        self._words = words

    def events(self) -> AsyncIterator[ClientEvent]:
        """What happens."""
        return self._visitor.events()

    def session(self, session: str) -> Conversation:
        """A session by its id."""
        return self._visitor.session(session)

    async def ask(  # noqa: C901 - one row per request
        self, request: Request
    ) -> None:
        """Opens, ends human service, or closes."""
        match request:
            case OpenSession():
                await self._visitor.open(self._group)
            case EndHumanService(session):
                await self._visitor.end_service(session)
            case TakeBack(session, number):
                await self._visitor.session(session).recall(number)
            case AskRating(session):
                await self._visitor.session(session).invite_rating()
            case AnswerCard():
                await self._answer(request)
            case AskForHuman(session):
                await self._visitor.session(session).ask_human()
            case RateRobot(session, number, is_helpful):
                rated = self._visitor.session(session)
                await rated.rate_answer(number, is_helpful=is_helpful)
            case LeaveWord(session, text, contact):
                await self._visitor.leave_message(session, text, contact)
            case EndSession(session):
                await self._visitor.session(session).close()
            case _:
                raise AssertionError(request)  # the visitor's model asks for no more

    async def _answer(self, answer: AnswerCard) -> None:
        await self._visitor.session(answer.session).select(
            answer.number,
            answer.option,
            values=dict(answer.values),
            outcome=answer.outcome,
            comment=answer.comment,
        )

    def command(self, request: Request) -> str:
        """The command's word."""
        match request:
            case RateRobot(is_helpful=is_helpful):
                return "helpful" if is_helpful else "unhelpful"
            case AnswerCard(option=option):
                return "fill" if not option else "rate"
            case _:
                return _COMMANDS[type(request)]

    def farewell(self, request: Request, code: int) -> Farewell | None:
        """Without a session a visitor has nothing to do here."""
        if not isinstance(request, OpenSession):
            return None
        reason = refusal(self._words, code)
        text = self._words(Phrase.GROUP_REFUSED, group=self._group, reason=reason)
        return Farewell(1, text)


async def chat(
    url: str,
    ticket: str | TicketSource,
    group: str,
    *,
    outbox: Path | None,
    as_json: bool,
    http: str = "",
) -> int:
    """Talks as a visitor until the user leaves.

    Args:
        url: of the gateway.
        ticket: the visitor's, or where he gets them.
        group: whom to ask for; "" = as his channel leads.
        outbox: file that keeps messages until they are acknowledged.
        as_json: events as JSON lines, see `gateway.console.json_lines`.
        http: where files are; "": they can be neither sent nor saved.

    Returns:
        The exit code: 0 when the user left, 1 when the service turned us away or
        messages could not be delivered, 128 + n after signal n.

    Raises:
        UsageError: the URL is no WebSocket URL, or the outbox cannot be used.
    """
    parse_gateway_url(url)
    surroundings = look_around()
    words = Words(surroundings.language)
    with ExitStack() as stack:
        store = None if outbox is None else stack.enter_context(_open_outbox(outbox))
        link, speech = LinkView(words, url), Speech(words, "visitor")
        model = VisitorModel(words, speech, link, store.load() if store else ())
        async with (
            open_console(surroundings, as_json=as_json) as console,
            connect_visitor(
                url, ticket=ticket, outbox=store, http=http, language=words.language
            ) as visitor,
        ):
            if console.is_interactive:
                console.notice([styled(words(Phrase.GREETING), Style.DIM)])
            client = VisitorClient(visitor, group, words)
            talk = Talk(console, model, client, words, keeps_messages=bool(store))
            farewell = await talk.run([OpenSession()])
    return say_farewell(farewell)


async def chat_over_http(
    talk: Callable[[str, TicketSource, str], Awaitable[int]],
    tickets: VisitorTickets,
    url: str | None,
    http: str,
    group: str,
) -> int:
    """`chat` of a visitor who comes without a ticket, as from a page.

    Args:
        talk: `chat`, but for url, ticket and group.
        tickets: where he gets them.
        url: of the gateway; None = as the service says.
        http: of the service, named when it cannot be reached.
        group: whom to ask for; "" = as the channel leads.

    Returns:
        The exit code: as `chat`; 1, too, when there is no first ticket.

    Raises:
        UsageError: as `chat`.
    """
    words = Words(look_around().language)
    try:
        named = url or await tickets.gateway()
    except TicketRefused as error:
        return say_farewell(Farewell(1, ticket_refusal(words, error.code)))
    except TicketUnavailable as error:
        text = ticket_delay(words, http, error.code, error.retry_seconds)
        return say_farewell(Farewell(1, text))
    return await talk(named, tickets, group)


def _open_outbox(path: Path) -> FileOutbox:
    try:
        return FileOutbox(path)
    except OSError as error:
        raise UsageError(f"cannot use {path}: {error.strerror}") from error
