// Who waits in a group's line, in order (Q11).

import type { Waiting } from "../../../../gateway/web/sdk/index.ts";
import { AskedView } from "../side/asked_view.tsx";
import { spanText } from "../side/model/spans.ts";
import { SessionActs } from "./live_acts.tsx";
import { useLook, type LiveProps } from "./live_view.ts";
import { waitingMarks } from "./model/live_rows.ts";

export function LiveQueue(props: LiveProps) {
  const { desk, words, group, looks } = props;
  const asked = useLook(() => desk.ask({ frame: "GET_QUEUE", group }), looks);
  const { live } = words.dialogs;
  return (
    <AskedView asked={asked} words={words}>
      {({ entries, waiting }) => (
        <>
          {entries.length === 0 && <p class="side-note">{live.nobodyWaits}</p>}
          {entries.length > 0 && (
            <table class="live">
              <thead>
                <tr><th>#</th><th>{live.visitor}</th><th>{live.waited}</th><th>{live.actions}</th></tr>
              </thead>
              <tbody>{entries.map((row) => <Row key={row.session} {...props} row={row} onDone={asked.reload} />)}</tbody>
            </table>
          )}
          {waiting > entries.length && <p class="side-note">{live.moreOf(waiting - entries.length)}</p>}
        </>
      )}
    </AskedView>
  );
}

function Row({ row, onDone, ...props }: LiveProps & { readonly row: Waiting; readonly onDone: () => void }) {
  const { words } = props;
  const name = row.nickname || row.session;
  return (
    <tr>
      <td>{row.position}</td>
      <td>{name} <small>{waitingMarks(row, words.dialogs).join(" · ")}</small></td>
      <td>{spanText(row.waited_ms, words.side)}</td>
      <td><SessionActs {...props} session={row.session} name={name} holder="" onDone={onDone} /></td>
    </tr>
  );
}
