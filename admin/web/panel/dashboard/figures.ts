// PURE: what the dashboard's numbers look like, and which of them somebody has chosen to see.

import type { Dashboard, DashboardAgent, DashboardCrew, DashboardGroup, TrendMinute } from "../../../../gateway/web/sdk/wire.ts";

/** In words of the page: names in braces are filled in. */
export type Texts = Readonly<Record<string, string>>;

export const NOTHING = "–";
/** More events than these behind are told: fewer are recorded within a second or two. */
export const TOLD_BEHIND = 5_000;

/** A text with its names filled in. */
export function filled(text: string | undefined, values: Readonly<Record<string, string | number>>): string {
  return (text ?? "").replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A part of a whole, in percent; of nothing there is no share. */
export function share(part: number, whole: number): string {
  return whole ? `${Math.round((100 * part) / whole)}%` : NOTHING;
}

/** A span of ms as a clock shows it, 0:05 or 1:02:05; null is none. */
export function span(ms: number | null): string {
  if (ms === null) return NOTHING;
  const all = Math.max(0, Math.round(ms / 1_000));
  const [hours, minutes, seconds] = [Math.floor(all / 3_600), Math.floor(all / 60) % 60, all % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** What goes on since a moment; "–" for 0, which is none. */
export function lasting(since: number, now: number): string {
  return since ? span(Math.floor((now - since) / 1_000) * 1_000) : NOTHING;
}

/** The group that was chosen, or all together, also where that group is no more. */
export function chosen({ groups, whole }: Dashboard, group: string): DashboardGroup {
  return groups.find((each) => each.group === group) ?? whole;
}

/** Agents of a group, or of all, whose name or id has that text, in that status; "" = any. */
export function agentsOf(
  { agents }: Dashboard, group: string, text: string, status: string,
): readonly DashboardAgent[] {
  const wanted = text.trim().toLowerCase();
  return agents.filter((each) =>
    (!group || each.groups.includes(group)) &&
    (!status || each.status === status) &&
    (!wanted || each.name.toLowerCase().includes(wanted) || each.agent.toLowerCase().includes(wanted)));
}

/** How many are on duty, whatever they do. */
export function onDuty(crew: DashboardCrew): number {
  return crew.free + crew.busy + crew.arrange + crew.not_ready + crew.rest;
}

/** What a group is called. */
export function nameOf({ group, name }: DashboardGroup, texts: Texts): string {
  return group ? name || group : texts["everything"] ?? "";
}

/** The same of a group that may not be shown. */
export function titleOf({ groups }: Dashboard, group: string): string {
  return groups.find((each) => each.group === group)?.name || group;
}

/** How bad a wait is, against what is promised: to be seen from across the room. */
export function urgency(since: number, now: number, promptSeconds: number): "" | "late" | "very-late" {
  const seconds = since ? (now - since) / 1_000 : 0;
  if (seconds <= promptSeconds) return "";
  return seconds <= 3 * promptSeconds ? "late" : "very-late";
}

/** The curves of the last minutes: seconds since the epoch, then a row for each series. */
export function curves(
  minutes: readonly TrendMinute[], count: number, names: readonly (keyof TrendMinute)[],
): number[][] {
  const shown = minutes.slice(-count);
  return [shown.map(({ at }) => at / 1_000), ...names.map((name) => shown.map((each) => each[name]))];
}

/** A chart in one sentence, for who does not see it: the last value and the highest of each series. */
export function summary(title: string, labels: readonly string[], data: readonly (readonly number[])[]): string {
  const rows = labels.map((label, index) => {
    const values = data[index + 1] ?? [];
    return `${label} ${values.at(-1) ?? NOTHING} (max ${values.length ? Math.max(...values) : NOTHING})`;
  });
  return `${title}: ${rows.join(", ")}`;
}
