// The lists and the conversations that belong to no session: a row of buttons.

import type { ViewProps } from "../view.ts";
import type { DialogKind } from "./dialogs.ts";

const ALL: readonly DialogKind[] = ["followUps", "left", "initiate", "talk"];

export function DeskMenu({ desk, words }: ViewProps) {
  const kinds = desk.model.isSupervisor ? [...ALL, "live" as const] : ALL;
  return (
    <div class="desk-menu" role="group" aria-label={words.dialogs.menu}>
      {kinds.map((kind) => (
        <button key={kind} type="button" class="button button--small" onClick={() => desk.dialogs.open(kind)}>
          {words.dialogs.opens[kind]}
        </button>
      ))}
    </div>
  );
}
