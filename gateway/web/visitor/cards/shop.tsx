// Cards of what is sold: a product (src 22), an order (src 28).

import { useState } from "preact/hooks";

import type { OrderBody, ProductBody } from "../../sdk/index.ts";
import type { CardContext } from "./context.ts";
import { ExternalLink } from "./external_link.tsx";
import { webAddress } from "./links.ts";

interface Props<Body> {
  readonly body: Body;
  readonly context: CardContext;
}

export function ProductCard({ body, context: { words } }: Props<ProductBody>) {
  const href = webAddress(body.url);
  const inner = (
    <>
      <Picture address={body.pic ?? ""} />
      <span class="card-shop-text">
        <strong>{body.header}</strong>
        {body.desc && <small>{body.desc}</small>}
      </span>
    </>
  );
  if (!href) return <div class="card card-shop" role="group" aria-label={words.cards.product}>{inner}</div>;
  return <ExternalLink href={href} class="card card-shop">{inner}</ExternalLink>;
}

export function OrderCard({ body, context: { words } }: Props<OrderBody>) {
  const { name, guide, desc, pic = "", fields = [] } = body;
  return (
    <div class="card card-order" role="group" aria-label={words.cards.order}>
      {guide && <p class="card-note">{guide}</p>}
      <div class="card-shop">
        <Picture address={pic} />
        <span class="card-shop-text">
          <strong>{name}</strong>
          {desc && <small>{desc}</small>}
        </span>
      </div>
      {fields.length > 0 && (
        <dl class="card-fields">
          {fields.map((field) => (
            <div key={field.name}>
              <dt>{field.name}</dt>
              <dd>{field.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** Beside the name, which says what it is; where it cannot be had there is none. */
function Picture({ address }: { readonly address: string }) {
  const [isGone, setGone] = useState(false);
  const src = webAddress(address);
  if (!src || isGone) return null;
  return (
    <img class="card-shop-picture" src={src} alt="" loading="lazy" referrerpolicy="no-referrer" onError={() => setGone(true)} />
  );
}
