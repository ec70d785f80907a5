// The agent's own status: what it is, how long wrap-up lasts, and what he can make of it.

import { useState } from "preact/hooks";

import { clockText, useSeconds } from "../clock.ts";
import { SILENT, loadOf, type Status } from "../model/duty.ts";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";
import type { ViewProps } from "../view.ts";

/** As the protocol bounds it. */
const MAX_REASON_CHARS = 500;

export function StatusMenu({ desk, words }: ViewProps) {
  const { board } = desk.model;
  const { head: say } = words;
  if (!board) return null;
  const { status, reason } = board;
  const because = reason === SILENT ? say.silent : reason;
  return (
    <>
      <Menu
        class="status"
        name={`${say.status}: ${say.statuses[status]}${because && ` · ${because}`}`}
        face={
          <>
            <span class={`dot dot--${status}`} aria-hidden="true" />
            {say.statuses[status]}
            {board.wrap_up_until > 0 && <WrapUp {...{ desk, words }} until={board.wrap_up_until} />}
            <Icon name="down" />
          </>
        }
      >
        {(shut) => <Choices {...{ desk, words, shut, because }} />}
      </Menu>
      <span class="load" title={say.load(loadOf(board), board.capacity)}>
        <span aria-hidden="true">{loadOf(board)}/{board.capacity}</span>
        <span class="unseen">{say.load(loadOf(board), board.capacity)}</span>
      </span>
    </>
  );
}

function WrapUp({ desk, words, until }: ViewProps & { readonly until: number }) {
  useSeconds();
  return <span class="wrap-up">{words.head.wrapUp(clockText(until - desk.now()))}</span>;
}

interface ChoicesProps extends ViewProps {
  readonly shut: () => void;
  readonly because: string;
}

function Choices({ desk, words, shut, because }: ChoicesProps) {
  const { head: say } = words;
  const [reason, setReason] = useState("");
  const { status, by, by_name } = desk.model.board!;
  const set = (next: Status, why = "") => {
    shut();
    void desk.setStatus(next, why);
  };
  const choice = (next: Status, text: string) => (
    <button type="button" class="menu-row" aria-current={status === next} onClick={() => set(next)}>
      <span class={`dot dot--${next}`} aria-hidden="true" /> {text}
    </button>
  );
  const told = [because, by && say.setBy(by_name || by)].filter(Boolean).join(" · ");
  return (
    <>
      {told && <p class="menu-note">{told}</p>}
      {choice("free", say.beFree)}
      {choice("not_ready", say.beNotReady)}
      <div class="menu-group" role="group" aria-label={say.rest}>
        <p class="menu-note"><span class="dot dot--rest" aria-hidden="true" /> {say.rest}</p>
        <div class="reasons">
          {say.restReasons.map((each) => (
            <button key={each} type="button" class="chip" onClick={() => set("rest", each)}>{each}</button>
          ))}
        </div>
        <form
          class="reason"
          onSubmit={(event) => {
            event.preventDefault();
            set("rest", reason.trim());
          }}
        >
          <input
            aria-label={say.otherReason}
            placeholder={say.otherReason}
            maxLength={MAX_REASON_CHARS}
            value={reason}
            onInput={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <button>{say.restNow}</button>
        </form>
      </div>
      {choice("offline", say.beOffline)}
    </>
  );
}
