"""What is wrong when, as rules for Prometheus: `alerts.yaml`; this prints it.

Each has a threshold that a healthy service stays away from on the busiest day that it
was measured on, and a time for what mends itself. Every one says what to do first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

CRASHES: Final = (
    "actor_crashed", "child_killed", "child_restarted", "connection_crashed",
    "entity_quarantined", "http_failed", "listener_failed",
    "operator_connection_crashed",
)  # fmt: skip
"""Events of what must not happen; each is in the log, with its trace."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A rule.

    Attributes:
        name: in CamelCase, as monitors show it.
        condition: in PromQL; what it selects is what is wrong.
        lasting: for how long before anybody is told, as Prometheus writes it.
        urgency: `page`: somebody gets up; `ticket`: it is looked at in the morning.
        summary: what is wrong, in one line.
        first: what to do first.
    """

    name: str
    condition: str
    lasting: str
    urgency: Literal["page", "ticket"]
    summary: str
    first: str


def _new(event: str, span: str) -> str:
    """Events of late; a counter that has just appeared has no increase yet."""
    series = f'triodesk_events_total{{event=~"{event}"}}'
    return f"increase({series}[{span}]) > 0 or ({series} unless {series} offset {span})"


ALERTS: Final = (
    Alert(
        "TriodeskDown",
        'up{job="triodesk"} == 0',
        "1m",
        "page",
        "The service does not answer.",
        "Read its log; `systemctl status triodesk`; `triodesk doctor`.",
    ),
    Alert(
        "TriodeskNotReady",
        "triodesk_check_passed == 0",
        "1m",
        "page",
        "The condition {{ $labels.check }} does not hold.",
        "GET /readyz says what is wrong with it.",
    ),
    Alert(
        "TriodeskStartsAgainAndAgain",
        "changes(process_start_time_seconds[15m]) > 2",
        "0m",
        "page",
        "The process ends and is started again.",
        "The log's last lines before each start say why.",
    ),
    Alert(
        "TriodeskLoopLate",
        "triodesk_loop_lag_seconds > 0.25",
        "2m",
        "page",
        "What is said waits {{ $value }} s for a turn of the loop.",
        "`triodesk top` shows who is busy; is the processor given to others?",
    ),
    Alert(
        "TriodeskCommitsSlow",
        "rate(triodesk_journal_commit_seconds_total[5m])"
        " / rate(triodesk_journal_commits_total[5m]) > 0.1",
        "5m",
        "ticket",
        "A commit takes {{ $value }} s: every message waits for one.",
        "Look at the disk, or the database's; `triodesk doctor` measures it.",
    ),
    Alert(
        "TriodeskStoreBehind",
        "triodesk_journal_waiting > 10000",
        "1m",
        "page",
        "{{ $value }} appends wait for the store; 200,000 may.",
        "Is there room on the disk, and is the database there?",
    ),
    Alert(
        "TriodeskRecordsBehind",
        "triodesk_records_behind_events > 10000",
        "15m",
        "ticket",
        "Records and figures are {{ $value }} events behind.",
        "Nothing is lost. The log says whether records_stalled.",
    ),
    Alert(
        "TriodeskCrashes",
        _new("|".join(CRASHES), "10m"),
        "0m",
        "ticket",
        "{{ $labels.event }}: something failed that must not, and was started anew.",
        "The log has the trace: report it.",
    ),
    Alert(
        "TriodeskQuarantined",
        "triodesk_quarantined_entities > 0",
        "0m",
        "page",
        "{{ $value }} of kind {{ $labels.kind }} crashed too often and rest.",
        "`triodesk top` names them; a supervisor can close such a session.",
    ),
    Alert(
        "TriodeskMailboxLong",
        "triodesk_mailbox_messages > 5000",
        "2m",
        "page",
        "{{ $value }} messages wait in one mailbox; beyond 10,000 they are refused.",
        "`triodesk top`, sorted by mailbox (m), says whose.",
    ),
    Alert(
        "TriodeskDescriptors",
        "process_open_fds / process_max_fds > 0.8",
        "5m",
        "page",
        "Four fifths of the open files are in use: connections will be refused.",
        "Raise LimitNOFILE; is somebody holding connections?",
    ),
    Alert(
        "TriodeskRefuses",
        'rate(triodesk_gateway_refused_total{what=~"places|connections|unread"}[5m])'
        " > 1",
        "5m",
        "ticket",
        "The gateway refuses or cuts by {{ $labels.what }}.",
        "README, “Configuration”, says what each is, and which setting raises it.",
    ),
    Alert(
        "TriodeskNobodyServes",
        "sum by (group, instance) (triodesk_waiting_sessions) > 0 unless on (instance)"
        ' increase(triodesk_committed_events_total{event="session_assigned"}[15m]) > 0',
        "15m",
        "ticket",
        "{{ $value }} wait in {{ $labels.group }}, and nobody was given an agent.",
        "Is anybody on duty there? Working hours and overflow are settings.",
    ),
    Alert(
        "TriodeskSignInsFail",
        'rate(triodesk_events_total{event="sign_in_failed"}[5m]) > 1',
        "5m",
        "ticket",
        "More than one attempt to sign in fails per second: somebody guesses.",
        "`triodesk members audit`; addresses are locked out by themselves.",
    ),
    Alert(
        "TriodeskWebhooksBehind",
        "triodesk_webhook_pending > 1000",
        "15m",
        "ticket",
        "{{ $value }} deliveries wait for the webhook {{ $labels.webhook }}.",
        "`triodesk webhooks log` says what its receiver answers.",
    ),
    Alert(
        "TriodeskDeliveriesGivenUp",
        _new("delivery_given_up", "1h"),
        "0m",
        "ticket",
        "A webhook's deliveries were given up.",
        "Mend the receiver, then `triodesk webhooks replay`.",
    ),
    Alert(
        "TriodeskBusinessServerResting",
        "triodesk_business_server_rested == 1",
        "5m",
        "ticket",
        "The business server failed again and again; sessions go on without it.",
        "Is it there? The log says what it answered.",
    ),
    Alert(
        "TriodeskAnswererResting",
        "triodesk_answerer_rested == 1",
        "15m",
        "ticket",
        "The model failed again and again; the robot answers by itself.",
        "The log says what it answered; are its tokens spent?",
    ),
)


def lines() -> Iterator[str]:
    """`alerts.yaml`; a text in quotes is one in YAML as it is in JSON."""
    yield "# Made by `python -m admin.deploy.alerts`; the table there is what to edit."
    yield "groups:"
    yield "  - name: triodesk"
    yield "    rules:"
    for each in ALERTS:
        yield f"      - alert: {each.name}"
        yield f"        expr: {_quoted(each.condition)}"
        yield f"        for: {each.lasting}"
        yield f"        labels: {{severity: {each.urgency}}}"
        yield "        annotations:"
        yield f"          summary: {_quoted(each.summary)}"
        yield f"          description: {_quoted(each.first)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines()) + "\n")
