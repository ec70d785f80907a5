// Whom the groups serve, who waits for an answer first; a supervisor listens, whispers, speaks, takes, gives, ends.

import { useState } from "preact/hooks";

import type { Watch } from "../../../../gateway/web/sdk/index.ts";
import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import { AskedView } from "../side/asked_view.tsx";
import { spanText } from "../side/model/spans.ts";
import { SessionActs } from "./live_acts.tsx";
import { servingRows, turnText, type LiveSession } from "./model/live_rows.ts";
import { askEach } from "./people.ts";
import { useLook, type LiveProps } from "./live_view.ts";

export function LiveSessions(props: LiveProps) {
  const { desk, words, groups, looks } = props;
  const asked = useLook(() => askEach(desk, groups.map((group) => ({ frame: "GET_SESSIONS", group }) as const)), looks);
  const { live } = words.dialogs;
  return (
    <AskedView asked={asked} words={words}>
      {(answers) => (
        <>
          <Table {...props} rows={servingRows(answers)} onDone={asked.reload} />
          {answers.some(({ is_cut }) => is_cut) && <p class="side-note">{live.more}</p>}
        </>
      )}
    </AskedView>
  );
}

type Rows = LiveProps & { readonly rows: readonly LiveSession[]; readonly onDone: () => void };

function Table({ rows, onDone, ...props }: Rows) {
  const [isHidden, setHidden] = useState(false);
  const { live } = props.words.dialogs;
  if (rows.length === 0) return <p class="side-note">{live.nobodyServed}</p>;
  return (
    <>
      <label class="check">
        <input type="checkbox" checked={isHidden} onChange={(event) => setHidden(event.currentTarget.checked)} /> {live.hidden}
      </label>
      <table class="live">
        <thead>
          <tr><th>{live.visitor}</th><th>{live.agent}</th><th>{live.since}</th><th>{live.turn}</th><th>{live.actions}</th></tr>
        </thead>
        <tbody>
          {rows.map((row) => <Row key={row.session} {...props} {...{ row, isHidden, onDone }} />)}
        </tbody>
      </table>
    </>
  );
}

type RowProps = LiveProps & { readonly row: LiveSession; readonly isHidden: boolean; readonly onDone: () => void };

function Row({ row, isHidden, onDone, ...props }: RowProps) {
  const { desk, words } = props;
  const now = desk.now();
  const isMine = row.agent === desk.model.me;
  return (
    <tr>
      <td>{row.nickname || row.session}</td>
      <td>{row.agent_name || row.agent}</td>
      <td>{spanText(now - row.since, words.side)}</td>
      <td class={row.unanswered ? "late" : ""}>{turnText(row, now, words)}</td>
      <td class="live-acts">
        {!isMine && <WatchActs {...props} session={row.session} isHidden={isHidden} />}
        <SessionActs
          {...props}
          group={row.group}
          session={row.session}
          name={row.nickname || row.session}
          holder={row.agent}
          onDone={onDone}
        />
      </td>
    </tr>
  );
}

const WATCHES: readonly (readonly [key: "watch" | "whisper" | "barge", how: NonNullable<Watch["how"]>])[] = [
  ["watch", "watch"], ["whisper", "whisper"], ["barge", "speak"],
];

type WatchProps = LiveProps & { readonly session: string; readonly isHidden: boolean };

function WatchActs({ desk, words, session, isHidden, onClose }: WatchProps) {
  const { live } = words.dialogs;
  const { problem, run } = useAct(words);
  const watch = async (how: NonNullable<Watch["how"]>) => {
    const is_hidden = isHidden && how === "watch"; // nobody whispers or speaks unseen
    if (!(await run(() => desk.ask({ frame: "WATCH", session, how, is_hidden })))) return;
    onClose();
    desk.select(session);
  };
  return (
    <>
      <span class="row-acts">
        {WATCHES.map(([key, how]) => (
          <button key={key} type="button" class="small" onClick={() => void watch(how)}>{live[key]}</button>
        ))}
      </span>
      <ProblemLine problem={problem} />
    </>
  );
}
