// Whom a group serves, who waits for an answer first; a supervisor listens, whispers, speaks, takes, gives, ends.

import { useState } from "preact/hooks";

import type { Serving, Watch } from "../../../../gateway/web/sdk/index.ts";
import { AskedView } from "../side/asked_view.tsx";
import { spanText } from "../side/model/spans.ts";
import { SessionActs } from "./live_acts.tsx";
import { turnText } from "./model/live_rows.ts";
import { useLook, type LiveProps } from "./live_view.ts";

export function LiveSessions(props: LiveProps) {
  const { desk, words, group, looks } = props;
  const asked = useLook(() => desk.ask({ frame: "GET_SESSIONS", group }), looks);
  const { live } = words.dialogs;
  return (
    <AskedView asked={asked} words={words}>
      {({ rows, is_cut }) => (
        <>
          {rows.length === 0 ? <p class="side-note">{live.nobodyServed}</p> : <Table {...props} rows={rows} onDone={asked.reload} />}
          {is_cut && <p class="side-note">{live.more}</p>}
        </>
      )}
    </AskedView>
  );
}

function Table({ rows, onDone, ...props }: LiveProps & { readonly rows: readonly Serving[]; readonly onDone: () => void }) {
  const { live } = props.words.dialogs;
  return (
    <table class="live">
      <thead>
        <tr><th>{live.visitor}</th><th>{live.agent}</th><th>{live.since}</th><th>{live.turn}</th><th>{live.actions}</th></tr>
      </thead>
      <tbody>{rows.map((row) => <Row key={row.session} {...props} row={row} onDone={onDone} />)}</tbody>
    </table>
  );
}

function Row({ row, onDone, ...props }: LiveProps & { readonly row: Serving; readonly onDone: () => void }) {
  const { desk, words } = props;
  const now = desk.now();
  const isMine = row.agent === desk.model.me;
  return (
    <tr>
      <td>{row.nickname || row.session}</td>
      <td>{row.agent_name || row.agent}</td>
      <td>{spanText(now - row.since, words.side)}</td>
      <td class={row.unanswered ? "late" : ""}>{turnText(row, now, words)}</td>
      <td>
        {!isMine && <WatchActs {...props} session={row.session} />}
        <SessionActs {...props} session={row.session} name={row.nickname || row.session} holder={row.agent} onDone={onDone} />
      </td>
    </tr>
  );
}

const WATCHES: readonly (readonly [key: "watch" | "whisper" | "barge", how: NonNullable<Watch["how"]>])[] = [
  ["watch", "watch"], ["whisper", "whisper"], ["barge", "speak"],
];

function WatchActs({ desk, words, session, onClose }: LiveProps & { readonly session: string }) {
  const [isHidden, setHidden] = useState(false);
  const { live } = words.dialogs;
  const watch = async (how: NonNullable<Watch["how"]>) => {
    const is_hidden = isHidden && how === "watch"; // nobody whispers or speaks unseen
    if (!(await desk.act((agent) => agent.ask({ frame: "WATCH", session, how, is_hidden })))) return;
    onClose();
    desk.select(session);
  };
  return (
    <span class="row-acts">
      {WATCHES.map(([key, how]) => (
        <button key={key} type="button" class="button button--small" onClick={() => void watch(how)}>{live[key]}</button>
      ))}
      <label class="check">
        <input type="checkbox" checked={isHidden} onChange={(event) => setHidden(event.currentTarget.checked)} /> {live.hidden}
      </label>
    </span>
  );
}
