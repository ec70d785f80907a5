"""PURE: working hours as the TOML file that `triodesk settings hours FILE` reads."""

from __future__ import annotations

import json

from msgspec.structs import asdict

from actors.rules.hours import Spans, WorkingHours


def hours_file(hours: WorkingHours) -> str:
    """All of them, a day to a line."""
    lines = [
        f"is_on = {str(hours.is_on).lower()}",
        f"time_zone = {_text(hours.time_zone)}",
    ]
    lines += ["", "[week]"]
    days: dict[str, Spans] = asdict(hours.week)
    lines += [f"{day} = {_spans(spans)}" for day, spans in days.items()]
    for holiday in hours.holidays:
        lines += ["", "[[holidays]]", f"name = {_text(holiday.name)}"]
        lines.append(f"first = {holiday.first}")
        if holiday.last is not None:
            lines.append(f"last = {holiday.last}")
        lines.append(f"spans = {_spans(holiday.spans)}")
    for made_up in hours.make_up_days:
        lines += ["", "[[make_up_days]]", f"name = {_text(made_up.name)}"]
        lines += [f"day = {made_up.day}", f"spans = {_spans(made_up.spans)}"]
    return "\n".join(lines)


def _spans(spans: Spans) -> str:
    told = (f'{{opens = "{each.opens}", closes = "{each.closes}"}}' for each in spans)
    return f"[{', '.join(told)}]"


def _text(value: str) -> str:
    """As JSON has it, which for printable text is as TOML has it."""
    return json.dumps(value, ensure_ascii=False)
