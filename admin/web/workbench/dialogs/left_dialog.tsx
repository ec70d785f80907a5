// What visitors left while nobody could serve (V7); whoever takes one answers it.

import type { MessageLeft } from "../../../../gateway/web/sdk/index.ts";
import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import { AskedView } from "../side/asked_view.tsx";
import { spanText } from "../side/model/spans.ts";
import { useAsked } from "../side/use_asked.ts";
import { Dialog } from "./dialog.tsx";
import { OwnGroups } from "./own_groups.tsx";
import { askEach } from "./people.ts";
import type { DialogViewProps } from "./view.ts";

export function LeftDialog(props: DialogViewProps) {
  const { words, onClose } = props;
  return (
    <Dialog title={words.dialogs.left.title} words={words} isWide onClose={onClose}>
      <OwnGroups words={words}>
        {(groups) => <LeftList key={groups.join(" ")} {...props} groups={groups} />}
      </OwnGroups>
    </Dialog>
  );
}

function LeftList({ desk, words, groups, onClose }: DialogViewProps & { readonly groups: readonly string[] }) {
  const asked = useAsked(async () => {
    const answers = await askEach(desk, groups.map((group) => ({ frame: "GET_MESSAGES_LEFT", group }) as const));
    const rows = answers.flatMap((each) => each.rows).sort((one, other) => one.since - other.since);
    return { rows, count: answers.reduce((sum, each) => sum + each.count, 0) };
  }, []);
  const { left } = words.dialogs;
  const { problem, run } = useAct(words);
  const take = async ({ session }: MessageLeft) => {
    if (!(await run(() => desk.ask({ frame: "ASSIGN", session })))) return asked.reload();
    onClose();
    desk.select(session);
  };
  return (
    <AskedView asked={asked} words={words}>
      {({ rows, count }) => (
        <>
          <ProblemLine problem={problem} />
          {rows.length === 0 && <p class="side-note">{left.empty}</p>}
          <ul class="side-list">
            {rows.map((row) => (
              <li key={row.session}>
                <div>
                  <p><strong>{row.nickname || row.visitor}</strong> {row.contact}</p>
                  <small>
                    {left.ago(spanText(desk.now() - row.since, words.side))} · {words.side.messages(row.messages)}
                    {row.channel && ` · ${row.channel}`}
                  </small>
                </div>
                <button type="button" class="small" onClick={() => void take(row)}>{left.take}</button>
              </li>
            ))}
          </ul>
          {count > rows.length && <p class="side-note">{left.more(count - rows.length)}</p>}
        </>
      )}
    </AskedView>
  );
}
