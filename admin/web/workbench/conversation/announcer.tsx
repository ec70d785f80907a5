// Tells those who listen to the page what comes in the conversation they are in: unseen, and never moves the focus.

import { useEffect, useState } from "preact/hooks";

import type { SessionProps } from "../view.ts";
import { speakerOf } from "./bubble.tsx";

export function Announcer({ desk, words, session }: SessionProps) {
  const [said, say] = useState("");
  useEffect(
    () =>
      desk.on((news) => {
        if (news.is !== "message" || news.message.session !== session) return;
        const { body } = news.message;
        const text = "text" in body && body.text ? body.text : "title" in body ? body.title : "";
        const { says, kinds } = words.conversation;
        say(says(speakerOf(news.message, words), `${kinds[body.kind] ?? ""}${text}`));
      }),
    [desk, words, session],
  );
  return <p class="unseen" role="status" aria-live="polite">{said}</p>;
}
