// A text in CommonMark.

import type { ComponentChildren } from "preact";

import { ExternalLink } from "./external_link.tsx";
import { blocksOf, type Block } from "./markdown_blocks.ts";
import type { Inline } from "./markdown_inlines.ts";

export function Markdown({ text }: { readonly text: string }) {
  return <div class="card-markdown">{blocksOf(text).map(block)}</div>;
}

function block(each: Block): ComponentChildren {
  switch (each.is) {
    case "paragraph":
      return <p>{each.inlines.map(inline)}</p>;
    case "heading":
      // A headline of the message, not of the page.
      return <p><strong>{each.inlines.map(inline)}</strong></p>;
    case "code":
      return <pre tabIndex={0}><code>{each.text}</code></pre>;
    case "quote":
      return <blockquote>{each.blocks.map(block)}</blockquote>;
    case "rule":
      return <hr />;
    case "list": {
      const items = each.items.map((item) => <li>{item.map(block)}</li>);
      return each.start === 0 ? <ul>{items}</ul> : <ol start={each.start}>{items}</ol>;
    }
  }
}

function inline(each: Inline): ComponentChildren {
  if (typeof each === "string") return each;
  switch (each.is) {
    case "em":
      return <em>{each.inlines.map(inline)}</em>;
    case "strong":
      return <strong>{each.inlines.map(inline)}</strong>;
    case "link":
      return <ExternalLink href={each.href}>{each.inlines.map(inline)}</ExternalLink>;
    case "code":
      return <code>{each.text}</code>;
    case "break":
      return <br />;
  }
}
