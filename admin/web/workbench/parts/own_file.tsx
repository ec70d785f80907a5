// Files that only who is signed in may have, as pictures and as links.
//
// The browser sends a cookie by itself. In another site's page, where a token tells who is signed in, they
// are fetched with it, and shown from memory.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { ownFile, ownHeaders } from "../staff_api.ts";

function hasToken(): boolean {
  return "Authorization" in ownHeaders();
}

/** What an <img> is to load; "": it is being fetched, undefined: there is none. */
export function useOwnFile(address: string): string | undefined {
  const [source, setSource] = useState<string | undefined>(hasToken() ? "" : address);
  useEffect(() => {
    if (!hasToken()) {
      setSource(address);
      return undefined;
    }
    let isGone = false;
    let made = "";
    const show = (file: Blob) => {
      if (isGone) return;
      made = URL.createObjectURL(file);
      setSource(made);
    };
    ownFile(address).then(show, () => isGone || setSource(undefined));
    return () => {
      isGone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [address]);
  return source;
}

export interface OwnLinkProps {
  readonly class: string;
  readonly href: string;
  /** The file's name. */
  readonly download: string;
  readonly title?: string;
  readonly children: ComponentChildren;
}

/** A link by which a file is saved. */
export function OwnLink(props: OwnLinkProps) {
  const save = (event: Event) => {
    if (!hasToken()) return;
    event.preventDefault();
    void ownFile(props.href).then((file) => saved(file, props.download), () => undefined);
  };
  return <a {...props} onClick={save} />;
}

function saved(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
