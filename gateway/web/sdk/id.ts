// Ids of messages, acts and uploads.

/** Bytes of an id that is unique for ever. */
const ID_BYTES = 12;

/** `crypto.randomUUID` is not there on pages without TLS. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
}
