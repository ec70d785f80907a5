// In a card's place until what draws it is there; without a network it stays.

import type { FirstContext } from "./context.ts";

export function Coming({ context }: { readonly context: FirstContext }) {
  return <p class="card-note">{context.words.loading}</p>;
}
