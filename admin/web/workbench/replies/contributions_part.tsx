// What agents suggest for the robot: one's own and what became of it; who supervises sees all, and decides (R11).

import { useState } from "preact/hooks";

import type { Contribution } from "../../../../gateway/web/sdk/index.ts";
import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import { hourAndDay } from "../../../../gateway/web/visitor/model/times.ts";
import { readKnown } from "../dialogs/people.ts";
import { AskedView } from "../side/asked_view.tsx";
import { useAsked } from "../side/use_asked.ts";
import { usePages } from "../side/use_pages.ts";
import type { ViewProps } from "../view.ts";
import { ContributeForm } from "./contribute_form.tsx";
import type { PartProps } from "./part.ts";

export function ContributionsPart(props: PartProps) {
  const { desk, words } = props;
  // From the newest again, whichever pages are there: what was decided is shown at once.
  const [changes, setChanges] = useState(0);
  const known = useAsked(readKnown, []);
  const nameOf = (agent: string) => known.value?.get(agent)?.name ?? agent;
  const again = () => setChanges(changes + 1);
  const pages = usePages((before) => desk.ask({ frame: "GET_CONTRIBUTIONS", before }), `${changes}`);
  return (
    <>
      <section class="side-part"><ContributeForm {...props} searched="" onSent={again} /></section>
      <section class="side-part">
        <AskedView asked={pages} words={words}>
          {({ rows }) => (
            <>
              {rows.length === 0 && <p class="side-note">{words.replies.noContributions}</p>}
              <ul class="side-list">
                {rows.map((row) => <Row key={row.number} {...{ desk, words, row, nameOf }} onDecided={again} />)}
              </ul>
            </>
          )}
        </AskedView>
        {pages.more && <button type="button" class="side-link" onClick={pages.more}>{words.side.more}</button>}
      </section>
    </>
  );
}

interface RowProps extends ViewProps {
  readonly row: Contribution;
  /** As colleagues call somebody. */
  readonly nameOf: (agent: string) => string;
  readonly onDecided: () => void;
}

function Row({ desk, words, row, nameOf, onDecided }: RowProps) {
  const { replies: say } = words;
  const told = [say.states[row.state], nameOf(row.by), hourAndDay(row.at, desk.now(), words)];
  return (
    <li class="answer-row">
      <div class="answer-head"><strong>{row.question}</strong></div>
      <p>{row.answer}</p>
      {row.note && <p>{row.note}</p>}
      <small>{told.join(" · ")}</small>
      {row.reason && <small>{`${nameOf(row.decided_by)}: ${row.reason}`}</small>}
      {row.state === "waiting" && desk.model.isSupervisor && <Decision {...{ desk, words, row, nameOf, onDecided }} />}
    </li>
  );
}

const MAX_REASON_CHARS = 500;

/** A rejection needs a reason: its author reads it. */
function Decision({ desk, words, row, onDecided }: RowProps) {
  const { replies: say } = words;
  const [reason, setReason] = useState("");
  const act = useAct(words);
  const decide = async (isApproved: boolean) => {
    const told = () =>
      desk.ask({ frame: "DECIDE_CONTRIBUTION", number: row.number, is_approved: isApproved, reason: reason.trim() });
    if (await act.run(told)) onDecided();
  };
  return (
    <>
      <input
        aria-label={say.reason}
        placeholder={say.reason}
        maxLength={MAX_REASON_CHARS}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <div class="row-acts">
        <button type="button" class="small primary" disabled={act.isBusy} onClick={() => void decide(true)}>{say.approve}</button>
        <button type="button" class="small" disabled={act.isBusy || !reason.trim()} onClick={() => void decide(false)}>{say.reject}</button>
      </div>
      <ProblemLine problem={act.problem} />
    </>
  );
}
