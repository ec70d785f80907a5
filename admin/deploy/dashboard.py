"""The figures of `/metrics` as a dashboard: `grafana-dashboard.json`; this prints it.

Every figure that the service exports has its place here, the ones that say how people
are served first; a test compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

Json = dict[str, object]

WIDTH: Final = 24
"""Columns of a dashboard, as Grafana counts them."""
PANELS_IN_ROW: Final = 3
PANEL_HEIGHT: Final = 8
SCHEMA: Final = 41
"""Of Grafana 11.6 and later; newer ones read it."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart.

    Attributes:
        title: what it shows.
        unit: as Grafana names them: `short`, `s`, `bytes`, `ops`, `percentunit`.
        lines: PromQL, and how each line is called.
    """

    title: str
    unit: str
    lines: tuple[tuple[str, str], ...]


def _all(name: str) -> str:
    return f'triodesk_{name}{{instance=~"$instance"}}'


def _rate(name: str) -> str:
    return f"rate({_all(name)}[$__rate_interval])"


def _process(name: str) -> str:
    return f'process_{name}{{job="triodesk", instance=~"$instance"}}'


def _one(title: str, unit: str, expression: str, name: str) -> Panel:
    return Panel(title, unit, ((expression, name),))


_COMMIT_SECONDS: Final = (
    f"{_rate('journal_commit_seconds_total')} / {_rate('journal_commits_total')}"
)
_SLOWEST: Final = (
    "histogram_quantile(0.99, sum by (le, event, field)"
    f" ({_rate('event_duration_seconds_bucket')}))"
)
_CORES: Final = f"rate({_process('cpu_seconds_total')}[$__rate_interval])"
_UP: Final = f"time() - {_process('start_time_seconds')}"

ROWS: Final[tuple[tuple[str, tuple[Panel, ...]], ...]] = (
    (
        "How people are served",
        (
            _one("In line", "short", _all("waiting_sessions"), "{{group}}"),
            _one("What happens", "ops", _rate("committed_events_total"), "{{event}}"),
            Panel(
                "Offers and connections",
                "short",
                (
                    (_all("ringing_offers"), "offers that ring"),
                    (_all("gateway_connections"), "connections"),
                ),
            ),
        ),
    ),
    (
        "Is it well?",
        (
            _one("Ready", "short", _all("check_passed"), "{{check}}"),
            _one("The loop is late by", "s", _all("loop_lag_seconds"), "lag"),
            _one("A commit takes", "s", _COMMIT_SECONDS, "on average"),
            Panel(
                "Commits, and appends in them",
                "ops",
                (
                    (_rate("journal_commits_total"), "commits"),
                    (_rate("journal_appends_total"), "appends"),
                ),
            ),
            Panel(
                "What waits",
                "short",
                (
                    (_all("journal_waiting"), "for the store"),
                    (_all("records_behind_events"), "for the records"),
                    (_all("mailbox_messages"), "in the longest mailbox"),
                ),
            ),
            _one("Refused and cut", "ops", _rate("gateway_refused_total"), "{{what}}"),
            _one("Events of the log", "ops", _rate("events_total"), "{{event}}"),
            _one("How long they took, 99 of 100", "s", _SLOWEST, "{{event}} {{field}}"),
            _one(
                "Crashed too often", "short", _all("quarantined_entities"), "{{kind}}"
            ),
        ),
    ),
    (
        "Robot and model",
        (
            Panel(
                "Questions",
                "ops",
                (
                    (_rate("robot_questions_total"), "robot: {{outcome}}"),
                    (_rate("answerer_questions_total"), "model: {{outcome}}"),
                ),
            ),
            Panel(
                "Under way",
                "short",
                (
                    (_all("robot_waiting_questions"), "with the robot"),
                    (_all("answerer_asking"), "with the model"),
                    (_all("answerer_rested"), "the model rests"),
                ),
            ),
            _one("Tokens", "ops", _rate("answerer_tokens_total"), "tokens"),
            Panel(
                "Version in force, and being built",
                "short",
                (
                    (_all("robot_version"), "in force"),
                    (_all("robot_building_version"), "being built"),
                ),
            ),
            _one(
                "How far it is built",
                "percentunit",
                _all("robot_building_done"),
                "{{phase}}",
            ),
            _one("Questions it knows", "short", _all("robot_entries"), "entries"),
        ),
    ),
    (
        "Others' servers",
        (
            Panel(
                "Business server",
                "short",
                (
                    (_all("business_server_waiting"), "sessions that wait"),
                    (_all("business_server_rested"), "it rests"),
                    (_rate("business_server_answered_total"), "{{direction}} per s"),
                ),
            ),
            _one("Webhooks: waiting", "short", _all("webhook_pending"), "{{webhook}}"),
            Panel(
                "Webhooks and reminders: attempts",
                "ops",
                (
                    (_rate("webhook_attempts_total"), "webhook: {{outcome}}"),
                    (_rate("reminders_total"), "reminder: {{outcome}}"),
                ),
            ),
        ),
    ),
    (
        "The process",
        (
            _one("Processor", "percentunit", _CORES, "cores"),
            Panel(
                "Memory",
                "bytes",
                (
                    (_process("resident_memory_bytes"), "resident"),
                    (_process("virtual_memory_bytes"), "virtual"),
                ),
            ),
            Panel(
                "Open files",
                "short",
                (
                    (_process("open_fds"), "open"),
                    (_process("max_fds"), "at most"),
                ),
            ),
            _one("Up for", "s", _UP, "up"),
            Panel(
                "Actors, tasks, timers",
                "short",
                (
                    (_all("actors"), "actors"),
                    (_all("tasks"), "tasks"),
                    (_all("timers"), "timers"),
                ),
            ),
            Panel(
                "In memory, and asleep",
                "short",
                (
                    (_all("awake_entities"), "{{kind}} awake"),
                    (_all("asleep_entities"), "{{kind}} asleep"),
                ),
            ),
            Panel(
                "Leaving memory, and coming back",
                "ops",
                (
                    (_rate("passivated_entities_total"), "{{kind}} left"),
                    (_rate("revived_entities_total"), "{{kind}} back"),
                ),
            ),
        ),
    ),
)


def dashboard() -> Json:
    """The dashboard, as Grafana imports it."""
    return {
        "title": "triodesk",
        "uid": "triodesk",
        "schemaVersion": SCHEMA,
        "editable": True,
        "refresh": "15s",
        "time": {"from": "now-3h", "to": "now"},
        "tags": ["triodesk"],
        "templating": {"list": [_source(), _instances()]},
        "panels": list(_panels()),
    }


def _source() -> Json:
    return {
        "name": "source",
        "label": "Source",
        "type": "datasource",
        "query": "prometheus",
    }


def _instances() -> Json:
    query = "label_values(triodesk_actors, instance)"
    return {
        "name": "instance",
        "label": "Instance",
        "type": "query",
        "datasource": _SOURCE,
        "query": {"query": query, "refId": "instance"},
        "definition": query,
        "refresh": 2,
        "includeAll": True,
        "multi": True,
        "current": {"text": ["All"], "value": ["$__all"]},
    }


_SOURCE: Final[Json] = {"type": "prometheus", "uid": "${source}"}


def _panels() -> Iterator[Json]:
    top = number = 0
    for title, panels in ROWS:
        number += 1
        yield {
            "id": number,
            "type": "row",
            "title": title,
            "gridPos": {"x": 0, "y": top, "w": WIDTH, "h": 1},
        }
        top += 1
        for place, panel in enumerate(panels):
            number += 1
            across, down = place % PANELS_IN_ROW, place // PANELS_IN_ROW
            yield _chart(panel, number, across, top + down * PANEL_HEIGHT)
        top += -(-len(panels) // PANELS_IN_ROW) * PANEL_HEIGHT


def _chart(panel: Panel, number: int, across: int, top: int) -> Json:
    width = WIDTH // PANELS_IN_ROW
    return {
        "id": number,
        "type": "timeseries",
        "title": panel.title,
        "datasource": _SOURCE,
        "gridPos": {"x": across * width, "y": top, "w": width, "h": PANEL_HEIGHT},
        "fieldConfig": {
            "defaults": {"unit": panel.unit, "min": 0, "custom": {"fillOpacity": 10}},
            "overrides": [],
        },
        "options": {
            "legend": {"displayMode": "list", "placement": "bottom"},
            "tooltip": {"mode": "multi", "sort": "desc"},
        },
        "targets": [
            {
                "refId": chr(ord("A") + place),
                "datasource": _SOURCE,
                "expr": expr,
                "legendFormat": name,
            }
            for place, (expr, name) in enumerate(panel.lines)
        ],
    }


def text() -> str:
    """`grafana-dashboard.json`."""
    return msgspec.json.format(msgspec.json.encode(dashboard()), indent=2).decode()


if __name__ == "__main__":
    sys.stdout.write(text() + "\n")
