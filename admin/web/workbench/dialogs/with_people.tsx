// A form that is there before the people are whom it offers: what is typed at once is not lost.

import type { ComponentChildren } from "preact";

import { AskedView } from "../side/asked_view.tsx";
import type { Asked } from "../side/use_asked.ts";
import type { Words } from "../words.ts";
import type { People } from "./people.ts";

export interface WithPeopleProps {
  readonly asked: Asked<People>;
  readonly words: Words;
  /** Undefined: they are on their way. */
  readonly children: (people: People | undefined) => ComponentChildren;
}

export function WithPeople({ asked, words, children }: WithPeopleProps) {
  if (asked.error !== undefined) return <AskedView {...{ asked, words }}>{children}</AskedView>;
  return <>{children(asked.value)}</>;
}
