"""The journal's tables and statements, in the SQL that SQLite and PostgreSQL share.

Placeholders are `?` (PostgreSQL's driver wants `%s`; nothing else differs). A refusal
shows in a row count, never as an error, which would abort PostgreSQL's transaction.

The hot path writes two rows per append: an event at the end of its table, and the
entity's head row, found by its integer key. `WHERE seq = ?` on the head is the fence
against a second writer; so no unique index over all events is needed, which would cost
three times as much as both rows. Events of one entity are a chain: each holds the
position of the one before, and the head that of the last.
"""

from __future__ import annotations

LAST_POSITION = "SELECT COALESCE(MAX(position), 0) FROM events"
LAST_HEAD = "SELECT COALESCE(MAX(id), 0) FROM heads"
FIND_HEAD = "SELECT id, seq, last_position FROM heads WHERE name = ?"

ADD_HEAD = "INSERT INTO heads (id, name, kind) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
MOVE_HEAD = """
UPDATE heads SET seq = ?, last_position = ?
WHERE id = ? AND seq = ? AND last_position = ?"""
ADD_EVENT = """
INSERT INTO events (position, head, seq, previous, at_ms, body)
VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
SET_INDEX = """
UPDATE heads SET is_open = ?, state = ?, place = ?, ticket = COALESCE(?, ticket),
    due_ms = ?, armed_ms = ?, detail = ?
WHERE id = ?"""
ADD_OPERATION = """
INSERT INTO operations (head, key, answer) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"""
FIND_OPERATION = "SELECT answer FROM operations WHERE head = ? AND key = ?"
SET_SNAPSHOT = """
INSERT INTO snapshots (head, seq, state) VALUES (?, ?, ?)
ON CONFLICT (head) DO UPDATE SET seq = excluded.seq, state = excluded.state"""
ADD_OUTBOX = "INSERT INTO outbox (head, topic, body) VALUES (?, ?, ?)"
SET_MARK = """
INSERT INTO marks (key, value) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value"""

RELEASE = "DELETE FROM claims WHERE resource = ? AND slot = ? AND holder = ?"
RELEASE_ALL = "DELETE FROM claims WHERE holder = ?"
SET_CAPACITY = """
INSERT INTO capacities (resource, slots, version) VALUES (?, ?, 1)
ON CONFLICT (resource) DO UPDATE
SET slots = excluded.slots, version = capacities.version + 1"""
TAKE_EXCLUSIVE = """
INSERT INTO claims (resource, slot, holder)
SELECT CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT)
WHERE NOT EXISTS (SELECT 1 FROM capacities WHERE resource = ?)
ON CONFLICT DO NOTHING"""
TAKE_SLOT = """
INSERT INTO claims (resource, slot, holder)
SELECT c.resource, CAST(? AS BIGINT), CAST(? AS BIGINT)
FROM capacities AS c
WHERE c.resource = ? AND ? BETWEEN 1 AND c.slots
    AND (SELECT COUNT(*) FROM claims AS h WHERE h.resource = c.resource) < c.slots
ON CONFLICT DO NOTHING"""
FIND_HOLDER = """
SELECT h.name FROM claims AS c JOIN heads AS h ON h.id = c.holder
WHERE c.resource = ? AND c.slot = ?"""

REWRITE_EVENT = "UPDATE events SET body = ? WHERE position = ? AND head = ?"
DROP_OPERATIONS = "DELETE FROM operations WHERE head = ?"
DROP_SNAPSHOT = "DELETE FROM snapshots WHERE head = ?"
DROP_OUTBOX = "DELETE FROM outbox WHERE head = ?"
DROP_HEAD = "DELETE FROM heads WHERE id = ?"
DROP_EVENTS = """
WITH RECURSIVE chain (position, previous) AS (
    SELECT position, previous FROM events WHERE position = ?
    UNION ALL
    SELECT e.position, e.previous
    FROM chain JOIN events AS e ON e.position = chain.previous
)
DELETE FROM events WHERE position IN (SELECT position FROM chain)"""
FIND_FORGETTABLE = """
SELECT id, last_position FROM heads
WHERE name = ? AND is_open = 0
    AND last_position < (SELECT MAX(position) FROM events)
    AND NOT EXISTS (SELECT 1 FROM claims WHERE holder = heads.id)"""
DROP_MARK = "DELETE FROM marks WHERE key = ?"
DROP_MARKS_IN = """
DELETE FROM marks WHERE substr(key, 1, length(CAST(? AS TEXT))) = ?
    AND replace(substr(key, length(CAST(? AS TEXT)) + 1), '/', '')
        = substr(key, length(CAST(? AS TEXT)) + 1)"""

READ_INDEX = """
SELECT is_open, state, place, ticket, due_ms, armed_ms, detail
FROM heads WHERE id = ? AND state IS NOT NULL"""
READ_SNAPSHOT = "SELECT seq, state FROM snapshots WHERE head = ?"
READ_TAIL = """
WITH RECURSIVE chain (position, previous, seq) AS (
    SELECT position, previous, seq FROM events WHERE position = ? AND seq > ?
    UNION ALL
    SELECT e.position, e.previous, e.seq
    FROM chain JOIN events AS e ON e.position = chain.previous
    WHERE e.seq > ?
)
SELECT e.seq, e.position, e.at_ms, e.body
FROM (SELECT position FROM chain ORDER BY seq LIMIT ?) AS tail
JOIN events AS e ON e.position = tail.position
ORDER BY e.seq"""
READ_ALL = """
SELECT h.name, e.seq, e.position, e.at_ms, e.body
FROM events AS e JOIN heads AS h ON h.id = e.head
WHERE e.position > ? ORDER BY e.position LIMIT ?"""
READ_OPEN = """
SELECT name, seq, is_open, state, place, ticket, due_ms, armed_ms, detail
FROM heads WHERE is_open = 1 AND kind = ? AND name > ?
ORDER BY name LIMIT ?"""
READ_OPEN_AT = """
SELECT name, seq, is_open, state, place, ticket, due_ms, armed_ms, detail
FROM heads WHERE is_open = 1 AND kind = ? AND place = ? AND name > ?
ORDER BY name LIMIT ?"""
READ_HOLDERS = """
SELECT c.slot, h.name FROM claims AS c JOIN heads AS h ON h.id = c.holder
WHERE c.resource = ? ORDER BY c.slot"""
READ_OPERATION = """
SELECT o.answer FROM operations AS o JOIN heads AS h ON h.id = o.head
WHERE h.name = ? AND o.key = ?"""
READ_MARK = "SELECT value FROM marks WHERE key = ?"
READ_OUTBOX = """
SELECT o.id, h.name, o.topic, o.body FROM outbox AS o JOIN heads AS h ON h.id = o.head
WHERE o.id > ? ORDER BY o.id LIMIT ?"""

SETTLE_OUTBOX = "DELETE FROM outbox WHERE id = ?"
BEAT = """
INSERT INTO liveness (id, at_ms) VALUES (1, ?)
ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms"""
LAST_BEAT = "SELECT at_ms FROM liveness"
LAST_COMMIT = "SELECT at_ms FROM events ORDER BY position DESC LIMIT 1"
ADD_OUTAGE = "INSERT INTO outages (ended_ms, started_ms) VALUES (?, ?)"
READ_OUTAGES = "SELECT ended_ms, started_ms FROM outages ORDER BY id"
TRIM_OUTAGES = """
DELETE FROM outages WHERE id NOT IN (
    SELECT id FROM outages ORDER BY id DESC LIMIT ?)"""
