"""PURE: the reference of everything that is asked over HTTP, as OpenAPI (M11).

It is made of routes and what their handlers declare; the schemas are those by which
requests are decoded.

Source: OpenAPI Specification 3.1.1; its schemas are JSON Schema 2020-12.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from actors.accounts.messages import MAX_OPERATION_CHARS
from admin.api.contract import OPERATION_HEADER
from runtime.http_contract import (
    GUARD_HEADER,
    JSON_TYPE,
    PROBLEM_TYPE,
    Access,
    Operation,
    Problem,
)

Json = dict[str, object]
Schemas = dict[str, Json]

_REFERENCE: Final = "#/components/schemas/{name}"
_PYTHON_END: Final = re.compile(r"\\Z$")
"""Of a pattern; ECMA 262, whose patterns JSON Schema has, writes it as `$`."""
_SECURITY: Final[Mapping[Access, list[Json]]] = {
    Access.ANYONE: [],
    Access.TICKET: [{"ticket": []}],
    Access.STAFF: [{"staff": []}, {"embedded": []}],
    Access.KEY: [{"key": []}],
    Access.API: [{"staff": []}, {"embedded": []}, {"key": []}],
}
_GUARD: Final[Json] = {
    "name": GUARD_HEADER,
    "in": "header",
    "required": True,
    "description": "Any value: pages of other sites cannot send it.",
    "schema": {"type": "string"},
}
_KEYLESS_GUARD: Final[Json] = _GUARD | {
    "required": False,
    "description": "Any value; not needed with a key.",
}
_OPERATION: Final[Json] = {
    "name": OPERATION_HEADER,
    "in": "header",
    "required": False,
    "description": "An id of your own: a repeat under the same one is done once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": MAX_OPERATION_CHARS},
}
_USUAL_CODES: Final = "those of HTTP in words, as not_found"


@dataclass(frozen=True, slots=True)
class Route:
    """One route of the application, with one method.

    Attributes:
        path: with its variables in braces.
        method: of HTTP.
        variables: their names.
        section: of the reference.
        operation: what its handler declares.
    """

    path: str
    method: str
    variables: tuple[str, ...]
    section: str
    operation: Operation


def document(routes: Iterable[Route], version: str, cookie: str) -> Json:
    """The reference of these routes.

    Args:
        routes: of the application.
        version: of the program.
        cookie: by which staff are known.
    """
    listed = sorted(routes, key=lambda each: (each.path, each.method))
    book = _Book(_types(listed))
    paths: dict[str, Json] = {}
    for route in listed:
        paths.setdefault(route.path, {})[route.method.lower()] = _told(route, book)
    queries = {one.operation.query for one in listed if one.operation.query}
    for query in queries:
        del book.schemas[book.name(query)]
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "triodesk",
            "version": version,
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": book.schemas, "securitySchemes": _schemes(cookie)},
    }


def _types(routes: Iterable[Route]) -> Iterator[type[msgspec.Struct]]:
    yield Problem
    for each in routes:
        told = each.operation
        yield from (one for one in (told.query, told.body, told.answer) if one)


class _Book:
    """The schema of each type, and of what it is made of, by name.

    Two that have the same name are told apart by their modules.
    """

    def __init__(self, types: Iterable[type[msgspec.Struct]]) -> None:
        unique = tuple(dict.fromkeys(types))
        made, found = msgspec.json.schema_components(unique, ref_template=_REFERENCE)
        self._references = dict(zip(unique, made, strict=True))
        self.schemas: Schemas = {
            name: _plain(schema) for name, schema in sorted(found.items())
        }

    def reference(self, type_: type[msgspec.Struct]) -> Json:
        """Stands for a type's schema."""
        return dict(self._references[type_])

    def name(self, type_: type[msgspec.Struct]) -> str:
        """Of a type's schema."""
        return str(self._references[type_]["$ref"]).rpartition("/")[2]

    def content(self, type_: type[msgspec.Struct] | None, other: str) -> Json:
        """A body in JSON, or of another content type."""
        if type_:
            return {JSON_TYPE: {"schema": self.reference(type_)}}
        return {other: {}} if other else {}


def _plain(schema: Json) -> Json:
    """The same with the first paragraph of its docstring, and patterns of ECMA 262."""
    changed: Json = {}
    for name, value in schema.items():
        match value:
            case str() if name == "description":
                changed[name] = " ".join(value.split("\n\n")[0].split())
            case str() if name == "pattern":
                changed[name] = _PYTHON_END.sub("$", value)
            case dict():
                changed[name] = _plain(value)
            case list():
                changed[name] = [_plain(x) if isinstance(x, dict) else x for x in value]
            case _:
                changed[name] = value
    return changed


def _told(route: Route, book: _Book) -> Json:
    told = route.operation
    operation: Json = {
        "summary": told.summary,
        "tags": [route.section],
        "security": _SECURITY[told.access],
        "parameters": list(_parameters(route, book)),
        "responses": {
            str(told.status.value): _answer(told, book),
            "default": _refusal(told.codes, book),
        },
    }
    if told.permission:
        operation["x-permission"] = told.permission
    content = book.content(told.body, told.takes)
    if content:
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _parameters(route: Route, book: _Book) -> Iterator[Json]:
    for name in route.variables:
        text: Json = {"type": "string"}
        yield {"name": name, "in": "path", "required": True, "schema": text}
    if route.operation.query:
        whole = book.schemas[book.name(route.operation.query)]
        fields, required = whole["properties"], whole["required"]
        assert isinstance(fields, dict)  # noqa: S101 - of a struct
        assert isinstance(required, list)  # noqa: S101 - of a struct
        for name, schema in fields.items():
            is_required = name in required
            yield {
                "name": name,
                "in": "query",
                "required": is_required,
                "schema": schema,
            }
    if route.operation.is_guarded:
        if route.operation.access is not Access.API:
            yield _GUARD
            return
        yield _KEYLESS_GUARD
        yield _OPERATION


def _answer(told: Operation, book: _Book) -> Json:
    answer: Json = {"description": told.status.phrase}
    content = book.content(told.answer, told.gives)
    return answer | {"content": content} if content else answer


def _refusal(codes: tuple[str, ...], book: _Book) -> Json:
    said = ", ".join((*codes, _USUAL_CODES))
    return {
        "description": f"Refused or failed (RFC 9457); code: {said}.",
        "content": {PROBLEM_TYPE: {"schema": book.reference(Problem)}},
    }


def _schemes(cookie: str) -> Json:
    return {
        "ticket": {
            "type": "http",
            "scheme": "bearer",
            "description": "A ticket for the gateway.",
        },
        "staff": {
            "type": "apiKey",
            "in": "cookie",
            "name": cookie,
            "description": "Set by POST /api/staff/sign-in.",
        },
        "embedded": {
            "type": "http",
            "scheme": "bearer",
            "description": "The token that POST /api/staff/embedded answers.",
        },
        "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "A key, as `triodesk keys add` makes it.",
        },
    }
