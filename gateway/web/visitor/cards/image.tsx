// A picture: small in the stream, large when it is asked for.

import { useRef } from "preact/hooks";

import type { ImageBody } from "../../sdk/index.ts";
import type { CardContext } from "./context.ts";
import { fitted } from "./fitted.ts";
import { useFileLink } from "./use_file_link.ts";

interface Props {
  readonly body: ImageBody;
  readonly context: CardContext;
}

export function ImageCard({ body, context }: Props) {
  const { conversation, words } = context;
  const { id, name, width, height } = body;
  const small = fitted(width, height);
  const { url, isGone, onError } = useFileLink(conversation, id);
  const large = useRef<HTMLDialogElement>(null);
  if (isGone) return <p class="card-note">{words.cards.notThere}</p>;
  const close = () => large.current?.close();
  return (
    <>
      <button
        type="button"
        class="card-image"
        aria-label={words.cards.openImage(name)}
        disabled={!url}
        onClick={() => large.current?.showModal()}
      >
        {/* Its sides are told before it comes, so nothing moves when it does. */}
        <img src={url || undefined} alt={name} {...small} decoding="async" onError={onError} />
      </button>
      <dialog ref={large} class="card-large" aria-label={name} onClick={close}>
        {url && <img src={url} alt={name} width={width} height={height} loading="lazy" />}
        <button type="button" class="card-button" onClick={close}>{words.cards.closeImage}</button>
      </dialog>
    </>
  );
}
