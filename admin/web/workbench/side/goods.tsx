// Orders and products that the conversation showed, at hand while it scrolls on (W1).

import { useMemo } from "preact/hooks";

import type { OrderBody, ProductBody } from "../../../../gateway/web/sdk/index.ts";
import { ExternalLink } from "../../../../gateway/web/visitor/cards/external_link.tsx";
import { webAddress } from "../../../../gateway/web/visitor/cards/links.ts";
import type { SessionProps } from "../view.ts";
import { FactList } from "./fact_list.tsx";
import { goodsIn } from "./model/goods.ts";

const NONE: ReadonlySet<number> = new Set();

export function Goods({ desk, words, session }: SessionProps) {
  const thread = desk.model.threads.get(session);
  const { messages = [], recalled = NONE } = thread ?? {};
  const goods = useMemo(() => goodsIn(messages, recalled), [messages, recalled]);
  if (goods.length === 0) return null;
  return (
    <section class="side-part">
      <h3>{words.side.goods}</h3>
      <ul class="side-list">
        {goods.map(({ number, body }) => (
          <li key={number}>{body.kind === "order" ? <Order body={body} /> : <Product body={body} />}</li>
        ))}
      </ul>
    </section>
  );
}

function Order({ body: { name, guide, desc, fields = [] } }: { readonly body: OrderBody }) {
  return (
    <div>
      <strong>{name}</strong>
      {guide && <small>{guide}</small>}
      {desc && <small>{desc}</small>}
      <FactList facts={fields.map((each) => [each.name, each.value] as const)} />
    </div>
  );
}

function Product({ body: { header, desc, url } }: { readonly body: ProductBody }) {
  const href = webAddress(url);
  return (
    <div>
      <strong>{href ? <ExternalLink href={href}>{header}</ExternalLink> : header}</strong>
      {desc && <small>{desc}</small>}
    </div>
  );
}
