// Who types, and what, where that is shown before it is sent. Its room is kept, so that nothing jumps.

import type { StaffThread, Typist } from "../model/staff_thread.ts";
import type { ViewProps } from "../view.ts";
import type { Words } from "../words.ts";

export function Typists({ words, thread }: ViewProps & { readonly thread: StaffThread }) {
  const { typists } = thread;
  return (
    <div class="typists">
      {typists.map((each) => (
        <p key={`${each.role} ${each.sender}`}>
          <span class="typists-dots" aria-hidden="true"><i /><i /><i /></span>
          <span>{words.conversation.typing(nameOf(each, thread, words))}</span>
          {each.preview && <q class="typists-preview" title={words.conversation.preview}>{each.preview}</q>}
        </p>
      ))}
    </div>
  );
}

function nameOf({ role, name, sender }: Typist, { session }: StaffThread, { conversation }: Words): string {
  if (name) return name;
  if (role === "visitor") return session?.nickname || conversation.visitor;
  return role === "robot" ? conversation.robot : sender;
}
