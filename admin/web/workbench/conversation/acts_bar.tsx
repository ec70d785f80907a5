// What can be done with a conversation beside writing: one press, or a dialog of its own.

import type { StaffThread } from "../model/staff_thread.ts";
import type { ViewProps } from "../view.ts";
import { actsOf, leaving, type Act } from "./model/acts.ts";

export interface ActsBarProps extends ViewProps {
  readonly thread: StaffThread;
}

export function ActsBar({ desk, words, thread }: ActsBarProps) {
  const { actsLabel, acts } = words.conversation;
  const all = actsOf(desk.model, thread);
  if (all.length === 0) return null;
  const mayNot = (act: Act) => act === "rate" && !thread.session?.may_rate;
  return (
    <div class="talk-acts" role="toolbar" aria-label={actsLabel}>
      {all.map((act) => (
        <button
          key={act}
          type="button"
          class={`talk-act talk-act--${act}`}
          disabled={mayNot(act)}
          title={mayNot(act) ? words.conversation.noRating : undefined}
          onClick={() => done({ desk, words, thread }, act)}
        >
          {acts[act]}
        </button>
      ))}
    </div>
  );
}

/** As the wire calls it. */
const HOW = { watch: "watch", whisper: "whisper", barge: "speak" } as const;

function done({ desk, thread }: ActsBarProps, act: Act): void {
  const { id: place } = thread;
  switch (act) {
    case "rate":
      return void desk.act((agent) => agent.conversation(place).inviteRating());
    case "keep":
      return void desk.act((agent) => agent.cancelTransfer(place));
    case "watch":
    case "whisper":
    case "barge":
      return void desk.act((agent) => agent.ask({ frame: "WATCH", session: place, how: HOW[act] }));
    case "pull":
      return void desk.act((agent) => agent.assign(place));
    case "leave":
    case "dismiss":
      return void desk.act((agent) => agent.ask({ frame: "LEAVE", ...leaving(desk.model, thread) }));
    default:
      desk.dialogs.open(act, place);
  }
}
