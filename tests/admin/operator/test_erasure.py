"""`triodesk customers erase` and `export` against a running service."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import msgspec
import pytest
import trio

from actors.accounts.audit import Act, AuditEntry
from actors.accounts.messages import ByOperator
from actors.accounts.records import AuditPage
from actors.erasure.messages import ERASURES, VisitorErased
from actors.ids import SessionId
from actors.records.messages import FindSessions, RecordFilter, SessionPage
from actors.session.messages import PostMessage
from actors.session.terms import VISITOR_ROOM, Role, Sender
from admin.operator.asking import connect
from admin.operator.customer_export import export_customer
from admin.operator.customers import customers
from admin.operator.record_frames import RebuildRecords
from runtime.journal import (
    EntityRecord,
    FindMarks,
    FollowedEvents,
    FollowEvents,
    FoundMarks,
    ReadEntity,
)
from tests.admin.operator.operated import Operated, operated
from tests.admin.operator.test_customers import Captured, listed, told, wish
from tests.admin.operator.test_records import talk

LID_SECONDS = 120
ERASING = Act.ERASING_CUSTOMER
KEY = "0123456789abcdef0123456789abcdef"
PICTURE = msgspec.msgpack.encode({"kind": "image", "id": f"{KEY}.signed", "name": "王"})
pytestmark = pytest.mark.covers("P8", "P7")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


def journal_of(service: Operated) -> bytes:
    """All that the journal says."""
    answer = service.backend.answer(FollowEvents(0))
    assert isinstance(answer, FollowedEvents)
    return b"\n".join(row.entity.encode() + row.event.body for row in answer.rows)


async def send_picture(service: Operated, visitor: str, session: str) -> None:
    sender = Sender(Role.VISITOR, visitor)
    message = PostMessage(sender, VISITOR_ROOM, "picture", PICTURE)
    await service.desk.directory.session(SessionId(session)).ask(message)


async def log(service: Operated) -> list[AuditEntry]:
    page = await service.accounts.audit(ByOperator(), 0, 10, is_backwards=True)
    assert isinstance(page, AuditPage)
    return [row.entry for row in page.rows]


async def found(service: Operated, *, visitor: str = "", text: str = "") -> int:
    wanted = RecordFilter(visitor=visitor, text=text)
    page = await service.archive.find(FindSessions(wanted))
    assert isinstance(page, SessionPage)
    return len(page.cards)


async def test_of_an_erased_visitor_nothing_is_left_but_that_he_was(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        await talk(service, "ann", "我的电话 138")
        still_open = await service.open_session("ann")
        await send_picture(service, "ann", still_open)
        await talk(service, "bob", "我的电话 139")
        await told(service, capsys, "set", "ann", "--name", "王小明")
        await told(service, capsys, "note", "ann", "rude")

        code, out, err = await told(service, capsys, "erase", "ann")
        assert (code, out) == (1, "")
        assert "nothing was erased" in err
        code, out, err = await told(service, capsys, "erase", "ann", "--yes")
        assert (code, err) == (0, "")
        assert out == "visitor ann is erased: sessions 2, attachments 1\n"

        assert service.removed == [KEY]
        left = journal_of(service)
        for word in (b"138", b"rude", "王".encode(), b"ann"):
            assert word not in left
        assert b"139" in left
        for again in (False, True):
            if again:
                async with connect(path) as line:
                    await line.told(RebuildRecords())
            assert await listed(service, capsys, "list") == ["bob"]
            assert await found(service, text="138") == 0
            assert await found(service, text="139") == 1
            assert await found(service, visitor="erased visitor") == 2
        gone = service.backend.answer(ReadEntity("customer/ann"))
        assert gone == EntityRecord(0, ())
        marks = FindMarks(("customer/ann", "last/ann/web"))
        assert service.backend.answer(marks) == FoundMarks((None, None))


async def test_it_can_be_done_again_and_leaves_who_comes_back_alone(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        await talk(service, "ann", "138")
        await told(service, capsys, "note", "ann", "rude")
        await told(service, capsys, "erase", "ann", "--yes")
        await told(service, capsys, "note", "ann", "polite")
        await talk(service, "ann", "137")
        code, out, _ = await told(service, capsys, "show", "ann", "--json")
        assert code == 0
        customer = json.loads(out.splitlines()[0])["customer"]
        assert [each["text"] for each in customer["notes"]] == ["polite"]
        assert await found(service, text="137") == 1
        code, out, _ = await told(service, capsys, "erase", "ann", "--yes", "--json")
        assert (code, json.loads(out)) == (0, {"sessions": 1, "files": 0})
        code, out, _ = await told(service, capsys, "erase", "ann", "--yes", "--json")
        assert (code, json.loads(out)) == (0, {"sessions": 0, "files": 0})


async def test_who_erased_and_how_much_is_kept_and_not_whom(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        await talk(service, "ann", "138")
        await told(service, capsys, "erase", "ann", "--yes")
        (row,) = (each for each in await log(service) if each.act is ERASING)
        assert (row.who, "ann" in row.subject, row.detail) == ("operator", False, "")
        record = service.backend.answer(ReadEntity(ERASURES))
        assert isinstance(record, EntityRecord)
        counted = [
            msgspec.msgpack.decode(each.body, type=VisitorErased)
            for each in record.events
        ]
        assert counted == [VisitorErased(1, 0)]


async def test_all_that_is_held_of_a_visitor_is_taken_along(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        session = await talk(service, "ann", "我的电话 138")
        other = await service.open_session("ann")
        await send_picture(service, "ann", other)
        await told(service, capsys, "note", "ann", "rude")
        place = path.parent / "attachments/kept/01" / KEY
        place.mkdir(parents=True)
        (place / "content").write_bytes(b"a picture")
        into = io.BytesIO()
        async with connect(path) as line:
            with trio.fail_after(LID_SECONDS):
                await service.until_recorded()
            attachments = path.parent / "attachments"
            taken = await export_customer(line, "ann", attachments, into)
        assert (taken.sessions, taken.files, taken.missing) == (2, 1, 0)
        with zipfile.ZipFile(into) as archive:
            known = json.loads(archive.read("customer.json"))
            assert known["customer"]["notes"][0]["text"] == "rude"
            assert known["recorded"]["sessions"] == 2
            lines = archive.read(f"sessions/{session}.jsonl").decode().splitlines()
            said = [json.loads(each) for each in lines]
            assert said[0]["event"] == "SessionOpened"
            bodies = [each["body"] for each in said if each["event"] == "MessagePosted"]
            assert {"kind": "text", "text": "我的电话 138"} in bodies
            assert archive.read(f"files/{KEY}") == b"a picture"
        assert Act.EXPORTING_CUSTOMER in [each.act for each in await log(service)]


async def test_a_file_that_is_there_is_not_overwritten(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        await talk(service, "ann", "138")
        file = path.parent / "ann.zip"
        export = wish("export", "ann", str(file))
        assert await customers(path, export, "en", as_json=False) == 0
        assert "exported: sessions 1" in capsys.readouterr().err
        before = file.read_bytes()
        assert await customers(path, export, "en", as_json=False) == 1
        assert file.read_bytes() == before
