// The lines of the agent's groups: how many wait, and who, for him to take.

import { useEffect, useReducer, useState } from "preact/hooks";

import { clockText } from "../clock.ts";
import { Icon } from "../parts/icon.tsx";
import type { ViewProps } from "../view.ts";
import { QueueWatch, type GroupRow } from "./queue_watch.ts";

export function Queues({ desk, words }: ViewProps) {
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  const [watch, setWatch] = useState<QueueWatch>();
  useEffect(() => {
    const started = new QueueWatch(desk, () => draw());
    setWatch(started);
    return () => started.close();
  }, [desk]);
  if (!watch || watch.groups.length === 0) return null;
  const all = watch.groups.reduce((sum, each) => sum + each.waiting, 0);
  return (
    <section class="rows-section" aria-labelledby="queue-title">
      <h2 id="queue-title">{words.sessions.queue} <span class="count">{all}</span></h2>
      {watch.groups.map((group) => <Line key={group.group} {...{ desk, words, watch, group }} />)}
    </section>
  );
}

interface LineProps extends ViewProps {
  readonly watch: QueueWatch;
  readonly group: GroupRow;
}

function Line({ desk, words, watch, group: { group, name, waiting } }: LineProps) {
  const { sessions: say } = words;
  const isOpen = watch.open === group;
  const isFree = desk.model.board?.status === "free";
  return (
    <>
      <button type="button" class="line" aria-expanded={isOpen} onClick={() => watch.show(isOpen ? "" : group)}>
        <Icon name="down" />
        <span class="line-name">{name || group}</span>
        <span class={waiting ? "count count--some" : "count"} title={say.inLine(waiting)}>{waiting}</span>
      </button>
      {isOpen && watch.line && (
        <ul class="waiting">
          {watch.line.entries.map((each) => (
            <li key={each.session}>
              <span class="line-name">{each.position}. {each.nickname || each.session}</span>
              <span class="row-time">{say.waited(clockText(each.waited_ms))}{each.returned && ` · ${say.returned}`}</span>
              <button
                type="button"
                class="small"
                disabled={!isFree}
                title={isFree ? undefined : say.onlyFree}
                onClick={() => void desk.act((agent) => agent.assign(each.session)).then(() => watch.look())}
              >
                {say.take}
              </button>
            </li>
          ))}
          {watch.line.entries.length === 0 && <li class="row-time">{say.nobodyInLine}</li>}
          {watch.line.waiting > watch.line.entries.length && (
            <li class="row-time">{say.more(watch.line.waiting - watch.line.entries.length)}</li>
          )}
        </ul>
      )}
    </>
  );
}
