"""Requests of the published reference, as schemathesis draws them: good and bad."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote, urlencode

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

EXAMPLES = {GenerationMode.POSITIVE: 2, GenerationMode.NEGATIVE: 1}
"""Of each route."""
VARIABLE = re.compile(r"\{\w+\}")
JSON = (dict, list, str, int, float, bool)
FIXED = settings(
    max_examples=1,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""They are drawn only: what goes wrong is seen when they are sent."""


@dataclass(frozen=True)
class Drawn:
    """A request of a route."""

    method: str
    route: str
    path: Mapping[str, object]
    query: Mapping[str, object]
    body: object
    has_body: bool

    def target(self, known: Mapping[str, str]) -> str:
        """Its address; what is `known` stands in place of what was drawn."""
        address = self.route
        for name, value in {**self.path, **known}.items():
            address = address.replace(f"{{{name}}}", quote(str(value), safe=""))
        address = VARIABLE.sub("0", address)
        pairs = {key: value for key, value in self.query.items() if value is not None}
        asked = urlencode(pairs, doseq=True, errors="replace")
        return f"{address}?{asked}" if asked else address

    @property
    def data(self) -> bytes:
        return json.dumps(self.body).encode() if self.has_body else b""


def drawn(reference: Mapping[str, object]) -> Iterator[Drawn]:
    """Requests of every route of a reference, the same ones each time."""
    schema = schemathesis.openapi.from_dict(dict(reference))
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        if not (operation.body or operation.query):
            # There is nothing to draw, which would take its time all the same.
            yield Drawn(
                operation.method.upper(), operation.path, {}, {}, None, has_body=False
            )
            continue
        for mode, count in EXAMPLES.items():
            cases = operation.as_strategy(generation_mode=mode)
            requests = cases.map(
                lambda case: Drawn(
                    case.method.upper(),
                    case.path,
                    cast("Mapping[str, object]", case.path_parameters or {}),
                    cast("Mapping[str, object]", case.query or {}),
                    case.body,
                    isinstance(case.body, JSON),
                )
            )
            yield from _taken(requests, count)


def _taken(requests: SearchStrategy[Drawn], count: int) -> list[Drawn]:
    taken: list[Drawn] = []

    @seed(20_261_123)
    @settings(FIXED, max_examples=count)
    @given(request=requests)
    def take(request: Drawn) -> None:
        taken.append(request)

    take()
    return taken
