// Blocks a customer, or ends that: supervisors alone may (M12).

import { useState } from "preact/hooks";

import type { Customer } from "../../../../gateway/web/sdk/index.ts";
import { useAct } from "../../../../gateway/web/visitor/cards/act.ts";
import { ProblemLine } from "../../../../gateway/web/visitor/cards/problem_line.tsx";
import type { SessionProps } from "../view.ts";
import { spanText } from "./model/spans.ts";

/** As long as the service takes it. */
const MAX_REASON_CHARS = 200;
/** How long, in ms; 0: for ever. */
const SPANS = [0, 86_400_000, 604_800_000, 2_592_000_000] as const;

export interface BlockFormProps extends SessionProps {
  readonly customer: Customer;
  readonly onDone: () => void;
}

export function BlockForm({ desk, words, session, customer, onDone }: BlockFormProps) {
  const [reason, setReason] = useState("");
  const [span, setSpan] = useState(0);
  const { isBusy, problem, run } = useAct(words);
  const ask = () =>
    customer.is_blocked
      ? desk.ask({ frame: "CHANGE_CUSTOMER", session, unblock: true })
      : desk.ask({
          frame: "CHANGE_CUSTOMER", session, block_reason: reason.trim(), block_until: span && desk.now() + span,
        });
  const send = async () => {
    if (await run(ask)) onDone();
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <fieldset disabled={isBusy}>
        {!customer.is_blocked && (
          <>
            <label class="field">
              {words.side.blockReason}
              <input
                required
                maxLength={MAX_REASON_CHARS}
                value={reason}
                onInput={(event) => setReason(event.currentTarget.value)}
              />
            </label>
            <label class="field">
              {words.side.blockSpan}
              <select value={String(span)} onChange={(event) => setSpan(Number(event.currentTarget.value))}>
                {SPANS.map((each) => (
                  <option key={each} value={String(each)}>
                    {each ? spanText(each, words.side) : words.side.forEver}
                  </option>
                ))}
              </select>
            </label>
          </>
        )}
        <ProblemLine problem={problem} />
        <button type="submit" class="grave" disabled={!customer.is_blocked && !reason.trim()}>
          {customer.is_blocked ? words.side.unblock : words.side.block}
        </button>
      </fieldset>
    </form>
  );
}
