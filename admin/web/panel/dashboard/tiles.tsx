// The numbers that are seen from across the room.

import type { Dashboard, DashboardGroup } from "../../../../gateway/web/sdk/wire.ts";
import { filled, lasting, share, span, urgency, type Texts } from "./figures.ts";

interface TileProps {
  readonly name: string;
  readonly title: string | undefined;
  readonly value: string | number;
  readonly hint: string;
  readonly look?: string;
}

function Tile({ name, title, value, hint, look = "" }: TileProps) {
  return (
    <div class={`tile ${look}`} data-tile={name}>
      <dt>{title}</dt>
      <dd><strong>{value}</strong><small>{hint}</small></dd>
    </div>
  );
}

interface TilesProps {
  readonly shown: DashboardGroup;
  readonly dashboard: Dashboard;
  readonly now: number;
  readonly texts: Texts;
}

export function NowTiles({ shown, dashboard, now, texts: say }: TilesProps) {
  const { sessions, agents, waiting, waiting_since: since } = shown;
  const wait = since ? filled(say["longest"], { time: lasting(since, now) }) : say["nobody_waits"] ?? "";
  const aside = sessions.message_left
    ? filled(say["left"], { count: sessions.message_left })
    : filled(say["forms"], { count: sessions.collecting });
  return (
    <dl class="tiles">
      <Tile name="waiting" title={say["waiting"]} value={waiting} hint={wait} look={urgency(since, now, dashboard.prompt_seconds)} />
      <Tile name="serving" title={say["serving"]} value={sessions.serving} hint={filled(say["ringing"], { count: sessions.offered })} />
      <Tile name="robot" title={say["robot"]} value={sessions.robot} hint={aside} />
      <Tile name="free" title={say["free"]} value={agents.free} hint={filled(say["slots"], { load: agents.load, capacity: agents.capacity })} />
    </dl>
  );
}

export function TodayTiles({ shown: { today }, dashboard, texts: say }: Omit<TilesProps, "now">) {
  return (
    <dl class="tiles">
      <Tile name="level" title={say["level"]} value={share(today.prompt, today.waits)} hint={filled(say["level_meant"], { seconds: dashboard.prompt_seconds })} />
      <Tile name="abandoned" title={say["abandoned"]} value={share(today.abandoned, today.waits)} hint={filled(say["abandoned_meant"], { count: today.abandoned })} />
      <Tile name="answered" title={say["answered"]} value={today.answered} hint={filled(say["answered_meant"], { count: today.offered })} />
      <Tile name="speed" title={say["speed"]} value={span(today.answer_time)} hint={filled(say["first_response"], { time: span(today.first_response) })} />
      <Tile name="transferred" title={say["transferred"]} value={share(today.transferred, today.handled)} hint={filled(say["handled"], { count: today.handled })} />
      <Tile name="resolved" title={say["resolved"]} value={share(today.robot_resolved, today.robot)} hint={filled(say["resolved_meant"], { count: today.robot })} />
    </dl>
  );
}
