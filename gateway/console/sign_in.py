"""Signs a member of staff in, and asks for what that takes.

Passwords and codes are read from the terminal itself, without echo, whatever standard
input is; nothing else runs meanwhile.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from getpass import GetPassWarning, getpass
from pathlib import Path

import trio

from gateway.client import StaffTickets, TicketRefused, TicketUnavailable
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around
from gateway.console.ticket_phrases import (
    TicketPhrase,
    ticket_delay,
    ticket_refusal,
)
from runtime.errors import TriodeskError

Ask = Callable[[str], str]
"""Shows the text, and returns what is typed behind it."""


class SignInFailed(TriodeskError):
    """Nobody was signed in; the text says why, in the user's language."""


def sign_in(http: str, login: str, password_file: Path | None) -> StaffTickets:
    """Signs in, and changes a first password where somebody can be asked.

    Args:
        http: of the service.
        login: e-mail address or staff number.
        password_file: holds the password on its first line; None: it is asked for.

    Raises:
        SignInFailed: see its text.
        UsageError: `http` is no HTTP URL.
    """
    words = Words(look_around().language)
    ask = partial(ask_in_secret, words)
    tickets = StaffTickets(http, login)
    password = (
        ask(words(TicketPhrase.PASSWORD))
        if password_file is None
        else _read_password(words, password_file)
    )
    try:
        _enter(tickets, words, password, ask, is_asked=password_file is None)
    except TicketRefused as error:
        raise SignInFailed(ticket_refusal(words, error.code, error.detail)) from None
    except TicketUnavailable as error:
        text = ticket_delay(words, http, error.code, error.retry_seconds)
        raise SignInFailed(text) from None
    return tickets


def _enter(
    tickets: StaffTickets, words: Words, password: str, ask: Ask, *, is_asked: bool
) -> None:
    try:
        if not trio.run(tickets.sign_in, password):
            code = ask(words(TicketPhrase.CODE)).strip()
            trio.run(tickets.sign_in, password, code)
    except TicketRefused as error:
        if error.code != "password_due" or not is_asked:
            raise
    else:
        return
    new = ask(words(TicketPhrase.NEW_PASSWORD))
    if ask(words(TicketPhrase.NEW_PASSWORD_AGAIN)) != new:
        raise SignInFailed(words(TicketPhrase.NOT_THE_SAME))
    trio.run(tickets.change_password, password, new)


def ask_in_secret(words: Words, text: str) -> str:
    """What is typed on the terminal, without echo.

    Raises:
        SignInFailed: there is no terminal, or the user wants no more.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)
        try:
            return getpass(text)
        except (GetPassWarning, EOFError, OSError):
            raise SignInFailed(words(TicketPhrase.NO_TERMINAL)) from None


def _read_password(words: Words, path: Path) -> str:
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        text = words(TicketPhrase.NO_PASSWORD, path=str(path), reason=str(error))
        raise SignInFailed(text) from None
    return lines[0] if lines else ""
