"""`triodesk agent`: an agent in a terminal, with several sessions."""

from __future__ import annotations

from gateway.client import TicketSource, connect_agent
from gateway.console.agent_client import AgentClient
from gateway.console.agent_model import AgentModel
from gateway.console.link_view import LinkView
from gateway.console.open_console import open_console, say_farewell
from gateway.console.phrases import Phrase, Words
from gateway.console.speech import Speech
from gateway.console.styled import Style, styled
from gateway.console.surroundings import look_around
from gateway.console.talk import Talk
from gateway.trio_websocket_transport import parse_gateway_url


async def agent(
    url: str, ticket: str | TicketSource, *, as_json: bool, http: str = ""
) -> int:
    """Works as an agent, free for visitors, until the user leaves.

    Args:
        url: of the gateway.
        ticket: the agent's, or the sign-in that gives one for each connection.
        as_json: events as JSON lines, see `gateway.console.json_lines`.
        http: where files are; "": they can be neither sent nor saved.

    Returns:
        The exit code: 0 when the user left, 1 when the service turned us away or
        messages could not be delivered, 128 + n after signal n.

    Raises:
        UsageError: the URL is no WebSocket URL.
    """
    parse_gateway_url(url)
    surroundings = look_around()
    words = Words(surroundings.language)
    model = AgentModel(words, Speech(words, "agent"), LinkView(words, url))
    async with (
        open_console(surroundings, as_json=as_json) as console,
        connect_agent(url, ticket=ticket, http=http) as connected,
    ):
        if console.is_interactive:
            console.notice([styled(words(Phrase.GREETING), Style.DIM)])
        client = AgentClient(connected)
        has_account = not isinstance(ticket, str)
        talk = Talk(
            console,
            model,
            client,
            words,
            keeps_messages=False,
            has_account=has_account,
        )
        farewell = await talk.run([])
    return say_farewell(farewell)
