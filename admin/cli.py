"""`triodesk`: the commands of both faces, gathered.

Exit codes: 0 done, 1 refused or failed (the reason is on standard error), 2 wrong
arguments, 128 + n ended by signal n.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
import trio

from actors.channels.core import USUAL_CHANNEL
from admin.bench.arguments import add_arguments as add_bench_arguments
from admin.configuration import Configuration, data_path, load_configuration
from admin.data_directory import DataDirectory, DemoAccount, Endpoints
from admin.doctor import check_binds, check_database, doctor
from admin.evaluation.arguments import add_arguments as add_evaluation_arguments
from admin.load_house_command import add_arguments as add_load_house_arguments
from admin.load_house_command import run as run_load_house
from admin.operator.acts import Parsers
from admin.operator.commands import add_commands as add_operator_commands
from admin.operator.commands import add_robot_commands
from admin.operator.socket_file import check_path
from admin.simulation.arguments import add_arguments as add_simulate_arguments
from admin.ticket import ticket_for
from admin.upkeep.arguments import add_commands as add_upkeep_commands
from gateway.console.json_lines import JSON_LINES_HELP
from loadtest.arguments import add_arguments as add_load_arguments
from loadtest.arguments import spelled
from loadtest.arguments import wishes as load_wishes
from runtime.config import environment
from runtime.errors import TriodeskError, UsageError
from runtime.kept import kept

Command = Callable[[argparse.Namespace], int]

BROKEN_PIPE: Final = 141
"""Shells' convention for a process that nobody reads any more."""
INTERRUPTED: Final = 130
_HERE: Final = " (default: the service on this machine)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command, of `sys.argv` if no arguments are given."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read along has left: `triodesk … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except TriodeskError as error:
        sys.stderr.write(f"triodesk: {error}\n")
        return 1
    except BaseExceptionGroup as group:
        # Nurseries wrap what ends them; only what we raise on purpose is for people.
        ours, others = group.split(TriodeskError)
        if others is not None or ours is None:
            raise
        for leaf in _leaves(ours):
            sys.stderr.write(f"triodesk: {leaf}\n")
        return 1


def _leaves(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="triodesk",
        description="Intelligent customer service on supervised actors.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_serve(commands)
    _add_chat(commands)
    _add_agent(commands)
    _add_ticket(commands)
    _add_flows(commands)
    add_operator_commands(partial(_add, commands), _data_directory)
    _add_doctor(commands)
    add_upkeep_commands(partial(_add, commands))
    _add_bench(commands)
    _add_simulate(commands)
    _add_load(commands)
    _add_robot(commands)
    _add_load_house(commands)
    return parser


def _add(
    commands: Parsers, name: str, meaning: str, run: Command
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=meaning, description=meaning)
    parser.set_defaults(command=run)
    return parser


def _configured() -> tuple[Configuration, DataDirectory]:
    configuration = load_configuration(environment())
    return configuration, DataDirectory(Path(configuration.data))


def _data_directory() -> DataDirectory:
    return DataDirectory(data_path(environment()))


# --- serve


def _add_serve(commands: Parsers) -> None:
    meaning = "run the service on this machine"
    parser = _add(commands, "serve", meaning, _serve)
    parser.add_argument("--json", action="store_true", help="print where it is as JSON")


def _serve(options: argparse.Namespace) -> int:
    with kept():
        from admin.serve import serve  # noqa: PLC0415 - a client starts without it

    configuration, directory = _configured()
    lock = directory.lock()
    show = _print_json if options.json else partial(_print_welcome, configuration)
    try:
        check_binds(configuration)
        check_database(configuration)
        check_path(directory.operator_socket)
        # Programs, which ask for JSON, add whom they need themselves.
        run = partial(serve, hires=not options.json)
        trio.run(run, configuration, directory, show)
    finally:
        lock.close()
    return 0


def _print_json(endpoints: Endpoints, hired: tuple[DemoAccount, ...]) -> None:
    del hired
    print(msgspec.json.encode(endpoints).decode(), flush=True)  # noqa: T201


def _print_welcome(
    configuration: Configuration,
    endpoints: Endpoints,
    hired: tuple[DemoAccount, ...],
) -> None:
    lines = (
        "triodesk is serving. Ctrl-C stops it.",
        "",
        f"  gateway  {endpoints.gateway}",
        f"  http     {endpoints.http}/v1/visitor-tokens  /healthz  /readyz  /metrics",
        f"  data     {Path(configuration.data).resolve()}",
        "",
        *_first_lines(endpoints),
        f"Chat in a browser: {endpoints.chat}",
        f"Serve in another:  {endpoints.workbench}",
        *map(_account_line, hired),
        "",
        "Or try it in two other terminals of this directory:",
        "",
        "  .venv/bin/triodesk agent --as xiaohong     an agent (or xiaoming, xiaolan)",
        "  .venv/bin/triodesk chat                    a visitor: the robot comes first",
        "  .venv/bin/triodesk chat --group aftersale  one whom an agent must accept",
        "",
    )
    print("\n".join(lines), flush=True)  # noqa: T201


def _first_lines(endpoints: Endpoints) -> tuple[str, ...]:
    """Where who sets it up begins: by a link that makes him the super admin, once."""
    if not endpoints.founding:
        return (f"Administer it:     {endpoints.guide}",)
    return (
        "Begin here, and be the first administrator (the link works once):",
        "",
        f"  {endpoints.founding}",
        "",
    )


def _account_line(account: DemoAccount) -> str:
    password = account.password or "with the password that you chose"
    return f"  as {account.login:10}{password}"


# --- chat and agent


def _add_chat(commands: Parsers) -> None:
    parser = _add(commands, "chat", "talk to an agent, as a visitor", _chat)
    parser.add_argument("--as", dest="name", default="", help="visitor id (your login)")
    group = "presale, aftersale; without it the channel leads, to its robot, too"
    parser.add_argument("--group", default="", help=group)
    parser.add_argument(
        "--channel", metavar="KEY", help="get tickets over HTTP, as a page does (web)"
    )
    parser.add_argument(
        "--http", metavar="URL", help=f"where from, and where files go{_HERE}"
    )
    parser.add_argument("--outbox", type=Path, help="file that keeps unsent messages")
    _add_client_options(parser)


def _chat(options: argparse.Namespace) -> int:
    from gateway.client import VisitorProfile, VisitorTickets  # noqa: PLC0415
    from gateway.console.chat import chat, chat_over_http  # noqa: PLC0415 - when needed

    directory = _data_directory()
    name = options.name or getpass.getuser()
    talk = partial(chat, outbox=options.outbox, as_json=options.json)
    if options.ticket and options.channel:
        raise UsageError("expected --ticket or --channel, not both")
    if options.channel or (options.http and not options.ticket):
        http = options.http or _running(directory).http
        channel = options.channel or USUAL_CHANNEL.id
        tickets = VisitorTickets(http, channel, profile=VisitorProfile(nickname=name))
        talk = partial(talk, http=http)
        return trio.run(chat_over_http, talk, tickets, options.url, http, options.group)
    ticket = options.ticket or ticket_for(directory, "visitor", name)
    talk = partial(talk, http=_files_url(options, directory))
    return trio.run(talk, _url(options, directory), ticket, options.group)


def _add_agent(commands: Parsers) -> None:
    parser = _add(commands, "agent", "answer visitors, as an agent", _agent)
    parser.add_argument("--as", dest="name", help="demo agent's id (xiaoming)")
    login = "sign in as a member: e-mail or staff number; asks for the password"
    parser.add_argument("--login", metavar="NAME", help=login)
    kept = "file with the password, on its first line"
    parser.add_argument("--password-file", type=Path, metavar="FILE", help=kept)
    where = f"where one signs in, and where files go{_HERE}"
    parser.add_argument("--http", metavar="URL", help=where)
    _add_client_options(parser)


def _agent(options: argparse.Namespace) -> int:
    from gateway.console.agent import agent  # noqa: PLC0415 - the terminal, when needed
    from gateway.console.sign_in import sign_in  # noqa: PLC0415 - when needed

    if sum(map(bool, (options.name, options.login, options.ticket))) > 1:
        raise UsageError("expected one of --as, --login and --ticket")
    if options.password_file and not options.login:
        raise UsageError("expected --login with --password-file")
    directory = _data_directory()
    url = _url(options, directory)
    http = _files_url(options, directory)
    run = partial(agent, as_json=options.json, http=http)
    if not options.login:
        name = options.name or "xiaoming"
        return trio.run(
            run, url, options.ticket or ticket_for(directory, "agent", name)
        )
    if not http:
        raise UsageError("expected --http with --url: that is where one signs in")
    return trio.run(run, url, sign_in(http, options.login, options.password_file))


def _add_client_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", help=f"gateway{_HERE}")
    parser.add_argument("--ticket", help="who you are (default: made from the data)")
    parser.add_argument("--json", action="store_true", help="one JSON object per event")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = JSON_LINES_HELP


def _url(options: argparse.Namespace, directory: DataDirectory) -> str:
    if options.url:
        return str(options.url)
    return _running(directory).gateway


def _files_url(options: argparse.Namespace, directory: DataDirectory) -> str:
    """As said, else of the service on this machine; "": it talks to another one."""
    if options.http:
        return str(options.http)
    return "" if options.url else _running(directory).http


def _running(directory: DataDirectory) -> Endpoints:
    endpoints = directory.endpoints()
    if endpoints is None:
        raise UsageError(
            f"no service was started on {directory.path} yet: "
            "start `triodesk serve`, or give --url or --http"
        )
    return endpoints


# --- ticket


def _add_ticket(commands: Parsers) -> None:
    parser = _add(commands, "ticket", "print a ticket for a client", _ticket)
    parser.add_argument("role", choices=("visitor", "agent"))
    parser.add_argument("principal", help="id of the visitor or agent")
    parser.add_argument(
        "--channel", default=USUAL_CHANNEL.id, help="id of a visitor's channel (web)"
    )


def _ticket(options: argparse.Namespace) -> int:
    directory = _data_directory()
    who = options.role, options.principal, options.channel
    print(ticket_for(directory, *who))  # noqa: T201
    return 0


# --- flows


def _add_flows(commands: Parsers) -> None:
    meaning = "check the flows that ask visitors first, and list them"
    parser = _add(commands, "flows", meaning, _flows)
    parser.add_argument("file", nargs="*", type=Path, help="only these JSON files")
    parser.add_argument("--json", action="store_true", help="a list in one line")


def _flows(options: argparse.Namespace) -> int:
    from admin.flows import (  # noqa: PLC0415 - a client starts without it
        read_flow,
        read_flows,
        show_flows,
    )

    if options.file:
        found = tuple(map(read_flow, options.file))
    else:
        found = read_flows(load_configuration(environment()).flows_directory())
    show_flows(found, as_json=options.json)
    return 0


# --- doctor, bench, load and load-house


def _add_doctor(commands: Parsers) -> None:
    parser = _add(commands, "doctor", "check machine, data and configuration", _doctor)
    parser.add_argument("--json", action="store_true", help="print JSON")


def _doctor(options: argparse.Namespace) -> int:
    return doctor(environment(), as_json=options.json)


def _add_bench(commands: Parsers) -> None:
    add_bench_arguments(_add(commands, "bench", "measure parts of the product", _bench))


def _bench(options: argparse.Namespace) -> int:
    from admin.bench.command import run  # noqa: PLC0415 - when needed

    return run(options)


def _add_load(commands: Parsers) -> None:
    meaning = "play crowds of visitors and agents, and report what that was like"
    add_load_arguments(_add(commands, "load", meaning, _load))


def _load(options: argparse.Namespace) -> int:
    """Becomes the load test: what plays the crowd must not meet trio."""
    wished = load_wishes(options, os.environ)
    command = (sys.executable, "-m", "loadtest", *spelled(wished))
    os.execv(sys.executable, command)  # noqa: S606 - our own


def _add_load_house(commands: Parsers) -> None:
    meaning = "make groups and agents for load tests, and tickets for everybody"
    add_load_house_arguments(_add(commands, "load-house", meaning, _load_house))


def _load_house(options: argparse.Namespace) -> int:
    return run_load_house(options, *_configured())


# --- robot


def _add_robot(commands: Parsers) -> None:
    meaning = "the robot that answers visitors"
    parser = commands.add_parser("robot", help=meaning, description=meaning)
    acts = parser.add_subparsers(required=True, metavar="ACT")
    add_robot_commands(partial(_add, acts), _data_directory)
    judge = "judge how well it understands, beside plain matchers"
    add_evaluation_arguments(_add(acts, "eval", judge, _evaluate))


def _evaluate(options: argparse.Namespace) -> int:
    from admin.evaluation.command import run  # noqa: PLC0415 - when needed

    return run(options)


# --- simulate


def _add_simulate(commands: Parsers) -> None:
    meaning = "play a day of people and agents under a virtual clock"
    add_simulate_arguments(_add(commands, "simulate", meaning, _simulate))


def _simulate(options: argparse.Namespace) -> int:
    from admin.simulation.command import run  # noqa: PLC0415 - when needed

    return run(options)
