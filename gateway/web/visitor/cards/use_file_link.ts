// The address of an attachment, for as long as its card is shown.

import { useEffect, useState } from "preact/hooks";

import type { Conversation } from "../../sdk/index.ts";
import { FileLinks } from "./file_links.ts";

/** Of this page: cards come and go while the stream is scrolled. */
const LINKS = new FileLinks();

export interface FileLink {
  /** "": not known yet. */
  readonly url: string;
  /** The file is not to be had. */
  readonly isGone: boolean;
  /** What has the address cannot show it: it is asked for once more, then given up. */
  onError(): void;
}

export function useFileLink(conversation: Conversation, id: string): FileLink {
  const [url, setUrl] = useState("");
  const [attempt, setAttempt] = useState(0);
  const [isGone, setGone] = useState(false);
  useEffect(() => {
    let isShown = true;
    freshLink(conversation, id).then(
      (found) => isShown && setUrl(found),
      () => isShown && setGone(true),
    );
    return () => {
      isShown = false;
    };
  }, [id, attempt]);
  const onError = () => {
    LINKS.drop(id);
    setUrl(""); // the same address would not be loaded again
    if (attempt === 0) setAttempt(1);
    else setGone(true);
  };
  return { url, isGone, onError };
}

/** Rejects as `Conversation.fileLink`. */
export function freshLink(conversation: Conversation, id: string): Promise<string> {
  return LINKS.get(id, () => conversation.fileLink(id), performance.now());
}
