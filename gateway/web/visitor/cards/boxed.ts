// Which bodies bring their own box; the others are text in a coloured bubble.

import type { Message } from "../../sdk/index.ts";

const BOXED: ReadonlySet<string> = new Set([
  "image", "video", "voice", "file", "product", "order", "menu", "form", "rating",
]);

export function isBoxed({ body }: Message): boolean {
  return BOXED.has(body.kind);
}
