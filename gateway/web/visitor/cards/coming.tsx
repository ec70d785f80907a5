// In a card's place until what draws it is there; without a network it stays.

import type { CardContext } from "./context.ts";

export function Coming({ context }: { readonly context: CardContext }) {
  return <p class="card-note">{context.words.loading}</p>;
}
