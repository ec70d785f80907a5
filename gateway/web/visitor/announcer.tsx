// Tells those who listen to the page instead of looking at it: unseen, and never moves the focus.
//
// The stream itself is silent: some readers would read all of it again with every message.

import { useEffect, useState } from "preact/hooks";

import type { Message } from "../sdk/index.ts";
import type { ViewProps } from "./view.ts";
import { errorIn, type Words } from "./words.ts";

export function Announcer({ live, words }: ViewProps) {
  const [said, say] = useState("");
  useEffect(
    () =>
      live.on((news) => {
        if (news.is === "message") say(spoken(news.message, words));
        if (news.is === "refused") say(errorIn(words, news.code));
      }),
    [live, words],
  );
  return <p class="unseen" role="status" aria-live="polite">{said}</p>;
}

/** A message in one line. */
export function spoken({ name, role, body }: Message, words: Words): string {
  const who = name || (role === "robot" ? words.robot : words.service);
  const text = "text" in body && body.text ? body.text : "title" in body ? body.title : "";
  return words.says(who, `${words.kinds[body.kind] ?? ""}${text}`);
}
