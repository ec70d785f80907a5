"""HTTP for files of knowledge (R3): the routes below `/api/v1/knowledge`.

POST /files/NAME           brings one (.csv or .xlsx), which is looked at soon
GET  /files                those that are kept, and how far they are
GET  /files/ID
POST /files/ID/import      has it imported, whether anybody waits or not
GET  /files/ID/errors      its rows with faults, to be mended and brought again
GET  /sheets/export.KIND   a version as a file
GET  /sheets/template.KIND a sheet to begin with
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
from quart import Blueprint, Response
from werkzeug.exceptions import NotFound

from actors.accounts.permissions import Permission
from actors.knowledge.records import DRAFT, AnyVersion
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, principal
from admin.api.reader import reader_words
from admin.knowledge_files import ImportJob, KnowledgeFiles
from admin.sheet.sheet_row import MAX_FILE_BYTES
from admin.sheet.to_workbook import XLSX_TYPE
from runtime.errors import UsageError
from runtime.http_app import HttpRefused, answer_json, read_query
from runtime.http_body import FlowingBody, body_of_request

BYTES_TYPE: Final = "application/octet-stream"
_TYPES: Final = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX_TYPE}
_PART_BYTES: Final = 256 * 1024
"""Of a file, read at once: it blocks for less than a millisecond."""


class ImportJobs(msgspec.Struct, frozen=True):
    """Files that are kept, the newest first."""

    jobs: tuple[ImportJob, ...]


class ExportQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of which version: 0 = the draft, -1 = the one in force."""

    version: AnyVersion = DRAFT


def knowledge_files_api(door: ApiDoor, files: KnowledgeFiles) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        files: of the service.
    """
    desk = _Files(files)
    routes = Blueprint("knowledge_files", __name__, url_prefix=f"{PREFIX}/knowledge")
    routes.add_url_rule("/files", view_func=desk.listed)
    routes.add_url_rule("/files/<name>", view_func=desk.bring, methods=["POST"])
    routes.add_url_rule("/files/<job>", view_func=desk.show)
    routes.add_url_rule("/files/<job>/import", view_func=desk.start, methods=["POST"])
    routes.add_url_rule("/files/<job>/errors", view_func=desk.errors)
    routes.add_url_rule("/sheets/export.<kind>", view_func=desk.export)
    routes.add_url_rule("/sheets/template.<kind>", view_func=desk.template)
    return door.opened(routes)


class _Files:
    def __init__(self, files: KnowledgeFiles) -> None:
        self._files = files

    @looking(
        "Files that were brought, and how far they are.",
        Permission.EDIT_KNOWLEDGE,
        answer=ImportJobs,
    )
    async def listed(self) -> Response:
        return answer_json(ImportJobs(self._files.jobs()))

    @changing(
        "Bring a file of knowledge: it is looked at, which changes nothing.",
        Permission.EDIT_KNOWLEDGE,
        takes=BYTES_TYPE,
        answer=ImportJob,
        codes=("bad_file",),
    )
    async def bring(self, name: str) -> Response:
        body = body_of_request()
        body.allow(MAX_FILE_BYTES)
        language = reader_words().language
        try:
            job = await self._files.bring(principal(), name, _parts(body), language)
        except UsageError as error:
            raise _bad_file(error) from None
        return answer_json(job)

    @looking(
        "How far a file is.",
        Permission.EDIT_KNOWLEDGE,
        answer=ImportJob,
        codes=("not_found",),
    )
    async def show(self, job: str) -> Response:
        return answer_json(_found(self._files.find(job)))

    @changing(
        "Have a file imported that was looked at.",
        Permission.EDIT_KNOWLEDGE,
        answer=ImportJob,
        codes=("not_found",),
    )
    async def start(self, job: str) -> Response:
        return answer_json(_found(self._files.import_now(principal(), job)))

    @looking(
        "The rows of a file that have faults, as a file of its kind.",
        Permission.EDIT_KNOWLEDGE,
        gives=BYTES_TYPE,
        codes=("not_found",),
    )
    async def errors(self, job: str) -> Response:
        path = self._files.errors_of(job)
        if path is None:
            raise NotFound
        return _file(path, f"errors{path.suffix}")

    @looking(
        "A version's entries as a file that can be imported.",
        Permission.READ_KNOWLEDGE,
        query=ExportQuery,
        gives=BYTES_TYPE,
        codes=("bad_file",),
    )
    async def export(self, kind: str) -> Response:
        version, kind = read_query(ExportQuery).version, _known(kind)
        language = reader_words().language
        taking = self._files.take(principal(), kind, version, language)
        try:
            path = await taking
        except UsageError as error:
            raise _bad_file(error) from None
        return _taken(path, f"knowledge.{kind}")

    @looking(
        "A sheet to begin with: its columns, what they are for, and examples.",
        Permission.READ_KNOWLEDGE,
        gives=BYTES_TYPE,
    )
    async def template(self, kind: str) -> Response:
        language = reader_words().language
        path = await self._files.template(principal(), _known(kind), language)
        return _taken(path, f"template.{kind}")


def _known(kind: str) -> str:
    if kind not in _TYPES:
        raise NotFound
    return kind


def _found(job: ImportJob | None) -> ImportJob:
    if job is None:
        raise NotFound
    return job


def _bad_file(error: UsageError) -> HttpRefused:
    return HttpRefused(HTTPStatus.UNPROCESSABLE_ENTITY, "bad_file", str(error))


async def _parts(body: FlowingBody) -> AsyncGenerator[bytes]:
    async for part in body:
        yield part


def _file(path: Path, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    kind = _TYPES[name.rpartition(".")[2]]
    file = path.open("rb")  # here: so it may be deleted before all of it is sent
    return Response(_sent(file), headers=headers, content_type=kind)


def _taken(path: Path, name: str) -> Response:
    """A file that was made for this answer alone."""
    answer = _file(path, name)
    path.unlink()
    return answer


async def _sent(file: BinaryIO) -> AsyncGenerator[bytes]:
    with file:
        while part := file.read(_PART_BYTES):
            yield part
