// What was typed, with its addresses as links.

import { isEmojiAlone } from "./emoji.ts";
import { ExternalLink } from "./external_link.tsx";
import { piecesOf } from "./links.ts";

export function Text({ text }: { readonly text: string }) {
  if (isEmojiAlone(text)) return <p class="card-text card-text--emoji">{text}</p>;
  return (
    <p class="card-text">
      <Linked text={text} />
    </p>
  );
}

/** The text alone, to stand within something. */
export function Linked({ text }: { readonly text: string }) {
  return (
    <>
      {piecesOf(text).map((piece) =>
        piece.href ? <ExternalLink href={piece.href}>{piece.text}</ExternalLink> : piece.text,
      )}
    </>
  );
}
