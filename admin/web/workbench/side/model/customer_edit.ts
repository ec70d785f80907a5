// What an agent makes of a customer's profile, and what of it is to be sent: only what has changed (M12).

import type { ChangeCustomer, Customer, CustomerField } from "../../../../../gateway/web/sdk/index.ts";

/** As long as the service takes them, in characters. */
export const MAX_CHARS = { nickname: 64, phone: 32, email: 254, language: 16, fieldName: 32, field: 200 } as const;
export const MAX_FIELDS = 20;
export const MAX_CUSTOMER_TAGS = 20;
export const MAX_LEVEL = 9;

/** What the form shows. */
export interface CustomerDraft {
  readonly nickname: string;
  readonly phone: string;
  readonly email: string;
  readonly language: string;
  readonly fields: readonly CustomerField[];
  readonly tags: readonly string[];
  readonly level: number;
}

/** What is told of the change; who and under which operation is the sender's. */
export type CustomerChange = Partial<
  Pick<ChangeCustomer, "nickname" | "phone" | "email" | "language" | "fields" | "tags" | "level">
>;

/** A contact of which the service shows but a part: it cannot be edited, only replaced. */
export function isMasked(contact: string): boolean {
  return contact.includes("*");
}

/** The form at first. A masked contact is empty there: what stays empty stays as it is. */
export function draftOf(customer: Customer): CustomerDraft {
  const { nickname, phone, email, language, fields, tags, level } = customer;
  const open = (contact: string) => (isMasked(contact) ? "" : contact);
  return { nickname, phone: open(phone), email: open(email), language, fields, tags, level };
}

/** What differs from what is known; undefined: nothing does. */
export function changeOf(customer: Customer, draft: CustomerDraft): CustomerChange | undefined {
  const before = draftOf(customer);
  const fields = kept(draft.fields);
  const change: CustomerChange = {
    ...wordsOf(before, draft),
    ...(isSame(kept(before.fields), fields) ? {} : { fields }),
    ...(isSame(before.tags, draft.tags) ? {} : { tags: draft.tags }),
    ...(before.level === draft.level ? {} : { level: draft.level }),
  };
  return Object.keys(change).length > 0 ? change : undefined;
}

const WORDS = ["nickname", "phone", "email", "language"] as const;

function wordsOf(before: CustomerDraft, draft: CustomerDraft): CustomerChange {
  const changed = WORDS.filter((each) => draft[each].trim() !== before[each]);
  return Object.fromEntries(changed.map((each) => [each, draft[each].trim()]));
}

/** A field without a name or a value is none. */
function kept(fields: readonly CustomerField[]): readonly CustomerField[] {
  const trimmed = fields.map(({ name, value }) => ({ name: name.trim(), value: value.trim() }));
  return trimmed.filter(({ name, value }) => name && value);
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
