// What a message says, in a few words: for rows and notes.

import type { Message } from "../../../../gateway/web/sdk/index.ts";

/** What has no text of its own. */
export interface SummaryWords {
  readonly image: string;
  readonly voice: string;
  readonly video: string;
  readonly file: (name: string) => string;
  readonly order: string;
  readonly product: string;
  readonly form: string;
  readonly rating: string;
  readonly selection: string;
  readonly recalled: string;
  readonly unknown: string;
}

/** More is not shown in a row; a message may have thousands. */
const MAX_CHARS = 120;

export function summaryOf(body: Message["body"], words: SummaryWords): string {
  switch (body.kind) {
    case "text":
    case "markdown":
      return short(body.text);
    case "image":
      return words.image;
    case "voice":
      return words.voice;
    case "video":
      return words.video;
    case "file":
      return words.file(body.name);
    case "order":
      return `${words.order} ${body.name}`;
    case "product":
      return `${words.product} ${body.header}`;
    case "form":
      return words.form;
    case "menu":
      return short(body.text);
    case "rating":
      return words.rating;
    case "selection":
      return words.selection;
    case "recall":
    case "recalled":
      return words.recalled;
    default:
      return words.unknown;
  }
}

/** In one line. */
function short(text: string): string {
  return [...text.slice(0, 2 * MAX_CHARS).replace(/\s+/g, " ")].slice(0, MAX_CHARS).join("").trim();
}
