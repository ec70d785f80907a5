// What an agent has written and the transcript does not have yet.

import type { Message } from "../../../../../gateway/web/sdk/index.ts";
import { roomAt } from "../../../../../gateway/web/sdk/core/terms.ts";
import type { Unsent } from "../../model/desk_model.ts";

/** Who writes. */
export interface Sayer {
  readonly id: string;
  readonly name: string;
}

/** An unsent message as it is going to be one. */
export function messageOf({ id, name }: Sayer, { session, cid, body, at, number }: Unsent): Message {
  return {
    frame: "MESSAGE", session, room: roomAt(session), number, role: "agent", sender: id, name,
    body, at, cid, is_answer: false,
  };
}
