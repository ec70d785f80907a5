// The service itself speaks: in the middle, in small print.

import { Body } from "./cards/bodies.tsx";
import type { Item } from "./model/rows.ts";
import { cardContext, type ViewProps } from "./view.ts";

export function Note({ item: { message }, ...view }: ViewProps & { readonly item: Item }) {
  const context = cardContext(view, message);
  return <div class="row-note">{context && <Body message={message} context={context} />}</div>;
}
