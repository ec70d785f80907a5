// Who waits in the groups' lines (Q11).

import { AskedView } from "../side/asked_view.tsx";
import { spanText } from "../side/model/spans.ts";
import { SessionActs } from "./live_acts.tsx";
import { useLook, type LiveProps } from "./live_view.ts";
import { waitingMarks, waitingRows, type LiveWaiting } from "./model/live_rows.ts";
import { askEach } from "./people.ts";

export function LiveQueue(props: LiveProps) {
  const { desk, words, groups, looks } = props;
  const asked = useLook(() => askEach(desk, groups.map((group) => ({ frame: "GET_QUEUE", group }) as const)), looks);
  const { live } = words.dialogs;
  return (
    <AskedView asked={asked} words={words}>
      {(answers) => {
        const rows = waitingRows(answers);
        const more = answers.reduce((sum, each) => sum + each.waiting, 0) - rows.length;
        return (
          <>
            {rows.length === 0 && <p class="side-note">{live.nobodyWaits}</p>}
            {rows.length > 0 && <Table {...props} rows={rows} onDone={asked.reload} />}
            {more > 0 && <p class="side-note">{live.moreOf(more)}</p>}
          </>
        );
      }}
    </AskedView>
  );
}

type Rows = LiveProps & { readonly rows: readonly LiveWaiting[]; readonly onDone: () => void };

function Table({ rows, onDone, ...props }: Rows) {
  const { live } = props.words.dialogs;
  return (
    <table class="live">
      <thead>
        <tr><th>{live.group}</th><th>#</th><th>{live.visitor}</th><th>{live.waited}</th><th>{live.actions}</th></tr>
      </thead>
      <tbody>{rows.map((row) => <Row key={row.session} {...props} row={row} onDone={onDone} />)}</tbody>
    </table>
  );
}

function Row({ row, onDone, ...props }: LiveProps & { readonly row: LiveWaiting; readonly onDone: () => void }) {
  const { words } = props;
  const name = row.nickname || row.session;
  return (
    <tr>
      <td>{row.groupName}</td>
      <td>{row.position}</td>
      <td>{name} <small>{waitingMarks(row, words.dialogs).join(" · ")}</small></td>
      <td>{spanText(row.waited_ms, words.side)}</td>
      <td><SessionActs {...props} group={row.group} session={row.session} name={name} holder="" onDone={onDone} /></td>
    </tr>
  );
}
