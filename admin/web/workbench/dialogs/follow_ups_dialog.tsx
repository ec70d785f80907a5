// What the agent has to follow up, of sessions that have ended (S8).

import type { FollowUp } from "../../../../gateway/web/sdk/index.ts";
import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import { AskedView } from "../side/asked_view.tsx";
import { dueText } from "../side/model/due.ts";
import { spanText } from "../side/model/spans.ts";
import { useAsked } from "../side/use_asked.ts";
import { Dialog } from "./dialog.tsx";
import type { DialogViewProps } from "./view.ts";

export function FollowUpsDialog(props: DialogViewProps) {
  const { desk, words, onClose } = props;
  const asked = useAsked(() => desk.ask({ frame: "GET_FOLLOW_UPS" }), [desk.agent]);
  const { followUps } = words.dialogs;
  const { problem, run } = useAct(words);
  const finish = async ({ session }: FollowUp) => {
    if (await run(() => desk.ask({ frame: "ANNOTATE", session, note: "follow_up", value: "" }))) asked.reload();
  };
  return (
    <Dialog title={followUps.title} words={words} isWide onClose={onClose}>
      <AskedView asked={asked} words={words}>
        {({ rows, count }) => (
          <>
            <ProblemLine problem={problem} />
            {rows.length === 0 && <p class="side-note">{followUps.empty}</p>}
            <ul class="side-list">
              {rows.map((row) => <FollowUpRow key={row.session} {...props} row={row} onFinish={() => void finish(row)} />)}
            </ul>
            {count > rows.length && <p class="side-note">{followUps.more(count - rows.length)}</p>}
          </>
        )}
      </AskedView>
    </Dialog>
  );
}

interface FollowUpRowProps extends DialogViewProps {
  readonly row: FollowUp;
  readonly onFinish: () => void;
}

function FollowUpRow({ desk, words, row, onFinish }: FollowUpRowProps) {
  const { visitor, nickname, channel, text, since, due } = row;
  const { followUps } = words.dialogs;
  const now = desk.now();
  return (
    <li>
      <div>
        <p><strong>{nickname || visitor}</strong> {text}</p>
        <small>
          {due > 0 && <span class={due < now ? "late" : ""}>{dueText(due, now, words.side)} · </span>}
          {followUps.since(spanText(now - since, words.side))}{channel && ` · ${channel}`}
        </small>
      </div>
      <div class="row-acts">
        <button type="button" class="small" onClick={() => desk.dialogs.open("initiate", visitor)}>
          {followUps.begin}
        </button>
        <button type="button" class="small" onClick={onFinish}>{followUps.done}</button>
      </div>
    </li>
  );
}
