// Orders and products that were shown in a conversation: what the visitor may be asking about.

import type { Message, OrderBody, ProductBody } from "../../../../../gateway/web/sdk/index.ts";

export interface ShownGoods {
  /** Of the message that showed it last. */
  readonly number: number;
  readonly body: OrderBody | ProductBody;
}

/** Each once, what was shown last first; what was taken back is left out. */
export function goodsIn(messages: readonly Message[], recalled: ReadonlySet<number>): readonly ShownGoods[] {
  const found = new Map<string, ShownGoods>();
  for (const { number, body } of messages) {
    if ((body.kind !== "order" && body.kind !== "product") || recalled.has(number)) continue;
    const key = JSON.stringify(body);
    found.delete(key);
    found.set(key, { number, body });
  }
  return [...found.values()].reverse();
}
