// Which tags the sessions of a group may bear (S8).

import { useAsked } from "./use_asked.ts";
import { readGroups } from "../dialogs/people.ts";

/** None: any; also until it is known, and when it cannot be: the service says what it does not take. */
export function useGroupTags(group: string): readonly string[] {
  const { value } = useAsked(readGroups, []);
  return value?.find((each) => each.group === group)?.tags ?? [];
}
