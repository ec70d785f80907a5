// One session of the left pane.

import { hour, timeText } from "../../../../gateway/web/visitor/model/times.ts";
import { clockText, useSeconds } from "../clock.ts";
import { urgencyOf, type Row } from "../model/rows.ts";
import { Icon } from "../parts/icon.tsx";
import type { ViewProps } from "../view.ts";
import { summaryOf } from "./summary.ts";

export interface RowProps extends ViewProps {
  readonly row: Row;
  readonly isChosen: boolean;
}

export function SessionRow({ row, isChosen, ...view }: RowProps) {
  const { desk, words } = view;
  const { sessions: say } = words;
  const { id, name, unread, isAway, isToFollowUp, isPassedOn, note, part } = row;
  return (
    <button type="button" class="row" aria-current={isChosen} onClick={() => desk.select(id)}>
      <span class="row-face" aria-hidden="true">{[...(name || "?")][0]}</span>
      <span class="row-main">
        <span class="row-head">
          <span class="row-name">{name || id}</span>
          {isAway && <Mark icon="away" text={say.away} />}
          {isToFollowUp && <Mark icon="flag" text={say.followUp} />}
          {isPassedOn && <span class="row-tag">{say.passedOn}</span>}
          <RowTime {...view} row={row} />
        </span>
        <span class="row-foot">
          <span class="row-last">{part === "guest" && note ? say.mentioned(note) : <Last {...view} row={row} />}</span>
          {unread > 0 && (
            <span class="badge">
              <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
              <span class="unseen">{say.unread(unread)}</span>
            </span>
          )}
        </span>
      </span>
    </button>
  );
}

function Mark({ icon, text }: { readonly icon: "away" | "flag"; readonly text: string }) {
  return (
    <span class={`row-mark row-mark--${icon}`} title={text}>
      <Icon name={icon} />
      <span class="unseen">{text}</span>
    </span>
  );
}

/** How long the visitor waits for a word; where he does not, when something was said last. */
function RowTime({ desk, words, row }: ViewProps & { readonly row: Row }) {
  useSeconds();
  const { sessions: say } = words;
  const now = desk.now();
  if (row.since) {
    const urgency = urgencyOf(row.since, now);
    const time = clockText(now - row.since);
    return (
      <span class={`row-wait row-wait--${urgency || "fine"}`} title={say.waitsSince(time)}>
        {urgency && <span class="unseen">{say[urgency]}</span>}
        {urgency === "late" ? "‼ " : urgency === "slow" ? "! " : ""}{time}
      </span>
    );
  }
  if (!row.last) return null;
  return <time class="row-time">{shortTime(row.last.at, now, words.tag, say.now)}</time>;
}

function Last({ desk, words, row }: ViewProps & { readonly row: Row }) {
  const { sessions: say } = words;
  const { isTyping, preview, last } = row;
  if (isTyping) return <em>{preview ? say.typed(preview) : say.typing}</em>;
  if (!last) return <>{say.noMessages}</>;
  const { role, sender, name, body } = last;
  const isOwn = role === "agent" && sender === desk.model.me;
  const who = isOwn ? say.you : role === "robot" ? say.robot : role === "agent" ? name || sender : "";
  return <>{who && `${who}: `}{summaryOf(body, say.bodies)}</>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY = { month: "numeric", day: "numeric" } as const;

/** Today the hour, else the day. */
function shortTime(at: number, now: number, tag: string, justNow: string): string {
  if (now - at < MINUTE_MS) return justNow;
  const isRecent = now - at < DAY_MS && new Date(at).getDate() === new Date(now).getDate();
  return isRecent ? hour(at, { tag }) : timeText(at, tag, DAY);
}
