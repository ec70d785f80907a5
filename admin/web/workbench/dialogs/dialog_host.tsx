// Shows the dialog that is open, if any; the page has one host.

import type { ComponentType } from "preact";
import { useEffect, useReducer } from "preact/hooks";

import type { ViewProps } from "../view.ts";
import { ConsultDialog, MentionDialog } from "./colleague_dialog.tsx";
import { CopyDialog } from "./copy_dialog.tsx";
import type { DialogKind } from "./dialogs.ts";
import { FollowUpsDialog } from "./follow_ups_dialog.tsx";
import { LeftDialog } from "./left_dialog.tsx";
import { LiveDialog } from "./live_dialog.tsx";
import { EndDialog, NotesDialog } from "./note_dialogs.tsx";
import { InitiateDialog, TalkDialog } from "./reaching_dialogs.tsx";
import { TransferDialog } from "./transfer_dialog.tsx";
import type { DialogViewProps } from "./view.ts";

const DIALOGS: Readonly<Record<DialogKind, ComponentType<DialogViewProps>>> = {
  transfer: TransferDialog, consult: ConsultDialog, mention: MentionDialog, copy: CopyDialog, notes: NotesDialog,
  end: EndDialog, initiate: InitiateDialog, talk: TalkDialog, followUps: FollowUpsDialog, left: LeftDialog,
  live: LiveDialog,
};

export function DialogHost({ desk, words }: ViewProps) {
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => desk.dialogs.on(() => draw()), [desk]);
  const open = desk.dialogs.current;
  if (!open) return null;
  const Shown = DIALOGS[open.kind];
  const { kind, about } = open;
  return <Shown key={`${kind} ${about}`} {...{ desk, words, about }} onClose={() => desk.dialogs.close()} />;
}
