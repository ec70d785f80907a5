// What is noted on a session, as a form has it, and which of it is to be noted anew (S8).

import type { Annotate, Notes } from "../../../../../gateway/web/sdk/index.ts";
import { noteOfTags } from "./tags.ts";

/** Of a remark and of a follow-up, as the service takes them. */
export const MAX_NOTE_CHARS = 500;

export type Outcome = "" | "solved" | "unsolved";

export interface NoteDraft {
  readonly tags: readonly string[];
  readonly outcome: Outcome;
  readonly remark: string;
  readonly followUp: string;
  /** By when, in ms since the epoch by the server's clock; 0: at no certain time. */
  readonly due: number;
}

/** One ANNOTATE, without its session. */
export type NoteChange = Pick<Annotate, "note" | "value"> & { readonly due?: number };

export function noteDraftOf(notes: Notes | null): NoteDraft {
  return {
    tags: notes?.tags ?? [],
    outcome: outcomeOf(notes?.outcome ?? ""),
    remark: notes?.remark ?? "",
    followUp: notes?.follow_up ?? "",
    due: notes?.follow_up_due ?? 0,
  };
}

/** What has become different, in the order in which it is told; an empty value takes a note back. */
export function noteChanges(notes: Notes | null, draft: NoteDraft): readonly NoteChange[] {
  const before = noteDraftOf(notes);
  const [remark, followUp] = [draft.remark.trim(), draft.followUp.trim()];
  const due = followUp ? draft.due : 0;
  const changes: NoteChange[] = [];
  if (noteOfTags(draft.tags) !== noteOfTags(before.tags)) changes.push({ note: "tag", value: noteOfTags(draft.tags) });
  if (draft.outcome !== before.outcome) changes.push({ note: "outcome", value: draft.outcome });
  if (remark !== before.remark) changes.push({ note: "remark", value: remark });
  if (followUp !== before.followUp || due !== before.due) changes.push({ note: "follow_up", value: followUp, due });
  return changes;
}

/** A word of a later server is no choice here. */
export function outcomeOf(word: string): Outcome {
  return word === "solved" || word === "unsolved" ? word : "";
}
