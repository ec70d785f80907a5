// What of the own profile has become different.

import type { Member } from "../../staff_api.ts";

export interface ProfileDraft {
  readonly name: string;
  readonly nickname: string;
  readonly phone: string;
}

export function draftOf({ name, nickname, phone }: Member): ProfileDraft {
  return { name, nickname, phone };
}

/** What the service is to be told; undefined: nothing has changed. */
export function editsOf(member: Member, draft: ProfileDraft): Partial<ProfileDraft> | undefined {
  const before = draftOf(member);
  const changed = (Object.keys(before) as (keyof ProfileDraft)[])
    .map((name) => [name, draft[name].trim()] as const)
    .filter(([name, value]) => value !== before[name]);
  return changed.length ? Object.fromEntries(changed) : undefined;
}

/** The middle square of a picture. */
export function squareOf(width: number, height: number): { readonly x: number; readonly y: number; readonly side: number } {
  const side = Math.min(width, height);
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), side };
}
