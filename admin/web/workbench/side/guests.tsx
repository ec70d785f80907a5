// Who takes part beside visitor and agent; whoever serves can send them away.

import type { Guest } from "../../../../gateway/web/sdk/index.ts";
import type { SessionProps } from "../view.ts";
import { spanText } from "./model/spans.ts";

export function Guests({ desk, words, session, guests }: SessionProps & { readonly guests: readonly Guest[] }) {
  if (guests.length === 0) return null;
  const view = desk.model.threads.get(session)?.session;
  const isMine = view?.agent === desk.model.me && view.state === "serving";
  return (
    <section class="side-part">
      <h3>{words.side.guests}</h3>
      <ul class="side-list">
        {guests.map((guest) => {
          const name = guest.name || guest.agent;
          const isGone = guest.part === "mentioned";
          return (
            <li key={`${guest.agent} ${guest.part}`}>
              <div>
                <strong>{name}</strong> {words.side.guestParts[guest.part] ?? guest.part}
                <small>
                  {guest.since > 0 && words.side.ago(spanText(desk.now() - guest.since, words.side))}
                  {guest.by && ` · ${words.side.invited(guest.by_name || guest.by)}`}
                </small>
                {guest.note && <p>{guest.note}</p>}
              </div>
              {isMine && !isGone && (
                <button
                  type="button"
                  class="small"
                  aria-label={words.side.sendAway(name)}
                  onClick={() => void desk.act((agent) => agent.ask({ frame: "LEAVE", session, agent: guest.agent }))}
                >
                  ×
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
