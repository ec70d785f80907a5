"""What the arguments of `triodesk customers` ask for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import tzinfo
from functools import partial

from actors.customers.profile import BlockOrder, CustomerChange
from actors.customers.records import FindCustomers
from actors.records.messages import FindSessions
from admin.data_directory import DataDirectory
from admin.operator.command import run_asking
from admin.operator.customer_frames import LookAtCustomer
from admin.operator.customers import Alter, Erase, Export, Show, Wish, customers
from admin.operator.given import converted
from admin.operator.moment import moment
from admin.operator.wall_clock import wall_ms
from gateway.console.surroundings import look_around
from runtime.errors import UsageError


def run_customers(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        UsageError: a value is out of its bounds; also see `customers`.
        Unavailable: see `customers`.
    """
    wish = read_wish(vars(options), wall_ms())
    language = look_around().language
    path = directory.operator_socket
    ask = partial(customers, path, wish, language, as_json=bool(options.json))
    return run_asking(ask, directory, language)


def read_wish(
    given: Mapping[str, object], now_ms: int, zone: tzinfo | None = None
) -> Wish:
    """PURE: what the arguments ask for.

    Args:
        given: the arguments, by name.
        now_ms: wall time.
        zone: of times without one; None is the machine's.

    Raises:
        UsageError: a value is out of its bounds.
    """
    act = given["act"]
    if act in ("list", "search"):
        return _find(given, now_ms)
    page = {name: given[name] for name in ("before", "limit") if name in given}
    visitor = converted({"visitor": given["customer"]}, LookAtCustomer).visitor
    if act == "show":
        asked = converted(page, FindSessions)
        return Show(visitor, asked.before, asked.limit)
    if act == "erase":
        return Erase(visitor, is_sure=bool(given["yes"]))
    if act == "export":
        return Export(visitor, str(given["file"] or ""))
    change = _change(given, zone)
    if change == CustomerChange():
        raise UsageError("expected something that is to be different")
    return Alter(visitor, change)


def _find(given: Mapping[str, object], now_ms: int) -> FindCustomers:
    name = given.get("name", ())
    wanted = {
        "name": " ".join(map(str, name)) if isinstance(name, list) else "",
        "tag": given["tag"] or "",
        "level": given["vip"],
        "blocked_ms": now_ms if given["blocked"] else None,
    }
    page = {"wanted": wanted, "before": given["before"], "limit": given["limit"]}
    return converted(page, FindCustomers)


def _change(given: Mapping[str, object], zone: tzinfo | None) -> CustomerChange:
    match given["act"], given:
        case "set", {"name": name, "phone": phone, "email": email}:
            parts = {"nickname": name, "phone": phone, "email": email}
            return converted({**parts, "language": given["language"]}, CustomerChange)
        case "tag", {"tags": tags}:
            return converted({"tags": tags}, CustomerChange)
        case "vip", {"level": int(level)}:
            return CustomerChange(level=level)
        case "note", {"text": list(text)}:
            return CustomerChange(note=" ".join(text))
        case "block", {"reason": list(reason), "until": until}:
            until_ms = 0 if until is None else moment(str(until), zone)
            return CustomerChange(block=BlockOrder(" ".join(reason), until_ms))
        case _:
            return CustomerChange(unblocks=True)
