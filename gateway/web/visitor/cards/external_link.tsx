// A link out of the page: it learns nothing of where it was followed, and cannot reach back.

import type { ComponentChildren } from "preact";

interface Props {
  readonly href: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** `href`: as `webAddress` gives it. */
export function ExternalLink({ href, children, ...rest }: Props) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" {...rest}>
      {children}
    </a>
  );
}
