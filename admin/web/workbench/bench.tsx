// The three panes of who has signed in.

import { ConversationPane } from "./conversation/conversation_pane.tsx";
import { DialogHost } from "./dialogs/dialog_host.tsx";
import { SessionsPane } from "./sessions/sessions_pane.tsx";
import { SidePane } from "./side/side_pane.tsx";
import { useDesk } from "./use_desk.ts";
import type { ViewProps } from "./view.ts";

export function Bench(view: ViewProps) {
  useDesk(view.desk);
  const session = view.desk.model.selected;
  return (
    <main class="bench">
      <SessionsPane {...view} />
      <ConversationPane {...view} session={session} />
      <SidePane {...view} session={session} />
      <DialogHost {...view} />
    </main>
  );
}
